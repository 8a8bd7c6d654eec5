import { type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import type { Customer, ListEntry } from '../../shared/wire.ts'
import { reasonFor } from '../customer/customer-words.ts'
import { Suggestion, SuggestionBlanks } from './suggestion.tsx'
import { useTill } from '../till-context.ts'
import { type Asked, useList } from './use-list.ts'
import { useToldList } from './use-told-list.ts'

export type SuggestionListProps = {
  readonly title: string
  readonly asked: Asked
  readonly count: number
  /** How the tiles stand: a grid, one below the other, or a row that scrolls. */
  readonly shape?: 'grid' | 'column' | 'strip'
  readonly whenEmpty?: string
  /** Beside the title. */
  readonly aside?: ReactNode
  /** Leaves the whole list out when another one answered in its place. */
  readonly isOwnOnly?: boolean
  /** Of whom the reasons speak; left out, who is on the ticket. */
  readonly about?: Customer
}

/** A list to tap from, each with what put it there. */
export const SuggestionList = ({
  title,
  asked,
  count,
  shape = 'grid',
  whenEmpty = 'Nothing yet. It fills with the first sales of this store.',
  aside,
  isOwnOnly = false,
  about,
}: SuggestionListProps): ReactNode => {
  const { customer, addById } = useTill()
  const { data, error, reload } = useList({ ...asked, limit: count })
  const { trackRef, placeOf, look } = useToldList(data)
  const [failure, setFailure] = useState<ApiError>()
  const add = async (entry: ListEntry): Promise<void> => {
    setFailure(undefined)
    try {
      await addById(entry.itemId, placeOf(entry))
    } catch (cause) {
      setFailure(toApiError(cause))
    }
  }
  if (isOwnOnly && data !== undefined && (data.items.length === 0 || data.fallback !== null)) return null
  const problem = failure ?? error
  const isOther = data !== undefined && data.fallback !== null && data.items.length > 0
  return (
    <section
      className="suggestions"
      data-shape={shape}
      aria-label={title}
      aria-busy={data === undefined && error === undefined}
    >
      <div className="suggestions-head">
        <h2>{title}</h2>
        {isOther && <span className="muted suggestions-instead">Too little is known: {data.title}</span>}
        {aside}
      </div>
      {problem !== undefined && <Problem error={problem} onRetry={reload} />}
      <ul className="suggestions-track" ref={trackRef}>
        {data === undefined ? (
          <SuggestionBlanks count={count} />
        ) : (
          data.items.map((entry) => (
            <Suggestion
              key={entry.itemId}
              item={entry.item ?? { itemId: entry.itemId }}
              note={entry.reasons[0] && reasonFor(entry.reasons[0].text, about ?? customer)}
              onAdd={() => void add(entry)}
              onLook={() => look(entry)}
            />
          ))
        )}
      </ul>
      {data?.items.length === 0 && <p className="muted suggestions-says">{whenEmpty}</p>}
    </section>
  )
}
