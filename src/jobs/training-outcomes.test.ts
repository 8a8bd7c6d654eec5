/** What a training that brings no model, or a worse one, means for the shop and for its operator. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openModelFolder } from '../artifacts/model-folder.ts'
import type { ShopId } from '../domain/ids.ts'
import type { Options } from '../models/recipe.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import { ServingModels } from './serving-models.ts'
import { writeChoice } from './evaluate/choice.ts'
import { startDueTrainings, warningOf } from './training-schedule.ts'
import { Trainings, type TrainingStatus } from './trainings.ts'

const DAY_MS = 86_400_000
const openBakery = async (orders: readonly (readonly string[])[]) => {
  const { shops, ingest } = await openJobs()
  const runtime = await shops.create(BAKERY)
  const tell = (...events: readonly object[]) => ingest.events(runtime, events, { source: 'http' })
  const send = (...baskets: readonly (readonly string[])[]) =>
    tell(...baskets.map((itemIds) => ({ kind: 'order', lines: itemIds.map((itemId) => ({ itemId })) })))
  for (let k = 0; k < orders.length; k += 1_000) await send(...orders.slice(k, k + 1_000))
  return { runtime, send, tell }
}
const openTrainings = (path: string, memoryMaxBytes = 1e9) => {
  const modelsPathOf = (shop: ShopId): string => join(path, shop)
  const folderOf = (shop: ShopId) => openModelFolder(modelsPathOf(shop))
  const models = new ServingModels(folderOf)
  let given = 0
  const trainings = new Trainings({
    engine: '1',
    seed: 1,
    threadCount: 1,
    memoryMaxBytes,
    models,
    folderOf,
    modelsPathOf,
    now: () => NOW,
    newId: () => `training-${++given}`,
  })
  onTestFinished(() => trainings.close())
  return { models, trainings, folder: folderOf(bakery) }
}

test('a recipe that no list uses and that no longer fits into memory is noted, and refuses nothing', async () => {
  const { runtime } = await openBakery(Array.from({ length: 300 }, (_, k) => [`item-${k}`]))
  const path = temporaryFolder()
  const { trainings } = openTrainings(path)
  const { recipes } = await trainings.train(runtime, { recipes: ['next-basket'] })
  expect(recipes.at(-1)).toMatchObject({ name: 'next-basket', state: 'trained' })
  // One byte less than the largest of all needs.
  const memoryMaxBytes = (trainings.list(bakery)[0]?.memoryBytes ?? 0) - 1
  const small = openTrainings(path, memoryMaxBytes)
  const second = await small.trainings.train(runtime, { recipes: ['next-basket'] })
  expect(second.recipes.filter(({ state }) => state !== 'trained')).toMatchObject([
    { name: 'next-basket', state: 'passed-over', reason: expect.stringContaining('AISLE_TRAIN_MEMORY_MB') },
  ])
  expect(second.verdict).toEqual({ isAccepted: true, reasons: [] })
  expect(small.models.get(bakery)?.modelVersion).toBe(second.modelVersion)
})

test('what evaluation chose is held against what served the role before, and serves from then on', async () => {
  const { runtime, tell } = await openBakery([])
  const path = temporaryFolder()
  const { trainings, models } = openTrainings(path)
  const visits = (day: number): readonly object[] =>
    Array.from({ length: 60 }, (_, k) =>
      ['rye', 'jam', 'oat'].map((itemId, step) => ({
        kind: 'product-view',
        itemId,
        at: NOW - (50 - day) * DAY_MS + k * 600_000 + step * 60_000,
        shopper: { visitorId: `v${day}-${k}` },
      })),
    ).flat()
  await tell(...visits(1), ...visits(9))
  await trainings.train(runtime)
  expect(models.get(bakery)?.roles.get('next-item')?.recipe).toBe('transitions')
  const chosen = { metric: 'ndcg@10', mean: 0, low: 0, high: 0, evaluatedAt: NOW, why: '' }
  const choose = (options: Options) =>
    writeChoice(join(path, bakery), { 'next-item': { ...chosen, recipe: 'co-occurrence', options } })
  await tell(...visits(20))
  // Nobody bought anything yet, so what is bought together says nothing.
  await choose({})
  const worse = await trainings.train(runtime)
  expect(worse.verdict.reasons).toMatchObject([
    { code: 'QUALITY_FELL', text: expect.stringContaining('next-item (co-occurrence/next-item)') },
  ])
  expect(models.get(bakery)?.roles.get('next-item')?.recipe).toBe('transitions')
  await choose({ within: 'session', from: 'view', to: 'view' })
  const second = await trainings.train(runtime)
  expect(second.recipes.at(-1)).toMatchObject({
    name: 'co-occurrence/next-item',
    check: { job: 'next-item', lead: { mean: 0 } },
  })
  expect(second.verdict).toEqual({ isAccepted: true, reasons: [] })
  expect(models.get(bakery)?.roles.get('next-item')?.recipe).toBe('co-occurrence/next-item')
  await models.rollBack(runtime)
  expect(models.get(bakery)?.roles.get('next-item')?.recipe).toBe('transitions')
})

test('a model from before there were roles serves the one that it has', async () => {
  const { runtime } = await openBakery(Array.from({ length: 3 }, () => ['rye', 'butter']))
  const { trainings, models, folder } = openTrainings(temporaryFolder())
  const manifest = await trainings.train(runtime)
  const [first] = manifest.recipes
  const older = { ...manifest, modelVersion: '1'.repeat(16), recipes: first === undefined ? [] : [first] }
  await folder.keep(older)
  await models.publish(runtime, older.modelVersion, false)
  const { roles, missing } = models.get(bakery) ?? {}
  expect([...(roles?.keys() ?? [])]).toEqual(['bought-bought'])
  expect(missing?.get('taste')).toContain('npx aisle train')
  expect((await trainings.train(runtime)).verdict.isAccepted).toBe(true)
  expect(models.get(bakery)?.roles.size).toBe(9)
  await models.rollBack(runtime)
  expect(models.get(bakery)?.roles.size).toBe(1)
})

test('a training by itself that was refused is told once, with the reason and what to do', async () => {
  const { runtime, send } = await openBakery(Array.from({ length: 100 }, () => ['rye', 'butter']))
  const { models, trainings, folder } = openTrainings(temporaryFolder())
  const first = await trainings.train(runtime)
  const larger = {
    ...first,
    modelVersion: 'c'.repeat(16),
    statistics: { ...first.statistics, actCount: 10_000 },
  }
  await folder.keep(larger)
  await folder.publish(larger.modelVersion)
  await send(['rye', 'jam'])
  const told: string[] = []
  const warn = (text: string) => told.push(text)
  const look = () =>
    startDueTrainings([runtime], { models, trainings, everyHours: 24, now: NOW + 2 * DAY_MS, warn })
  await look()
  await look()
  await expect.poll(() => told, { timeout: 20_000 }).toHaveLength(1)
  expect(told[0]).toMatch(/^bakery: .*refused.*10000 when the serving.*\[DATA_SHRANK\].*aisle models publish/)
  expect(trainings.list(bakery).filter(({ state }) => state === 'refused')).toHaveLength(1)
})

test('what is told of a training by itself: why it failed and the fix, nothing when all is well', () => {
  const status: TrainingStatus = {
    trainingId: '1',
    shop: bakery,
    state: 'failed',
    askedAt: 0,
    doneShare: 0,
    error: { message: 'The disk is full.', fix: 'Free some space.' },
  }
  expect(warningOf(status)).toMatch(/^bakery: .*failed: The disk is full\. Free some space\.$/)
  expect(warningOf({ ...status, state: 'published' })).toBeUndefined()
  expect(warningOf({ ...status, state: 'cancelled' })).toBeUndefined()
})
