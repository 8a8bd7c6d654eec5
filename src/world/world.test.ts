import { expect, test } from 'vitest'
import { compileChannel, sellingOf } from '../domain/assortment.ts'
import type { Item } from '../domain/catalog.ts'
import type { Line, ShopEvent } from '../domain/event.ts'
import { DAY_MS } from '../domain/local-day.ts'

import { createWorld, type World } from './world.ts'

const NOW = Date.UTC(2026, 10, 21, 15, 30)
const at = (size: Parameters<typeof createWorld>[0]['size'], seed = 1, now = NOW): World =>
  createWorld({ size, seed, now })
const eventsOf = (world: World): readonly ShopEvent[] => [...world.events()]
const itemsById = (world: World): ReadonlyMap<string, Item> =>
  new Map([...world.items].map((item) => [item.itemId, item]))
const textOf = (world: World): string =>
  JSON.stringify([world.shop, world.channels, [...world.items], [...world.customers], eventsOf(world)])

const small = at('small')
const smallEvents = eventsOf(small)
const smallItems = itemsById(small)
/** Few products and many events, so that what was planted stands out. */
const dense = at({
  itemCount: 1_000,
  customerCount: 900,
  visitorCount: 300,
  dayCount: 120,
  eventCountTarget: 100_000,
})
const denseEvents = eventsOf(dense)
const denseItems = itemsById(dense)

test('the same seed makes the same world, byte for byte, and another seed another one', () => {
  expect(textOf(at('tiny', 7))).toBe(textOf(at('tiny', 7)))
  expect(textOf(at('tiny', 8))).not.toBe(textOf(at('tiny', 7)))
})

test('the history can be read twice and side by side', () => {
  const world = at('tiny')
  const [first, second] = [world.events(), world.events()]
  for (let k = 0; k < 200; k++) expect(first.next().value).toEqual(second.next().value)
})

test('28 years later, when weekdays and dates fall together again, only the time is another', () => {
  const shift = 10_227 * DAY_MS
  const [before, after] = [at('tiny'), at('tiny', 1, NOW + shift)]
  expect(eventsOf(after).map((event) => ({ ...event, at: event.at - shift }))).toEqual(eventsOf(before))
  expect(
    [...after.items].map((item) => ({ ...item, addedAt: (item.addedAt ?? 0) - shift, channels: {} })),
  ).toEqual([...before.items].map((item) => ({ ...item, channels: {} })))
})

test('sizes are as promised', () => {
  for (const size of ['tiny', 'small', 'demo'] as const) {
    const world = at(size)
    const { itemCount, customerCount, eventCountTarget, dayCount } = world.counts
    expect([...world.items]).toHaveLength(itemCount)
    expect([...world.customers]).toHaveLength(customerCount)
    let count = 0
    let firstAt = Number.POSITIVE_INFINITY
    for (const event of world.events()) {
      count++
      firstAt = Math.min(firstAt, event.at)
    }
    expect(Math.abs(count / eventCountTarget - 1)).toBeLessThan(0.05)
    expect(Math.floor(NOW / DAY_MS) - Math.floor(firstAt / DAY_MS)).toBe(dayCount - 1)
  }
})

test('the demo has 2,000 products, 16 departments of 2 to 4 parts or more, 3,000 shoppers, and ways to buy', () => {
  const world = at('demo')
  const parts = new Map<string, Set<string>>()
  for (const { categories } of world.items) {
    const [department, part] = (categories?.[0] ?? '').split(' > ')
    parts.set(department, (parts.get(department) ?? new Set()).add(part))
  }
  expect(parts.size).toBeGreaterThanOrEqual(16)
  for (const names of parts.values()) {
    expect(names.size).toBeGreaterThanOrEqual(2)
    expect(names.size).toBeLessThanOrEqual(5)
  }
  expect(world.counts.itemCount).toBeGreaterThanOrEqual(2_000)
  expect(world.counts.customerCount + world.counts.visitorCount).toBeGreaterThanOrEqual(3_000)
  expect(world.channels.filter(({ kind }) => kind === 'store').length).toBeGreaterThanOrEqual(4)
  expect(world.channels.map(({ kind }) => kind)).toContain('call-center')
})

