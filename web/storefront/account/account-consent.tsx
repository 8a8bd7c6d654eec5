import { type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import { usePerson } from '../person/person.tsx'
import type { Consents, Me } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'

const SWITCHES: readonly {
  readonly name: keyof Consents
  readonly title: string
  readonly text: string
  readonly on: string
  readonly off: string
}[] = [
  {
    name: 'personalization',
    title: 'Personal lists',
    text: 'Lists and the order of products follow what you looked at, wished for and bought.',
    on: 'On. The next page you open has personal lists again.',
    off: 'Off. From the next page on, you see what everybody sees.',
  },
  {
    name: 'tracking',
    title: 'Remember what I do',
    text: 'What you look at and buy is kept under your name.',
    on: 'On. What you do from now on is kept under your name.',
    off: 'Off. What you do from now on is kept without saying that it was you.',
  },
]

export const ConsentSection = ({ me }: { readonly me: Me }): ReactNode => {
  const { tracker } = useStore()
  const { change } = usePerson()
  const [busy, setBusy] = useState<keyof Consents>()
  const [said, setSaid] = useState<string>()
  const [error, setError] = useState<ApiError>()
  const turn = async (name: keyof Consents, isOn: boolean): Promise<void> => {
    setBusy(name)
    setError(undefined)
    setSaid(undefined)
    try {
      await change({ consent: { [name]: isOn } })
      // This browser too: what waits to be sent goes without a name at once. Who acts as somebody keeps their own choice.
      if (!me.isEmulated) tracker.setConsent({ [name]: isOn })
      const told = SWITCHES.find((each) => each.name === name)
      setSaid(`${told?.title}: ${(isOn ? told?.on : told?.off) ?? ''}`)
    } catch (cause) {
      setError(toApiError(cause))
    }
    setBusy(undefined)
  }
  return (
    <>
      <h2>Consent</h2>
      <p className="muted">What you choose holds from your next click on, in the stores too.</p>
      <ul className="switches">
        {SWITCHES.map(({ name, title, text }) => (
          <li key={name}>
            <label className="switch">
              <span className="switch-words">
                <strong>{title}</strong>
                <span className="muted" id={`about-${name}`}>
                  {text}
                </span>
              </span>
              <input
                type="checkbox"
                role="switch"
                aria-label={title}
                aria-describedby={`about-${name}`}
                checked={me.consent[name]}
                aria-checked={me.consent[name]}
                disabled={busy !== undefined}
                onChange={(event) => void turn(name, event.target.checked)}
              />
            </label>
          </li>
        ))}
      </ul>
      <p aria-live="polite" className="said">
        {said}
      </p>
      {error !== undefined && <Problem error={error} />}
    </>
  )
}
