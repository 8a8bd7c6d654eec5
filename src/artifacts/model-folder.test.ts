import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { AisleError } from '../domain/errors.ts'
import { encodeColumns } from './column-codec.ts'
import { openModelFolder } from './model-folder.ts'
import type { ModelManifest, PartCheck } from './model-manifest.ts'

const check: PartCheck = { job: 'similar', coverage: { askedCount: 0, answeredShare: 0, itemShare: 0 } }
const version = (k: number): string => k.toString(16).padStart(16, '0')
const manifest = (k: number, part = `part-${k}`): ModelManifest => ({
  modelVersion: version(k),
  engine: '0',
  shop: 'bakery',
  logId: '1',
  logSeq: k,
  trainedAt: k,
  seed: 1,
  dataHash: '',
  statistics: {
    actCount: 1,
    viewCount: 1,
    cartCount: 0,
    wishCount: 0,
    purchaseCount: 0,
    itemCount: 2,
    shopperCount: 1,
    orderCount: 0,
    sessionCount: 1,
    firstActAt: 5,
    lastActAt: 5,
    density: 0.5,
  },
  cleaning: {
    optedOut: 0,
    bots: 0,
    returned: 0,
    free: 0,
    giantLines: 0,
    giantOrders: 0,
    repeatedViews: 0,
    mergedLines: 0,
    tooOld: 0,
  },
  recipes: [
    {
      name: 'co-occurrence',
      recipe: 'co-occurrence',
      version: 1,
      options: {},
      memoryBytes: 1,
      state: 'trained',
      part,
      partBytes: 1,
      checkPart: 'check',
      check,
    },
  ],
  drift: [],
  verdict: { isAccepted: true, reasons: [] },
  itemIds: ['rye', '__proto__'],
})
const take = async (): Promise<void> => {}
const withModels = async (...versions: readonly number[]) => {
  const path = temporaryFolder()
  const folder = openModelFolder(path)
  for (const k of versions) {
    await folder.writePart(`part-${k}`, { k })
    await folder.keep(manifest(k))
    await folder.publish(version(k))
  }
  return { path, folder, fileOf: (k: number) => join(path, `${version(k)}.model`) }
}

test('before the first model there is none; then the newest published serves', async () => {
  const folder = openModelFolder(join(temporaryFolder(), 'models'))
  expect([await folder.readServing(), await folder.list()]).toEqual([undefined, []])
  await folder.keep(manifest(1))
  expect(await folder.readServing()).toBeUndefined()
  await folder.publish(version(1))
  await folder.keep(manifest(2))
  expect(await folder.readServing()).toEqual(manifest(1))
  await folder.publish(version(2))
  expect(await folder.readServing()).toEqual(manifest(2))
  expect(await folder.list()).toEqual([manifest(2), manifest(1)])
})

test('the same model kept twice is the same bytes, and so are its parts', async () => {
  const one = await withModels(1)
  const two = await withModels(1, 1)
  for (const name of [`${version(1)}.model`, 'parts/part-1.part', 'serving'])
    expect(readFileSync(join(two.path, name)).equals(readFileSync(join(one.path, name)))).toBe(true)
})

test('rolling back goes to what served before, and back again', async () => {
  const { folder } = await withModels(1, 2, 3)
  expect((await folder.rollBack(take)).modelVersion).toBe(version(2))
  expect(await folder.readServing()).toEqual(manifest(2))
  expect((await folder.rollBack(take)).modelVersion).toBe(version(1))
  await expect(folder.rollBack(take)).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' })
  expect(await folder.readServing()).toEqual(manifest(1))
})

