import { expect, test } from 'vitest'
import { rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import type { ItemVectors } from '../item-facts.ts'
import { noFacts } from '../item-facts.ts'
import { pictureSimilarity } from './picture-similarity.ts'
import { bestOf } from '../scores.ts'
import { dataOf, queryOf } from '../training-data.test-support.ts'
import { vectorNeighbors } from './vector-neighbors.ts'

const random = rng(1, 'vectors')
const ITEM_COUNT = 60
const DIMENSIONS = 7
const values = new Float32Array(ITEM_COUNT * DIMENSIONS)
for (let item = 0; item < ITEM_COUNT - 1; item++) {
  const row = Array.from({ length: DIMENSIONS }, () => random.normal())
  const length = Math.hypot(...row)
  values.set(
    row.map((value) => value / length),
    item * DIMENSIONS,
  )
}
const vectors: ItemVectors = { name: 'shape', dimensions: DIMENSIONS, values }
const cosine = (a: number, b: number): number =>
  Array.from(
    { length: DIMENSIONS },
    (_, d) => values[a * DIMENSIONS + d] * values[b * DIMENSIONS + d],
  ).reduce((sum, product) => sum + product, 0)

test('neighbours are the nearest by cosine, as a full sort finds them', async () => {
  const { starts, columns, values: alike } = await vectorNeighbors(vectors, 10, inlineCompute)
  for (let item = 0; item < ITEM_COUNT - 1; item++) {
    const sorted = Array.from({ length: ITEM_COUNT }, (_, other) => other)
      .filter((other) => other !== item && cosine(item, other) > 0)
      .sort((a, b) => cosine(item, b) - cosine(item, a))
    expect([...columns.subarray(starts[item], starts[item + 1])]).toEqual(sorted.slice(0, 10))
    expect(alike[starts[item]]).toBeCloseTo(cosine(item, sorted[0]), 5)
  }
})

test('an item without a vector has no neighbours and is none', async () => {
  const { starts, columns } = await vectorNeighbors(vectors, 10, inlineCompute)
  expect(starts[ITEM_COUNT] - starts[ITEM_COUNT - 1]).toBe(0)
  expect(columns.includes(ITEM_COUNT - 1)).toBe(false)
})

test('pictures are compared by the vectors that are named, as far as they are alike enough', async () => {
  const data = dataOf([], { facts: { ...noFacts(ITEM_COUNT), vectors: [vectors] }, itemCount: ITEM_COUNT })
  const nearest = async (options: Partial<typeof pictureSimilarity.defaults>) => {
    const model = await pictureSimilarity.train(
      data,
      { ...pictureSimilarity.defaults, ...options },
      { compute: inlineCompute, seed: 1, report: () => {} },
    )
    return [...bestOf(pictureSimilarity.scorer(model)(queryOf({ seeds: [0] })), 200).items]
  }
  const alike = (await nearest({ vectors: 'shape', cosineMin: 0.5 })).map((item) => cosine(0, item))
  expect(alike.length).toBeGreaterThan(0)
  expect(Math.min(...alike)).toBeGreaterThan(0.5)
  expect(await nearest({ vectors: 'another' })).toEqual([])
})
