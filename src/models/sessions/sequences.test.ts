import { expect, test } from 'vitest'
import { newestActs, newestItems, type SequenceCut, sequencesOf } from './sequences.ts'
import { dataOf, dataOfSessions, queryOf } from '../training-data.test-support.ts'

const listsOf = (data: ReturnType<typeof dataOf>, cut: Partial<SequenceCut> = {}): number[][] => {
  const { count, starts, items } = sequencesOf(data, {
    of: 'session',
    actMax: 100,
    isDistinct: false,
    ...cut,
  })
  return Array.from({ length: count }, (_, s) => [...items.subarray(starts[s], starts[s + 1])])
}

test('sequences come in the order of their last acts, and empty ones do not', () => {
  const data = dataOf([
    { item: 1, session: 3 },
    { item: 2, session: 0 },
    { item: 3, session: 0 },
    { item: 4, session: 3 },
    { item: 5, session: -1 },
  ])
  expect(listsOf(data)).toEqual([
    [2, 3],
    [1, 4],
  ])
})

test('an item stands where it was last when it may stand once', () => {
  const data = dataOfSessions([
    [1, 2, 1, 3],
    [1, 1],
  ])
  expect(listsOf(data, { isDistinct: true })).toEqual([[2, 1, 3], [1]])
  expect(listsOf(data)).toEqual([
    [1, 2, 1, 3],
    [1, 1],
  ])
})

test('of long sequences the newest acts are kept', () => {
  expect(listsOf(dataOfSessions([[1, 2, 3, 4]]), { actMax: 2 })).toEqual([[3, 4]])
})

test('a sequence of a shopper goes over all sessions', () => {
  const data = dataOf([
    { item: 1, session: 0, shopper: 7 },
    { item: 2, session: 1, shopper: 7 },
  ])
  expect(listsOf(data, { of: 'shopper' })).toEqual([[1, 2]])
  expect(listsOf(data)).toEqual([[1], [2]])
})

test('a query goes on from seeds, then from acts of the session, newest first', () => {
  const query = queryOf({ orders: [[7]], items: [1, 2, 1, 99], seeds: [3] })
  const isKnown = (item: number): boolean => item >= 0 && item < 10
  expect([...newestActs(query, 'session', 9, isKnown)]).toEqual([3, 1, 2, 1])
  expect([...newestActs(query, 'shopper', 9, isKnown)]).toEqual([3, 1, 2, 1, 7])
  expect([...newestActs(query, 'shopper', 2, isKnown)]).toEqual([3, 1])
  expect([...newestItems(query, 'shopper', 9, 10)]).toEqual([3, 1, 2, 7])
  expect([...newestItems(query, 'session', 2, 10)]).toEqual([3, 1])
  expect([...newestItems(queryOf({}), 'session', 5, 10)]).toEqual([])
})
