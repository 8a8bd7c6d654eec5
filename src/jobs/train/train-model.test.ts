import { expect, test } from 'vitest'
import type { StoredPart } from '../../artifacts/model-folder.ts'
import { packData } from '../../artifacts/model-data-codec.ts'
import { inlineCompute } from '../../models/compute.ts'
import type { AnyRecipe } from '../../models/recipe.ts'
import { NO_SCORES } from '../../models/scores.ts'
import { planOf, TRAINED_RECIPES } from './recipes.ts'
import { type PlannedRecipe, SERVED_ROLES } from './served-roles.ts'
import { NOON, order, shopLog, view } from './shop-log.test-support.ts'
import { type ModelTraining, trainModel, type TrainingStep } from './train-model.ts'

const countsItems: AnyRecipe = {
  name: 'counts',
  version: 1,
  jobs: ['popular'],
  defaults: { half: 1 },
  ranges: {},
  memoryBytes: ({ itemCount }) => 4 * itemCount,
  train: ({ acts, itemCount }, _, { report }) => {
    const counts = new Float32Array(itemCount)
    for (const item of acts.item) counts[item] = (counts[item] as number) + 1
    report(1)
    return { counts }
  },
  scorer: (model) => () => ({ form: 'all', scores: model['counts'] as Float32Array }),
}
const planned = (recipe: AnyRecipe): PlannedRecipe => ({
  name: recipe.name,
  recipe,
  options: recipe.defaults,
  job: 'popular',
})
const failing: AnyRecipe = {
  ...countsItems,
  name: 'failing',
  train: () => {
    throw new Error('the oven is cold')
  },
}
const giant: AnyRecipe = { ...countsItems, name: 'giant', memoryBytes: () => 1e15 }

const memoryParts = () => {
  const stored = new Map<string, StoredPart>()
  let written = 0
  return {
    stored,
    written: () => written,
    findPart: async (key: string) => stored.get(key),
    writePart: async (key: string, data: StoredPart['data']) => {
      written++
      const whole = { data, byteCount: Object.keys(packData(data).columns).length }
      stored.set(key, whole)
      return whole
    },
  }
}

const EVENTS = [order('o1', 'anna', 'rye', 'jam'), order('o2', 'ben', 'rye', 'jam'), view('oat', 'v:1')]
const train = async (change: Partial<ModelTraining> = {}, events: Parameters<typeof shopLog>[0] = EVENTS) =>
  trainModel({
    engine: '1',
    snapshot: await shopLog(events),
    parts: memoryParts(),
    plan: [planned(countsItems)],
    seed: 1,
    compute: inlineCompute,
    memoryMaxBytes: 1e9,
    headSeq: events.length,
    report: () => {},
    ...change,
  })

test('every planned recipe is trained, checked and stored', async () => {
  const parts = memoryParts()
  const model = await train({ parts })
  expect(model.recipes).toMatchObject([
    { name: 'counts', state: 'trained', options: { half: 1 }, check: { job: 'popular' } },
  ])
  const [record] = model.recipes
  expect(parts.stored.get(record?.state === 'trained' ? record.part : '')?.data).toEqual({
    counts: Float32Array.of(2, 1, 2),
  })
  expect(model).toMatchObject({ itemIds: ['jam', 'oat', 'rye'], logSeq: 3, statistics: { orderCount: 2 } })
})

test('recipes that name vectors see them under the numbers of items, and no other recipe is another for them', async () => {
  const seesVectors: AnyRecipe = {
    ...countsItems,
    name: 'sees',
    defaults: { vectors: 'picture' },
    train: ({ facts }) => ({ counts: facts.vectors[0]?.values ?? new Float32Array(3) }),
  }
  const record = { name: 'picture', madeBy: 'built-in', wantedCount: 2, knownCount: 1, problems: { gone: 1 } }
  const snapshot = async (value: number) => ({
    ...(await shopLog(EVENTS)),
    vectors: [{ record, dimensions: 2, itemIds: ['oat'], values: Float32Array.of(0, value) }],
  })
  const plan = [planned(seesVectors), planned(countsItems)]
  const parts = memoryParts()
  const models = [
    await train({ plan, parts }),
    await train({ plan, parts, snapshot: await snapshot(1) }),
    await train({ plan, parts, snapshot: await snapshot(-1) }),
  ]
  expect(models.map(({ vectors }) => vectors)).toEqual([undefined, [record], [record]])
  const partsOf = (k: number) =>
    models.map(({ recipes }) => (recipes[k]?.state === 'trained' ? recipes[k].part : ''))
  expect(new Set(partsOf(0)).size).toBe(3)
  expect(new Set(partsOf(1)).size).toBe(1)
  expect(parts.stored.get(partsOf(0)[1] ?? '')?.data).toEqual({ counts: Float32Array.of(0, 0, 0, 1, 0, 0) })
})

