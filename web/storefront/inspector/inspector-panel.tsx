/** What went out and what came back: events for each of their destinations, and calls for lists. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { InspectorDetail } from './inspector-detail.tsx'
import { type Entry, isShown, plainOf } from './inspector-record.ts'
import type { Recorder } from './inspector-recorder.ts'
import { InspectorTable } from './inspector-table.tsx'
import './inspector.css'

const kindsIn = (entries: readonly Entry[]): readonly string[] =>
  [...new Set(entries.flatMap((entry) => (entry.sort === 'event' ? [entry.event.kind] : [])))].toSorted()

type FilterProps = {
  readonly entries: readonly Entry[]
  readonly filter: string | undefined
  readonly onChange: (filter: string | undefined) => void
}

const KindFilter = ({ entries, filter, onChange }: FilterProps): ReactNode => (
  <label className="inspector-filter">
    <span className="visually-hidden">Show</span>
    <select
      value={filter ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    >
      <option value="">Everything</option>
      <option value="event">All events</option>
      <option value="call">Calls for lists</option>
      <optgroup label="Events of one kind">
        {kindsIn(entries).map((kind) => (
          <option key={kind}>{kind}</option>
        ))}
      </optgroup>
    </select>
  </label>
)

const CopyAll = ({ entries }: { readonly entries: readonly Entry[] }): ReactNode => {
  const [copied, setCopied] = useState<readonly Entry[]>()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(JSON.stringify(entries.map(plainOf), null, 2))
      setCopied(entries)
    } catch {
      // A page without a clipboard: each entry can still be marked.
    }
  }
  return (
    <button
      type="button"
      className="inspector-button"
      disabled={entries.length === 0}
      onClick={() => void copy()}
    >
      <Icon name={copied === entries ? 'check' : 'copy'} size={16} />
      <span className="inspector-word">{copied === entries ? 'Copied' : 'Copy JSON'}</span>
    </button>
  )
}

type InspectorPanelProps = { readonly recorder: Recorder; readonly onClose: () => void }

export const InspectorPanel = ({ recorder, onClose }: InspectorPanelProps): ReactNode => {
  const entries = useSyncExternalStore(recorder.subscribe, recorder.entries)
  const [filter, setFilter] = useState<string>()
  const [chosenKey, setChosenKey] = useState<string>()
  const heading = useRef<HTMLHeadingElement>(null)
  const isPressed = useRef(document.activeElement?.closest('.demo-bar') !== null)
  useEffect(() => {
    // Opened by hand; not when the page came with it open.
    if (isPressed.current) heading.current?.focus()
  }, [])
  const shown = entries.filter((entry) => isShown(entry, filter))
  const chosen = entries.find(({ key }) => key === chosenKey)
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className="inspector" aria-labelledby="inspector-heading" onKeyDown={onKey}>
      <header className="inspector-head">
        <h2 id="inspector-heading" ref={heading} tabIndex={-1}>
          Event inspector
        </h2>
        <span className="muted inspector-count" aria-live="polite">
          {shown.length}
        </span>
        <KindFilter entries={entries} filter={filter} onChange={setFilter} />
        <CopyAll entries={shown} />
        <button
          type="button"
          className="inspector-button"
          onClick={recorder.clear}
          disabled={entries.length === 0}
        >
          <Icon name="trash" size={16} /> <span className="inspector-word">Clear</span>
        </button>
        <button type="button" className="icon-button" aria-label="Close the inspector" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="inspector-body" data-chosen={chosen !== undefined}>
        <InspectorTable entries={shown} chosenKey={chosenKey} onChoose={setChosenKey} />
        {chosen !== undefined && <InspectorDetail entry={chosen} onClose={() => setChosenKey(undefined)} />}
      </div>
    </section>
  )
}
