/** What a training that brings no model, or a worse one, means for the shop and for its operator. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openModelFolder } from '../artifacts/model-folder.ts'
import type { ShopId } from '../domain/ids.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import { ServingModels } from './serving-models.ts'
import { startDueTrainings, warningOf } from './training-schedule.ts'
import { Trainings, type TrainingStatus } from './trainings.ts'

const DAY_MS = 86_400_000
const openBakery = async (orders: readonly (readonly string[])[]) => {
  const { shops, ingest } = await openJobs()
  const runtime = await shops.create(BAKERY)
  const send = (...baskets: readonly (readonly string[])[]) =>
    ingest.events(
      runtime,
      baskets.map((itemIds) => ({ kind: 'order', lines: itemIds.map((itemId) => ({ itemId })) })),
      { source: 'http' },
    )
  for (let k = 0; k < orders.length; k += 1_000) await send(...orders.slice(k, k + 1_000))
  return { runtime, send }
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
