/** What was sold or taken back, for the customer and for the associate. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { lineKey, totalMinor } from '../../shared/basket-line.ts'
import { Icon } from '../../shared/icon.tsx'
import { formatMoney } from '../../shared/money.ts'
import { saleOf } from '../offline/sales-queue.ts'
import { useQueueCounts } from '../offline/use-queue-counts.ts'
import type { Receipt } from './finish-ticket.ts'
import { useTill } from '../till-context.ts'

/** Whether the server has it: from the beginning, or as soon as it waits no more. */
const useIsCounted = ({ ticket, state }: Receipt): boolean => {
  const counts = useQueueCounts()
  const [isSent, setIsSent] = useState(state === 'counted')
  useEffect(() => {
    if (isSent) return
    const look = async (): Promise<void> => {
      const kept = await saleOf(ticket.ticketId)
      if (kept === undefined) setIsSent(true)
    }
    void look().catch(() => undefined)
  }, [isSent, ticket.ticketId, counts])
  return isSent
}

type ReceiptScreenProps = {
  readonly receipt: Receipt
  readonly customerLabel: string | undefined
  readonly onNext: () => void
}

export const ReceiptScreen = ({ receipt, customerLabel, onNext }: ReceiptScreenProps): ReactNode => {
  const { shop, session, channels, channelId } = useTill()
  const { ticket, at } = receipt
  const isCounted = useIsCounted(receipt)
  const next = useRef<HTMLButtonElement>(null)
  useEffect(() => next.current?.focus(), [])
  const what = ticket.mode === 'sale' ? 'Sale' : 'Return'
  const store = channels.find((channel) => channel.channelId === channelId)
  return (
    <section className="receipt-screen" aria-label="Receipt">
      <output className="done" data-state={isCounted ? 'counted' : 'waiting'}>
        <Icon name="check" size={26} />
        {isCounted
          ? `${what} ${ticket.receiptId} is kept and counted.`
          : `${what} ${ticket.receiptId} is kept at this till, and sent when the server is back.`}
      </output>
      <article className="receipt">
        <header>
          <strong>{shop.title ?? shop.shop}</strong>
          <span>{store?.title ?? channelId}</span>
          <span className="muted">
            {session.register.title}
            {session.associate !== undefined && `, ${session.associate.name}`}
          </span>
        </header>
        <dl className="facts">
          <div>
            <dt>{what}</dt>
            <dd>{ticket.receiptId}</dd>
          </div>
          {ticket.orderId !== '' && (
            <div>
              <dt>Of order</dt>
              <dd>{ticket.orderId}</dd>
            </div>
          )}
          <div>
            <dt>Time</dt>
            <dd>{new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}</dd>
          </div>
          {customerLabel !== undefined && (
            <div>
              <dt>Customer</dt>
              <dd>{customerLabel}</dd>
            </div>
          )}
        </dl>
        <ul className="receipt-lines">
          {ticket.lines.map((line) => (
            <li key={lineKey(line)}>
              <span>
                {line.quantity} × {line.title}
                {line.variant !== undefined && <span className="muted"> {line.variant}</span>}
              </span>
              <span>{formatMoney(line.priceMinor * line.quantity, shop.currency)}</span>
            </li>
          ))}
        </ul>
        <p className="receipt-total">
          <span>{ticket.mode === 'sale' ? 'Paid' : 'Given back'}</span>
          <strong>{formatMoney(totalMinor(ticket.lines), shop.currency)}</strong>
        </p>
      </article>
      <div className="receipt-buttons">
        <button type="button" className="button is-quiet" onClick={() => print()}>
          Print
        </button>
        <button type="button" className="button" ref={next} onClick={onNext}>
          New sale
        </button>
      </div>
    </section>
  )
}
