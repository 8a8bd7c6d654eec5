import { expect, test } from 'vitest'
import { daysAgo, given, ids, item, NOW, sold } from './given.test-support.ts'

const anna = { shopper: { customerId: 'anna' } }
const shop = (events: Parameters<typeof given>[0]['events']) =>
  given({ items: [item('rye'), item('jam'), item('oat')], events: events ?? [] })

test('a purchase from before the acts that are looked at still counts', () => {
  const views = Array.from({ length: 1_200 }, (_, k) => ({ itemId: 'oat', at: daysAgo(100) + k, ...anna }))
  const { ask } = shop([sold('rye', 300, 1, anna), ...views])
  expect(ids(ask({ list: 'buy-again', ...anna }))).toEqual(['rye'])
})

test('what was given back was not bought, unless it was ordered again', () => {
  const refund = { kind: 'refund' as const, at: daysAgo(5), lines: [{ itemId: 'rye', quantity: 1 }], ...anna }
  const back = shop([sold('rye', 9, 1, anna), sold('jam', 9, 1, anna), refund])
  expect(ids(back.ask({ list: 'buy-again', ...anna }))).toEqual(['jam'])
  back.fold(sold('rye', 1, 1, anna))
  expect(ids(back.ask({ list: 'buy-again', ...anna }))).toEqual(['rye', 'jam'])
})

test('an act that arrives late stands where it happened', () => {
  const { ask, fold } = shop([{ itemId: 'rye', at: daysAgo(1), ...anna }])
  fold({ itemId: 'jam', at: daysAgo(2), ...anna })
  expect(ids(ask({ list: 'recently-viewed', ...anna }))).toEqual(['rye', 'jam'])
})

test('a visit is what follows without a pause of half an hour', () => {
  const minutesAgo = (minutes: number) => NOW - minutes * 60_000
  const at = (...minutes: readonly number[]) =>
    shop(minutes.map((ago) => ({ itemId: 'rye', at: minutesAgo(ago), ...anna }))).ask({
      list: 'new',
      ...anna,
      filter: { where: 'session.viewCount = 2' },
    }).items.length
  expect(at(40, 20, 5)).toBe(0)
  expect(at(90, 20, 5)).toBe(3)
  expect(at(35)).toBe(0)
})

test('two variants in one order, and two orders of one day, are one purchase until it is due', () => {
  const items = [
    item('shirt'),
    item('small', { masterId: 'shirt' }),
    item('large', { masterId: 'shirt' }),
    item('tie'),
  ]
  const lines = ['small', 'large'].map((itemId) => ({ itemId, quantity: 1 }))
  const both = { kind: 'order' as const, at: daysAgo(1), lines, ...anna }
  const { ask } = given({ items, events: [both, sold('tie', 1, 1, anna), sold('tie', 1.1, 1, anna)] })
  expect(ids(ask({ list: 'best-selling', bought: 'drop-until-due', ...anna }))).toEqual([])
  expect(ask({ list: 'buy-again', ...anna }).items.find(({ itemId }) => itemId === 'shirt')).toMatchObject({
    score: 1,
    reasons: [{ text: 'You bought this' }],
  })
})

test('a condition counts purchases from however long ago', () => {
  const views = Array.from({ length: 1_200 }, (_, k) => ({ itemId: 'oat', at: daysAgo(100) + k, ...anna }))
  const { ask } = shop([sold('rye', 300, 1, anna), sold('jam', 2), ...views])
  const where = 'history(purchase, of item) = 0'
  expect(
    ids(ask({ list: 'best-selling', parameters: { windowDays: 365 }, filter: { where }, ...anna })),
  ).toEqual(['jam'])
})