test('a model that cannot be taken hold of is not rolled back to', async () => {
  const { folder } = await withModels(1, 2)
  await expect(folder.rollBack(() => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged')
  expect(await folder.readServing()).toEqual(manifest(2))
})

test.each(['none', '../../elsewhere', '', version(7)])('%j is no model', async (name) => {
  const { folder } = await withModels(1)
  await expect(folder.publish(name)).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' })
  await expect(folder.read(name)).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' })
})

test.each([
  ['cut short', 'is damaged or cut short', (file: string) => truncateSync(file, 60)],
  ['emptied', 'is not a file of this program', (file: string) => truncateSync(file, 0)],
  ['another file', 'is not a file of this program', (file: string) => writeFileSync(file, 'hello')],
  [
    'of another version of the program',
    'has version 99',
    (file: string) => writeFileSync(file, encodeColumns('model', 99, manifest(1), {})),
  ],
])('a model that is %s is said to be corrupt', async (_, said, damage) => {
  const { folder, fileOf } = await withModels(1)
  damage(fileOf(1))
  await expect(folder.readServing()).rejects.toMatchObject({
    code: 'MODEL_CORRUPT',
    message: expect.stringContaining(said),
    fix: expect.stringContaining('aisle train'),
  })
  expect(await folder.list()).toEqual([])
})

test('a pointer to elsewhere leads nowhere', async () => {
  const { folder, path } = await withModels(1)
  writeFileSync(join(path, 'serving'), '../../elsewhere')
  await expect(folder.readServing()).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
})

test('a part comes back, and one that is damaged is as if it were not there', async () => {
  const { folder, path } = await withModels(1)
  expect(await folder.findPart('part-1')).toMatchObject({ data: { k: 1 } })
  expect(await folder.findPart('part-2')).toBeUndefined()
  truncateSync(join(path, 'parts', 'part-1.part'), 30)
  expect(await folder.findPart('part-1')).toBeUndefined()
  await expect(folder.readPart('part-1')).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
})

test('old models and their parts go; the one that serves and the one before it stay', async () => {
  // Versions are hashes: their order says nothing of their age.
  const { folder, path } = await withModels(9, 3)
  for (const k of [8, 4, 7, 1, 6, 2]) {
    await folder.writePart(`part-${k}`, { k })
    await folder.keep(manifest(k))
  }
  const names = readdirSync(path).filter((name) => name.endsWith('.model'))
  expect(names).toHaveLength(5)
  expect(names).toEqual(expect.arrayContaining([9, 3, 2].map((k) => `${version(k)}.model`)))
  const parts = readdirSync(join(path, 'parts'))
  expect(parts.length).toBe(5)
  expect(existsSync(join(path, 'parts', 'part-8.part'))).toBe(false)
})

test('a part that several models need stays as long as one of them', async () => {
  const { folder, path } = await withModels()
  await folder.writePart('shared', { k: 0 })
  for (const k of [1, 2, 3, 4, 5, 6, 7]) await folder.keep(manifest(k, 'shared'))
  expect(readdirSync(join(path, 'parts'))).toEqual(['shared.part'])
  await folder.keep(manifest(8, 'other'))
  expect(readdirSync(join(path, 'parts'))).toEqual(['shared.part'])
})

test('a damaged model is passed over when rolling back, and the next older one serves', async () => {
  const { folder, fileOf } = await withModels(1, 2, 3)
  truncateSync(fileOf(2), 60)
  const back = await folder.rollBack(take)
  expect(back).toEqual({ ...manifest(1), passedOver: [expect.stringContaining(version(2))] })
  expect(await folder.readServing()).toEqual(manifest(1))
})

test('a model whose part is damaged is passed over as well', async () => {
  const { folder } = await withModels(1, 2, 3)
  const back = await folder.rollBack(async ({ modelVersion }) => {
    if (modelVersion === version(2)) throw new AisleError('MODEL_CORRUPT', 'The part is damaged.')
  })
  expect(back).toMatchObject({ modelVersion: version(1), passedOver: ['The part is damaged.'] })
})

test('when all that served before are damaged, rolling back names them, and the one that serves goes on', async () => {
  const { folder, fileOf } = await withModels(1, 2, 3)
  for (const k of [1, 2]) truncateSync(fileOf(k), 60)
  const error = (await folder.rollBack(take).catch((thrown: unknown) => thrown)) as AisleError
  expect(error.code).toBe('MODEL_CORRUPT')
  for (const k of [1, 2]) expect(error.message).toContain(version(k))
  expect(await folder.readServing()).toEqual(manifest(3))
})

test('models that cannot be read are named', async () => {
  const { folder, fileOf } = await withModels(1, 2)
  expect(await folder.unreadable()).toEqual([])
  truncateSync(fileOf(1), 60)
  expect(await folder.unreadable()).toEqual([version(1)])
})

test('a model that is there and cannot be opened is not said to be gone', async () => {
  const { folder, fileOf } = await withModels(1)
  rmSync(fileOf(1))
  await expect(folder.readServing()).rejects.toThrow('is gone')
  mkdirSync(fileOf(1))
  await expect(folder.readServing()).rejects.toThrow('cannot be read (EISDIR)')
})
