/** Everything known of one person, as JSON text in pieces: what they did, what was decided for them, what lists read. */
import { customerKey, visitorKey } from '../domain/interaction.ts'
import type { ShopEvent } from '../domain/event.ts'
import { WhoseVisits } from '../domain/whose-visits.ts'
import { Past } from '../serving/past.ts'
import { whoAsks } from '../serving/who-asks.ts'
import type { Store } from '../stores/ports.ts'
import { mayPersonalize, mayTrack } from '../views/consent.ts'
import { dismissedOf } from '../views/dismissed.ts'
import { wishListOf } from '../views/wish-list.ts'
import { customerText, eventsHolding, pagesBetween, visitorText } from './erase-from-log.ts'
import type { KeptDecisions } from './kept-decisions.ts'
import { keepsShoppers } from './models-before.ts'
import type { ServingModels } from './serving-models.ts'
import type { ShopRuntime } from './shop-runtime.ts'

export type PersonDataDeps = {
  readonly store: Store
  readonly models: ServingModels
  /** Left out where none are kept. */
  readonly decisions?: Pick<KeptDecisions, 'ofShoppers'>
  /** ms UTC */
  readonly now: number
  /** In [0, 1]. */
  readonly progress?: (doneShare: number) => void
}

type Logged = { readonly seq: number; readonly event: ShopEvent }

/** Browsers in which the log names them, and which are theirs. */
const visitorIdsOf = async (
  { shop, logSeq }: ShopRuntime,
  customerId: string,
  { store, progress = () => {} }: PersonDataDeps,
): Promise<ReadonlySet<string>> => {
  const visitorIds = new Set<string>()
  const pages = pagesBetween(0, logSeq)
  for await (const { page, found } of eventsHolding({ store, shop }, [customerText(customerId)], pages)) {
    for (const { event } of found) {
      const { visitorId, customerId: named } = event.shopper ?? {}
      if (named === customerId && visitorId !== undefined && event.isEmulated !== true)
        visitorIds.add(visitorId)
    }
    progress((page[1] / logSeq) * 0.4)
  }
  return visitorIds
}

/** What they did, in the order of the log; what a browser did before they signed in comes when they do. */
async function* eventsOf(
  { shop, logSeq }: ShopRuntime,
  customerId: string,
  visitorIds: ReadonlySet<string>,
  { store, progress = () => {} }: PersonDataDeps,
): AsyncGenerator<ShopEvent> {
  const texts = [customerText(customerId), ...[...visitorIds].map(visitorText)]
  const visits = new WhoseVisits<Logged>()
  for await (const { page, found } of eventsHolding({ store, shop }, texts, pagesBetween(0, logSeq))) {
    for (const one of found) {
      const owned = visitorIds.has(one.event.shopper?.visitorId ?? '') ? visits.take(one.event, one) : []
      for (const { visit, customerId: owner } of owned) if (owner === customerId) yield visit.event
      if (one.event.shopper?.customerId === customerId) yield one.event
    }
    progress(0.4 + (page[1] / logSeq) * 0.4)
  }
}

/** What lists read of them now. */
const usedOf = ({ view }: ShopRuntime, customerId: string, now: number) => {
  const { items, channels, baskets, shoppers } = view
  const person = whoAsks(view, { customerId }, true)
  const past = new Past(view, person, now)
  const nameOf = (item: number): string => items.name(item)
  const names = [shoppers.find(customerKey(customerId)), ...person.shoppers].filter((name) => name >= 0)
  return {
    bought: [...past.bought].map(([item, { count, lastAt }]) => ({ itemId: nameOf(item), count, lastAt })),
    wished: [...past.wished].map(nameOf),
    dismissed: [...past.dismissed].map(nameOf),
    recent: past.acts
      .slice(-100)
      .map(({ kind, item, at }) => ({ kind, itemId: nameOf(item), at }))
      .reverse(),
    baskets: [...new Set(names)].flatMap((name) =>
      channels.names().flatMap((channel, place) => {
        const lines = [...baskets.basketOf(name, place)]
        return lines.length === 0
          ? []
          : [{ channel, lines: lines.map(([item, quantity]) => ({ itemId: nameOf(item), quantity })) }]
      }),
    ),
  }
}

const modelsOf = async (runtime: ShopRuntime, customerId: string, models: ServingModels) => {
  const { shop, view, logId } = runtime
  const serving = models.get(shop)?.modelVersion
  const [manifest] = (await models.list(runtime)).filter(
    (model) => model.logId === logId && model.modelVersion === serving,
  )
  return {
    mayLearn: mayTrack(view, customerId) && mayPersonalize(view, customerId),
    serving: manifest?.modelVersion ?? null,
    trainedAt: manifest?.trainedAt ?? null,
    keepsShoppers: manifest !== undefined && keepsShoppers(manifest),
  }
}

async function* listed(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '\n'
  for await (const value of values) {
    yield `${before}${JSON.stringify(value)}`
    before = ',\n'
  }
}

/**
 * One JSON document. Memory holds a page of the log and the person's orders.
 *
 * @complexity O(records of the log), twice; decisions of all days are looked through
 */
export async function* personData(
  runtime: ShopRuntime,
  customerId: string,
  deps: PersonDataDeps,
): AsyncGenerator<string> {
  const { view, shop } = runtime
  const visitorIds = await visitorIdsOf(runtime, customerId, deps)
  const own = [...visitorIds].filter((visitorId) => view.customerBehind(visitorId) === customerId)
  const profile = view.customers.get(customerId)
  const head = {
    shop,
    customerId,
    exportedAt: deps.now,
    profile: profile ?? null,
    consent: {
      said: profile?.consent ?? {},
      holds: { personalization: mayPersonalize(view, customerId), tracking: mayTrack(view, customerId) },
    },
    wishlist: wishListOf(view, customerId),
    dismissed: dismissedOf(view, customerId),
    visitorIds: [...visitorIds],
    used: usedOf(runtime, customerId, deps.now),
    models: await modelsOf(runtime, customerId, deps.models),
  }
  const orders: object[] = []
  async function* noted(): AsyncGenerator<ShopEvent> {
    for await (const event of eventsOf(runtime, customerId, visitorIds, deps)) {
      const { kind, at, channel, orderId, lines, totalMinor, currency } = event
      if (kind === 'order' || kind === 'refund')
        orders.push({ kind, at, channel, orderId, lines, totalMinor, currency })
      yield event
    }
  }
  yield `${JSON.stringify(head).slice(0, -1)},\n"events":[`
  yield* listed(noted())
  yield `],\n"orders":${JSON.stringify(orders)},\n"decisions":[`
  const keys = [customerKey(customerId), ...own.map(visitorKey)]
  if (deps.decisions !== undefined) yield* listed(deps.decisions.ofShoppers(shop, keys))
  yield ']}\n'
  deps.progress?.(1)
}
