import { type ReactNode, useState } from 'react'
import { toApiError } from '../../shared/api.ts'
import { useConnection } from '../offline/connection.ts'
import { allows, firstName } from './customer-words.ts'
import { useTill } from '../till-context.ts'
import { changeWish } from './wishes.ts'

/** Puts a product on the wish list of who is on the ticket, or takes it off. */
export const WishButton = ({
  itemId,
  title,
}: {
  readonly itemId: string
  readonly title: string
}): ReactNode => {
  const { shop, channelId, customer, setCustomer, say } = useTill()
  const { isOnline } = useConnection()
  const [isBusy, setIsBusy] = useState(false)
  if (customer === undefined) return null
  if (!allows(shop, customer, 'tracking'))
    return (
      <p className="muted wish-none">
        {firstName(customer)} lets nothing be kept, so there is no wish list to add to.
      </p>
    )
  const isWished = customer.wishlist?.includes(itemId) === true
  const change = async (): Promise<void> => {
    setIsBusy(true)
    try {
      setCustomer(await changeWish(shop.shop, channelId, customer, itemId, !isWished))
      say(`${title} is ${isWished ? 'off' : 'on'} the wish list.`)
    } catch (error) {
      say(toApiError(error).message)
    }
    setIsBusy(false)
  }
  return (
    <button
      type="button"
      className="button is-quiet"
      disabled={isBusy || !isOnline}
      onClick={() => void change()}
    >
      {isWished ? `Take off ${firstName(customer)}’s wish list` : `Add to ${firstName(customer)}’s wish list`}
    </button>
  )
}