test('events come in the order of time, with ids of their own, none after now', () => {
  for (let k = 1; k < smallEvents.length; k++) expect(smallEvents[k].at >= smallEvents[k - 1].at).toBe(true)
  expect(new Set(smallEvents.map(({ eventId }) => eventId)).size).toBe(smallEvents.length)
  expect(smallEvents[smallEvents.length - 1].at).toBeLessThanOrEqual(NOW)
  expect(NOW - smallEvents[smallEvents.length - 1].at).toBeLessThan(DAY_MS / 4)
})

const linesOf = (event: ShopEvent): readonly Line[] => [...(event.lines ?? []), ...(event.basket ?? [])]

test('every event names products, variants, people, channels and categories that exist', () => {
  const people = new Set([...small.customers].map(({ customerId }) => customerId))
  const channels = new Set(small.channels.map(({ channelId }) => channelId))
  const paths = new Set([...smallItems.values()].flatMap(({ categories }) => categories ?? []))
  const faults = smallEvents.filter((event) => {
    const { itemId, itemIds = [], shopper, category, channel } = event
    const lines = linesOf(event)
    const named = [...(itemId === undefined ? [] : [itemId]), ...itemIds, ...lines.map((line) => line.itemId)]
    const isSkuRight = (line: Line): boolean => {
      const skus = smallItems.get(line.itemId)?.skus
      return skus === undefined ? line.sku === undefined : skus.some(({ sku }) => sku === line.sku)
    }
    return !(
      named.every((id) => smallItems.has(id)) &&
      lines.every(isSkuRight) &&
      (shopper?.customerId === undefined || people.has(shopper.customerId)) &&
      (category === undefined || paths.has(category)) &&
      channels.has(channel)
    )
  })
  expect(faults).toEqual([])
})

test('what is ordered was sold in that channel at that moment', () => {
  const channels = new Map(
    small.channels.map((channel) => [channel.channelId, compileChannel(channel.channelId, channel)]),
  )
  let count = 0
  for (const event of smallEvents) {
    const channel = channels.get(event.channel)
    if (event.kind !== 'order' || channel === undefined) continue
    for (const { itemId } of event.lines ?? []) {
      const item = smallItems.get(itemId) as Item
      // Whether it was stopped by then, the document does not say.
      expect(sellingOf({ ...item, status: 'active' }, 0, channel, event.at).isSold).toBe(true)
      count++
    }
  }
  expect(count).toBeGreaterThan(1_000)
})

test('an order holds what lay in the basket at the checkout, and its total adds up', () => {
  const basketBySession = new Map<string, readonly Line[]>()
  let webOrders = 0
  const bare = (lines: readonly Line[]) => lines.map(({ itemId, sku, quantity }) => [itemId, sku, quantity])
  for (const event of smallEvents) {
    if (event.basket !== undefined && event.sessionId !== undefined)
      basketBySession.set(event.sessionId, event.basket)
    if (event.kind !== 'order') continue
    const lines = event.lines ?? []
    expect(lines.length).toBeGreaterThan(0)
    expect(event.totalMinor).toBe(
      lines.reduce((sum, line) => sum + line.quantity * (line.priceMinor ?? Number.NaN), 0),
    )
    if (event.sessionId === undefined) continue
    webOrders++
    expect(bare(lines)).toEqual(bare(basketBySession.get(event.sessionId) ?? []))
  }
  expect(webOrders).toBeGreaterThan(300)
})

test('a refund takes back a line of an order that was made, for what was paid', () => {
  const orders = new Map(smallEvents.flatMap((e) => (e.kind === 'order' ? [[e.orderId, e] as const] : [])))
  const refunds = smallEvents.filter(({ kind }) => kind === 'refund')
  expect(refunds.length).toBeGreaterThan(20)
  for (const { orderId, lines, at: refundedAt } of refunds) {
    const order = orders.get(orderId)
    const line = order?.lines?.find(({ itemId }) => itemId === lines?.[0].itemId)
    expect(line?.priceMinor).toBe(lines?.[0].priceMinor)
    expect(refundedAt).toBeGreaterThan(order?.at ?? Number.POSITIVE_INFINITY)
  }
})

