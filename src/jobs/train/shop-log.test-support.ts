/** A shop as training is handed it, without a store: documents and events written the short way. */
import type { Item, Shop } from '../../domain/catalog.ts'
import type { Customer } from '../../domain/customer.ts'
import type { ShopEvent } from '../../domain/event.ts'
import { interactionsOf } from '../../domain/interaction.ts'
import { BlockBuilder } from '../../views/interaction-block.ts'
import { ShopView } from '../../views/shop-view.ts'
import type { CatalogSlice, ShopSnapshot } from './snapshot.ts'
import { takeCatalog, takePeople } from './take-snapshot.ts'

export const NOON = Date.UTC(2026, 2, 1, 12)
export const MINUTE_MS = 60_000

export type GivenEvent = Partial<Omit<ShopEvent, 'shopper'>> & {
  /** `anna` is a customer, `v:1` a visitor, `v:1=anna` a visitor who is known to be her */
  readonly by?: string
}

const shopperOf = (by: string | undefined): Pick<ShopEvent, 'shopper'> => {
  if (by === undefined) return {}
  const [first = '', customerId] = by.split('=')
  if (!first.startsWith('v:')) return { shopper: { customerId: first } }
  const visitorId = first.slice(2)
  return { shopper: { visitorId, ...(customerId !== undefined && { customerId }) } }
}

export const view = (itemId: string, by?: string, rest: GivenEvent = {}): GivenEvent => ({
  kind: 'product-view',
  itemId,
  ...(by !== undefined && { by }),
  ...rest,
})
export const order = (
  orderId: string,
  by: string | undefined,
  ...itemIds: readonly string[]
): GivenEvent => ({
  kind: 'order',
  orderId,
  ...(by !== undefined && { by }),
  lines: itemIds.map((itemId) => ({ itemId, quantity: 1 })),
})

/** Events are a minute apart; every `blockEvents` of them are a block. */
export const shopLog = async (
  events: readonly GivenEvent[],
  {
    shop = {},
    items = [],
    customers = [],
    blockEvents = 3,
  }: {
    shop?: Partial<Shop>
    items?: readonly Item[]
    customers?: readonly Customer[]
    blockEvents?: number
  } = {},
): Promise<ShopSnapshot> => {
  const folded = new ShopView({ shop: 'bakery', currency: 'EUR', timeZone: 'UTC', ...shop })
  for (const item of items) folded.foldDocument('item', item.itemId, item, NOON)
  for (const customer of customers) folded.foldDocument('customer', customer.customerId, customer, NOON)
  const blocks = []
  let builder = new BlockBuilder(1)
  for (const [k, { by, ...event }] of events.entries()) {
    const seq = k + 1
    const whole: ShopEvent = {
      eventId: `e${seq}`,
      kind: 'product-view',
      at: NOON + seq * MINUTE_MS,
      channel: 'web',
      ...shopperOf(by),
      ...event,
    }
    folded.foldEvent(seq, whole)
    for (const row of interactionsOf(whole)) builder.push(seq, row)
    if (seq % blockEvents === 0 || seq === events.length) {
      blocks.push(builder.build(seq))
      builder = new BlockBuilder(seq + 1)
    }
  }
  const catalog: CatalogSlice[] = []
  for await (const slice of takeCatalog(folded)) catalog.push(slice)
  return {
    shop: 'bakery',
    logId: '1',
    people: await takePeople(folded),
    catalog,
    blocks: (async function* () {
      yield* blocks
    })(),
  }
}
