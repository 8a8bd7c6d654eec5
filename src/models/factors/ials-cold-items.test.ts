import { expect, test } from 'vitest'
import { csrOfPairs } from '../../math/csr.ts'
import { rng } from '../../math/rng.ts'
import { blendColdItems } from './ials-cold-items.ts'
import { type ItemFacts, noFacts } from '../item-facts.ts'

const SIZE = 8
const ITEM_COUNT = 60
const TAG_COUNT = 6
const OPTIONS = { coldActs: 10, coldRidge: 0.01 }

/** Every item has two tags; its factors are the sum of theirs. */
const plantedTags = (): { facts: ItemFacts; factors: Float32Array; tagsOf: (item: number) => number[] } => {
  const random = rng(1, 'tags')
  const byTag = Array.from({ length: TAG_COUNT * SIZE }, () => random.between(-1, 1))
  const tagsOf = (item: number): number[] => [item % 3, 3 + (item % 2)]
  const factors = new Float32Array(ITEM_COUNT * SIZE)
  for (let item = 0; item < ITEM_COUNT; item++)
    for (const tag of tagsOf(item))
      for (let k = 0; k < SIZE; k++) factors[item * SIZE + k] += byTag[tag * SIZE + k] ?? 0
  const pairs = Array.from({ length: ITEM_COUNT }, (_, item) =>
    tagsOf(item).map((tag) => [item, tag] as const),
  ).flat()
  const tags = csrOfPairs(
    Int32Array.from(pairs, ([item]) => item),
    Int32Array.from(pairs, ([, tag]) => tag),
    ITEM_COUNT,
    TAG_COUNT,
  )
  return { facts: { ...noFacts(ITEM_COUNT), tags }, factors, tagsOf }
}

test('a linear rule of tags is found, and given to items without acts', () => {
  const { facts, factors } = plantedTags()
  const counts = Int32Array.from({ length: ITEM_COUNT }, (_, item) => (item < 6 ? 0 : 30))
  const blended = factors.slice().fill(0, 0, 6 * SIZE)
  blendColdItems(blended, SIZE, counts, facts, OPTIONS)
  blended.forEach((value, k) => expect(value).toBeCloseTo(factors[k] ?? 0, 2))
})

test('with half of the acts that are needed, half of the factors are the own ones', () => {
  const { facts, factors } = plantedTags()
  const counts = new Int32Array(ITEM_COUNT).fill(30)
  counts[0] = 5
  const blended = factors.slice().fill(0, 0, SIZE)
  blendColdItems(blended, SIZE, counts, facts, OPTIONS)
  for (let k = 0; k < SIZE; k++) expect(blended[k]).toBeCloseTo(0.5 * (factors[k] ?? 0), 2)
})

test('vectors tell as much as tags do', () => {
  const { facts, factors, tagsOf } = plantedTags()
  const values = new Float32Array(ITEM_COUNT * TAG_COUNT)
  for (let item = 0; item < ITEM_COUNT; item++)
    for (const tag of tagsOf(item)) values[item * TAG_COUNT + tag] = Math.SQRT1_2
  const counts = Int32Array.from({ length: ITEM_COUNT }, (_, item) => (item < 6 ? 0 : 30))
  const blended = factors.slice().fill(0, 0, 6 * SIZE)
  const vectors = [{ name: 'picture', dimensions: TAG_COUNT, values }]
  blendColdItems(blended, SIZE, counts, { ...noFacts(ITEM_COUNT), vectors }, OPTIONS)
  blended.forEach((value, k) => expect(value).toBeCloseTo(factors[k] ?? 0, 2))
  expect(facts.vectors).toEqual([])
})

test('nothing changes where nothing is known of items, or no item has acts enough', () => {
  const { facts, factors } = plantedTags()
  const cold = new Int32Array(ITEM_COUNT)
  const cases: [Int32Array, ItemFacts, typeof OPTIONS][] = [
    [cold.map((_, k) => k), noFacts(ITEM_COUNT), OPTIONS],
    [cold, facts, OPTIONS],
    [cold.map((_, k) => k), facts, { ...OPTIONS, coldActs: 0 }],
  ]
  for (const [counts, known, options] of cases) {
    const blended = factors.slice()
    blendColdItems(blended, SIZE, counts, known, options)
    expect(blended).toEqual(factors)
  }
})