test('the same log is the same model, another log or other options are another', async () => {
  const versions = [
    await train(),
    await train({ plan: [{ ...planned(countsItems), options: { half: 2 } }] }),
    await train({ seed: 2 }),
    await train({ engine: '2' }),
    await train({}, [...EVENTS, view('rye', 'v:1')]),
    await train({ plan: [planned(failing), planned(countsItems)] }),
  ].map(({ modelVersion }) => modelVersion)
  expect(new Set(versions).size).toBe(versions.length)
  expect((await train()).modelVersion).toBe(versions[0])
})

test('a recipe that fails says so and does not stop the others', async () => {
  const { recipes } = await train({ plan: [planned(failing), planned(countsItems)] })
  expect(recipes).toMatchObject([
    { name: 'failing', state: 'failed', reason: 'the oven is cold' },
    { name: 'counts', state: 'trained' },
  ])
})

test('a recipe that would not fit into memory is passed over and says so', async () => {
  const steps: TrainingStep[] = []
  const { recipes } = await train({
    plan: [planned(giant), planned(countsItems)],
    report: (step) => steps.push(step),
  })
  expect(recipes).toMatchObject([
    { name: 'giant', state: 'passed-over', reason: expect.stringContaining('AISLE_TRAIN_MEMORY_MB') },
    { name: 'counts', state: 'trained' },
  ])
  expect(steps.find(({ step }) => step === 'counts')?.memoryBytes).toBe(1e9)
})

test('a recipe that compares all items is passed over when they are too many, and says how many', async () => {
  const few = { ...planned(countsItems), itemMax: 2 }
  const { recipes } = await train({ plan: [few, { ...few, name: 'three', itemMax: 3 }] })
  expect(recipes).toMatchObject([
    { name: 'counts', state: 'passed-over', reason: expect.stringMatching(/at most 2, and there are 3/) },
    { name: 'three', state: 'trained' },
  ])
})

test('what is learned from the catalog alone is learned once, and checked all the same', async () => {
  let trained = 0
  const counted: AnyRecipe = {
    ...countsItems,
    train: (...given) => {
      trained++
      return countsItems.train(...given)
    },
  }
  const events = Array.from({ length: 300 }, (_, k) => view(`item-${k % 9}`, `c${k}`))
  await train({ plan: [planned(counted)] }, events)
  expect(trained).toBe(2)
  const { recipes } = await train({ plan: [{ ...planned(counted), isOfCatalog: true }] }, events)
  expect(trained).toBe(3)
  expect(recipes).toMatchObject([{ check: { quality: { mean: expect.any(Number) } } }])
})

test('what was done before an interruption is taken over, and the model is the same', async () => {
  const plan = ['one', 'two', 'three'].map((name) => planned({ ...countsItems, name }))
  const parts = memoryParts()
  const stop = new Error('stopped')
  const interrupted = train({
    parts,
    plan,
    report: ({ step }) => {
      if (step === 'three') throw stop
    },
  })
  await expect(interrupted).rejects.toBe(stop)
  expect(parts.written()).toBe(4)
  const resumed = await train({ parts, plan })
  expect(parts.written()).toBe(6)
  const whole = memoryParts()
  expect(await train({ parts: whole, plan })).toEqual(resumed)
  expect([...whole.stored]).toEqual([...parts.stored])
})

test('what progress throws in the middle of a recipe stops the training, and is no failure of the recipe', async () => {
  const stop = new Error('stopped')
  const stopped = train({
    report: ({ step, doneShare }) => {
      if (step === 'counts' && doneShare > 0.5) throw stop
    },
  })
  await expect(stopped).rejects.toBe(stop)
})

