import { expect, test } from 'vitest'
import { DAY_MS } from '../domain/local-day.ts'
import { rng } from '../math/rng.ts'
import { inlineCompute } from '../models/compute.ts'
import { popularity } from '../models/counts/popularity.ts'
import { coOccurrence } from '../models/pairs/co-occurrence.ts'
import { anyRecipe, type AnyRecipe } from '../models/recipe.ts'
import { bestOf } from '../models/scores.ts'
import { sessionNeighbors } from '../models/sessions/session-neighbors.ts'
import { transitions } from '../models/sessions/transitions.ts'
import { dataOf, type GivenAct, queryOf } from '../models/training-data.test-support.ts'
import { nextItemCases } from './cases-next-item.ts'
import { measure } from './measure.ts'
import { examplesAfterCut, rankedOrders, rankedSessions } from './two-stage.ts'
import { dataBefore } from './splits.ts'

const training = { compute: inlineCompute, seed: 1, report: () => {} }
const OPTIONS = { ...rankedSessions.defaults, exampleMax: 500, proposalMax: 20, trees: 40, minLeafRows: 20 }

const HEADS = 30
const TAILS = 60
const FOLLOWERS = 8
const DAYS = 200
/** What is in fashion changes this often. */
const FASHION_DAYS = 50

/**
 * Each head has followers, and of them the shopper opens the one in fashion: who follows says one source, what is in
 * fashion another, and neither alone knows what comes next.
 */
const fashionWorld = () => {
  const random = rng(1, 'fashion')
  const followers = Array.from({ length: HEADS }, () =>
    random.shuffle(Array.from({ length: TAILS }, (_, k) => HEADS + k)).slice(0, FOLLOWERS),
  )
  const ranks = Array.from({ length: DAYS / FASHION_DAYS }, () =>
    random.shuffle(Array.from({ length: TAILS }, (_, k) => k)),
  )
  const acts: GivenAct[] = []
  for (let session = 0; session < 30 * DAYS; session++) {
    const at = (session / 30) * DAY_MS
    const rank = ranks[Math.floor(at / (FASHION_DAYS * DAY_MS))] ?? []
    const head = random.int(HEADS)
    const [first = 0] = (followers[head] ?? []).toSorted((a, b) => rank[a - HEADS] - rank[b - HEADS])
    acts.push({ at, item: head, session }, { at: at + 1000, item: first, session })
  }
  return dataOf(acts)
}

const world = fashionWorld()
const TEST_FROM = (DAYS - 15) * DAY_MS
const known = dataBefore(world, TEST_FROM)
const model = await rankedSessions.train(known, OPTIONS, training)
const cases = nextItemCases(world, { from: TEST_FROM, until: world.now + 1, caseMax: 300, seed: 1 })
const ndcgOf = async (recipe: AnyRecipe, options = {}): Promise<number> => {
  const scorer = recipe.scorer(await recipe.train(known, { ...recipe.defaults, ...options }, training))
  return meanOf(measure(scorer, cases, { k: 10 }).values.ndcg)
}
const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

test('it beats its best source where two of them have to be read together', async () => {
  const ofSources = [
    await ndcgOf(anyRecipe(popularity), { halfLifeDays: 7 }),
    await ndcgOf(anyRecipe(transitions)),
    await ndcgOf(anyRecipe(sessionNeighbors)),
    await ndcgOf(anyRecipe(coOccurrence), { from: 'any', to: 'any', within: 'session' }),
  ]
  const ours = meanOf(measure(rankedSessions.scorer(model), cases, { k: 10 }).values.ndcg)
  expect(model.order).toBe('trees')
  expect(ours).toBeGreaterThan(Math.max(...ofSources) + 0.05)
})

test('no example is older than what the sources know', () => {
  for (const of of ['sessions', 'orders'] as const) {
    const data = of === 'sessions' ? world : ordersOf(200)
    const { before, examples } = examplesAfterCut(data, of, rankedOrders.defaults, 1)
    expect(examples.length).toBeGreaterThan(10)
    expect(before.acts.count).toBeGreaterThan(0.8 * data.acts.count)
    const firstAt = Math.min(...examples.map(({ query }) => query.now))
    expect(firstAt).toBeGreaterThanOrEqual(before.now)
    expect(Math.max(...before.acts.at)).toBeLessThan(firstAt)
  }
})

test('no more examples are learnt from than were asked for', () => {
  expect(
    examplesAfterCut(world, 'sessions', { examplesShare: 0.1, exampleMax: 50 }, 1).examples,
  ).toHaveLength(50)
})

test('sources that serve have learnt from all data', async () => {
  const { defaults, train } = popularity
  const { scores } = await train(known, { ...defaults, halfLifeDays: 7 }, training)
  expect(model['popularity.scores']).toEqual(scores)
  expect(model.knownUntil).toBe(known.now)
})

test('the same seed gives the same model', async () => {
  expect(await rankedSessions.train(known, OPTIONS, training)).toEqual(model)
})

test('whatever order the stored parts come in, the answer is the same', () => {
  const stored = Object.fromEntries(Object.entries(model).toReversed()) as typeof model
  const query = queryOf({ items: [3] })
  const answer = bestOf(rankedSessions.scorer(model)(query), 10)
  expect(answer.items.length).toBeGreaterThan(0)
  expect(bestOf(rankedSessions.scorer(stored)(query), 10)).toEqual(answer)
  expect(Object.keys(model)).toEqual(
    expect.arrayContaining([
      'transitions.follows',
      'statistics.logPrice',
      'ranker.roots',
      'popularity.scores',
    ]),
  )
})

/** Shoppers who each buy two items of their own over and over. */
const ordersOf = (count: number) =>
  dataOf(
    Array.from({ length: count }, (_, order) =>
      [0, 1].map((k) => ({
        at: order * DAY_MS,
        shopper: order % 10,
        item: 2 * (order % 10) + k,
        order,
        kind: 'purchase' as const,
      })),
    ).flat(),
  )

test('with little to learn from, sources are blended, and the model says so', async () => {
  const data = ordersOf(200)
  const options = { ...rankedOrders.defaults, minLeafRows: 1 }
  const blended = await rankedOrders.train(data, options, training)
  expect(blended.order).toBe('blend')
  const best = bestOf(rankedOrders.scorer(blended)(queryOf({ orders: [[4, 5]], now: data.now })), 2)
  expect([...best.items].sort()).toEqual([4, 5])
  const enough = await rankedOrders.train(data, { ...options, exampleMin: 1 }, training)
  expect(enough.order).toBe('trees')
  const without = await rankedOrders.train(data, { ...options, exampleMin: 1, trees: 0 }, training)
  expect(without.order).toBe('blend')
})
