/** One entry of the inspector, whole. */
import { type ReactNode, useState } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { countOf } from '../../shared/money.ts'
import { type CallEntry, type Entry, type EventEntry, listLinesOf, plainOf } from './inspector-record.ts'
import { isMessagesUrlSet, MESSAGES_SINK, messagesOf } from './messages-sink.ts'

const Json = ({ title, value }: { readonly title: string; readonly value: unknown }): ReactNode => (
  <section className="inspector-part">
    <h3>{title}</h3>
    <pre>{JSON.stringify(value, null, 2)}</pre>
  </section>
)

const EventParts = ({ entry: { event, legs } }: { readonly entry: EventEntry }): ReactNode => {
  const messages = messagesOf(event)
  return (
    <>
      <Json title="Out: the event" value={event} />
      {legs
        .filter(({ sink }) => sink !== MESSAGES_SINK)
        .map(({ sink, state, answer }) => (
          <Json key={sink} title={`Back from ${sink}`} value={answer ?? { state }} />
        ))}
      <Json
        title={
          isMessagesUrlSet()
            ? 'Out: to the messaging tool'
            : 'Out: as a messaging tool would be told (sent nowhere)'
        }
        value={messages}
      />
    </>
  )
}

const CallParts = ({ entry: { call } }: { readonly entry: CallEntry }): ReactNode => (
  <>
    <ul className="inspector-lists">
      {listLinesOf(call).map(({ list, placement, itemCount, reasonCount, model, isFallback }) => (
        <li key={placement ?? list}>
          <strong>{placement ?? list}</strong> {placement !== undefined && `answered by ${list}, `}
          {isFallback && 'a fallback, '}
          {countOf(itemCount, 'product')} with {countOf(reasonCount, 'reason')}, model {model ?? 'none'}
        </li>
      ))}
    </ul>
    <Json title="Out: the request" value={call.request} />
    <Json title={`Back: ${call.status === 0 ? 'no answer' : call.status}`} value={call.answer} />
  </>
)

type InspectorDetailProps = { readonly entry: Entry; readonly onClose: () => void }

export const InspectorDetail = ({ entry, onClose }: InspectorDetailProps): ReactNode => {
  const [copied, setCopied] = useState<Entry>()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(JSON.stringify(plainOf(entry), null, 2))
      setCopied(entry)
    } catch {
      // A page without a clipboard: the text can still be marked.
    }
  }
  const title = entry.sort === 'event' ? entry.event.kind : entry.call.path
  return (
    // Scrolls, so it is reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="inspector-detail" aria-label={`${title} in full`} tabIndex={0}>
      <div className="inspector-detail-head">
        <strong>{title}</strong>
        <button type="button" className="inspector-button" onClick={() => void copy()}>
          <Icon name={copied === entry ? 'check' : 'copy'} size={16} /> {copied === entry ? 'Copied' : 'Copy'}
        </button>
        <button type="button" className="icon-button" aria-label="Close this entry" onClick={onClose}>
          <Icon name="close" size={18} />
        </button>
      </div>
      {entry.sort === 'event' ? <EventParts entry={entry} /> : <CallParts entry={entry} />}
    </section>
  )
}
