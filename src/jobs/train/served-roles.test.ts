/** What each role is made of answers as its name says. */
import { expect, test } from 'vitest'
import type { ModelRole } from '../../domain/strategy.ts'
import { MODEL_ROLES } from '../../domain/strategy.ts'
import { CASES_OF_JOBS } from '../../evaluation/cases-of-jobs.ts'
import { demoData } from '../../evaluation/demo-data.test-support.ts'
import { measure } from '../../evaluation/measure.ts'
import { dataBefore, timeCuts } from '../../evaluation/splits.ts'
import { inlineCompute } from '../../models/compute.ts'
import { popularity } from '../../models/counts/popularity.ts'
import { noFacts } from '../../models/item-facts.ts'
import { type AnyRecipe, anyRecipe, type Job, type Options } from '../../models/recipe.ts'
import { bestOf } from '../../models/scores.ts'
import type { TrainingData } from '../../models/training-data.ts'
import { dataOf, dataOfOrders, type GivenAct, queryOf } from '../../models/training-data.test-support.ts'
import { recipeNamed } from './recipes.ts'
import { recordsOfRole, servedRecord, SERVED_ROLES, type ServedRole } from './served-roles.ts'

const roleOf = (role: ModelRole): ServedRole =>
  SERVED_ROLES.find((served) => served.role === role) as ServedRole
const learn = async (recipe: AnyRecipe, options: Options, data: TrainingData) =>
  recipe.scorer(await recipe.train(data, options, { compute: inlineCompute, seed: 1, report: () => {} }))
const scorerOf = (role: ModelRole, data: TrainingData) =>
  learn(roleOf(role).recipe, roleOf(role).options, data)
const bestFor = async (role: ModelRole, data: TrainingData, seed: number, count = 10) => [
  ...bestOf((await scorerOf(role, data))(queryOf({ seeds: [seed] })), count).items,
]

const demo = demoData({
  itemCount: 300,
  customerCount: 400,
  visitorCount: 100,
  dayCount: 120,
  eventCountTarget: 20_000,
})

test('every role has a recipe, under a name of its own, in an order that others can be told from', () => {
  expect(SERVED_ROLES.map(({ role }) => role).toSorted()).toEqual([...MODEL_ROLES].toSorted())
  expect(new Set(SERVED_ROLES.map(({ name }) => name)).size).toBe(SERVED_ROLES.length)
  for (const { recipe, options, job } of SERVED_ROLES) {
    expect(Object.keys(options)).toEqual(Object.keys(recipe.defaults))
    expect(recipe.jobs).toContain(job)
    expect(recipeNamed(recipe.name)).toBe(recipe)
  }
})

test.each<ModelRole>(['bought-bought', 'completion', 'viewed-bought'])(
  '%s finds the complements of the demo, far above chance',
  async (role) => {
    const score = await scorerOf(role, demo.data)
    const { itemPairs } = demo.truth
    const found = itemPairs.filter(({ from, to }) =>
      bestOf(score(queryOf({ seeds: [demo.numberOf(from)] })), 10).items.includes(demo.numberOf(to)),
    )
    expect(itemPairs.length).toBeGreaterThanOrEqual(3)
    const chance = 10 / demo.data.itemCount
    expect(found.length / itemPairs.length).toBeGreaterThan(10 * chance)
  },
)

test.each<[ModelRole, Job]>([
  ['viewed-viewed', 'similar'],
  ['next-item', 'next-item'],
  ['next-basket', 'next-basket'],
  ['taste', 'top-n'],
  ['completion', 'completion'],
  ['similar-text', 'similar'],
])('%s knows more of what comes than what is popular does', async (role, job) => {
  const { data } = demo
  const { testFrom, until } = timeCuts(data.acts, { validationShare: 0, testShare: 0.1 })
  const before = dataBefore(data, testFrom)
  const cases = CASES_OF_JOBS[job](data, { from: testFrom, until, caseMax: 500, seed: 1 })
  const mean = (score: Awaited<ReturnType<typeof learn>>): number => {
    const { ndcg } = measure(score, cases, { k: 10 }).values
    return ndcg.reduce((sum, value) => sum + value, 0) / cases.length
  }
  const popular = mean(await learn(anyRecipe(popularity), popularity.defaults, before))
  expect(cases.length).toBeGreaterThan(50)
  expect(mean(await scorerOf(role, before))).toBeGreaterThan(1.5 * popular)
})

