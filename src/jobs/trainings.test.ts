/** Training as it runs: in its thread, from a store, onto the disk. */
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openModelFolder } from '../artifacts/model-folder.ts'
import type { ModelManifest } from '../artifacts/model-manifest.ts'
import type { ShopId } from '../domain/ids.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import { ServingModels } from './serving-models.ts'
import { startDueTrainings } from './training-schedule.ts'
import { Trainings } from './trainings.ts'

const http = { source: 'http' }
const order = (orderId: string, ...itemIds: readonly string[]): object => ({
  kind: 'order',
  eventId: orderId,
  orderId,
  lines: itemIds.map((itemId) => ({ itemId })),
})
const orders = (count: number, ...itemIds: readonly string[]): readonly object[] =>
  Array.from({ length: count }, (_, k) => order(`${itemIds.join()}-${k}`, ...itemIds))

const openTrainings = (folder: string, change: { memoryMaxBytes?: number; now?: () => number } = {}) => {
  const modelsPathOf = (shop: ShopId): string => join(folder, shop)
  const folderOf = (shop: ShopId) => openModelFolder(modelsPathOf(shop))
  const models = new ServingModels(folderOf)
  let given = 0
  const trainings = new Trainings({
    engine: '1',
    seed: 1,
    threadCount: 2,
    memoryMaxBytes: 1e9,
    models,
    folderOf,
    modelsPathOf,
    now: () => NOW,
    newId: () => `training-${++given}`,
    ...change,
  })
  onTestFinished(() => trainings.close())
  return { models, trainings, folder: folderOf(bakery), path: modelsPathOf(bakery) }
}
const openBakery = async (options: Parameters<typeof openJobs>[0] = {}) => {
  const { shops, ingest, folder } = await openJobs(options)
  const runtime = await shops.create(BAKERY)
  const send = (...raws: readonly unknown[]) => ingest.events(runtime, raws, http)
  return { runtime, ingest, send, folder, shops }
}
const recordOf = ({ recipes }: ModelManifest, recipe: string) => recipes.find(({ name }) => name === recipe)
/** The file of what the first recipe learned. */
const partOf = ([record]: ModelManifest['recipes']): string =>
  join('parts', `${record?.state === 'trained' ? record.part : 'none'}.part`)
const partsIn = (path: string): readonly string[] => readdirSync(join(path, 'parts')).sort()

test('the same log trains the same bytes in two folders, and the model that was trained serves', async () => {
  const { runtime, send } = await openBakery()
  await send(...orders(3, 'rye', 'butter'), order('jam', 'jam'))
  const one = openTrainings(temporaryFolder())
  const two = openTrainings(temporaryFolder())
  const manifest = await one.trainings.train(runtime)
  expect(await two.trainings.train(runtime)).toEqual(manifest)
  expect(partsIn(two.path)).toEqual(partsIn(one.path))
  for (const name of [
    `${manifest.modelVersion}.model`,
    ...partsIn(one.path).map((part) => join('parts', part)),
  ])
    expect(readFileSync(join(two.path, name)).equals(readFileSync(join(one.path, name)))).toBe(true)
  expect(one.models.get(bakery)?.modelVersion).toBe(manifest.modelVersion)
  expect(manifest).toMatchObject({
    logSeq: 5,
    statistics: { orderCount: 4 },
    itemIds: ['butter', 'jam', 'rye'],
  })
  expect(one.trainings.list(bakery)).toMatchObject([
    { state: 'published', doneShare: 1, modelVersion: manifest.modelVersion, verdict: { isAccepted: true } },
  ])
})

test('who asks while a training runs gets that training', async () => {
  const { runtime, send } = await openBakery()
  await send(...orders(3, 'rye', 'butter'))
  const { trainings } = openTrainings(temporaryFolder())
  const first = await trainings.start(runtime)
  expect((await trainings.start(runtime)).trainingId).toBe(first.trainingId)
  await trainings.train(runtime)
  expect((await trainings.start(runtime)).trainingId).not.toBe(first.trainingId)
})

test('more in the log is another model, and the one before it is a step back', async () => {
  const { runtime, send } = await openBakery()
  const { trainings, models } = openTrainings(temporaryFolder())
  await send(...orders(3, 'rye', 'butter'))
  const first = await trainings.train(runtime)
  await send(...orders(3, 'rye', 'jam'))
  const second = await trainings.train(runtime)
  expect(models.get(bakery)?.modelVersion).toBe(second.modelVersion)
  expect((await models.rollBack(runtime)).modelVersion).toBe(first.modelVersion)
  expect(models.get(bakery)?.modelVersion).toBe(first.modelVersion)
  await expect(models.rollBack(runtime)).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' })
})

