/** A return: the order is looked up by its number, or what comes back is scanned without one. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import { useConnection } from '../offline/connection.ts'
import { ReturnLines } from './return-lines.tsx'
import { newTicket, withOrder } from './ticket.ts'
import { fetchOrder } from '../till-api.ts'
import { useTill } from '../till-context.ts'
import type { FoundOrder } from '../till-wire.ts'

const FoundOrderPanel = ({ order }: { readonly order: FoundOrder }): ReactNode => {
  const { channels } = useTill()
  const channel = channels.find(({ channelId }) => channelId === order.channel)
  return (
    <section className="found-order" aria-label={`Order ${order.orderId}`}>
      <h2>{order.orderId}</h2>
      <p className="muted">
        {new Date(order.at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })},{' '}
        {channel?.title ?? order.channel}
        {order.refundedLines !== undefined &&
          order.refundedLines.length > 0 &&
          ', some of it came back before'}
      </p>
      <ReturnLines key={order.orderId} order={order} customerId={order.customerId} />
    </section>
  )
}

export const ReturnScreen = (): ReactNode => {
  const { shop, setTicket, openScreen } = useTill()
  const { isOnline } = useConnection()
  const [text, setText] = useState('')
  const [order, setOrder] = useState<FoundOrder>()
  const [missed, setMissed] = useState<string>()
  const [error, setError] = useState<ApiError>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const orderId = text.trim()
  const look = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setOrder(undefined)
    setMissed(undefined)
    setError(undefined)
    try {
      setOrder(await fetchOrder(shop.shop, orderId))
    } catch (cause) {
      const failure = toApiError(cause)
      if (failure.status === 404) setMissed(orderId)
      else setError(failure)
    }
  }
  return (
    <section className="return-screen" aria-label="Return">
      <h1>Return</h1>
      <form onSubmit={(event) => void look(event)}>
        <label className="field">
          Number on the receipt or of the order
          <input
            ref={field}
            value={text}
            maxLength={256}
            autoComplete="off"
            data-scan="own"
            enterKeyHint="search"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button className="button" disabled={orderId === '' || !isOnline}>
          Look up
        </button>
      </form>
      <output>
        {missed !== undefined && <p className="note">No order “{missed}” is known.</p>}
        {!isOnline && <p className="note">Orders are looked up once the server is back.</p>}
      </output>
      {error !== undefined && <Problem error={error} />}
      {order !== undefined && <FoundOrderPanel order={order} />}
      <button
        type="button"
        className="button is-quiet"
        onClick={() => {
          setTicket(() => withOrder(newTicket('return'), orderId))
          openScreen()
        }}
      >
        {orderId === '' ? 'Return without a number' : `Return under “${orderId}”, scanning what comes back`}
      </button>
    </section>
  )
}
