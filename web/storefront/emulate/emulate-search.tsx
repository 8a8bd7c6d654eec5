/** Finding a shopper of a demo shop by name, while it is typed. */
import { type ReactNode, useEffect, useState } from 'react'
import { countOf } from '../../shared/money.ts'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import { Avatar } from '../person/avatar.tsx'
import { fetchShoppers, type Shopper } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'

const LIMIT = 20
const PAUSE_MS = 180

/** The text once it has rested for a moment. */
const useRested = (text: string): string => {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

export const NameSearch = ({ onChoose }: { readonly onChoose: (shopper: Shopper) => void }): ReactNode => {
  const { shopId } = useStore()
  const [text, setText] = useState('')
  const query = useRested(text.trim())
  const { data, error, reload } = useResource(
    JSON.stringify([shopId, query]),
    (signal) => fetchShoppers(shopId, { ...(query !== '' && { query }), limit: LIMIT }, signal),
    { keepsPrevious: true },
  )
  const shoppers = data?.shoppers ?? []
  return (
    <>
      <label className="field">
        Name
        <input
          type="search"
          value={text}
          autoComplete="off"
          maxLength={100}
          placeholder="As Ann, or Ann Lee"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="visually-hidden" aria-live="polite">
        {data !== undefined && query !== '' && `${countOf(shoppers.length, 'shopper')} found`}
      </p>
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      <ul className="emulate-names" aria-label="Shoppers" aria-busy={data === undefined}>
        {shoppers.map((shopper) => (
          <li key={shopper.customerId}>
            <button type="button" onClick={() => onChoose(shopper)}>
              <Avatar face={shopper} size={44} />
              <span>
                <strong>{shopper.name}</strong>
                <span className="muted">
                  {[shopper.age, ...shopper.interests].filter((fact) => fact !== undefined).join(', ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {data !== undefined && shoppers.length === 0 && (
        <p className="emulate-nobody">Nobody of this shop is called “{query}”.</p>
      )}
    </>
  )
}
