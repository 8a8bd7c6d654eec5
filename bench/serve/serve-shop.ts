/** The shop of `serve-world.ts` at work, and who is asked for: shoppers with a past, in the midst of a visit. */
import { randomUUID } from 'node:crypto'
import { rng } from '../../src/math/rng.ts'
import { BENCH_SHOP, worldEnd } from '../corpus.ts'
import { type Caller, inParallel, openCaller } from '../http.ts'
import type { BenchContext } from '../result.ts'
import { type BenchServer, startServer } from '../server.ts'
import { prepareServe } from './prepare-serve.ts'
import { customerIdOf, isCustomer, itemIdOf, type ServeSize, ServeWorld, visitorIdOf } from './serve-world.ts'

export type ServeShop = {
  readonly world: ServeWorld
  readonly server: BenchServer
  readonly caller: Caller
  /** From the start of the process to the first list. */
  readonly startSeconds: number
  readonly eventCount: number
  /** As requests name them: customers who bought something. */
  readonly buyers: readonly ShopperName[]
  /** Customers and browsers who looked at something. */
  readonly lookers: readonly ShopperName[]
  /** Items that are looked at, the popular more likely; distinct. */
  readonly itemIds: readonly string[]
  /** Events of this shop without id and time. */
  readonly events: readonly object[]
}

export type ShopperName = { readonly customerId: string } | { readonly visitorId: string }

const SEED = 47
const CALLERS = 8
const VIEWS_OF_VISIT = 3
const EVENTS_A_REQUEST = 500
/** Candidates who turn out to have bought nothing are passed over. */
const CANDIDATES_PER_SHOPPER = 20
const TEMPLATES = 5_000
export const LISTS = '/api/v1/recommendations'

const nameOf = (shopper: number): ShopperName =>
  isCustomer(shopper) ? { customerId: customerIdOf(shopper) } : { visitorId: visitorIdOf(shopper) }

/** Distinct, drawn as visits are. */
const drawShoppers = (world: ServeWorld, count: number, isWanted: (shopper: number) => boolean): number[] => {
  const random = rng(SEED, 'shoppers')
  const drawn = new Set<number>()
  for (let tries = 0; drawn.size < count && tries < count * CANDIDATES_PER_SHOPPER; tries++) {
    const shopper = world.drawShopper(random)
    if (isWanted(shopper)) drawn.add(shopper)
  }
  return [...drawn]
}

const whoHas = async (
  caller: Caller,
  list: string,
  shoppers: readonly number[],
  count: number,
): Promise<number[]> => {
  const found: number[] = []
  await inParallel(shoppers.length, CALLERS, async (k) => {
    if (found.length >= count) return
    const shopper = shoppers[k] as number
    const { items } = await caller.json<{ items: readonly unknown[] }>('POST', LISTS, {
      shop: BENCH_SHOP.shop,
      list,
      shopper: nameOf(shopper),
      limit: 1,
    })
    if (items.length > 0) found.push(shopper)
  })
  return found.slice(0, count)
}

/** Whoever asks has just looked at a few things. */
const visit = async (caller: Caller, world: ServeWorld, shoppers: readonly number[]): Promise<void> => {
  const random = rng(SEED, 'visits', Date.now())
  const events = shoppers.flatMap((shopper) =>
    Array.from({ length: VIEWS_OF_VISIT }, () => ({
      eventId: randomUUID(),
      kind: 'product-view',
      itemId: itemIdOf(world.drawItemFor(random, shopper)),
      shopper: nameOf(shopper),
    })),
  )
  for (let k = 0; k < events.length; k += EVENTS_A_REQUEST)
    await caller.json('POST', '/api/v1/events', {
      shop: BENCH_SHOP.shop,
      events: events.slice(k, k + EVENTS_A_REQUEST),
    })
}

const drawItems = (world: ServeWorld, count: number): readonly string[] => {
  const random = rng(SEED, 'items')
  const drawn = new Set<string>()
  for (let tries = 0; drawn.size < count && tries < count * CANDIDATES_PER_SHOPPER; tries++)
    drawn.add(itemIdOf(world.drawItemFor(random, world.drawShopper(random))))
  return [...drawn]
}

const templatesOf = (world: ServeWorld): readonly object[] => {
  const templates: object[] = []
  for (const { eventId: _, at: __, ...event } of world.events())
    if (templates.push(event) === TEMPLATES) break
  return templates
}

export type ServeCounts = { readonly shoppers: number; readonly items: number }

export const openServeShop = async (
  context: BenchContext,
  size: ServeSize,
  counts: ServeCounts,
  core: number | undefined,
  nodeOptions: readonly string[] = [],
): Promise<ServeShop> => {
  const dataFolder = await prepareServe(context, size)
  const world = new ServeWorld(size, worldEnd())
  const beganAt = performance.now()
  const server = await startServer({
    workspace: context.workspace,
    dataFolder,
    nodeOptions,
    // A training meanwhile would be measured with it.
    settings: { AISLE_TRAIN_EVERY_HOURS: '0' },
    ...(core !== undefined && { core }),
  })
  const caller = openCaller(server.url, CALLERS)
  await caller.json('POST', LISTS, { shop: BENCH_SHOP.shop, list: 'best-selling' })
  const startSeconds = (performance.now() - beganAt) / 1000
  const { shop } = await caller.json<{ shop: { eventCount: number } }>(
    'GET',
    `/internal/status?shop=${BENCH_SHOP.shop}`,
  )
  const half = counts.shoppers / 2
  const candidates = drawShoppers(world, counts.shoppers * CANDIDATES_PER_SHOPPER, isCustomer)
  const buyers = await whoHas(caller, 'buy-again', candidates, counts.shoppers)
  const browsers = drawShoppers(world, counts.shoppers * 2, (shopper) => !isCustomer(shopper))
  const visitors = await whoHas(caller, 'recently-viewed', browsers, half)
  await visit(caller, world, [...buyers, ...visitors])
  return {
    world,
    server,
    caller,
    startSeconds,
    eventCount: shop.eventCount,
    buyers: buyers.map(nameOf),
    lookers: visitors.flatMap((visitor, k) => [nameOf(visitor), nameOf(buyers[k] ?? visitor)]),
    itemIds: drawItems(world, counts.items),
    events: templatesOf(world),
  }
}
