import { expect, test } from 'vitest'
import { csrOfPairs } from '../math/csr.ts'
import { noFacts } from '../models/item-facts.ts'
import { dataOf, queryOf } from '../models/training-data.test-support.ts'
import type { Scores } from '../models/scores.ts'
import type { Case } from './cases.ts'
import { intervalsOf, measure } from './measure.ts'
import { catalogKnowledge, qualitiesOf } from './qualities.ts'

/** Item 4 is the best, then 3 and so on. */
const descending: () => Scores = () => ({ form: 'all', scores: Float32Array.of(1, 2, 3, 4, 5) })
const asked = (given: Partial<Case>, seeds: readonly number[] = []): Case => ({
  query: queryOf({ seeds }),
  relevant: new Set([3]),
  cluster: 0,
  ...given,
})
const listOf = (given: Case, k = 3): readonly number[] => [...measure(descending, [given], { k }).lists[0]]

test('seeds and what is excluded are not shown, and only candidates are', () => {
  expect(listOf(asked({}))).toEqual([4, 3, 2])
  expect(listOf(asked({}, [4]))).toEqual([3, 2, 1])
  expect(listOf(asked({ excluded: new Set([3]) }))).toEqual([4, 2, 1])
  expect(listOf(asked({ candidates: new Set([0, 1, 4]) }, [4]))).toEqual([1, 0])
})

test('each case has its figures, and their mean an interval', () => {
  const measured = measure(descending, [asked({}), asked({ relevant: new Set([4, 0]), cluster: 1 })], {
    k: 2,
  })
  expect([...measured.values['reciprocal-rank']]).toEqual([0.5, 1])
  expect([...measured.values.recall]).toEqual([1, 0.5])
  const { recall, hit } = intervalsOf(measured, 1)
  expect(recall).toMatchObject({ mean: 0.75, count: 2, low: 0.5, high: 1 })
  expect(hit.mean).toBe(1)
})

test('time a query is told by the clock that is given', () => {
  let ms = 0
  const clock = (): number => (ms += 0.25)
  expect(measure(descending, [asked({}), asked({})], { k: 2, clock }).microsPerQuery).toEqual({
    median: 250,
    p99: 250,
  })
  expect(measure(descending, [], { k: 2, clock }).microsPerQuery.median).toBeNaN()
})

test('qualities tell what was shown, how popular it is and how it fits', () => {
  const facts = {
    ...noFacts(5),
    tags: csrOfPairs(Int32Array.of(2, 3, 4), Int32Array.of(0, 1, 1), 5, 2),
  }
  const data = dataOf(
    [
      { item: 4, shopper: 0 },
      { item: 4, shopper: 1 },
      { item: 3, shopper: 0 },
    ],
    { itemCount: 5, facts },
  )
  const cases = [asked({ query: queryOf({ items: [3] }) }), asked({ relevant: new Set([0]) })]
  const qualities = qualitiesOf(measure(descending, cases, { k: 2 }), cases, catalogKnowledge(data))
  expect(qualities).toMatchObject({
    coverage: 0.4,
    entropy: 1,
    novelty: 0.5,
    diversity: 0,
    popularityShown: 0.875,
    popularityRelevant: 0.5,
    miscalibration: 0,
  })
})
