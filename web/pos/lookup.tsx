/** Finding a product by name, number or barcode. Enter adds what is exactly meant. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { type ApiError, fetchItems, findByCode, toApiError } from '../shared/api.ts'
import { Icon } from '../shared/icon.tsx'
import { Problem } from '../shared/problem.tsx'
import { useResource } from '../shared/use-resource.ts'
import type { Item, Shop } from '../shared/wire.ts'
import { ItemButton } from './item-button.tsx'

const TYPING_MS = 180
const FOUND_MAX = 12

type LookupProps = {
  readonly shop: Shop
  readonly channelId: string
  readonly onAdd: (item: Item, sku?: string) => void
  /** To see more of a product before it is added. */
  readonly onLook: (item: Item) => void
}

const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

export const Lookup = ({ shop, channelId, onAdd, onLook }: LookupProps): ReactNode => {
  const [text, setText] = useState('')
  const [failure, setFailure] = useState<ApiError>()
  const [missed, setMissed] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const words = useSettled(text.trim())
  const found = useResource(
    JSON.stringify([shop.shop, channelId, words]),
    async (signal) =>
      words === ''
        ? undefined
        : fetchItems({ shop: shop.shop, query: words, channel: channelId, limit: FOUND_MAX }, signal),
    { keepsPrevious: true },
  )
  const items = text.trim() === '' ? undefined : found.data?.items

  const clear = (): void => {
    setText('')
    setMissed(undefined)
    field.current?.focus()
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const code = text.trim()
    if (code === '') return
    setFailure(undefined)
    try {
      const exact = await findByCode(shop.shop, code, channelId)
      if (exact === undefined) setMissed(code)
      else {
        onAdd(exact.item, exact.sku)
        clear()
      }
    } catch (error) {
      setFailure(toApiError(error))
    }
  }
  const error = failure ?? found.error
  return (
    <section aria-label="Find a product" className="lookup">
      <form onSubmit={(event) => void submit(event)}>
        <label className="visually-hidden" htmlFor="lookup">
          Name, number or barcode
        </label>
        <Icon name="search" size={24} />
        <input
          id="lookup"
          ref={field}
          type="search"
          autoComplete="off"
          enterKeyHint="done"
          placeholder="Name, number or barcode"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setMissed(undefined)
          }}
        />
        <button className="button">Add</button>
      </form>
      {error !== undefined && <Problem error={error} />}
      <p aria-live="polite" className="lookup-says">
        {missed !== undefined &&
          (items?.length
            ? `“${missed}” is not one product: tap the right one.`
            : `Nothing is called “${missed}”.`)}
      </p>
      {items !== undefined && items.length > 0 && (
        <ul className="item-buttons">
          {items.map((item) => (
            <li key={item.itemId} className="found">
              <ItemButton
                item={item}
                channelId={channelId}
                currency={shop.currency}
                onTap={() => {
                  onAdd(item)
                  clear()
                }}
              />
              <button
                type="button"
                className="icon-button"
                aria-label={`Look at ${item.title ?? item.itemId}`}
                onClick={() => {
                  onLook(item)
                  clear()
                }}
              >
                <Icon name="info" size={24} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
