/** Stock as the lists see it (T13), and when a channel's assortment counts as changed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOnHand } from '../domain/assortment.ts'
import type { Item } from '../domain/catalog.ts'
import { ShopView } from './shop-view.ts'

const NOW = Date.UTC(2026, 5, 15, 12)
const shop = { shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' }

const put = (view: ShopView, ...items: readonly Item[]): void => {
  for (const item of items) view.foldDocument('item', item.itemId, item, NOW)
}
const withItems = (...items: readonly Item[]): ShopView => {
  const view = new ShopView(shop)
  put(view, ...items)
  return view
}
const inStock = (view: ShopView, channel: string, itemId: string): boolean =>
  view.assortment(channel).at(NOW).inStock[view.items.find(itemId)] === 1
const version = (view: ShopView): number => view.assortment('web').at(NOW).version

test('an item is in stock until its channel has none left; where nobody counts it never runs out', () => {
  const view = withItems({ itemId: 'rye', channels: { web: { stock: 0 }, berlin: { stock: 3 }, kiosk: {} } })
  expect(['web', 'berlin', 'kiosk'].map((channel) => inStock(view, channel, 'rye'))).toEqual([
    false,
    true,
    true,
  ])
})

test('T13: a master is out of stock only when all its skus are', () => {
  const shirt = (s: number, m: number | undefined): Item => ({
    itemId: 'shirt',
    skus: [
      { sku: 's', stock: { web: s } },
      { sku: 'm', stock: m === undefined ? {} : { web: m } },
    ],
  })
  const stocks = [shirt(0, 0), shirt(0, 2), shirt(1, 0), shirt(0, undefined)]
  expect(stocks.map((item) => inStock(withItems(item), 'web', 'shirt'))).toEqual([false, true, true, true])
  expect(inStock(withItems(shirt(0, 0)), 'berlin', 'shirt')).toBe(true)
})

test('a sku that the channel does not count is as its item is', () => {
  const view = withItems({ itemId: 'shirt', channels: { web: { stock: 0 } }, skus: [{ sku: 's' }] })
  expect(inStock(view, 'web', 'shirt')).toBe(false)
})

test('T13: a master is out of stock only when all its variants are, whatever is said of itself', () => {
  const mug = { itemId: 'mug', channels: { web: { stock: 9 } } }
  const variant = (itemId: string, stock: number): Item => ({
    itemId,
    masterId: 'mug',
    channels: { web: { stock } },
  })
  const view = withItems(mug, variant('red', 0), variant('blue', 1))
  expect(inStock(view, 'web', 'mug')).toBe(true)
  put(view, variant('blue', 0))
  expect(inStock(view, 'web', 'mug')).toBe(false)
  put(view, variant('red', 2))
  expect(inStock(view, 'web', 'mug')).toBe(true)
})

test('a variant that is not sold here is no stock of its master', () => {
  const view = withItems(
    { itemId: 'mug' },
    { itemId: 'red', masterId: 'mug', channels: { web: { stock: 0 } } },
    { itemId: 'blue', masterId: 'mug', status: 'stopped' },
  )
  expect(inStock(view, 'web', 'mug')).toBe(false)
})

test('stock goes up through a master of masters, and moves with a variant to another master', () => {
  const red = (masterId: string): Item => ({ itemId: 'red', masterId, channels: { web: { stock: 0 } } })
  const view = withItems({ itemId: 'tea' }, { itemId: 'box', masterId: 'tea' }, { itemId: 'mug' }, red('box'))
  const states = (): readonly boolean[] => ['tea', 'box', 'mug'].map((id) => inStock(view, 'web', id))
  expect(states()).toEqual([false, false, true])
  put(view, red('mug'))
  expect(states()).toEqual([true, true, false])
  view.foldDocument('item', 'red', undefined, NOW)
  expect(states()).toEqual([true, true, true])
})

test('a new price changes nothing that the assortment says; stock, status and dates do, of what is sold', () => {
  const rye = { itemId: 'rye', channels: { web: { stock: 3 } } }
  const view = withItems(
    rye,
    { itemId: 'mug' },
    { itemId: 'red', masterId: 'mug', channels: { web: { stock: 1 } } },
  )
  const versions = [version(view)]
  const structure = view.catalog.structureVersion
  for (const item of [
    { ...rye, priceMinor: 499 },
    { ...rye, channels: { web: { stock: 2 } } },
    { ...rye, channels: { web: { stock: 0 } } },
    { ...rye, status: 'stopped' as const },
    { ...rye, status: 'stopped' as const, channels: { web: { stock: 1 } } },
    { itemId: 'red', masterId: 'mug', channels: { web: { stock: 0 } } },
    { itemId: 'mug', addedAt: NOW - 5 },
  ]) {
    put(view, item)
    versions.push(version(view))
  }
  const hasChanged = versions.slice(1).map((now, k) => now !== versions[k])
  expect(hasChanged).toEqual([false, false, true, true, false, true, true])
  expect(view.catalog.structureVersion).toBe(structure)
  put(view, { ...rye, categories: ['Food'] })
  expect(view.catalog.structureVersion).not.toBe(structure)
})

test('a period that begins or ends by itself is a change', () => {
  const view = withItems({ itemId: 'rye', channels: { web: { from: NOW + 10, until: NOW + 20 } } })
  const at = (later: number): number => view.assortment('web').at(NOW + later).version
  expect([at(0) === at(9), at(9) === at(10), at(10) === at(19), at(19) === at(20)]).toEqual([
    true,
    false,
    true,
    false,
  ])
})

const stock = fc.constantFrom({}, { stock: 0 }, { stock: 2 })
const ID = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const document = fc
  .record({
    itemId: ID,
    masterId: fc.option(ID, { nil: undefined }),
    status: fc.constantFrom('active' as const, 'active' as const, 'stopped' as const),
    channels: fc.option(fc.record({ web: stock }), { nil: undefined }),
    skus: fc.array(fc.record({ sku: fc.constantFrom('s', 't'), stock: fc.constantFrom({}, { web: 0 }) }), {
      maxLength: 2,
    }),
    priceMinor: fc.integer({ min: 1, max: 3 }),
  })
  .map((item) => ({ ...item, masterId: item.masterId === item.itemId ? undefined : item.masterId }) as Item)
const change = fc.oneof(
  document.map((item) => ({ itemId: item.itemId, item: item as Item | undefined })),
  ID.map((itemId) => ({ itemId, item: undefined })),
)

/** In words: a master with variants that are sold is in stock by them and its skus, all else by itself. */
const inStockByRule = (view: ShopView, items: readonly Item[], item: Item): boolean => {
  const index = view.items.find(item.itemId)
  const variants = items.filter(
    (other) =>
      view.catalog.directMasterOf(view.items.find(other.itemId)) === index && other.status === 'active',
  )
  if (variants.length === 0) return isOnHand(item, 'web')
  const hasSkus = (item.skus ?? []).length > 0
  return (hasSkus && isOnHand(item, 'web')) || variants.some((variant) => inStockByRule(view, items, variant))
}

test('kept up to date change by change, stock is what the documents say, and the version tells of every change', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), fc.integer({ min: 1, max: 5 }), (changes, lookEvery) => {
      const view = withItems({ itemId: 'z' })
      const listedByVersion = new Map<number, string>()
      for (const [k, { itemId, item }] of changes.entries()) {
        view.foldDocument('item', itemId, item, NOW)
        if (k % lookEvery !== 0) continue
        const assorted = view.assortment('web').at(NOW)
        const items = view.items.names().flatMap((_, index) => view.catalog.document(index) ?? [])
        const told = items.map(({ itemId: id }) => [id, inStock(view, 'web', id)])
        expect(told).toEqual(items.map((one) => [one.itemId, inStockByRule(view, items, one)]))
        const listed = items
          .map(({ itemId: id }) => view.items.find(id))
          .filter((index) => assorted.isSold[index] === 1)
        const now = JSON.stringify(
          listed.map((index) => [index, assorted.since[index], assorted.inStock[index]]),
        )
        // The same version never stands for two states.
        expect(listedByVersion.get(assorted.version) ?? now).toBe(now)
        listedByVersion.set(assorted.version, now)
      }
    }),
    { numRuns: 500 },
  )
})
