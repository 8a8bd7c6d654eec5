/** Finding a product by name, number or barcode, on every screen. Enter adds what is exactly meant. */
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { stockIn } from '../../shared/basket-line.ts'
import { Icon } from '../../shared/icon.tsx'
import { Picture } from '../../shared/picture.tsx'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { Item } from '../../shared/wire.ts'
import { useConnection } from '../offline/connection.ts'
import { priceWords } from '../product/price-words.ts'
import { useTill } from '../till-context.ts'
import { useScanner } from './use-scanner.ts'
import { useSettled } from '../suggestions/use-settled.ts'

const FOUND_MAX = 8

type FoundItemsProps = {
  readonly items: readonly Item[]
  readonly totalItems: number
  readonly words: string
  readonly onDone: () => void
  readonly onLeave: (event: KeyboardEvent) => void
}

const FoundItems = ({ items, totalItems, words, onDone, onLeave }: FoundItemsProps): ReactNode => {
  const { channelId, shop, add, openScreen } = useTill()
  return (
    <ul className="found-items">
      {items.map((item) => {
        const title = item.title ?? item.itemId
        const units = stockIn(item, channelId)
        return (
          <li key={item.itemId}>
            <button
              type="button"
              className="found-add"
              onKeyDown={onLeave}
              onClick={() => {
                add(item)
                onDone()
              }}
            >
              <Picture url={item.pictures?.[0]?.url} alt="" name={title} size={48} />
              <span>
                <span className="visually-hidden">Add </span>
                {title}
                <span className="muted">
                  {item.itemId}
                  {units !== undefined && `, ${units} here`}
                </span>
              </span>
              <span className="price">{priceWords(item, channelId, shop.currency)}</span>
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={`Look at ${title}`}
              onClick={() => {
                openScreen('product', item.itemId)
                onDone()
              }}
            >
              <Icon name="info" size={22} />
            </button>
          </li>
        )
      })}
      {totalItems > items.length && (
        <li>
          <button
            type="button"
            className="button is-quiet is-wide"
            onClick={() => {
              openScreen('products', `?query=${encodeURIComponent(words)}`)
              onDone()
            }}
          >
            See all {totalItems}
          </button>
        </li>
      )}
    </ul>
  )
}

export const ScanField = (): ReactNode => {
  const { shop, channelId, source, add, say } = useTill()
  const { isOnline } = useConnection()
  const [text, setText] = useState('')
  const [failure, setFailure] = useState<ApiError>()
  const [missed, setMissed] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const words = useSettled(text.trim())
  const found = useResource(
    JSON.stringify([shop.shop, channelId, words, isOnline]),
    async (signal) =>
      words === ''
        ? undefined
        : source.search({ shop: shop.shop, query: words, channel: channelId, limit: FOUND_MAX }, signal),
    { keepsPrevious: true },
  )
  const items = text.trim() === '' ? undefined : found.data?.items
  const clear = (): void => {
    setText('')
    setMissed(undefined)
    setFailure(undefined)
  }
  const take = async (code: string, typed = code): Promise<void> => {
    setFailure(undefined)
    try {
      const exact = (await source.byCode(code)) ?? (typed === code ? undefined : await source.byCode(typed))
      if (exact === undefined) {
        setText(code)
        setMissed(code)
      } else {
        add(exact.item, exact.sku)
        clear()
      }
    } catch (error) {
      setText(code)
      setFailure(toApiError(error))
    }
  }
  useScanner(field, (code, typed) => void take(code, typed))
  // On a touch screen the keyboard would come up; typing and scanning find the field by themselves.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus()
  }, [])
  useEffect(() => {
    if (missed !== undefined && items?.length === 0) say(`Nothing is called “${missed}”.`)
  }, [missed, items, say])
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    clear()
    field.current?.focus()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const code = text.trim()
    if (code !== '') void take(code)
  }
  const error = failure ?? found.error
  const isOpen = text.trim() !== '' && (error !== undefined || items !== undefined || missed !== undefined)
  return (
    <section aria-label="Find a product" className="scan">
      <search>
        <form onSubmit={submit}>
          <label className="visually-hidden" htmlFor="scan">
            Name, number or barcode
          </label>
          <Icon name="search" size={22} />
          <input
            id="scan"
            ref={field}
            type="search"
            autoComplete="off"
            enterKeyHint="done"
            placeholder="Scan or find"
            maxLength={200}
            value={text}
            onKeyDown={leave}
            onChange={(event) => {
              setText(event.target.value)
              setMissed(undefined)
            }}
          />
          <button className="button" disabled={text.trim() === ''}>
            Add
          </button>
        </form>
      </search>
      {isOpen && (
        <div className="scan-found">
          {error !== undefined && <Problem error={error} />}
          {missed !== undefined && (
            <output className="scan-says">
              {items?.length
                ? `“${missed}” is not one product: tap the right one.`
                : `Nothing is called “${missed}”.`}
            </output>
          )}
          {missed === undefined && items?.length === 0 && (
            <p className="scan-says muted">Nothing here is called that.</p>
          )}
          {items !== undefined && items.length > 0 && (
            <FoundItems
              items={items}
              totalItems={found.data?.totalItems ?? 0}
              words={words}
              onDone={clear}
              onLeave={leave}
            />
          )}
        </div>
      )}
    </section>
  )
}
