import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Item } from '../domain/catalog.ts'
import { ShopView } from '../views/shop-view.ts'
import { modelItems } from './model-items.ts'
import type { ServingModel } from './serving-model.ts'

const NOON = Date.UTC(2026, 2, 1, 12)
const modelOf = (...itemIds: readonly string[]): ServingModel => ({
  modelVersion: '1',
  itemIds,
  indexOf: new Map(itemIds.map((itemId, k) => [itemId, k])),
  trainedUntil: NOON,
  roles: new Map(),
  missing: new Map(),
})
const bakery = () => {
  const view = new ShopView({ shop: 'bakery', currency: 'EUR', timeZone: 'UTC' })
  let seq = 0
  const put = (itemId: string, rest: Partial<Item> = {}) =>
    view.foldDocument('item', itemId, { itemId, ...rest }, NOON)
  const drop = (itemId: string) => view.foldDocument('item', itemId, undefined, NOON)
  const see = (itemId: string) => {
    seq++
    view.foldEvent(seq, { eventId: `e${seq}`, kind: 'product-view', at: NOON, channel: 'web', itemId })
  }
  return { view, put, drop, see }
}
/** By names, so that it can be read. */
const tables = (view: ShopView, model: ServingModel) => {
  const { shownOf, modelItemOf } = modelItems(view, model)
  return {
    shown: [...shownOf].map((item) => (item < 0 ? '' : view.items.name(item))),
    known: Object.fromEntries(
      view.items.names().map((name, item) => [name, model.itemIds[modelItemOf(item)] ?? '']),
    ),
  }
}

test('items of the model show as their masters, and variants are known by theirs', () => {
  const { view, put, see } = bakery()
  put('rye')
  put('rye-small', { masterId: 'rye' })
  see('jam')
  expect(tables(view, modelOf('jam', 'oat', 'rye'))).toEqual({
    shown: ['jam', '', 'rye'],
    known: { rye: 'rye', 'rye-small': 'rye', jam: 'jam' },
  })
})

test('what the catalog says later counts from then on', () => {
  const { view, put, drop, see } = bakery()
  const model = modelOf('jam', 'rye', 'rye-small')
  put('rye')
  see('rye-small')
  expect(tables(view, model).shown).toEqual(['', 'rye', 'rye-small'])
  put('rye-small', { masterId: 'rye' })
  see('jam')
  expect(tables(view, model).shown).toEqual(['jam', 'rye', 'rye'])
  drop('rye-small')
  expect(tables(view, model).shown).toEqual(['jam', 'rye', 'rye-small'])
  put('rye', { skus: [{ sku: 'rye-small' }] })
  expect(tables(view, model).shown).toEqual(['jam', 'rye', 'rye'])
  put('rye', { skus: [] })
  expect(tables(view, model).shown).toEqual(['jam', 'rye', 'rye-small'])
})

test('nothing is made anew while nothing changed', () => {
  const { view, put } = bakery()
  const model = modelOf('rye')
  put('rye')
  const before = modelItems(view, model)
  before.shownOf[0] = 7
  expect(modelItems(view, model)).toBe(before)
  expect(modelItems(view, model).shownOf[0]).toBe(7)
  expect(modelItems(view, modelOf('rye')).shownOf[0]).toBe(0)
})

test('numbers that are no items are known to neither side', () => {
  const { view, put } = bakery()
  put('rye')
  const { modelItemOf, shownItemOf } = modelItems(view, modelOf('rye'))
  expect([-1, 0, 1, 99].map(modelItemOf)).toEqual([-1, 0, -1, -1])
  expect([-1, 0, 1, 99].map(shownItemOf)).toEqual([-1, 0, -1, -1])
})

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']
const name = fc.constantFrom(...NAMES)
const change = fc.oneof(
  fc.record({ does: fc.constant('see' as const), name }),
  fc.record({ does: fc.constant('drop' as const), name }),
  fc.record({
    does: fc.constant('put' as const),
    name,
    masterId: fc.option(name, { nil: undefined }),
    skus: fc.array(name, { maxLength: 2 }),
  }),
)

test('kept up to date change by change, the tables are those of one that looks at everything', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
      const { view, put, drop, see } = bakery()
      const model = modelOf('a', 'b', 'c', 'd')
      for (const each of changes) {
        if (each.does === 'see') see(each.name)
        else if (each.does === 'drop') drop(each.name)
        else
          put(each.name, {
            skus: each.skus.map((sku) => ({ sku })),
            ...(each.masterId !== undefined && { masterId: each.masterId }),
          })
        expect(tables(view, model)).toEqual(tables(view, { ...model }))
      }
    }),
  )
})
