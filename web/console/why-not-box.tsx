/** Why a product is not in the list. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../shared/api.ts'
import { Icon } from '../shared/icon.tsx'
import { Problem } from '../shared/problem.tsx'
import type { RecommendationsRequest } from '../shared/wire.ts'
import { ItemField } from './item-field.tsx'
import { fetchWhyNot } from './merchandise-api.ts'
import type { WhyNotAnswer } from './merchandise-wire.ts'

const Answer = ({ answer }: { readonly answer: WhyNotAnswer }): ReactNode => (
  <>
    <p className={answer.cause === null ? 'why-not-cause is-in' : 'why-not-cause'}>
      {answer.cause === null ? `It is in the list, at place ${answer.place ?? '?'}.` : answer.cause.text}
    </p>
    {answer.passed.length > 0 && (
      <>
        <h3>It passed</h3>
        <ul className="passed">
          {answer.passed.map((name) => (
            <li key={name}>
              <Icon name="check" size={16} /> {name}
            </li>
          ))}
        </ul>
      </>
    )}
  </>
)

type WhyNotBoxProps = { readonly shopId: string; readonly ask: RecommendationsRequest }

export const WhyNotBox = ({ shopId, ask }: WhyNotBoxProps): ReactNode => {
  const [itemId, setItemId] = useState('')
  const [answer, setAnswer] = useState<WhyNotAnswer>()
  const [error, setError] = useState<ApiError>()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const { withItems: _, ...rest } = ask
    setError(undefined)
    try {
      setAnswer(await fetchWhyNot({ ...rest, itemId: itemId.trim() }))
    } catch (cause) {
      setAnswer(undefined)
      setError(toApiError(cause))
    }
  }
  return (
    <section className="card why-not" aria-labelledby="why-not-heading">
      <h2 id="why-not-heading">Why not?</h2>
      <form onSubmit={(event) => void submit(event)} className="items-add">
        <ItemField shopId={shopId} label="Product that is missed" value={itemId} onChange={setItemId} />
        <button className="button is-quiet" disabled={itemId.trim() === ''}>
          Ask
        </button>
      </form>
      <div aria-live="polite">
        {error !== undefined && <Problem error={error} />}
        {answer !== undefined && <Answer answer={answer} />}
      </div>
    </section>
  )
}