test('a browser belongs to one customer at most, and is anonymous before it signs in', () => {
  const ownerOf = new Map<string, Set<string>>()
  let anonymous = 0
  for (const { shopper } of smallEvents) {
    if (shopper?.visitorId === undefined) continue
    if (shopper.customerId === undefined) anonymous++
    else ownerOf.set(shopper.visitorId, (ownerOf.get(shopper.visitorId) ?? new Set()).add(shopper.customerId))
  }
  expect([...ownerOf.values()].every((owners) => owners.size === 1)).toBe(true)
  expect(ownerOf.size).toBeGreaterThan(200)
  expect(anonymous).toBeGreaterThan(5_000)
})

test('documents differ as in life: dates, stock, channels, consent, households', () => {
  const items = [...at('demo').items]
  const share = (holds: (item: Item) => boolean): number => items.filter(holds).length / items.length
  expect(share(({ addedAt }) => (addedAt ?? 0) > NOW)).toBeGreaterThan(0.003)
  expect(share(({ addedAt }) => NOW - (addedAt ?? 0) < 14 * DAY_MS && (addedAt ?? 0) <= NOW)).toBeGreaterThan(
    0.008,
  )
  expect(share(({ status }) => status !== 'active')).toBeGreaterThan(0.005)
  expect(share(({ channels }) => Object.hasOwn(channels ?? {}, 'store-leeds'))).toBeLessThan(0.95)
  expect(
    share(({ listPriceMinor, priceMinor }) => (listPriceMinor ?? 0) > (priceMinor ?? 0)),
  ).toBeGreaterThan(0.05)
  expect(share(({ channels }) => channels?.['web']?.until !== undefined)).toBeGreaterThan(0.02)
  expect(share(({ channels }) => channels?.['store-leeds']?.stock === 0)).toBeGreaterThan(0.04)
  const titles = new Set(items.map(({ brand, title }) => `${brand} ${title}`))
  expect(titles.size / items.length).toBeGreaterThan(0.98)

  const customers = [...small.customers]
  expect(customers.some(({ consent }) => consent?.personalization === false)).toBe(true)
  expect(customers.some(({ consent }) => consent?.tracking === false)).toBe(true)
  expect(customers.some(({ consent }) => consent === undefined)).toBe(true)
  const homes = new Set(customers.map(({ addresses }) => JSON.stringify(addresses)))
  expect(homes.size / customers.length).toBeLessThan(0.85)
  for (const itemId of customers.flatMap(({ wishlist }) => wishlist ?? []))
    expect(smallItems.has(itemId)).toBe(true)
})

test('the shop puts things of every department into its window, no two neighbors of one', () => {
  const { curatedLists, items } = at('demo')
  const categoryOf = new Map([...items].map(({ itemId, categories }) => [itemId, categories?.[0]]))
  const departments = (curatedLists[0]?.itemIds ?? []).map(
    (itemId) => categoryOf.get(itemId)?.split(' > ')[0] ?? itemId,
  )
  const all = new Set(Array.from(categoryOf.values(), (path) => path?.split(' > ')[0]))
  expect(new Set(departments)).toEqual(all)
  expect(departments.filter((name, place) => name === departments[place + 1])).toEqual([])
})

test('planted pairs are bought together far more often than chance', () => {
  const orders = denseEvents
    .filter(({ kind }) => kind === 'order')
    .map(({ lines }) => new Set(lines?.map((l) => l.itemId)))
  let [withFrom, withBoth, expected] = [0, 0, 0]
  for (const { from, to } of dense.truth.itemPairs) {
    const holders = orders.filter((order) => order.has(from))
    withFrom += holders.length
    withBoth += holders.filter((order) => order.has(to)).length
    expected += (holders.length * orders.filter((order) => order.has(to)).length) / orders.length
  }
  expect(withFrom).toBeGreaterThan(200)
  expect(withBoth / withFrom).toBeGreaterThan(0.25)
  expect(withBoth / expected).toBeGreaterThan(4)
})

