/** What somebody dismissed is in no list that is made for them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopEvent } from '../domain/event.ts'
import { daysAgo, given, ids, item, NOW, sold } from './given.test-support.ts'
import { rankItems } from './rank-items.ts'
import { whyNot } from './why-not.ts'

const ITEMS = ['rye', 'jam', 'oat']
const anna = { shopper: { customerId: 'anna' } }
const dismiss = (itemId: string, rest: Partial<ShopEvent> = anna): Partial<ShopEvent> => ({
  kind: 'product-dismiss',
  itemId,
  at: daysAgo(1),
  ...rest,
})
const bakery = (events: readonly Partial<ShopEvent>[], rest: Partial<Parameters<typeof given>[0]> = {}) =>
  given({ items: ITEMS.map((itemId) => item(itemId)), events, ...rest })

const OWN = { list: 'recently-viewed' }
const LISTS = [
  { list: 'new' },
  { list: 'best-selling' },
  { list: 'by-hand' },
  { list: 'new', personalization: { bought: 'keep', ranks: true } },
] as const
const MERCHANDISE = [
  [
    'strategy',
    'by-hand',
    { strategyId: 'by-hand', title: 'By hand', sources: [{ from: 'curated', curatedListId: 'hand' }] },
  ],
  ['curated-list', 'hand', { curatedListId: 'hand', title: 'By hand', itemIds: ITEMS }],
  ['rule', 'pinned', { ruleId: 'pinned', action: { do: 'pin', itemId: 'rye', slot: 1 } }],
] as const

test('no list for a person has what they dismissed, whoever made it; without them it has', () => {
  const bought = ITEMS.map((itemId) => sold(itemId, 3, 2))
  const viewed = ITEMS.map((itemId) => ({ itemId, at: daysAgo(2), ...anna }))
  fc.assert(
    fc.property(fc.subarray(ITEMS), fc.constantFrom(...LISTS), (dismissed, list) => {
      const { ask } = bakery([...bought, ...viewed, ...dismissed.map((itemId) => dismiss(itemId))], {
        merchandise: MERCHANDISE,
      })
      const left = ITEMS.filter((itemId) => !dismissed.includes(itemId))
      expect(ids(ask({ ...list, ...anna })).toSorted()).toEqual(left.toSorted())
      expect(ids(ask({ ...OWN, ...anna })).toSorted()).toEqual(left.toSorted())
      expect(ids(ask(list))).toHaveLength(ITEMS.length)
    }),
  )
})

test('what is taken back shows from the next request on', () => {
  const { ask, fold } = bakery([dismiss('rye')])
  expect(ids(ask({ list: 'new', ...anna }))).not.toContain('rye')
  fold({ kind: 'product-undismiss', itemId: 'rye', at: NOW, ...anna })
  expect(ids(ask({ list: 'new', ...anna }))).toContain('rye')
})

test('a dismissal from before the acts that are read still holds', () => {
  const views = Array.from({ length: 1_200 }, (_, k) => ({ itemId: 'oat', at: daysAgo(100) + k, ...anna }))
  const { ask, depsAt } = bakery([dismiss('rye', { ...anna, at: daysAgo(300) }), ...views])
  expect(ids(ask({ list: 'new', ...anna }))).not.toContain('rye')
  const { cause } = whyNot({ shop: 'bakery', list: 'new', itemId: 'rye', ...anna }, depsAt(NOW, true))
  expect(cause?.code).toBe('DISMISSED_BY_SHOPPER')
})

test('a visitor without a name has it held too, and a customer takes it along', () => {
  const browser = { shopper: { visitorId: 'v' } }
  const { ask, fold } = bakery([dismiss('rye', browser)])
  expect(ids(ask({ list: 'new', ...browser }))).not.toContain('rye')
  expect(ids(ask({ list: 'new', shopper: { visitorId: 'other' } }))).toContain('rye')
  expect(ids(ask({ list: 'new', ...anna }))).toContain('rye')
  fold({ kind: 'identify', shopper: { visitorId: 'v', customerId: 'anna' } })
  expect(ids(ask({ list: 'new', ...anna }))).not.toContain('rye')
  // Who does not prove to be the customer is told nothing of them.
  expect(ids(ask({ list: 'new', ...anna }, NOW, false))).toContain('rye')
})

test('nothing of it is read for who takes no personal lists', () => {
  const { ask } = bakery([dismiss('rye')], {
    customers: [{ customerId: 'anna', consent: { personalization: false } }],
  })
  expect(ids(ask({ list: 'new', ...anna }))).toContain('rye')
})

test('products that somebody else chose are ranked and stay', () => {
  const { depsAt } = bakery([dismiss('rye')])
  const ranked = rankItems({ shop: 'bakery', itemIds: ITEMS, ...anna }, depsAt(NOW, true))
  expect(ranked.items.map(({ itemId }) => itemId)).toEqual(ITEMS)
})
