/** The panel that says why an item is in a list. One for the page; every tile's button opens it. */
import { type ReactNode, createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { Icon } from './icon.tsx'
import { type WhyAsk, WhyFacts } from './why-facts.tsx'
import './why.css'

const WhyContext = createContext<(ask: WhyAsk) => void>(() => undefined)

export const WhyButton = ({ entry, list }: WhyAsk): ReactNode => {
  const open = useContext(WhyContext)
  return (
    <button
      type="button"
      className="why-button"
      aria-label={`Why ${entry.item?.title ?? entry.itemId} is here`}
      aria-haspopup="dialog"
      onClick={() => open({ entry, list })}
    >
      <Icon name="info" size={18} />
    </button>
  )
}

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
        {ask !== undefined && <WhyFacts key={ask.list.recommendationId} {...ask} />}
      </dialog>
    </WhyContext>
  )
}