test('categories that go together meet in baskets more often than chance', () => {
  const pathOf = (line: Line): string => denseItems.get(line.itemId)?.categories?.[0] ?? ''
  const orders = denseEvents
    .filter(({ kind }) => kind === 'order')
    .map(({ lines }) => new Set(lines?.map(pathOf)))
  let [together, expected] = [0, 0]
  for (const { from, to } of dense.truth.categoryPairs) {
    const holders = orders.filter((order) => order.has(from))
    together += holders.filter((order) => order.has(to)).length
    expected += (holders.length * orders.filter((order) => order.has(to)).length) / orders.length
  }
  // Between 3 and 4 comes of itself: people buy in their favourite departments.
  expect(together / expected).toBeGreaterThan(5)
})

const ordersByPerson = (): ReadonlyMap<string, readonly ShopEvent[]> => {
  const byPerson = new Map<string, ShopEvent[]>()
  for (const event of denseEvents) {
    const id = event.shopper?.customerId ?? event.shopper?.visitorId
    if (event.kind === 'order' && id !== undefined) byPerson.set(id, [...(byPerson.get(id) ?? []), event])
  }
  return byPerson
}

/** Days between two orders of the same product by the same person, by category. */
const gapsByCategory = (): ReadonlyMap<string, readonly number[]> => {
  const gaps = new Map<string, number[]>()
  for (const orders of ordersByPerson().values()) {
    const lastAt = new Map<string, number>()
    for (const { at: boughtAt, lines } of orders)
      for (const { itemId } of lines ?? []) {
        const category = denseItems.get(itemId)?.categories?.[0] ?? ''
        const last = lastAt.get(itemId)
        if (last !== undefined)
          gaps.set(category, [...(gaps.get(category) ?? []), (boughtAt - last) / DAY_MS])
        lastAt.set(itemId, boughtAt)
      }
  }
  return gaps
}

test('coffee and pet food come back in their time, and sofas do not', () => {
  const gaps = gapsByCategory()
  for (const { category, days } of dense.truth.repeats.filter((repeat) => repeat.days <= 30)) {
    const sorted = (gaps.get(category) ?? []).toSorted((a, b) => a - b)
    expect(sorted.length).toBeGreaterThan(30)
    expect(Math.abs(sorted[Math.floor(sorted.length / 2)] / days - 1)).toBeLessThan(0.15)
  }
  expect(gaps.get('Furniture > Sofas')).toBeUndefined()
})

/** Share of views after which the viewer takes the product, by whether it was promoted then. */
const takenShare = (isPromotedDay: boolean): number => {
  let [views, takes] = [0, 0]
  const promotions = dense.truth.promotions.map((promotion) => ({
    ...promotion,
    items: new Set(promotion.itemIds),
  }))
  const everPromoted = new Set(promotions.flatMap(({ itemIds }) => itemIds))
  for (const { kind, itemId, at: happenedAt } of denseEvents) {
    if (itemId === undefined || !everPromoted.has(itemId)) continue
    const isPromoted = promotions.some(
      ({ items, from, until }) => from <= happenedAt && happenedAt < until && items.has(itemId),
    )
    if (isPromoted !== isPromotedDay) continue
    if (kind === 'product-view') views++
    else if (kind === 'cart-add') takes++
  }
  return takes / views
}

test('a promotion sells: the same products are taken more often while it runs, and cost less', () => {
  expect(takenShare(true) / takenShare(false)).toBeGreaterThan(1.3)
  const [{ itemIds, from, until, cut }] = dense.truth.promotions
  const priceOf = (isRunning: boolean): number | undefined =>
    denseEvents.find(
      (event) =>
        event.kind === 'product-view' &&
        event.itemId === itemIds[0] &&
        (event.at >= from && event.at < until) === isRunning,
    )?.priceMinor
  expect((priceOf(true) ?? 0) / (priceOf(false) ?? 1)).toBeCloseTo(1 - cut, 1)
})