test('progress goes up from 0 to 1 and names the steps', async () => {
  const steps: TrainingStep[] = []
  await train({ report: (step) => steps.push(step) })
  const shares = steps.map(({ doneShare }) => doneShare)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect([...new Set(steps.map(({ step }) => step))]).toEqual(['reading', 'counts'])
})

test('without an act there is nothing to learn from', async () => {
  for (const events of [[], [{ kind: 'home-view' as const }]])
    await expect(train({}, events)).rejects.toMatchObject({ code: 'BAD_REQUEST', fix: expect.any(String) })
})

test.each([
  ['one event', [view('rye', 'anna')]],
  ['one order of one item', [order('o', 'anna', 'rye')]],
  ['one shopper', ['rye', 'jam', 'oat', 'rye'].map((itemId) => view(itemId, 'anna'))],
  ['one item', Array.from({ length: 9 }, (_, k) => order(`o${k}`, `c${k}`, 'rye'))],
  [
    'shoppers who bought everything',
    Array.from({ length: 9 }, (_, k) => order(`o${k}`, `c${k}`, 'rye', 'jam', 'oat')),
  ],
  [
    'a shopper with thousands of acts',
    Array.from({ length: 5_000 }, (_, k) => view(`item-${k % 90}`, 'anna')),
  ],
  [
    'prices that are no numbers',
    [
      {
        kind: 'order' as const,
        orderId: 'o',
        lines: [{ itemId: 'rye', quantity: 1, priceMinor: Number.NaN }],
        at: NOON,
      },
    ],
  ],
])('every recipe there is learns from a log of %s', async (_, events) => {
  const { recipes } = await train({ plan: planOf({}, ['all']) }, events)
  expect(recipes.filter(({ state }) => state !== 'trained')).toEqual([])
  expect([...new Set(recipes.map(({ recipe }) => recipe))].sort()).toEqual(
    TRAINED_RECIPES.map(({ name }) => name).sort(),
  )
})

test('a model without answers is covered by nothing', async () => {
  const silent: AnyRecipe = { ...countsItems, name: 'silent', scorer: () => () => NO_SCORES }
  const events = Array.from({ length: 300 }, (_, k) => view(`item-${k % 9}`, `c${k}`))
  const { recipes } = await train({ plan: [planned(silent), planned(countsItems)] }, events)
  expect(recipes).toMatchObject([
    { check: { coverage: { answeredShare: 0, itemShare: 0 }, quality: { mean: 0 } } },
    { check: { coverage: { answeredShare: 1, itemShare: 1 } } },
  ])
})

test('every role is planned always, chosen recipes with their options, others when asked, none twice', () => {
  const roles = planOf({}, [])
  const [served] = roles
  expect(roles).toEqual(SERVED_ROLES)
  expect(served).toMatchObject({ name: 'co-occurrence', options: served?.recipe.defaults })
  const chosen = {
    recipe: 'co-occurrence',
    options: { shrinkage: 9 },
    metric: 'ndcg@10',
    mean: 0,
    low: 0,
    high: 0,
    evaluatedAt: 0,
    why: '',
  }
  const plan = planOf({ 'next-item': chosen, popular: { ...chosen, recipe: 'gone' } }, [])
  expect(plan.slice(roles.length)).toMatchObject([
    {
      name: 'co-occurrence/next-item',
      job: 'next-item',
      options: { ...served?.options, shrinkage: 9 },
    },
  ])
  const all = planOf({ 'next-item': chosen }, ['all']).map(({ name }) => name)
  expect(all).toEqual(expect.arrayContaining(TRAINED_RECIPES.map(({ name }) => name)))
  expect(new Set(all).size).toBe(all.length)
})

test('a choice whose options the recipe does not take is trained with its defaults, and the record says so', async () => {
  const chosen = { recipe: 'co-occurrence', metric: '', mean: 0, low: 0, high: 0, evaluatedAt: 0, why: '' }
  const plan = planOf({ similar: { ...chosen, options: { shrinkage: 'much' } } }, [])
  expect(plan.at(-1)).toMatchObject({ name: 'co-occurrence/similar', options: plan[0]?.options })
  const { recipes } = await train({ plan }, [view('rye', 'ada'), view('jam', 'ada')])
  expect(recipes[0]).not.toHaveProperty('note')
  expect(recipes.at(-1)).toMatchObject({ state: 'trained', note: expect.stringContaining('shrinkage') })
})
