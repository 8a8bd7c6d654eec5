import { type TimedList, fetchPage } from '../shared/api.ts'
import { type Resource, useResource } from '../shared/use-resource.ts'

export const TICKET_LIMIT = 4
const CUSTOMER_LIMIT = 6

type TicketLists = {
  /** What goes with the ticket; undefined for an empty one. */
  readonly transaction: Resource<TimedList> | undefined
  /** What suits the customer; undefined when none is named. */
  readonly customer: Resource<TimedList> | undefined
}

type Asked = {
  readonly shop: string
  readonly channelId: string
  readonly itemIds: readonly string[]
  readonly customerId: string | undefined
}

/** The lists of a ticket, asked for together, so that no product is proposed twice. */
export const useTicketLists = ({ shop, channelId, itemIds, customerId }: Asked): TicketLists => {
  const placements = [
    ...(itemIds.length > 0 ? [{ placement: 'pos.transaction', limit: TICKET_LIMIT }] : []),
    ...(customerId === undefined ? [] : [{ placement: 'pos.customer', limit: CUSTOMER_LIMIT }]),
  ]
  const page = useResource(
    JSON.stringify([shop, channelId, itemIds, customerId]),
    async () =>
      placements.length === 0
        ? []
        : fetchPage({
            shop,
            placements,
            ...(customerId !== undefined && { shopper: { customerId } }),
            context: { channel: channelId, basket: [...itemIds] },
          }),
    { keepsPrevious: true },
  )
  const of = (placement: string): Resource<TimedList> | undefined => {
    if (!placements.some((each) => each.placement === placement)) return undefined
    const { error, reload } = page
    const data = page.data?.find((list) => list.placement === placement)
    return {
      reload,
      ...(data !== undefined && { data }),
      ...(error !== undefined && { error }),
    }
  }
  return { transaction: of('pos.transaction'), customer: of('pos.customer') }
}
