import { expect, test } from 'vitest'
import { rng } from '../../math/rng.ts'
import type { Scorer } from '../blend.ts'
import { inlineCompute } from '../compute.ts'
import { popularity } from '../counts/popularity.ts'
import type { Query } from '../query.ts'
import {
  openRerank,
  RANKER_DEFAULTS,
  type RankerExample,
  rankerMemoryBytes,
  rankerScorer,
  trainRanker,
} from './ranker.ts'
import { type Sources, sourceOf, trainSources } from './ranker-sources.ts'
import { bestOf } from '../scores.ts'
import { dataOf, queryOf } from '../training-data.test-support.ts'

const ITEMS = 30
const OPTIONS = { ...RANKER_DEFAULTS, trees: 30, minLeafRows: 5, featureShare: 1, validationShare: 0.2 }
const training = { compute: inlineCompute, seed: 1, report: () => {} }

/** The first source is right for shoppers whose last item is even, the second for the others. */
const answerOf = (query: Query, isTurned: boolean): number => {
  const last = query.history.items.at(-1) ?? 0
  return (last + ((last % 2 === 0) === isTurned ? 7 : 11)) % ITEMS
}
const source =
  (isTurned: boolean): Scorer =>
  (query) => {
    const right = answerOf(query, isTurned)
    const items = Int32Array.from(new Set([right, (right + 3) % ITEMS, (right + 5) % ITEMS]))
    return { form: 'few', items, scores: Float32Array.from(items, (_, k) => 3 - k) }
  }

const statistics = (await trainSources([], dataOf([], { itemCount: ITEMS, now: 100 }), training)).statistics
const sources: Sources = {
  knownUntil: 100,
  statistics,
  names: ['even', 'odd'],
  scorers: [source(true), source(false)],
}
/** Short histories end with even items, long ones with odd ones: so features can tell them apart. */
const random = rng(1, 'examples')
const examples: readonly RankerExample[] = Array.from({ length: 200 }, (_, k) => {
  const isEven = random.chance(0.5)
  const last = 2 * random.int(ITEMS / 2) + Number(!isEven)
  const query = { ...queryOf({ items: isEven ? [last] : [1, 2, 3, last] }), now: 100 + k }
  return { query, labels: new Map([[answerOf(query, isEven), 1]]) }
})

test('the ranker learns which source to trust when', async () => {
  const model = await trainRanker([{ sourcesBefore: sources, examples }], OPTIONS, training)
  const score = rankerScorer(model, sources)
  const rightCount = examples.filter(
    ({ query, labels }) => bestOf(score(query), 1).items[0] === [...labels.keys()][0],
  ).length
  expect(rightCount).toBe(examples.length)
  const again = await trainRanker([{ sourcesBefore: sources, examples }], OPTIONS, training)
  expect(again).toEqual(model)
})

test('sources that have seen the examples are refused', async () => {
  const late = trainRanker([{ sourcesBefore: { ...sources, knownUntil: 150 }, examples }], OPTIONS, training)
  await expect(late).rejects.toMatchObject({ code: 'BAD_REQUEST', field: 'examples' })
})

test('a model is not asked with other sources', async () => {
  const model = await trainRanker([{ sourcesBefore: sources, examples }], OPTIONS, training)
  expect(() => rankerScorer(model, { ...sources, names: ['odd', 'even'] })).toThrow('even, odd')
})

test('seeds are not proposed, unknown items are passed over, and nothing is proposed of nothing', async () => {
  const model = await trainRanker([{ sourcesBefore: sources, examples }], OPTIONS, training)
  const score = rankerScorer(model, sources)
  const query = queryOf({ items: [4] })
  const all = score(query)
  const without = score({ ...query, seeds: Int32Array.of(all.form === 'few' ? all.items[0] : 0) })
  expect(without.scores.length).toBe(all.scores.length - 1)
  expect(Array.from(all.scores).every((one) => one > 0 && Number.isFinite(one))).toBe(true)
  expect(score(queryOf({ items: [-1] })).scores.every(Number.isFinite)).toBe(true)
  const silent = { ...sources, scorers: [silence, silence] }
  expect(rankerScorer(model, silent)(query).scores).toHaveLength(0)
})
const silence: Scorer = () => ({ form: 'few', items: new Int32Array(0), scores: new Float32Array(0) })

test('stretches are learnt from together, and have the same sources', async () => {
  const whole = await trainRanker([{ sourcesBefore: sources, examples }], OPTIONS, training)
  const [early, late] = [examples.slice(0, 120), examples.slice(120)]
  const later = { ...sources, knownUntil: 220 }
  const stretches = [
    { sourcesBefore: later, examples: late },
    { sourcesBefore: sources, examples: early },
  ]
  expect(await trainRanker(stretches, OPTIONS, training)).toEqual(whole)
  const others = { sourcesBefore: { ...later, names: ['odd', 'even'] }, examples: late }
  const mixed = trainRanker([{ sourcesBefore: sources, examples: early }, others], OPTIONS, training)
  await expect(mixed).rejects.toMatchObject({ code: 'BAD_REQUEST', field: 'sources' })
})

test('more memory is said to be needed than the rows alone take', () => {
  const bytes = rankerMemoryBytes(2, ITEMS, OPTIONS)
  expect(bytes).toBeGreaterThan(OPTIONS.exampleMax * 2 * OPTIONS.proposalMax * 40 * 4)
  expect(bytes).toBeLessThan(2e9)
})

test('a list of anybody is put in the same order', async () => {
  const model = await trainRanker([{ sourcesBefore: sources, examples }], OPTIONS, training)
  const { query } = examples[0]
  const proposed = bestOf(rankerScorer(model, sources)(query), ITEMS).items
  const given = Int32Array.from([...proposed, ...proposed, -1, ITEMS]).reverse()
  expect(bestOf(openRerank(model, sources)(query, given), ITEMS).items).toEqual(proposed)
})

test('without examples the ranker keeps what is proposed and orders nothing', async () => {
  const model = await trainRanker([{ sourcesBefore: sources, examples: [] }], OPTIONS, training)
  expect(model.roots).toHaveLength(0)
  expect(new Set(rankerScorer(model, sources)(queryOf({ items: [4] })).scores)).toEqual(new Set([1]))
})

test('recipes become sources that know the end of their data', async () => {
  const data = dataOf(
    [
      { item: 2, shopper: 0 },
      { item: 2, shopper: 1 },
      { item: 1, shopper: 1 },
    ],
    { now: 50 },
  )
  const made = await trainSources([sourceOf('popular', popularity)], data, training)
  expect([made.knownUntil, made.names]).toEqual([50, ['popular']])
  expect(bestOf(made.scorers[0](queryOf({})), 1).items[0]).toBe(2)
})
