import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Customer } from '../domain/customer.ts'
import type { ShopEvent } from '../domain/event.ts'
import { dismissedItems, dismissedOf } from './dismissed.ts'
import { ShopView } from './shop-view.ts'

const open = (customer?: Partial<Customer>) => {
  const view = new ShopView({ shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' })
  for (const itemId of ['rye', 'jam', 'bun']) view.foldDocument('item', itemId, { itemId }, 0)
  view.foldDocument('item', 'bun-big', { itemId: 'bun-big', masterId: 'bun' }, 0)
  if (customer !== undefined) view.foldDocument('customer', 'anna', { customerId: 'anna', ...customer }, 0)
  let seq = 0
  const fold = (
    kind: ShopEvent['kind'],
    itemId: string,
    at: number,
    shopper: ShopEvent['shopper'] = { customerId: 'anna' },
  ) => {
    seq++
    view.foldEvent(seq, { eventId: `e${seq}`, kind, at, channel: 'web', shopper, itemId })
  }
  return { view, fold, list: () => dismissedOf(view, 'anna') }
}

test('what was dismissed is told newest first, and what was taken back is not', () => {
  const { fold, list } = open()
  expect(list()).toEqual([])
  fold('product-dismiss', 'rye', 10)
  fold('product-dismiss', 'jam', 20)
  expect(list()).toEqual(['jam', 'rye'])
  fold('product-undismiss', 'rye', 30)
  expect(list()).toEqual(['jam'])
  fold('product-dismiss', 'rye', 40)
  expect(list()).toEqual(['rye', 'jam'])
})

test('of what was said of an item the newest decides, in whatever order it arrives', () => {
  const said = fc.record({
    at: fc.integer({ min: 0, max: 5 }),
    isTakenBack: fc.boolean(),
    visitorId: fc.constantFrom(undefined, 'v', 'w'),
  })
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 12 }), (all) => {
      const { fold, list } = open()
      for (const visitorId of ['v', 'w']) fold('identify', '', 0, { visitorId, customerId: 'anna' })
      for (const { at, isTakenBack, visitorId } of all) {
        const who = visitorId === undefined ? { customerId: 'anna' } : { visitorId }
        fold(isTakenBack ? 'product-undismiss' : 'product-dismiss', 'rye', at, who)
      }
      // The sort is stable: of two at the same instant, the one logged later.
      const newest = all.toSorted((a, b) => a.at - b.at).at(-1)
      expect(list()).toEqual(newest?.isTakenBack === true ? [] : ['rye'])
    }),
  )
})

test('it holds however much is done afterwards', () => {
  const { fold, list } = open()
  fold('product-dismiss', 'rye', 1)
  for (let k = 0; k < 60_000; k++) fold('product-view', 'jam', 2 + k)
  expect(list()).toEqual(['rye'])
})

test('what was dismissed in a browser that is theirs belongs, also of many browsers', () => {
  const { view, fold, list } = open()
  fold('product-dismiss', 'rye', 10, { visitorId: 'v0' })
  expect(list()).toEqual([])
  for (let k = 0; k < 80; k++) fold('product-view', 'jam', 20 + k, { visitorId: `v${k}`, customerId: 'anna' })
  expect(list()).toEqual(['rye'])
  expect([...dismissedItems(view, 'anna')]).toEqual([view.items.find('rye')])
  fold('product-undismiss', 'rye', 200)
  expect(list()).toEqual([])
})

test('a browser is told what was dismissed in it, and nothing of others', () => {
  const { view, fold } = open({ dismissed: ['bun'] })
  fold('product-dismiss', 'rye', 10, { visitorId: 'v' })
  fold('product-dismiss', 'jam', 10, { visitorId: 'w' })
  const names = (...visitorIds: readonly string[]): readonly string[] =>
    [
      ...dismissedItems(
        view,
        undefined,
        visitorIds.map((id) => view.shoppers.find(`v:${id}`)),
      ),
    ].map((item) => view.items.name(item))
  expect(names('v')).toEqual(['rye'])
  expect(names('unseen')).toEqual([])
})

test('what stands in the document was said when it was written, and what was said before counts no more', () => {
  const { fold, list } = open({ dismissed: ['rye', 'jam'], dismissedAt: 15 })
  fold('product-dismiss', 'bun', 10)
  fold('product-undismiss', 'rye', 15)
  expect(list()).toEqual(['rye', 'jam'])
  fold('product-undismiss', 'rye', 16)
  fold('product-dismiss', 'bun', 17)
  expect(list()).toEqual(['bun', 'jam'])
})

test('variants are their master, and what nobody knows stands at the end', () => {
  const { fold, list } = open({ dismissed: ['gone', 'bun-big', 'rye'] })
  expect(list()).toEqual(['bun', 'rye', 'gone'])
  fold('product-undismiss', 'bun', 10)
  expect(list()).toEqual(['rye', 'gone'])
})

test('nothing is left of who was deleted, nor of their browsers', () => {
  const { view, fold, list } = open({})
  fold('product-dismiss', 'rye', 10, { visitorId: 'v', customerId: 'anna' })
  fold('product-dismiss', 'jam', 20, { visitorId: 'v' })
  expect(list()).toEqual(['jam', 'rye'])
  view.foldDocument('customer', 'anna', undefined, 30)
  expect(list()).toEqual([])
  expect(dismissedItems(view, undefined, [view.shoppers.find('v:v')]).size).toBe(0)
})
