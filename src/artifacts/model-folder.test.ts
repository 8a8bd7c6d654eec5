import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { type ModelArtifact, openModelFolder } from './model-folder.ts'

const artifact = (k: number): ModelArtifact => ({
  manifest: {
    modelVersion: k.toString(16).padStart(16, '0'),
    recipe: 'co-purchase',
    options: { neighborMax: 1 },
    logId: '1',
    logSeq: k,
    orderCount: 2,
    itemIds: ['rye', '__proto__'],
    engine: '0',
  },
  columns: { starts: Int32Array.of(0, 1, k), values: Float32Array.of(0.5) },
})
const fileOf = (path: string, k: number): string => join(path, `${artifact(k).manifest.modelVersion}.model`)

test('before the first model there is none; then the newest published serves', async () => {
  const folder = openModelFolder(join(temporaryFolder(), 'models'))
  expect(await folder.readServing()).toBeUndefined()
  await folder.publish(artifact(1))
  await folder.publish(artifact(2))
  expect(await folder.readServing()).toEqual(artifact(2))
})

test('the same model published twice is the same bytes', async () => {
  const path = temporaryFolder()
  const folder = openModelFolder(path)
  await folder.publish(artifact(1))
  const bytes = readFileSync(fileOf(path, 1))
  await folder.publish(artifact(1))
  expect(readFileSync(fileOf(path, 1)).equals(bytes)).toBe(true)
})

test.each([
  ['cut short', (path: string) => truncateSync(fileOf(path, 1), 60)],
  ['emptied', (path: string) => truncateSync(fileOf(path, 1), 0)],
  ['another file', (path: string) => writeFileSync(fileOf(path, 1), 'hello')],
  [
    'not the one the pointer names',
    (path: string) => writeFileSync(join(path, 'serving'), '../../elsewhere'),
  ],
])('a model that is %s is said to be corrupt', async (_, damage) => {
  const path = temporaryFolder()
  const folder = openModelFolder(path)
  await folder.publish(artifact(1))
  damage(path)
  await expect(folder.readServing()).rejects.toMatchObject({
    code: 'MODEL_CORRUPT',
    fix: expect.stringContaining('aisle train'),
  })
})

test('old models go, the one that serves and the one before it stay', async () => {
  const path = temporaryFolder()
  const folder = openModelFolder(path)
  // Versions are hashes: their order says nothing of their age.
  for (const k of [9, 3, 8, 4, 7, 1, 6, 2]) await folder.publish(artifact(k))
  const names = readdirSync(path)
  expect(names.filter((name) => name.endsWith('.model'))).toHaveLength(5)
  expect(names).toEqual(
    expect.arrayContaining([6, 2].map((k) => `${artifact(k).manifest.modelVersion}.model`)),
  )
  expect(names.filter((name) => name.endsWith('.part'))).toEqual([])
})
