/** Choosing a shopper of the demo shop to act as: anybody, by age and interest, or by name. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Icon } from '../../shared/icon.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link } from '../../shared/router.tsx'
import { PersonaCard, PersonaSkeleton } from './emulate-card.tsx'
import { ANY_AGE, AGE_RANGES, useDraw } from './emulate-draw.ts'
import { NameSearch } from './emulate-search.tsx'
import { newAccountAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { type Shopper, signInBy } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'
import './emulate.css'

const WAYS = { random: 'Surprise me', interest: 'Age & interest', name: 'Name' } as const
type Way = keyof typeof WAYS

type ChosenProps = {
  readonly shopper: Shopper
  readonly another: { readonly text: string; readonly icon: 'shuffle' | 'left'; readonly onAsk: () => void }
}

/** The card, with the button that begins it. */
const Chosen = ({ shopper, another }: ChosenProps): ReactNode => {
  const { shopId } = useStore()
  const { enter } = usePerson()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const { customerId, name } = shopper
  const start = async (): Promise<void> => {
    setIsBusy(true)
    setError(undefined)
    try {
      const signedIn = await signInBy(shopId, { customerId })
      enter({ ...signedIn, isEmulated: true }, `You are shopping as ${name}.`)
    } catch (cause) {
      setError(toApiError(cause))
      setIsBusy(false)
    }
  }
  return (
    <PersonaCard shopper={shopper}>
      <button type="button" className="button" disabled={isBusy} onClick={() => void start()}>
        Shop as {name.split(' ')[0]}
      </button>
      <button type="button" className="button is-quiet" onClick={another.onAsk}>
        <Icon name={another.icon} /> {another.text}
      </button>
      {error !== undefined && <Problem error={error} />}
    </PersonaCard>
  )
}

const Drawn = ({ draw }: { readonly draw: ReturnType<typeof useDraw> }): ReactNode => {
  const { shopper, error, isEmpty, next } = draw
  return (
    <div className="emulate-result" aria-live="polite">
      {error !== undefined ? (
        <Problem error={error} onRetry={next} />
      ) : isEmpty ? (
        <p className="emulate-nobody">Nobody here is of that age with that interest. Widen one of the two.</p>
      ) : shopper === undefined ? (
        <PersonaSkeleton />
      ) : (
        <Chosen
          key={shopper.customerId}
          shopper={shopper}
          another={{ text: 'Another', icon: 'shuffle', onAsk: next }}
        />
      )}
    </div>
  )
}

const ByChance = (): ReactNode => <Drawn draw={useDraw({})} />

const ByInterest = (): ReactNode => {
  const [age, setAge] = useState(ANY_AGE)
  const [interest, setInterest] = useState('')
  const range = AGE_RANGES.find(({ text }) => text === age)
  const draw = useDraw({
    ...(interest !== '' && { interest }),
    ...(range !== undefined && {
      ageFrom: range.from,
      ...(range.to !== undefined && { ageTo: range.to }),
    }),
  })
  return (
    <>
      <fieldset className="options">
        <legend>Age</legend>
        {[ANY_AGE, ...AGE_RANGES.map(({ text }) => text)].map((text) => (
          <label key={text} className="option">
            <input
              type="radio"
              name="emulate-age"
              value={text}
              checked={text === age}
              onChange={() => setAge(text)}
            />
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
      <label className="field">
        Primary interest
        <select value={interest} onChange={(event) => setInterest(event.target.value)}>
          <option value="">Any</option>
          {draw.interests.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Drawn draw={draw} />
    </>
  )
}

const ByName = (): ReactNode => {
  const [chosen, setChosen] = useState<Shopper>()
  return chosen === undefined ? (
    <NameSearch onChoose={setChosen} />
  ) : (
    <div className="emulate-result">
      <Chosen shopper={chosen} another={{ text: 'Back', icon: 'left', onAsk: () => setChosen(undefined) }} />
    </div>
  )
}

const Choice = (): ReactNode => {
  const { shopId } = useStore()
  const { setIsEmulating } = usePerson()
  const [way, setWay] = useState<Way>('random')
  return (
    <>
      <p className="muted">
        See the shop as one of its shoppers does. What you do meanwhile counts as theirs.
      </p>
      <fieldset className="segments">
        <legend className="visually-hidden">How to choose</legend>
        {(Object.entries(WAYS) as [Way, string][]).map(([each, text]) => (
          <label key={each}>
            <input
              type="radio"
              name="emulate-way"
              value={each}
              checked={each === way}
              onChange={() => setWay(each)}
            />
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
      <div className="emulate-way">
        {way === 'random' ? <ByChance /> : way === 'interest' ? <ByInterest /> : <ByName />}
      </div>
      <p className="emulate-new">
        Or{' '}
        <Link href={newAccountAddress(shopId)} onClick={() => setIsEmulating(false)}>
          start as a new shopper
        </Link>
        , of whom nothing is known yet.
      </p>
    </>
  )
}

export const EmulateDialog = (): ReactNode => {
  const { isEmulating, setIsEmulating } = usePerson()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isEmulating) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isEmulating])
  return (
    <dialog
      ref={dialog}
      className="panel emulate"
      aria-labelledby="emulate-heading"
      onClose={() => setIsEmulating(false)}
      {...{ closedby: 'any' }}
    >
      <form method="dialog" className="panel-head">
        <h2 id="emulate-heading">Emulate a shopper</h2>
        <button className="icon-button" aria-label="Close">
          <Icon name="close" />
        </button>
      </form>
      {isEmulating && <Choice />}
    </dialog>
  )
}