test('a promotion that runs now shows in the price of the document', () => {
  const running = dense.truth.promotions.filter(({ from, until }) => from <= NOW && NOW < until)
  expect(running.length).toBeGreaterThan(0)
  for (const { itemIds } of running)
    for (const itemId of itemIds) {
      const { priceMinor, listPriceMinor } = denseItems.get(itemId) as Item
      expect(listPriceMinor ?? 0).toBeGreaterThan(priceMinor ?? Number.POSITIVE_INFINITY)
    }
})

test('trending products are looked at ever more often', () => {
  expect(dense.truth.trends.length).toBeGreaterThanOrEqual(2)
  let [lastWeek, weekBefore] = [0, 0]
  for (const { itemId, startAt } of dense.truth.trends) {
    const views = denseEvents.filter((event) => event.kind === 'product-view' && event.itemId === itemId)
    lastWeek += views.filter((event) => event.at > NOW - 7 * DAY_MS).length
    weekBefore += views.filter((event) => event.at < startAt && event.at > startAt - 7 * DAY_MS).length
  }
  expect(lastWeek).toBeGreaterThan(30)
  expect(lastWeek / (weekBefore + 1)).toBeGreaterThan(3)
})

test('people look mostly at what their persona likes', () => {
  let [inFavorites, total, inOwnStyle] = [0, 0, 0]
  const styles = ['modern', 'classic', 'rustic', 'playful', 'minimal']
  for (const { kind, itemId, shopper } of denseEvents) {
    const persona = dense.truth.personaOf(shopper?.customerId ?? shopper?.visitorId ?? '')
    if (kind !== 'product-view' || itemId === undefined || persona === undefined) continue
    const { categories, attributes } = denseItems.get(itemId) as Item
    total++
    if (persona.favorites.some(({ department }) => categories?.[0].startsWith(`${department} >`)))
      inFavorites++
    if (attributes?.['style'] === styles[persona.styleIndex]) inOwnStyle++
  }
  expect(inFavorites / total).toBeGreaterThan(0.65)
  expect(inOwnStyle / total).toBeGreaterThan(0.28)
})

test('nobody has a persona whom the world does not know', () => {
  for (const id of ['', 'customer-1', 'customer-999999', 'visitor-x', 'customer-1001 ', 'item-1001'])
    expect(dense.truth.personaOf(id)).toBeUndefined()
  expect(dense.truth.personaOf('customer-1001')).toEqual(dense.truth.personaOf('visitor-1001'))
})

test('few products get most of the looks, and the tail is long', () => {
  const views = new Map<string, number>()
  for (const { kind, itemId } of denseEvents)
    if (kind === 'product-view' && itemId !== undefined) views.set(itemId, (views.get(itemId) ?? 0) + 1)
  const sorted = [...views.values()].sort((a, b) => b - a)
  const total = sorted.reduce((sum, count) => sum + count, 0)
  const head = sorted.slice(0, Math.ceil(denseItems.size / 10)).reduce((sum, count) => sum + count, 0)
  expect(head / total).toBeGreaterThan(0.3)
  expect(head / total).toBeLessThan(0.8)
  expect(views.size / denseItems.size).toBeGreaterThan(0.85)
})

test('evenings are busy, nights are quiet, tills open at nine', () => {
  const hourOf = (event: ShopEvent): number => new Date(event.at).getUTCHours()
  const web = smallEvents.filter(({ channel }) => channel === 'web').map(hourOf)
  const countAt = (hour: number): number => web.filter((other) => other === hour).length
  expect(countAt(20)).toBeGreaterThan(8 * countAt(4))
  const tills = smallEvents
    .filter(({ kind, channel }) => kind === 'order' && channel.startsWith('store-'))
    .map(hourOf)
  expect(Math.min(...tills)).toBeGreaterThanOrEqual(9)
})

test('without customers there are visitors still, and a world of one day is a world', () => {
  const world = at({ itemCount: 60, customerCount: 0, visitorCount: 20, dayCount: 1, eventCountTarget: 50 })
  const events = eventsOf(world)
  expect(events.length).toBeGreaterThan(10)
  expect(events.every(({ shopper }) => shopper?.customerId === undefined)).toBe(true)
})
