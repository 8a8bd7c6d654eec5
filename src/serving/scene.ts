/** One request with all that it rests on: where it asks, for whom, beside what, and what must hold of every item. */
import type { RecommendationsRequest } from '../api/list-schema.ts'
import type { Facts } from '../conditions/facts.ts'
import { normalizeCategory } from '../domain/catalog.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import { customerKey, visitorKey } from '../domain/interaction.ts'
import type { Scores } from '../models/scores.ts'
import type { Assorted } from '../views/assortment-view.ts'
import type { MerchandiseView } from '../views/merchandise-view.ts'
import type { ShopView } from '../views/shop-view.ts'
import { factsOf } from './facts.ts'
import { type Filter, requestFilters } from './filters.ts'
import type { Scope } from './found.ts'
import type { ItemSets } from './item-sets.ts'
import type { ListRanking } from './list-ranking.ts'
import { type ModelItems, modelItems } from './model-items.ts'
import { Past } from './past.ts'
import type { ServingModel } from './serving-model.ts'
import { type StrategyBook, strategyBookOf } from './strategy-book.ts'
import { type Person, whoAsks } from './who-asks.ts'

export type Deps = {
  readonly view: ShopView
  readonly ranking: ListRanking
  readonly itemSets: ItemSets
  /** Undefined until one was trained. */
  readonly model: ServingModel | undefined
  /** ms UTC */
  readonly now: number
  /** False when the caller cannot prove who the customer is that the request names. */
  readonly mayNameCustomer: boolean
  /** The caller has a server key, so that the size of what they send is their own affair. */
  readonly isTrusted: boolean
  /** Of chance: exploration draws from it. The same seed draws the same. */
  readonly seed: number
  /** In place of what the shop has stored, for a look before it is saved. */
  readonly merchandise?: MerchandiseView
  /** Items that the lists above this one on the page show. */
  readonly taken?: ReadonlySet<number>
}

export type SceneRequest = Pick<RecommendationsRequest, 'shopper' | 'context' | 'filter'>

export type Scene = Deps & {
  readonly merchandise: MerchandiseView
  readonly book: StrategyBook
  readonly scope: Scope
  /** Whose assortment and stock holds. */
  readonly channel: string
  readonly assorted: Assorted
  readonly person: Person
  readonly past: Past
  /** The item of the page, as its master; -1 for none. */
  readonly page: number
  /** Items in the basket, as their masters, each once. */
  readonly basket: readonly number[]
  /** The basket is not the caller's word but what the shopper's own events say. */
  readonly isBasketLive: boolean
  /** Looked at just now, as the caller says; oldest first. */
  readonly lookedAt: readonly number[]
  readonly facts: Facts
  readonly filters: readonly Filter[]
  readonly modelItems: ModelItems | undefined
  /** What models answered, by role and what they were given: lists of a page ask the same. */
  readonly answers: Map<string, Scores>
  /** Personal lists and personalization are switched off in the shop. */
  readonly isPersonalizationOff: boolean
}

const mastersOf = ({ items, catalog }: ShopView, itemIds: readonly string[]): readonly number[] => {
  const found = new Set<number>()
  for (const itemId of itemIds) {
    const item = items.find(itemId)
    if (item >= 0) found.add(catalog.masterOf(item))
  }
  return [...found]
}

/** What the shopper's own events say lies in their basket, in the channel of the request. */
const liveBasket = (
  view: ShopView,
  { customerId, visitorId, closedBecause }: Person,
  channel: string,
): readonly number[] => {
  if (closedBecause !== undefined) return []
  const keys = [
    ...(customerId === undefined ? [] : [customerKey(customerId)]),
    ...(visitorId === undefined ? [] : [visitorKey(visitorId)]),
  ]
  const place = view.channels.find(channel)
  const found = new Set<number>()
  for (const key of keys) {
    const index = view.shoppers.find(key)
    if (index < 0 || place < 0) continue
    for (const item of view.baskets.basketOf(index, place).keys()) found.add(view.catalog.masterOf(item))
  }
  return [...found]
}

/** @throws AisleError BAD_REQUEST, FILTER_UNKNOWN */
export const sceneOf = (request: SceneRequest, deps: Deps): Scene => {
  const { view, now, mayNameCustomer, isTrusted, model } = deps
  const { context } = request
  const channel = context?.channel ?? WEB_CHANNEL
  const assorted = view.assortment(channel).at(now)
  const person = whoAsks(view, request.shopper, mayNameCustomer)
  const past = new Past(view, person, now)
  const [page = -1] = context?.itemId === undefined ? [] : mastersOf(view, [context.itemId])
  const basket =
    context?.basket === undefined ? liveBasket(view, person, channel) : mastersOf(view, context.basket)
  const { inStock } = assorted
  const merchandise = deps.merchandise ?? view.merchandise
  return {
    ...deps,
    merchandise,
    book: strategyBookOf(merchandise),
    scope: {
      channel: context?.channel,
      category: context?.category === undefined ? undefined : normalizeCategory(context.category),
      includeDescendants: context?.includeDescendants === true,
    },
    channel,
    assorted,
    person,
    past,
    page,
    basket,
    isBasketLive: context?.basket === undefined && basket.length > 0,
    lookedAt: mastersOf(view, context?.lookedAt ?? []),
    facts: factsOf({ view, channel, inStock, now, seed: page, basket, person, past }),
    filters: request.filter === undefined ? [] : requestFilters(merchandise, request.filter, isTrusted),
    modelItems: model === undefined ? undefined : modelItems(view, model),
    answers: new Map(),
    isPersonalizationOff: view.shop.switches?.personalization === false,
  }
}
