/** The recommendations control of the transaction screen: what goes with the ticket and with who buys. */
import type { ReactNode } from 'react'
import { basketItemIds } from '../../shared/basket-line.ts'
import { firstName } from '../customer/customer-words.ts'
import { SuggestionList, type SuggestionListProps } from '../suggestions/suggestion-list.tsx'
import type { Ticket } from './ticket.ts'
import { useTill } from '../till-context.ts'
import type { Customer } from '../../shared/wire.ts'

/** Which list it is: by basket, by customer, by both; by neither, what this store sells most. */
const askedFor = (
  { lines, customerId, mode }: Ticket,
  customer: Customer | undefined,
): Pick<SuggestionListProps, 'title' | 'asked'> => {
  const itemIds = mode === 'sale' ? basketItemIds(lines) : []
  const who = customer === undefined ? customerId : firstName(customer)
  const shopper = customerId === undefined ? {} : { shopper: { customerId } }
  if (itemIds.length > 0)
    return {
      title: who === undefined ? 'Goes with this basket' : `For ${who} and this basket`,
      asked: { placement: 'pos.transaction', context: { basket: itemIds }, ...shopper },
    }
  if (who !== undefined)
    return {
      title: `Recommended for ${who}`,
      asked: { placement: 'pos.customer', context: { basket: [] }, ...shopper },
    }
  return { title: 'Best selling in this store', asked: { placement: 'pos.best-selling' } }
}

export const TicketControl = ({
  count,
  shape,
}: Required<Pick<SuggestionListProps, 'count' | 'shape'>>): ReactNode => {
  const { ticket, customer } = useTill()
  return <SuggestionList {...askedFor(ticket, customer)} count={count} shape={shape} />
}
