/** Signing in at a register: the store, the register, who it is, and their PIN. */
import { type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import { readText, writeText } from '../../shared/safe-storage.ts'
import { deviceToken, keepDeviceToken } from './device-tokens.ts'
import { PinPad } from './pin-pad.tsx'
import { signedIn } from './session.ts'
import { signIn } from '../till-api.ts'
import type { AssociateName, PosRegister } from '../till-wire.ts'

type Choice = { readonly key: string; readonly title: string; readonly note?: string }

type ChoicesProps = {
  readonly title: string
  readonly choices: readonly Choice[]
  readonly onChoose: (key: string) => void
  readonly onBack?: (() => void) | undefined
}

const Choices = ({ title, choices, onChoose, onBack }: ChoicesProps): ReactNode => (
  <>
    <h1>{title}</h1>
    <ul className="start-choices">
      {choices.map(({ key, title: name, note }) => (
        <li key={key}>
          <button type="button" onClick={() => onChoose(key)}>
            <strong>{name}</strong>
            {note !== undefined && <span className="muted">{note}</span>}
          </button>
        </li>
      ))}
    </ul>
    {onBack !== undefined && (
      <button type="button" className="button is-quiet" onClick={onBack}>
        Back
      </button>
    )}
  </>
)

type PinStepProps = {
  readonly shop: string
  readonly registerId: string
  readonly registerTitle: string
  readonly associate: AssociateName
  /** Why it is asked, where somebody worked here before. */
  readonly note?: string
  readonly backLabel: string
  readonly onBack: () => void
}

/** Asks the PIN of somebody, and signs them in. */
export const PinStep = ({
  shop,
  registerId,
  registerTitle,
  associate,
  note,
  backLabel,
  onBack,
}: PinStepProps): ReactNode => {
  const [error, setError] = useState<ApiError>()
  const [isBusy, setIsBusy] = useState(false)
  const enter = async (pin: string): Promise<void> => {
    setIsBusy(true)
    setError(undefined)
    try {
      const place = { shop, registerId, associateId: associate.associateId }
      const { deviceToken: known, ...session } = await signIn({
        ...place,
        pin,
        deviceToken: deviceToken(place),
      })
      keepDeviceToken(place, known)
      signedIn(shop, session)
    } catch (cause) {
      setError(toApiError(cause))
      setIsBusy(false)
    }
  }
  return (
    <>
      <h1>{associate.name}</h1>
      <p className="muted">{note ?? registerTitle}</p>
      <PinPad isBusy={isBusy} error={error} onPin={(pin) => void enter(pin)} />
      <button type="button" className="button is-quiet" onClick={onBack}>
        {backLabel}
      </button>
    </>
  )
}

type SignInProps = { readonly shop: string; readonly registers: readonly PosRegister[] }

export const SignIn = ({ shop, registers }: SignInProps): ReactNode => {
  // Which register this device is stays with it, whoever works there.
  const deviceName = `aisle.pos.register.${shop}`
  const [channel, setChannel] = useState<string>()
  const [registerId, setRegisterId] = useState(() => readText(deviceName))
  const [associate, setAssociate] = useState<AssociateName>()
  const register = registers.find((each) => each.registerId === registerId)
  const stores = [...new Map(registers.map((each) => [each.channel, each.channelTitle]))]
  const toRegisters = (): void => {
    setRegisterId(undefined)
    setAssociate(undefined)
  }
  if (register !== undefined && associate !== undefined)
    return (
      <PinStep
        shop={shop}
        registerId={register.registerId}
        registerTitle={`${register.channelTitle}, ${register.title}`}
        associate={associate}
        backLabel="Somebody else"
        onBack={() => setAssociate(undefined)}
      />
    )
  if (register !== undefined)
    return (
      <>
        <p className="start-place">
          <strong>{register.channelTitle}</strong>, {register.title}
        </p>
        <Choices
          title="Who are you?"
          choices={register.associates.map(({ associateId, name }) => ({ key: associateId, title: name }))}
          onChoose={(key) => setAssociate(register.associates.find(({ associateId }) => associateId === key))}
        />
        {register.associates.length === 0 && (
          <Problem
            error={toApiError(new Error('Nobody may sign in here: no associate works in this store.'))}
          />
        )}
        <button type="button" className="button is-quiet" onClick={toRegisters}>
          Another register
        </button>
      </>
    )
  if (channel === undefined && stores.length > 1)
    return (
      <Choices
        title="Which store is this?"
        choices={stores.map(([key, title]) => ({ key, title }))}
        onChoose={setChannel}
      />
    )
  const here = registers.filter((each) => each.channel === (channel ?? stores[0]?.[0]))
  return (
    <Choices
      title="Which register is this?"
      choices={here.map(({ registerId: key, title }) => ({ key, title }))}
      onChoose={(key) => {
        writeText(deviceName, key)
        setRegisterId(key)
      }}
      onBack={stores.length > 1 ? () => setChannel(undefined) : undefined}
    />
  )
}
