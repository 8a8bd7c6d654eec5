import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineCompute } from '../compute.ts'
import { bestOf, lookup } from '../scores.ts'
import { sessionNeighbors, type SessionNeighborsOptions } from './session-neighbors.ts'
import { dataOfSessions, queryOf } from '../training-data.test-support.ts'

const ITEM_COUNT = 7
const scorerOf = (
  sessions: readonly (readonly number[])[],
  options: Partial<SessionNeighborsOptions> = {},
) => {
  const model = sessionNeighbors.train(
    dataOfSessions(sessions, ITEM_COUNT),
    { ...sessionNeighbors.defaults, ...options },
    { compute: inlineCompute, seed: 1, report: () => {} },
  )
  if (model instanceof Promise) throw new Error('training takes no turns')
  return sessionNeighbors.scorer(model)
}

/** The formula, word by word. */
const naiveScores = (
  sessions: readonly (readonly number[])[],
  query: readonly number[],
  o: SessionNeighborsOptions,
): number[] => {
  const distinct = sessions
    .map((items) => items.filter((item, p) => items.lastIndexOf(item) === p))
    .filter((items) => items.length > 0)
  const count = distinct.length
  const holders = (item: number): number[] => [...distinct.keys()].filter((s) => distinct[s]?.includes(item))
  const rarity = (item: number): number => Math.log(1 + count / holders(item).length)
  const newest = query
    .filter((item, p) => query.lastIndexOf(item) === p)
    .reverse()
    .slice(0, o.lastMax)
  const shares = (s: number, item: number): boolean => holders(item).slice(-o.sessionMax).includes(s)
  const neighbors = distinct.flatMap((items, s) => {
    const ages = [...newest.keys()].filter((age) => shares(s, newest[age] ?? -1))
    const alike = ages.reduce(
      (sum, age) => sum + Math.exp(-age / o.queryFade) * rarity(newest[age] ?? -1) ** o.queryRarity,
      0,
    )
    return ages.length === 0
      ? []
      : [{ items, s, age: ages[0] ?? 0, like: alike / items.length ** o.lengthPower }]
  })
  neighbors.sort((a, b) => Math.fround(b.like - a.like) || b.s - a.s)
  const scores = Array.from({ length: ITEM_COUNT }, () => 0)
  for (const { items, s, age, like } of neighbors.slice(0, o.neighborMax)) {
    const weight = like * Math.exp(-age / o.matchFade) * Math.exp(-o.recency * ((count - 1 - s) / count))
    const match = items.indexOf(newest[age] ?? -1)
    for (const [p, item] of items.entries())
      scores[item] +=
        weight *
        (1 + Math.abs(p - match)) ** -o.distancePower *
        (p < match ? o.backward : 1) *
        (1 + o.itemRarity * rarity(item)) *
        (item === newest[0] ? o.lastItem : 1)
  }
  return scores
}

test('scores are those of the formula', () => {
  const items = fc.array(fc.nat(ITEM_COUNT - 1), { minLength: 1, maxLength: 6 })
  const options = fc.record({
    sessionMax: fc.integer({ min: 1, max: 12 }),
    neighborMax: fc.constant(100),
    lastMax: fc.integer({ min: 1, max: 5 }),
    queryFade: fc.double({ min: 0.5, max: 5, noNaN: true }),
    matchFade: fc.double({ min: 0.5, max: 5, noNaN: true }),
    queryRarity: fc.constantFrom(0, 1, 1.5),
    itemRarity: fc.constantFrom(0, 2),
    recency: fc.constantFrom(0, 2),
    lengthPower: fc.constantFrom(0, 0.3),
    distancePower: fc.constantFrom(0, 0.7),
    backward: fc.constantFrom(0, 0.5, 1),
    lastItem: fc.constantFrom(0, 0.4, 1),
  })
  fc.assert(
    fc.property(
      fc.array(items, { minLength: 1, maxLength: 12 }),
      items,
      options,
      (sessions, query, given) => {
        const score = lookup(scorerOf(sessions, given)(queryOf({ items: query })))
        const naive = naiveScores(sessions, query, { ...sessionNeighbors.defaults, ...given })
        for (const [item, expected] of naive.entries()) expect(score(item)).toBeCloseTo(expected, 4)
      },
    ),
  )
})

test('only the most alike sessions have a say', () => {
  const sessions = [
    [0, 1, 2],
    [0, 3],
    [1, 4],
  ]
  const score = scorerOf(sessions, { neighborMax: 1 })
  expect([...bestOf(score(queryOf({ items: [1, 0] })), 9).items].sort()).toEqual([0, 1, 2])
})

test('an item is known by its newest sessions', () => {
  const score = scorerOf(
    [
      [0, 1],
      [0, 2],
      [0, 3],
    ],
    { sessionMax: 2 },
  )
  expect([...bestOf(score(queryOf({ items: [0] })), 9, (item) => item !== 0).items]).toEqual([3, 2])
})

test('items of the session can be the answer, seeds cannot', () => {
  const score = scorerOf([[0, 1, 2]])
  expect(lookup(score(queryOf({ items: [0, 1] })))(0)).toBeGreaterThan(0)
  expect(lookup(score(queryOf({ items: [0], seeds: [1] })))(1)).toBe(0)
})

test('a long query costs no more than its newest items', () => {
  const score = scorerOf([[0, 1, 2]], { lastMax: 3 })
  const items = Array.from({ length: 100_000 }, (_, k) => k % ITEM_COUNT)
  expect(score(queryOf({ items })).scores).toEqual(score(queryOf({ items: items.slice(-3) })).scores)
})
