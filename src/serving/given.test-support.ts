/** A small bakery to ask lists of. */
import type { RecommendationsRequest } from '../api/list-schema.ts'
import type { Channel, Item, Shop } from '../domain/catalog.ts'
import type { Customer } from '../domain/customer.ts'
import type { ShopEvent } from '../domain/event.ts'
import { DAY_MS } from '../domain/local-day.ts'
import type { MerchandiseKind } from '../views/merchandise-view.ts'
import { ShopView } from '../views/shop-view.ts'
import type { Deps } from './scene.ts'
import { ListRanking } from './list-ranking.ts'
import { ItemSets } from './item-sets.ts'
import type { ServingModel } from './serving-model.ts'
import { type Answer, type Answered, recommend } from './recommend.ts'

export const NOW = Date.UTC(2026, 5, 15, 12)
export const daysAgo = (days: number): number => NOW - days * DAY_MS
const SHOP: Shop = { shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' }

type Given = {
  readonly shop?: Partial<Shop>
  readonly items?: readonly Item[]
  readonly channels?: readonly Channel[]
  readonly customers?: readonly Customer[]
  readonly events?: readonly Partial<ShopEvent>[]
  readonly merchandise?: readonly (readonly [MerchandiseKind, string, object])[]
  readonly model?: ServingModel
}

export const given = ({
  shop = {},
  items = [],
  channels = [],
  customers = [],
  events = [],
  merchandise = [],
  model,
}: Given) => {
  const view = new ShopView({ ...SHOP, ...shop })
  for (const item of items) view.foldDocument('item', item.itemId, item, daysAgo(400))
  for (const channel of channels) view.foldDocument('channel', channel.channelId, channel, daysAgo(400))
  for (const customer of customers) view.foldDocument('customer', customer.customerId, customer, daysAgo(400))
  for (const [kind, id, document] of merchandise) view.foldDocument(kind, id, document, daysAgo(400))
  const ranking = new ListRanking(view)
  let seq = 0
  const fold = (event: Partial<ShopEvent>): void => {
    seq++
    view.foldEvent(seq, { eventId: `e${seq}`, kind: 'product-view', at: NOW, channel: 'web', ...event })
  }
  for (const event of events) fold(event)
  const itemSets = new ItemSets(view)
  const depsAt = (now: number, mayNameCustomer: boolean): Deps => ({
    view,
    ranking,
    itemSets,
    model,
    now,
    mayNameCustomer,
    isTrusted: mayNameCustomer,
    seed: 1,
  })
  const answered = (request: Partial<RecommendationsRequest>, now = NOW, mayNameCustomer = true): Answered =>
    recommend({ shop: 'bakery', ...request }, depsAt(now, mayNameCustomer))
  const ask = (request: Partial<RecommendationsRequest>, now = NOW, mayNameCustomer = true): Answer =>
    answered(request, now, mayNameCustomer).answer
  return { view, ask, answered, fold, depsAt }
}
export const ids = ({ items }: Answer): readonly string[] => items.map(({ itemId }) => itemId)
export const item = (itemId: string, rest: Partial<Item> = {}): Item => ({ itemId, ...rest })
export const sold = (
  itemId: string,
  days: number,
  quantity = 1,
  rest: Partial<ShopEvent> = {},
): Partial<ShopEvent> => ({
  kind: 'order',
  at: daysAgo(days),
  lines: [{ itemId, quantity }],
  ...rest,
})
