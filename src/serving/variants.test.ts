/** Variants in lists. */
import { expect, test } from 'vitest'
import { daysAgo, given, ids, item, NOW, sold } from './given.test-support.ts'

test('variants show once, as their master, with their sales together', () => {
  const { ask } = given({
    items: [
      item('shirt', { skus: [{ sku: 'shirt-s' }, { sku: 'shirt-m' }] }),
      item('mug'),
      item('mug-red', { masterId: 'mug' }),
      item('cap'),
    ],
    events: [
      sold('shirt-s', 1, 2),
      sold('shirt-m', 1, 2),
      sold('shirt', 1, 1),
      sold('mug-red', 1, 4),
      sold('cap', 1, 3),
    ],
  })
  expect(ask({ list: 'best-selling' }).items.map(({ itemId, score }) => [itemId, score])).toEqual([
    ['shirt', 5],
    ['mug', 4],
    ['cap', 3],
  ])
  expect(ids(ask({ list: 'new' }))).toEqual(['cap', 'mug', 'shirt'])
})

test('a variant of a variant counts for the top, and of a ring the first id stands for all', () => {
  const { ask } = given({
    items: [
      item('tea'),
      item('tea-box', { masterId: 'tea' }),
      item('tea-box-red', { masterId: 'tea-box' }),
      item('x', { masterId: 'y' }),
      item('y', { masterId: 'z' }),
      item('z', { masterId: 'x' }),
    ],
    events: [sold('tea-box-red', 1, 2), sold('y', 1), sold('z', 1)],
  })
  expect(ask({ list: 'best-selling' }).items.map(({ itemId, score }) => [itemId, score])).toEqual([
    ['tea', 2],
    ['x', 2],
  ])
})

test('a variant stops being listed when its master is described after it', () => {
  const { ask, view } = given({ items: [item('mug-red', { masterId: 'mug' })] })
  expect(ids(ask({ list: 'new' }))).toEqual(['mug-red'])
  view.foldDocument('item', 'mug', item('mug'), daysAgo(1))
  expect(ids(ask({ list: 'new' }))).toEqual(['mug'])
  view.foldDocument('item', 'mug', undefined, NOW)
  expect(ids(ask({ list: 'new' }))).toEqual(['mug-red'])
})

test('what is bought again is told by all variants together', () => {
  const orders = (itemId: string, days: number) =>
    ['a', 'b', 'c', 'd'].map((customerId) => sold(itemId, days, 1, { shopper: { customerId } }))
  const { ask } = given({
    items: [item('tea', { skus: [{ sku: 'tea-100g' }] }), item('tea-red', { masterId: 'tea' }), item('mug')],
    events: [
      ...['tea-100g', 'tea-red'].flatMap((itemId) => [...orders(itemId, 60), ...orders(itemId, 30)]),
      sold('tea-red', 20, 1, { shopper: { customerId: 'ann' } }),
      sold('mug', 20, 1, { shopper: { customerId: 'ann' } }),
    ],
  })
  const list = ask({ list: 'best-selling', bought: 'drop-until-due', shopper: { customerId: 'ann' } })
  expect(ids(list)).toEqual(['tea'])
})
