import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addTrees, type Forest, forestOf, predict, type Tree } from './forest.ts'

/** Nodes 0 and 1, leaves 0 to 2: a ≤ 1 goes to leaf 0; else b ≤ 2 to leaf 1, not known as well; else to leaf 2. */
const TREE: Tree = {
  features: [0, 1],
  thresholds: [1, 2],
  missingLeft: [0, 1],
  lefts: [~0, ~1],
  rights: [1, ~2],
  leafValues: [10, 20, 30],
}
const LEAF: Tree = { features: [], thresholds: [], missingLeft: [], lefts: [], rights: [], leafValues: [5] }

const byHand = (a: number, b: number): number => (a <= 1 ? 10 : b > 2 ? 30 : 20)

const number = fc.oneof(fc.constantFrom(Number.NaN, 1, 2, Number.POSITIVE_INFINITY), fc.float())

test('rows go down as one would by hand', () => {
  const forest = forestOf([TREE, LEAF, TREE], 2, 0.5)
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { maxLength: 5 }), (rows) => {
      const values = Float32Array.from(rows.flat())
      const expected = rows.map((_, k) => 0.5 + 2 * byHand(values[2 * k], values[2 * k + 1]) + 5)
      expect([...predict(forest, values, rows.length)]).toEqual(expected)
    }),
  )
})

test('a forest can be added tree by tree', () => {
  const forest: Forest = forestOf([TREE, LEAF], 2, 0)
  const scores = new Float64Array(1)
  addTrees(forest, Float32Array.of(0, 0), scores, 1)
  expect(scores[0]).toBe(5)
})