test('similar-look proposes what looks most alike', async () => {
  const values = Float32Array.of(1, 0, 0, 1, 0.8, 0.6, 0.96, 0.28)
  const facts = { ...noFacts(4), vectors: [{ name: 'picture', dimensions: 2, values }] }
  expect(await bestFor('similar-look', dataOf([], { facts, itemCount: 4 }), 0)).toEqual([3, 2])
})

/**
 * Item 0 is seen in half of 2,000 visits, and somewhat more often with item 1. Item 2 is seen in 20, and in 15 of them
 * with item 1. What fills the other visits meets item 0 no more often than by chance.
 */
const ubiquitous = (): TrainingData => {
  const acts: GivenAct[] = []
  for (let visit = 0; visit < 2_000; visit++) {
    const see = (item: number): void => {
      acts.push({ item, shopper: visit, session: visit, at: acts.length })
    }
    if (visit < 200) see(1)
    else see(3 + Math.floor((visit - 200) / 30))
    if (visit < 15 || (visit >= 200 && visit < 205)) see(2)
    if (visit < 160 || (visit >= 200 && visit % 15 < 7)) see(0)
  }
  return dataOf(acts)
}

test('Adobe test 8: what everybody looks at does not top lists of items that something goes with more surely', async () => {
  const data = ubiquitous()
  expect(await bestFor('viewed-viewed', data, 1)).toEqual([2, 0])
  for (let item = 3; item < 63; item++) expect(await bestFor('viewed-viewed', data, item)).not.toContain(0)
})

test('viewed-viewed joins visits of a shopper, viewed-bought asks only for what came after', async () => {
  const visits = (kinds: readonly [GivenAct['kind'], GivenAct['kind']]): TrainingData =>
    dataOf(
      Array.from({ length: 80 }, (_, shopper): readonly GivenAct[] => {
        const pair = shopper % 8
        const at = shopper * 86_400_000
        const act = (item: number, kind: GivenAct['kind'], day: number): GivenAct => ({
          item,
          kind: kind ?? 'view',
          shopper,
          session: 2 * shopper + day,
          order: kind === 'purchase' ? shopper : -1,
          at: at + day * 86_400_000,
        })
        return [act(2 * pair, kinds[0], 0), act(2 * pair + 1, kinds[1], 1)]
      }).flat(),
    )
  expect(await bestFor('viewed-viewed', visits(['view', 'view']), 4)).toEqual([5])
  expect(await bestFor('viewed-viewed', visits(['view', 'view']), 5)).toEqual([4])
  expect(await bestFor('viewed-bought', visits(['view', 'purchase']), 4)).toEqual([5])
  expect(await bestFor('viewed-bought', visits(['purchase', 'view']), 5)).toEqual([])
})

test('a shop without views has no answer for roles of views, and all others answer', async () => {
  const orders = Array.from({ length: 60 }, (_, k) => [2 * (k % 5), 2 * (k % 5) + 1])
  const data = dataOfOrders(orders, 10, (order) => order % 20)
  for (const role of ['viewed-viewed', 'viewed-bought', 'similar-look', 'similar-text'] as const)
    expect(await bestFor(role, data, 0)).toEqual([])
  for (const role of ['bought-bought', 'completion'] as const)
    expect((await bestFor(role, data, 0))[0]).toBe(1)
  const score = await scorerOf('next-basket', data)
  expect(bestOf(score(queryOf({ orders: [[4, 5]] })), 2).items).toHaveLength(2)
})

test('what evaluation chose for the job of a role answers before its own recipe, once it is trained', () => {
  const trained = (name: string, state: 'trained' | 'failed' = 'trained') =>
    ({ name, recipe: name.split('/')[0], state }) as Parameters<typeof recordsOfRole>[1][number]
  const taste = roleOf('taste')
  const own = trained(taste.name)
  const names = (records: readonly { readonly name: string }[]) => records.map(({ name }) => name)
  const all = [own, trained('ease/top-n'), trained('ease/similar'), trained('ease')]
  expect(names(recordsOfRole(taste, all))).toEqual(['ease/top-n', taste.name])
  expect(servedRecord(taste, all)?.name).toBe('ease/top-n')
  expect(servedRecord(taste, [own, trained('ease/top-n', 'failed')])?.name).toBe(taste.name)
  expect(servedRecord(taste, [trained('ease')])).toBeUndefined()
  expect(names(recordsOfRole(roleOf('bought-bought'), [trained('ease/similar')]))).toEqual([])
})
