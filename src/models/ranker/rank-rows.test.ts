import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupNdcg } from './rank-rows.ts'

type Group = readonly (readonly [score: number, label: number])[]

const ndcgOf = (groups: readonly Group[], places: number): number => {
  const rows = groups.flat()
  const groupStarts = [0]
  for (const group of groups) groupStarts.push((groupStarts.at(-1) ?? 0) + group.length)
  return groupNdcg(
    {
      rowCount: rows.length,
      featureCount: 0,
      values: new Float32Array(0),
      groupStarts: Int32Array.from(groupStarts),
      labels: Uint8Array.from(rows, ([, label]) => label),
    },
    Float64Array.from(rows, ([score]) => score),
    places,
  )
}

const naive = (groups: readonly Group[], places: number): number => {
  const dcg = (group: Group): number =>
    group.slice(0, places).reduce((sum, [, label], k) => sum + (2 ** label - 1) / Math.log2(k + 2), 0)
  const shares = groups.map((group) => {
    const ideal = dcg(group.toSorted((a, b) => b[1] - a[1]))
    return ideal === 0 ? 1 : dcg(group.toSorted((a, b) => b[0] - a[0])) / ideal
  })
  return shares.reduce((sum, share) => sum + share, 0) / groups.length
}

test('the gain of an order is that of sorting it', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 4 }))
  fc.assert(
    fc.property(
      fc.array(fc.array(row, { maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 12 }),
      (groups, places) => {
        expect(ndcgOf(groups, places)).toBeCloseTo(naive(groups, places), 10)
      },
    ),
  )
})

test('one order by hand', () => {
  expect(
    ndcgOf(
      [
        [
          [3, 0],
          [2, 2],
          [1, 1],
        ],
      ],
      10,
    ),
  ).toBeCloseTo((3 / Math.log2(3) + 1 / 2) / (3 + 1 / Math.log2(3)))
  expect(ndcgOf([], 10)).toBeNaN()
})
