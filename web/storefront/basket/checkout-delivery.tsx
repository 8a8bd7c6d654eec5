import { type FormEvent, type ReactNode, useState } from 'react'
import { useStore } from '../store.tsx'

/** Sent to the address, or fetched from a store. */
export type Delivery = { readonly way: 'post' } | { readonly way: 'store'; readonly channelId: string }

/** As a shopper reads it. */
export const deliveryText = (
  delivery: Delivery,
  channels: readonly { readonly channelId: string; readonly title?: string | undefined }[],
): string => {
  if (delivery.way === 'post') return 'Sent to you in 3 to 5 days'
  const store = channels.find(({ channelId }) => channelId === delivery.channelId)
  return `To be fetched from ${store?.title ?? delivery.channelId}, tomorrow`
}

type DeliveryFormProps = { readonly delivery: Delivery; readonly onDone: (delivery: Delivery) => void }

export const DeliveryForm = ({ delivery, onDone }: DeliveryFormProps): ReactNode => {
  const { channels } = useStore()
  const stores = (channels.data ?? []).filter(({ kind }) => kind === 'store')
  const [way, setWay] = useState(delivery.way)
  const [chosen, setChosen] = useState(delivery.way === 'store' ? delivery.channelId : undefined)
  const channelId = chosen ?? stores[0]?.channelId
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    onDone(way === 'store' && channelId !== undefined ? { way, channelId } : { way: 'post' })
  }
  return (
    <form className="step-form" onSubmit={submit}>
      <fieldset className="ways">
        <legend className="visually-hidden">How it comes to you</legend>
        <label className="way">
          <input type="radio" name="way" checked={way === 'post'} onChange={() => setWay('post')} />
          <span className="way-words">
            Sent to you <span className="muted">3 to 5 days</span>
          </span>
          <span>Free</span>
        </label>
        {stores.length > 0 && (
          <label className="way">
            <input type="radio" name="way" checked={way === 'store'} onChange={() => setWay('store')} />
            <span className="way-words">
              Fetched from a store <span className="muted">Ready tomorrow</span>
            </span>
            <span>Free</span>
          </label>
        )}
      </fieldset>
      {way === 'store' && (
        <label className="field">
          Store
          <select value={channelId} onChange={(event) => setChosen(event.target.value)}>
            {stores.map((store) => (
              <option key={store.channelId} value={store.channelId}>
                {store.title ?? store.channelId}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="step-buttons">
        <button className="button">Go on to the last look</button>
      </div>
    </form>
  )
}
