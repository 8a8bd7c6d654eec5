/** What is known of why an item is in a list: in plain words first, then for those who run the shop. */
import { type ReactNode, useState } from 'react'
import { ApiError, get, type TimedList } from './api.ts'
import { Icon } from './icon.tsx'
import { countOf } from './money.ts'
import { Picture } from './picture.tsx'
import { useResource } from './use-resource.ts'
import type { ListEntry } from './wire.ts'

/** An entry and the list that it stands in. */
export type WhyAsk = { readonly entry: ListEntry; readonly list: TimedList }

type Decision = {
  readonly latencyMs?: number
  readonly trace?: {
    readonly sources?: readonly {
      readonly source: string
      /** Of lists; what is given and put in order has none. */
      readonly candidateCount?: number
      readonly recipe?: string
    }[]
  }
}

/** Decisions are for the shop's own people: who was refused once is not asked again. */
let isRefused = false

const fetchDecision = async (
  recommendationId: string,
  signal: AbortSignal,
): Promise<Decision | undefined> => {
  if (isRefused) return undefined
  try {
    return await get<Decision>(`/api/v1/decisions/${encodeURIComponent(recommendationId)}`, {}, signal)
  } catch (error) {
    isRefused = error instanceof ApiError && (error.status === 401 || error.status === 403)
    return undefined
  }
}

const CopyButton = ({ text }: { readonly text: string }): ReactNode => {
  const [isCopied, setIsCopied] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch {
      // A page without a clipboard: the id can still be marked.
    }
  }
  return (
    <button type="button" className="text-button why-copy" onClick={() => void copy()}>
      <Icon name={isCopied ? 'check' : 'copy'} size={16} /> {isCopied ? 'Copied' : 'Copy'}
      <span className="visually-hidden"> the id of the recommendation</span>
    </button>
  )
}

const parametersText = (parameters: TimedList['parameters']): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

const timeText = ({ serverMs, tookMs }: TimedList, listMs: number | undefined): string =>
  [
    listMs === undefined ? '' : `this list ${listMs.toFixed(2)} ms`,
    serverMs === undefined ? '' : `server ${serverMs.toFixed(1)} ms`,
    `with the network ${tookMs.toFixed(1)} ms`,
  ]
    .filter((text) => text !== '')
    .join(', ')

const Reasons = ({ entry, list }: WhyAsk): ReactNode => (
  <>
    <ul className="why-reasons">
      {entry.reasons.map((reason) => (
        <li key={reason.code}>{reason.text}</li>
      ))}
      {entry.reasons.length === 0 && <li>Nothing is known of it yet, so it keeps the place it had.</li>}
    </ul>
    {list.fallback !== null && (
      <p className="note">
        <strong>A fallback.</strong> The list <code>{list.fallback.asked}</code> was asked for, and had
        nothing: {list.fallback.text} So <code>{list.list}</code> answers.
      </p>
    )}
    {entry.filledFrom !== undefined && (
      <p className="note">
        <strong>Filled up.</strong> The list had too few; this place comes from{' '}
        <code>{entry.filledFrom}</code>.
      </p>
    )}
  </>
)

export const WhyFacts = ({ entry, list }: WhyAsk): ReactNode => {
  const { recommendationId, versions } = list
  const { data: decision } = useResource(recommendationId, (signal) =>
    fetchDecision(recommendationId, signal),
  )
  const name = entry.item?.title ?? entry.itemId
  const sources = decision?.trace?.sources ?? []
  return (
    <>
      <div className="why-item">
        <Picture url={entry.item?.pictures?.[0]?.url} alt="" name={name} size={56} />
        <p>
          {name}
          <span className="muted">in “{list.title}”</span>
        </p>
      </div>
      <Reasons entry={entry} list={list} />
      <dl className="facts">
        <dt>List</dt>
        <dd>
          {list.list}
          {list.placement !== undefined && ` at ${list.placement}`}
        </dd>
        {sources.length > 0 && (
          <>
            <dt>Made of</dt>
            <dd>
              {sources.map(({ source, recipe, candidateCount }) => (
                <span key={source} className="why-source">
                  {recipe ?? source}
                  {candidateCount !== undefined && `, ${countOf(candidateCount, 'candidate')}`}
                </span>
              ))}
            </dd>
          </>
        )}
        <dt>Score</dt>
        <dd>{Number(entry.score.toPrecision(6))}</dd>
        <dt>Settings</dt>
        <dd>{parametersText(list.parameters) || 'none'}</dd>
        <dt>Model</dt>
        <dd>{versions.model === null ? 'none' : <code>{versions.model}</code>}</dd>
        <dt>Engine</dt>
        <dd>
          {versions.engine}, log read up to {versions.logSeq.toLocaleString('en-GB')}
        </dd>
        <dt>Time</dt>
        <dd>{timeText(list, decision?.latencyMs)}</dd>
        <dt>Recommendation</dt>
        <dd>
          <code>{recommendationId}</code> <CopyButton text={recommendationId} />
        </dd>
      </dl>
      {decision !== undefined && (
        <p className="why-more">
          <a
            href={`/api/v1/decisions/${encodeURIComponent(recommendationId)}`}
            target="_blank"
            rel="noreferrer"
          >
            The whole decision, step by step
          </a>
        </p>
      )}
    </>
  )
}
