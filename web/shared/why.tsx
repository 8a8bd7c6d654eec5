/** The panel that says why an item is in a list. One for the page; every tile's button opens it. */
import { type ReactNode, createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'
import type { TimedList } from './api.ts'
import { Icon } from './icon.tsx'
import type { ListEntry } from './wire.ts'

type WhyAsk = { readonly entry: ListEntry; readonly list: TimedList }

const WhyContext = createContext<(ask: WhyAsk) => void>(() => undefined)

export const WhyButton = ({ entry, list }: WhyAsk): ReactNode => {
  const open = useContext(WhyContext)
  return (
    <button
      type="button"
      className="why-button"
      aria-label={`Why ${entry.item?.title ?? entry.itemId} is here`}
      onClick={() => open({ entry, list })}
    >
      <Icon name="info" size={18} />
    </button>
  )
}

const parametersText = (parameters: TimedList['parameters']): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

/** Reasons, score and where the list came from. */
const WhyFacts = ({ entry, list }: WhyAsk): ReactNode => (
  <>
    <ul className="why-reasons">
      {entry.reasons.map((reason) => (
        <li key={reason.code}>{reason.text}</li>
      ))}
    </ul>
    {list.fallback !== null && <p className="note">{list.fallback.text}</p>}
    <dl className="facts">
      <dt>List</dt>
      <dd>
        {list.list}
        {list.placement !== undefined && ` (${list.placement})`}
      </dd>
      <dt>Score</dt>
      <dd>{Number(entry.score.toPrecision(6))}</dd>
      <dt>Settings</dt>
      <dd>{parametersText(list.parameters) || 'none'}</dd>
      <dt>Versions</dt>
      <dd>
        engine {list.versions.engine}, log {list.versions.logSeq}, model {list.versions.model ?? 'none'}
      </dd>
      <dt>Time</dt>
      <dd>{list.tookMs.toFixed(1)} ms with the network</dd>
      <dt>Recommendation</dt>
      <dd>
        <code>{list.recommendationId}</code>
      </dd>
    </dl>
  </>
)

/** Gives the buttons inside it a panel to open. */
export const WhyProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [ask, setAsk] = useState<WhyAsk>()
  const panel = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (ask !== undefined && panel.current?.open === false) panel.current.showModal()
  }, [ask])
  const open = useCallback((next: WhyAsk) => setAsk({ ...next }), [])
  return (
    <WhyContext value={open}>
      {children}
      <dialog ref={panel} className="panel why-panel" aria-labelledby="why-heading" {...{ closedby: 'any' }}>
        <form method="dialog" className="panel-head">
          <h2 id="why-heading">Why is this here?</h2>
          <button className="icon-button" aria-label="Close">
            <Icon name="close" />
          </button>
        </form>
        {ask !== undefined && (
          <>
            <p className="why-item">{ask.entry.item?.title ?? ask.entry.itemId}</p>
            <WhyFacts {...ask} />
          </>
        )}
      </dialog>
    </WhyContext>
  )
}
