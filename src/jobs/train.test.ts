import { createHash } from 'node:crypto'
import { readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openModelFolder } from '../artifacts/model-folder.ts'
import type { ShopId } from '../domain/ids.ts'
import { BAKERY, openJobs } from './open-jobs.test-support.ts'
import { ServingModels } from './serving-models.ts'

const http = { source: 'http' }
const order = (orderId: string, ...itemIds: readonly string[]): object => ({
  kind: 'order',
  eventId: orderId,
  orderId,
  lines: itemIds.map((itemId) => ({ itemId })),
})
const openModels = (folder: string) =>
  new ServingModels({
    folderOf: (shop: ShopId) => openModelFolder(join(folder, shop)),
    engineVersion: '1',
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  })
const openBakery = async () => {
  const { shops, ingest } = await openJobs()
  const runtime = await shops.create(BAKERY)
  return { runtime, ingest, send: (...raws: readonly unknown[]) => ingest.events(runtime, raws, http) }
}

test('the same log trains the same bytes, and the model that was trained serves', async () => {
  const { runtime, send } = await openBakery()
  await send(order('1', 'rye', 'butter'), order('2', 'rye', 'butter'), order('3', 'jam'))
  const [one, two] = [temporaryFolder(), temporaryFolder()]
  const models = openModels(one)
  const manifest = await models.train(runtime)
  expect(await openModels(two).train(runtime)).toEqual(manifest)
  const file = join('bakery', `${manifest.modelVersion}.model`)
  expect(readFileSync(join(two, file)).equals(readFileSync(join(one, file)))).toBe(true)
  expect(models.get(runtime.shop)?.modelVersion).toBe(manifest.modelVersion)
  expect(manifest).toMatchObject({ logSeq: 4, orderCount: 3, itemIds: ['rye', 'butter', 'jam'] })
})

test('more in the log is another model', async () => {
  const { runtime, send } = await openBakery()
  const models = openModels(temporaryFolder())
  await send(order('1', 'rye', 'butter'))
  const first = await models.train(runtime)
  await send(order('2', 'rye', 'jam'))
  const second = await models.train(runtime)
  expect(second.modelVersion).not.toBe(first.modelVersion)
  expect(models.get(runtime.shop)?.modelVersion).toBe(second.modelVersion)
})

test('a shop without an order has nothing to learn from', async () => {
  const { runtime, send } = await openBakery()
  await send({ kind: 'product-view', itemId: 'rye' })
  await expect(openModels(temporaryFolder()).train(runtime)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    fix: expect.any(String),
  })
})

test('variants are learned as their master', async () => {
  const { runtime, ingest, send } = await openBakery()
  await ingest.documents(
    runtime,
    'item',
    'put',
    [
      { itemId: 'rye', skus: [{ sku: 'rye-large' }] },
      { itemId: 'half-rye', masterId: 'rye' },
    ],
    http,
  )
  await send(order('1', 'rye-large', 'jam'), order('2', 'half-rye', 'jam'))
  expect((await openModels(temporaryFolder()).train(runtime)).itemIds).toEqual(['rye', 'jam'])
})

test('events of a program teach nothing', async () => {
  const { runtime, ingest, send } = await openBakery()
  await send(order('1', 'rye'))
  await ingest.events(runtime, [order('2', 'spam', 'rye')], { source: 'http', isBot: true })
  expect((await openModels(temporaryFolder()).train(runtime)).itemIds).toEqual(['rye'])
})

test('a model that cannot be read leaves the one before it in place', async () => {
  const { runtime, send } = await openBakery()
  const folder = temporaryFolder()
  const models = openModels(folder)
  await send(order('1', 'rye', 'butter'))
  const { modelVersion } = await models.train(runtime)
  truncateSync(join(folder, 'bakery', `${modelVersion}.model`), 30)
  await expect(models.load(runtime)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
  expect(models.get(runtime.shop)?.modelVersion).toBe(modelVersion)
})
