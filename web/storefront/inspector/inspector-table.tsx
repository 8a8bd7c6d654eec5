import type { ReactNode } from 'react'
import { countOf } from '../../shared/money.ts'
import { type CallEntry, type Entry, type EventEntry, type Leg, listLinesOf } from './inspector-record.ts'
import { MESSAGES_SINK, messagesOf } from './messages-sink.ts'

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

const msText = (ms: number | undefined): string =>
  ms === undefined ? '' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`

/** What the destination said, in a word. */
const legText = ({ state, answer }: Leg): string => {
  const status =
    typeof answer === 'object' && answer !== null && 'status' in answer ? String(answer.status) : undefined
  return state === 'sent' ? (status ?? 'sent') : state
}

const LegMark = ({ leg }: { readonly leg: Leg | undefined }): ReactNode =>
  leg === undefined ? (
    <span className="muted">–</span>
  ) : (
    <span className="leg" data-state={leg.state}>
      {legText(leg)}
    </span>
  )

const aboutEvent = ({ event }: EventEntry): string =>
  [
    event.query ?? event.orderId ?? event.category ?? event.itemId,
    event.itemIds && countOf(event.itemIds.length, 'product'),
    event.lines && countOf(event.lines.length, 'line'),
    event.list,
  ]
    .filter((text) => text !== undefined)
    .join(' · ')

const MessageMark = ({ entry }: { readonly entry: EventEntry }): ReactNode => {
  const leg = entry.legs.find(({ sink }) => sink === MESSAGES_SINK)
  const [first] = messagesOf(entry.event)
  if (first === undefined) return <span className="muted">no message</span>
  return (
    <span className="leg" data-state={leg?.state}>
      {first.name}
    </span>
  )
}

type RowProps = { readonly isChosen: boolean; readonly onChoose: () => void }

const EventRow = ({ entry, isChosen, onChoose }: RowProps & { readonly entry: EventEntry }): ReactNode => {
  const own = entry.legs.find(({ sink }) => sink !== MESSAGES_SINK)
  return (
    <tr data-chosen={isChosen}>
      <td className="inspector-time">{TIME.format(entry.at)}</td>
      <th scope="row">
        <button type="button" aria-pressed={isChosen} onClick={onChoose}>
          {entry.event.kind}
        </button>
        {entry.event.isEmulated === true && <span className="muted"> emulated</span>}
      </th>
      <td className="inspector-about">{aboutEvent(entry)}</td>
      <td>
        <LegMark leg={own} />
      </td>
      <td>
        <MessageMark entry={entry} />
      </td>
      <td className="inspector-ms">{msText(own?.ms)}</td>
    </tr>
  )
}

const CallRow = ({
  entry: { at, call },
  isChosen,
  onChoose,
}: RowProps & { readonly entry: CallEntry }): ReactNode => {
  const lists = listLinesOf(call)
  const itemCount = lists.reduce((sum, list) => sum + list.itemCount, 0)
  const [first] = lists
  const about =
    first === undefined
      ? `failed: ${call.status === 0 ? 'no answer' : call.status}`
      : lists.length === 1
        ? `${first.placement ?? first.list} · ${countOf(itemCount, 'product')}`
        : `${countOf(lists.length, 'list')} · ${countOf(itemCount, 'product')}`
  return (
    <tr data-chosen={isChosen} data-sort="call">
      <td className="inspector-time">{TIME.format(at)}</td>
      <th scope="row">
        <button type="button" aria-pressed={isChosen} onClick={onChoose}>
          {call.path.replace('/api/v1/', '')}
        </button>
      </th>
      <td className="inspector-about">{about}</td>
      <td>
        <span className="leg" data-state={call.status === 200 ? 'sent' : 'failed'}>
          {call.status === 0 ? 'no answer' : call.status}
        </span>
      </td>
      <td className="muted">{first?.model === undefined ? '–' : `model ${first.model.slice(0, 8)}`}</td>
      <td className="inspector-ms">
        {msText(call.tookMs)}
        {call.serverMs !== undefined && <span className="muted"> ({msText(call.serverMs)})</span>}
      </td>
    </tr>
  )
}

type InspectorTableProps = {
  readonly entries: readonly Entry[]
  readonly chosenKey: string | undefined
  readonly onChoose: (key: string) => void
}

export const InspectorTable = ({ entries, chosenKey, onChoose }: InspectorTableProps): ReactNode => (
  // Scrolls, so it is reached by keyboard.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <section className="inspector-scroll" tabIndex={0} aria-label="Events and calls, newest first">
    <table className="inspector-table">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">What</th>
          <th scope="col" className="inspector-about">
            About
          </th>
          <th scope="col">Aisle</th>
          <th scope="col">Messages</th>
          <th scope="col" className="inspector-ms">
            Took (server)
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const row = { isChosen: entry.key === chosenKey, onChoose: () => onChoose(entry.key) }
          return entry.sort === 'event' ? (
            <EventRow key={entry.key} entry={entry} {...row} />
          ) : (
            <CallRow key={entry.key} entry={entry} {...row} />
          )
        })}
      </tbody>
    </table>
    {entries.length === 0 && (
      <p className="inspector-empty muted">
        Nothing yet. Search, open a product, put it into the basket: what goes out shows here.
      </p>
    )}
  </section>
)
