/** What the shop knows of a person: to see, to take along, to have erased. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../shared/api.ts'
import { formatCount } from '../shared/money.ts'
import { Problem } from '../shared/problem.tsx'
import { useResource } from '../shared/use-resource.ts'
import { usePerson } from './person.tsx'
import { eraseMe, fetchMyData, type Me, type MyData } from './shopper-api.ts'
import { useStore } from './store.tsx'

const WORD = 'erase'

/** `linkedBrowsers` → Linked browsers */
const labelOf = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const amountOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : formatCount(value.length)
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value).map((name) => labelOf(name).toLowerCase())
    return names.length === 0 ? 'none' : names.join(', ')
  }
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? 'none')
}

const Summary = ({ data }: { readonly data: MyData }): ReactNode => (
  <dl className="facts data-facts">
    {Object.entries(data).map(([name, value]) => (
      <div key={name}>
        <dt>{labelOf(name)}</dt>
        <dd>{amountOf(value)}</dd>
      </div>
    ))}
  </dl>
)

/** Hands the browser a file. */
const download = (name: string, data: MyData): void => {
  const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

const erasedText = (erased: Readonly<Record<string, number>>): string => {
  const parts = Object.entries(erased)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${formatCount(count)} ${labelOf(name).toLowerCase()}`)
  return parts.length === 0 ? 'You are erased.' : `You are erased: ${parts.join(', ')}. You are signed out.`
}

const Erase = ({ me }: { readonly me: Me }): ReactNode => {
  const { shopId } = useStore()
  const { ask, leave } = usePerson()
  const [typed, setTyped] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const isTyped = typed.trim().toLowerCase() === WORD
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isTyped) return
    setIsBusy(true)
    setError(undefined)
    try {
      const { erased } = await ask((headers) => eraseMe(shopId, headers))
      leave({ text: erasedText(erased), isKept: true })
    } catch (cause) {
      setError(toApiError(cause))
      setIsBusy(false)
    }
  }
  return (
    <form className="erase" onSubmit={(event) => void submit(event)}>
      <h3>Erase me</h3>
      <p>
        {me.customer.name ?? 'Your account'}, and everything kept of {me.isEmulated ? 'them' : 'you'}, goes
        for good: profile, wish list, what was looked at and bought, and what models learned from it. It
        cannot be undone.
      </p>
      <label className="field">
        Type “{WORD}” to confirm
        <input
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {error !== undefined && <Problem error={error} />}
      <button className="button is-danger" disabled={!isTyped || isBusy}>
        {isBusy ? 'Erasing…' : 'Erase everything'}
      </button>
    </form>
  )
}

export const MyDataSection = ({ me }: { readonly me: Me }): ReactNode => {
  const { shopId } = useStore()
  const { ask } = usePerson()
  const { customerId } = me.customer
  const { data, error, reload } = useResource(JSON.stringify([shopId, customerId]), (signal) =>
    ask((headers) => fetchMyData(shopId, headers, signal)),
  )
  return (
    <>
      <h2>My data</h2>
      <p className="muted">All that this shop knows of you. The file has every word of it.</p>
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      {data === undefined ? (
        error === undefined && <span className="skeleton-block" aria-busy="true" />
      ) : (
        <>
          <Summary data={data} />
          <p>
            <button
              type="button"
              className="button is-quiet"
              onClick={() => download(`my-data-${shopId}.json`, data)}
            >
              Download as a file
            </button>
          </p>
        </>
      )}
      <Erase me={me} />
    </>
  )
}