test('a shop without an act has nothing to learn from', async () => {
  const { runtime, send } = await openBakery()
  await send({ kind: 'home-view' })
  const { trainings } = openTrainings(temporaryFolder())
  await expect(trainings.train(runtime)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    fix: expect.any(String),
  })
  expect(trainings.list(bakery)).toMatchObject([{ state: 'failed', error: { code: 'BAD_REQUEST' } }])
})

test('a shop with enough orders is trained by itself, once, and a shop with few is not', async () => {
  const { runtime, send } = await openBakery()
  const { models, trainings } = openTrainings(temporaryFolder())
  const look = (everyHours = 24) =>
    startDueTrainings([runtime], { models, trainings, everyHours, now: NOW, warn: () => {} })
  await send(...orders(99, 'rye', 'butter'))
  await look()
  expect(trainings.list(bakery)).toEqual([])
  await send(order('the hundredth', 'rye', 'butter'))
  await look(0)
  expect(trainings.list(bakery)).toEqual([])
  await look()
  await trainings.train(runtime)
  await look()
  expect(trainings.list(bakery)).toMatchObject([{ state: 'published' }])
})

test('a recipe that nobody knows cannot be asked for', async () => {
  const { runtime } = await openBakery()
  const { trainings } = openTrainings(temporaryFolder())
  await expect(trainings.start(runtime, { recipes: ['sourdough'] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('sourdough'),
  })
})

test('a model of half the data is kept and does not serve, until somebody says so', async () => {
  const { runtime, send } = await openBakery()
  await send(...orders(3, 'rye', 'butter'), ...orders(8, 'jam', 'oat'))
  const path = temporaryFolder()
  const { trainings, models, folder } = openTrainings(path)
  const first = await trainings.train(runtime)
  const small = await openBakery()
  await small.send(...orders(3, 'rye', 'butter'))
  const second = await trainings.train(small.runtime)
  expect(second.verdict).toMatchObject({ isAccepted: false, reasons: [{ code: 'DATA_SHRANK' }] })
  expect(second.drift.map(({ figure }) => figure)).toContain('items')
  expect(trainings.list(bakery)[0]).toMatchObject({ state: 'refused', modelVersion: second.modelVersion })
  expect(models.get(bakery)?.modelVersion).toBe(first.modelVersion)
  expect((await folder.readServing())?.modelVersion).toBe(first.modelVersion)
  expect((await models.list(runtime)).map(({ modelVersion }) => modelVersion)).toContain(second.modelVersion)
  await expect(models.publish(small.runtime, second.modelVersion, false)).rejects.toMatchObject({
    code: 'MODEL_REFUSED',
  })
  await models.publish(small.runtime, second.modelVersion, true)
  expect(models.get(bakery)?.modelVersion).toBe(second.modelVersion)
  expect((await trainings.train(runtime, { isForced: true })).verdict.isAccepted).toBe(true)
})

test('the model that serves is asked what happened since, and how far the new one is ahead is noted', async () => {
  const { runtime, send } = await openBakery()
  const { trainings } = openTrainings(temporaryFolder())
  const visits = (day: number, ...itemIds: readonly string[]): readonly object[] =>
    Array.from({ length: 30 }, (_, k) =>
      itemIds.map((itemId, m) => ({
        kind: 'order',
        at: NOW - (50 - day) * 86_400_000 + k * 3_600_000 + m * 60_000,
        shopper: { visitorId: `v${day}-${k}` },
        lines: itemIds.map((other) => ({ itemId: other })),
      })),
    ).flat()
  await send(...visits(1, 'rye', 'jam'), ...visits(9, 'rye', 'jam'))
  const first = await trainings.train(runtime)
  expect(recordOf(first, 'co-occurrence')).toMatchObject({ check: { quality: { mean: expect.any(Number) } } })
  expect(recordOf(first, 'co-occurrence')).not.toHaveProperty('check.lead')
  await send(...visits(20, 'rye', 'jam'))
  const second = await trainings.train(runtime)
  expect(recordOf(second, 'co-occurrence')).toMatchObject({ check: { lead: { mean: 0 } } })
  expect(second.verdict.isAccepted).toBe(true)
})

test('a cancelled training leaves the model before it in place, and what was done of it is taken over', async () => {
  const { runtime, send } = await openBakery()
  const { trainings, models } = openTrainings(temporaryFolder())
  await send(...orders(3, 'rye', 'butter'))
  const before = await trainings.train(runtime)
  await send(...orders(3, 'rye', 'jam'))
  const { trainingId } = await trainings.start(runtime)
  expect(await trainings.cancel(trainingId)).toMatchObject({
    state: 'cancelled',
    error: { code: 'TRAINING_CANCELLED' },
  })
  expect(models.get(bakery)?.modelVersion).toBe(before.modelVersion)
  const after = await trainings.train(runtime)
  expect(models.get(bakery)?.modelVersion).toBe(after.modelVersion)
  expect(() => trainings.get('another')).toThrow('another')
})

test('a training that waits for another is cancelled at once, and the other goes on', async () => {
  const { runtime, send, shops } = await openBakery()
  await send(...orders(3, 'rye', 'butter'))
  const dairy = await shops.create({ ...BAKERY, shop: 'dairy' })
  const { trainings } = openTrainings(temporaryFolder())
  const first = await trainings.start(runtime)
  const second = await trainings.start(dairy)
  expect(await trainings.cancel(second.trainingId)).toMatchObject({ state: 'cancelled' })
  expect(trainings.get(first.trainingId).state).not.toBe('published')
  const third = await trainings.start(dairy)
  expect(third.trainingId).not.toBe(second.trainingId)
  await expect(trainings.train(dairy)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(trainings.get(first.trainingId).state).toBe('published')
})

test('a part that is on disk already is not trained again', async () => {
  const { runtime, send } = await openBakery()
  await send(...orders(3, 'rye', 'butter'))
  const { trainings, path } = openTrainings(temporaryFolder())
  const first = await trainings.train(runtime)
  const file = join(path, partOf(first.recipes))
  const bytes = readFileSync(file)
  await trainings.train(runtime)
  expect(readFileSync(file).equals(bytes)).toBe(true)
  // A part that is damaged is made again, and comes out as it was.
  truncateSync(file, 40)
  expect(await trainings.train(runtime)).toEqual(first)
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('parts of a training that never ended go with the next one that does', async () => {
  const { runtime, send } = await openBakery()
  await send(...orders(3, 'rye', 'butter'))
  const { trainings, path } = openTrainings(temporaryFolder())
  mkdirSync(join(path, 'parts'), { recursive: true })
  writeFileSync(join(path, 'parts', 'left-behind.part'), 'half')
  await trainings.train(runtime)
  expect(existsSync(join(path, 'parts', 'left-behind.part'))).toBe(false)
})

test('a model that cannot be read leaves the one before it in place', async () => {
  const { runtime, send } = await openBakery()
  const { trainings, models, path } = openTrainings(temporaryFolder())
  await send(...orders(3, 'rye', 'butter'))
  const { modelVersion, recipes } = await trainings.train(runtime)
  for (const file of [`${modelVersion}.model`, partOf(recipes)]) {
    truncateSync(join(path, file), 30)
    await expect(models.load(runtime)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
    expect(models.get(bakery)?.modelVersion).toBe(modelVersion)
    await trainings.train(runtime)
    await models.load(runtime)
  }
})

test('a model that the disk does not take does not serve', async () => {
  const { runtime, send } = await openBakery()
  const { trainings, folder } = openTrainings(temporaryFolder())
  await send(...orders(3, 'rye', 'butter'))
  const first = await trainings.train(runtime)
  await send(...orders(3, 'rye', 'jam'))
  const second = await trainings.train(runtime)
  const isFull = new Error('no space left')
  const full = new ServingModels(() => ({
    ...folder,
    publish: () => Promise.reject(isFull),
    rollBack: async (take) => {
      await folder.rollBack(async (manifest) => {
        await take(manifest)
        throw isFull
      })
      throw isFull
    },
  }))
  await full.load(runtime)
  await expect(full.publish(runtime, first.modelVersion, true)).rejects.toBe(isFull)
  await expect(full.rollBack(runtime)).rejects.toBe(isFull)
  expect(full.get(bakery)?.modelVersion).toBe(second.modelVersion)
})

test('of models that are let serve at the same time, the last serves, in memory and on disk', async () => {
  const { runtime, send } = await openBakery()
  const { trainings, folder } = openTrainings(temporaryFolder())
  await send(...orders(3, 'rye', 'butter'))
  const first = await trainings.train(runtime)
  await send(...orders(3, 'rye', 'jam'))
  const second = await trainings.train(runtime)
  let isFirst = true
  const slow = new ServingModels(() => ({
    ...folder,
    // The first one reaches the disk late.
    publish: async (modelVersion) => {
      if (isFirst) {
        isFirst = false
        for (let k = 0; k < 99; k++) await new Promise((resolve) => setImmediate(resolve))
      }
      return folder.publish(modelVersion)
    },
  }))
  await Promise.all([
    slow.publish(runtime, first.modelVersion, true),
    slow.publish(runtime, second.modelVersion, true),
  ])
  expect(slow.get(bakery)?.modelVersion).toBe(second.modelVersion)
  expect((await folder.readServing())?.modelVersion).toBe(second.modelVersion)
})

test('a model whose recipe is of another version of the program is refused', async () => {
  const { runtime, send } = await openBakery()
  const { trainings, models, folder } = openTrainings(temporaryFolder())
  await send(...orders(3, 'rye', 'butter'))
  const manifest = await trainings.train(runtime)
  const older = {
    ...manifest,
    modelVersion: '1'.repeat(16),
    recipes: manifest.recipes.map((record) => ({ ...record, version: 0 })),
  }
  await folder.keep(older)
  await expect(models.publish(runtime, older.modelVersion, true)).rejects.toMatchObject({
    code: 'MODEL_CORRUPT',
    message: expect.stringContaining('co-occurrence'),
  })
  expect(models.get(bakery)?.modelVersion).toBe(manifest.modelVersion)
})

test('a model of another log is left alone', async () => {
  const { runtime, send, shops } = await openBakery()
  await send(...orders(3, 'rye', 'butter'))
  const { trainings, models, folder } = openTrainings(temporaryFolder())
  const manifest = await trainings.train(runtime)
  const other = { ...manifest, modelVersion: '0'.repeat(16), logId: 'another' }
  await folder.keep(other)
  await expect(models.publish(runtime, other.modelVersion, true)).rejects.toMatchObject({
    code: 'MODEL_REFUSED',
  })
  await folder.publish(other.modelVersion)
  const fresh = new ServingModels(() => folder)
  await fresh.load(shops.get('bakery'))
  expect(fresh.get(bakery)).toBeUndefined()
  await folder.publish(manifest.modelVersion)
  await expect(models.rollBack(runtime)).rejects.toMatchObject({ code: 'MODEL_REFUSED' })
  expect(models.get(bakery)?.modelVersion).toBe(manifest.modelVersion)
})

test('a memory too small for anything says so, and nothing serves', async () => {
  const { runtime, send } = await openBakery()
  await send(...orders(3, 'rye', 'butter'))
  const { trainings, models } = openTrainings(temporaryFolder(), { memoryMaxBytes: 600 })
  const { recipes, verdict } = await trainings.train(runtime)
  expect(new Set(recipes.map(({ state }) => state))).toEqual(new Set(['passed-over']))
  expect(verdict.reasons).toMatchObject([{ code: 'NOTHING_TRAINED' }])
  expect(models.get(bakery)).toBeUndefined()
})

test('who opted out is in no model: it is the one of a shop that never saw them', async () => {
  const theirs = (k: number) => ({ ...order(`theirs-${k}`, 'rye', 'secret'), shopper: { customerId: 'ben' } })
  const customers = [{ customerId: 'ben', consent: { tracking: false } }]
  const seen = await openBakery()
  await seen.send(...orders(3, 'rye', 'butter'), theirs(1), theirs(2), ...orders(2, 'jam', 'oat'), theirs(3))
  await seen.ingest.documents(seen.runtime, 'customer', 'put', customers, http)
  const never = await openBakery()
  await never.send(...orders(3, 'rye', 'butter'), ...orders(2, 'jam', 'oat'))
  const one = openTrainings(temporaryFolder())
  const two = openTrainings(temporaryFolder())
  const withThem = await one.trainings.train(seen.runtime)
  const without = await two.trainings.train(never.runtime)
  expect(withThem.modelVersion).toBe(without.modelVersion)
  expect([withThem.cleaning.optedOut, without.cleaning.optedOut]).toEqual([6, 0])
  for (const part of partsIn(two.path))
    expect(
      readFileSync(join(one.path, 'parts', part)).equals(readFileSync(join(two.path, 'parts', part))),
    ).toBe(true)
})

test('a segment that was lost since is read from the log', async () => {
  const { runtime, folder, shops } = await openBakery()
  const lines = Array.from({ length: 10_000 }, (_, k) => ({ itemId: `item-${k % 400}`, quantity: 1 }))
  for (let k = 0; k < 14; k++) {
    const body = { kind: 'order', eventId: `o${k}`, at: NOW, channel: 'web', orderId: `o${k}`, lines }
    await runtime.append(
      [{ record: { op: 'event', kind: 'event', id: `o${k}`, body: JSON.stringify(body) }, body }],
      NOW,
    )
  }
  await shops.settle()
  const segments = join(folder, 'segments', 'bakery')
  const [name = ''] = readdirSync(segments)
  const whole = await openTrainings(temporaryFolder()).trainings.train(runtime)
  expect(whole.statistics.orderCount).toBe(14)
  truncateSync(join(segments, name), 1_000)
  expect(await openTrainings(temporaryFolder()).trainings.train(runtime)).toEqual(whole)
})
