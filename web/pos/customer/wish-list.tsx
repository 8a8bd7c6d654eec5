/** What a customer wishes for: to be added to the transaction, or taken off. */
import { type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Icon } from '../../shared/icon.tsx'
import { Picture } from '../../shared/picture.tsx'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { Customer, Item } from '../../shared/wire.ts'
import { allows } from './customer-words.ts'
import { priceWords } from '../product/price-words.ts'
import { useTill } from '../till-context.ts'
import { changeWish } from './wishes.ts'

const SHOWN_MAX = 12

export const WishList = ({ customer }: { readonly customer: Customer }): ReactNode => {
  const { shop, channelId, source, add, openScreen, customer: onTicket, setCustomer } = useTill()
  const [changed, setChanged] = useState<Customer>()
  const [failure, setFailure] = useState<ApiError>()
  const now = changed ?? customer
  const wished = now.wishlist ?? []
  const mayChange = allows(shop, customer, 'tracking')
  const { data: items } = useResource(
    JSON.stringify([shop.shop, wished.slice(0, SHOWN_MAX)]),
    (signal) =>
      Promise.all(
        wished.slice(0, SHOWN_MAX).map((itemId) =>
          // What the shop does not have any more stays on the list under its number.
          source.item(itemId, signal).catch((): Item => ({ itemId })),
        ),
      ),
    { keepsPrevious: true },
  )
  const takeOff = async (itemId: string): Promise<void> => {
    setFailure(undefined)
    try {
      const next = await changeWish(shop.shop, channelId, now, itemId, false)
      setChanged(next)
      if (onTicket?.customerId === next.customerId) setCustomer(next)
    } catch (error) {
      setFailure(toApiError(error))
    }
  }
  return (
    <section className="wish-list" aria-label="Wish list">
      <h2>
        Wish list <span className="muted">{wished.length}</span>
      </h2>
      {failure !== undefined && <Problem error={failure} />}
      {wished.length === 0 && (
        <p className="muted">
          {mayChange
            ? 'Nothing yet. Look at a product with this customer on the ticket to add it.'
            : 'This customer lets nothing be kept, so nothing can be added here.'}
        </p>
      )}
      <ul aria-busy={items === undefined}>
        {items === undefined &&
          wished
            .slice(0, SHOWN_MAX)
            .map((itemId) => <li key={itemId} aria-hidden="true" className="is-blank" />)}
        {(items ?? []).map((item) => {
          const title = item.title ?? item.itemId
          return (
            <li key={item.itemId}>
              <button type="button" className="wish-look" onClick={() => openScreen('product', item.itemId)}>
                <Picture url={item.pictures?.[0]?.url} alt="" name={title} size={48} />
                <span>
                  {title}
                  <span className="muted">{priceWords(item, channelId, shop.currency)}</span>
                </span>
              </button>
              <button
                type="button"
                className="button is-quiet"
                aria-label={`Add ${title}`}
                onClick={() => add(item)}
              >
                Add
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={`Take ${title} off the wish list`}
                disabled={!mayChange}
                onClick={() => void takeOff(item.itemId)}
              >
                <Icon name="trash" size={22} />
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
