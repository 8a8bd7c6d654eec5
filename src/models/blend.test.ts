import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BlendScale, BLEND_SCALES, blendScorer, type Scorer, scaled } from './blend.ts'
import { bestOf, lookup, NO_SCORES, type Scores } from './scores.ts'
import { queryOf } from './training-data.test-support.ts'

const ITEM_COUNT = 12
const few = (scores: Readonly<Record<number, number>>): Scores => ({
  form: 'few',
  items: Int32Array.from(Object.keys(scores), Number),
  scores: Float32Array.from(Object.values(scores)),
})
const all = (scores: readonly number[]): Scores => ({ form: 'all', scores: Float32Array.from(scores) })
const says =
  (scores: Scores): Scorer =>
  () =>
    scores

const score = fc.integer({ min: 1, max: 1000 }).map((n) => n / 10)
const someFew = fc.dictionary(fc.nat(ITEM_COUNT - 1).map(String), score).map((scores) => few(scores))
const someAll = fc
  .array(fc.integer({ min: -500, max: 500 }), { minLength: ITEM_COUNT, maxLength: ITEM_COUNT })
  .map(all)
const someScores = fc.oneof(someFew, someAll)

test('the blend of an item is the weighted sum of what the parts say, brought to scale', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ scores: someScores, weight: fc.nat(8) }), { maxLength: 4 }),
      fc.constantFrom(...BLEND_SCALES),
      (parts, scale) => {
        const blended = lookup(
          blendScorer(
            parts.map(({ scores, weight }) => ({ scorer: says(scores), weight })),
            scale,
            ITEM_COUNT,
          )(queryOf({})),
        )
        for (let item = 0; item < ITEM_COUNT; item++) {
          const sum = parts.reduce(
            (total, { scores, weight }) => total + weight * lookup(scaled(scores, scale))(item),
            0,
          )
          expect(blended(item)).toBeCloseTo(sum, 2)
        }
      },
    ),
  )
})

test('scales keep the order of a part, but for equal places of `rank`', () => {
  fc.assert(
    fc.property(someScores, fc.constantFrom<BlendScale>('max', 'length', 'rank'), (scores, scale) => {
      expect(bestOf(scaled(scores, scale), ITEM_COUNT).items).toEqual(bestOf(scores, ITEM_COUNT).items)
    }),
  )
})

test('the highest becomes 1, the length becomes 1, and places count from 1 / 61 down', () => {
  const scores = few({ 3: 30, 5: 40 })
  expect([...scaled(scores, 'max').scores]).toEqual([0.75, 1])
  expect(scaled(scores, 'length').scores).toEqual(Float32Array.of(0.6, 0.8))
  expect(lookup(scaled(scores, 'rank'))(5)).toBeCloseTo(1 / 61, 6)
  expect(lookup(scaled(scores, 'rank'))(3)).toBeCloseTo(1 / 62, 6)
  expect(scaled(scores, 'raw')).toBe(scores)
})

test('parts that say nothing, or only bad, leave the others as they are', () => {
  const parts = [NO_SCORES, all(Array.from({ length: ITEM_COUNT }, () => 0)), few({ 2: 5 })].map(
    (scores) => ({
      scorer: says(scores),
      weight: 1,
    }),
  )
  for (const scale of BLEND_SCALES)
    expect([...bestOf(blendScorer(parts, scale, ITEM_COUNT)(queryOf({})), 3).items]).toEqual([2])
})

test('a part without weight is not asked, and a blend of none knows nothing', () => {
  const refuses = (): Scores => {
    throw new Error('was asked')
  }
  expect(blendScorer([{ scorer: refuses, weight: 0 }], 'max', ITEM_COUNT)(queryOf({}))).toBe(NO_SCORES)
})

test('the blend answers for few when all parts do, and for all when one does', () => {
  const blended = (parts: readonly Scores[]): Scores =>
    blendScorer(
      parts.map((scores) => ({ scorer: says(scores), weight: 1 })),
      'max',
      ITEM_COUNT,
    )(queryOf({}))
  expect(blended([few({ 1: 1 }), few({ 2: 1 })]).form).toBe('few')
  expect(blended([few({ 1: 1 }), all(Array.from({ length: ITEM_COUNT }, () => 1))]).form).toBe('all')
})
