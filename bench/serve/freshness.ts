/** How soon an event counts: from the answer to `POST /api/v1/events` to the first list that shows it. */
import { randomUUID } from 'node:crypto'
import { rng } from '../../src/math/rng.ts'
import { BENCH_SHOP } from '../corpus.ts'
import { type Caller, openCaller } from '../http.ts'
import type { Figures } from '../result.ts'
import { quantile } from '../statistics.ts'
import { LISTS, type ServeShop, type ShopperName } from './serve-shop.ts'

const SEED = 59
/** A list that has not changed after so many is not waited for any longer. */
const ASKS_MAX = 20
const LIMIT = 12

type Asked = { readonly items: readonly { readonly itemId: string }[] }

const idsOf = async (caller: Caller, list: string, shopper: ShopperName): Promise<readonly string[]> => {
  const { items } = await caller.json<Asked>('POST', LISTS, {
    shop: BENCH_SHOP.shop,
    list,
    shopper,
    limit: LIMIT,
  })
  return items.map(({ itemId }) => itemId)
}

const send = async (caller: Caller, event: object): Promise<void> => {
  const { accepted } = await caller.json<{ accepted: number }>('POST', '/api/v1/events', {
    shop: BENCH_SHOP.shop,
    events: [{ eventId: randomUUID(), ...event }],
  })
  if (accepted !== 1) throw new Error('The event was not accepted.')
}

/** @returns ms to the first list for which it holds, and how many lists it took; undefined when it never did */
const untilSeen = async (
  ask: () => Promise<readonly string[]>,
  isSeen: (itemIds: readonly string[]) => boolean,
): Promise<{ readonly ms: number; readonly asks: number } | undefined> => {
  const beganAt = performance.now()
  for (let asks = 1; asks <= ASKS_MAX; asks++)
    if (isSeen(await ask())) return { ms: performance.now() - beganAt, asks }
  return undefined
}

type Try = Awaited<ReturnType<typeof untilSeen>>

const figuresOf = (what: string, tries: readonly Try[]): Figures => {
  const seen = tries.filter((one) => one !== undefined)
  const times = seen.map(({ ms }) => ms)
  return {
    what,
    tries: tries.length,
    seen: seen.length,
    first: seen.filter(({ asks }) => asks === 1).length,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
  }
}

export const measureFreshness = async (shop: ServeShop, count: number): Promise<readonly Figures[]> => {
  const random = rng(SEED, 'freshness', Date.now())
  const caller = openCaller(shop.server.url, 1)
  const views: Try[] = []
  const purchases: Try[] = []
  for (let k = 0; k < count; k++) {
    const looker = shop.lookers[random.int(shop.lookers.length)] as ShopperName
    const list = 'inspired-by-you'
    const before = (await idsOf(caller, list, looker)).join()
    await send(caller, { kind: 'product-view', itemId: random.pick(shop.itemIds), shopper: looker })
    views.push(
      await untilSeen(
        () => idsOf(caller, list, looker),
        (itemIds) => itemIds.join() !== before,
      ),
    )
  }
  for (let k = 0; k < count; k++) {
    const buyer = shop.buyers[random.int(shop.buyers.length)] as ShopperName
    const [itemId] = await idsOf(caller, 'picks-for-you', buyer)
    if (itemId === undefined) continue
    await send(caller, {
      kind: 'order',
      orderId: randomUUID(),
      lines: [{ itemId, quantity: 1 }],
      shopper: buyer,
    })
    purchases.push(
      await untilSeen(
        () => idsOf(caller, 'picks-for-you', buyer),
        (itemIds) => !itemIds.includes(itemId),
      ),
    )
  }
  caller.close()
  return [
    figuresOf('a view, until “inspired by you” is another list', views),
    figuresOf('a purchase, until the item is gone from “picks for you”', purchases),
  ]
}
