/**
 * Trained models of one shop on disk.
 *
 *   VERSION.model      a model: its manifest and the ids of its items
 *   parts/KEY.part     what one recipe learned; models share it when nothing changed for that recipe
 *   serving            versions that served, a line each, the one that serves first
 *
 * A part is written as soon as its recipe is done, so training that was interrupted goes on where it was. Files never
 * change: they are written whole, with a checksum, or they are not there.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AisleError } from '../domain/errors.ts'
import { decodeColumns, encodeColumns } from './column-codec.ts'
import { type Columns } from '../math/column-bytes.ts'
import { type Fields, packData, type StoredData, unpackData } from './model-data-codec.ts'
import type { ModelManifest } from './model-manifest.ts'
import { readLarge } from './read-large.ts'
import { writeWhole } from './write-whole.ts'

/** Raise it when the meaning of a manifest changes. */
const MANIFEST_VERSION = 2
/** Raise it when the form of parts changes. */
const PART_VERSION = 1
const SERVING = 'serving'
const VERSION = /^[0-9a-f]{16}$/
/** Models that are kept: the one that serves, the one before it, and the newest. */
const KEPT_MAX = 5
const SERVED_MAX = 20

export type StoredPart = {
  readonly data: StoredData
  /** on disk */
  readonly byteCount: number
}

export type RolledBack = ModelManifest & {
  /** What is wrong with each model that served after this one and cannot be read. */
  readonly passedOver: readonly string[]
}

export type ModelFolder = {
  /** What a recipe learned under that key; undefined when it is not there, or not whole. */
  readonly findPart: (key: string) => Promise<StoredPart | undefined>
  /** @throws AisleError MODEL_CORRUPT when it is gone, damaged or of another version of the program */
  readonly readPart: (key: string) => Promise<StoredPart>
  readonly writePart: (key: string, data: StoredData) => Promise<StoredPart>
  /** Keeps a model without letting it serve, and removes the oldest models and the parts that none needs. */
  readonly keep: (manifest: ModelManifest) => Promise<void>
  /** Lets a model that is kept serve. @throws AisleError MODEL_UNKNOWN, MODEL_CORRUPT */
  readonly publish: (modelVersion: string) => Promise<ModelManifest>
  /**
   * Lets the model serve again that served before. One that cannot be read is passed over for the one before it.
   *
   * @param take  takes hold of the model; when it throws anything but MODEL_CORRUPT, the one that serves goes on
   * @throws AisleError MODEL_UNKNOWN when there is none; MODEL_CORRUPT when none can be read
   */
  readonly rollBack: (take: (manifest: ModelManifest) => Promise<void>) => Promise<RolledBack>
  /** @throws AisleError MODEL_UNKNOWN, MODEL_CORRUPT */
  readonly read: (modelVersion: string) => Promise<ModelManifest>
  /** The model that serves; undefined before the first. @throws AisleError MODEL_CORRUPT */
  readonly readServing: () => Promise<ModelManifest | undefined>
  /** The models that are kept, newest first. Those that cannot be read are left out. */
  readonly list: () => Promise<readonly ModelManifest[]>
  /** Versions of those that are kept and cannot be read. */
  readonly unreadable: () => Promise<readonly string[]>
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')

const namesIn = (path: string, ending: string): Promise<readonly string[]> =>
  readdir(path).then(
    (names) => names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)),
    () => [],
  )

const unknownModel = (modelVersion: string): AisleError =>
  new AisleError('MODEL_UNKNOWN', `There is no model ${JSON.stringify(modelVersion.slice(0, 80))}.`)

const encodeManifest = ({ itemIds, ...manifest }: ModelManifest): Uint8Array =>
  encodeColumns('model', MANIFEST_VERSION, manifest, packData({ itemIds }).columns)

const manifestOf = (meta: unknown, columns: Columns): ModelManifest => ({
  ...(meta as Omit<ModelManifest, 'itemIds'>),
  itemIds: unpackData([{ name: 'itemIds', form: 'texts' }], columns)['itemIds'] as readonly string[],
})

/** Versions that served, the one that serves first. */
const servedVersions = async (path: string): Promise<readonly string[]> =>
  (await textOf(join(path, SERVING))).split('\n').filter((line) => line !== '')

const writeServed = (path: string, versions: readonly string[]): Promise<void> =>
  writeWhole(join(path, SERVING), `${versions.slice(0, SERVED_MAX).join('\n')}\n`)

/** @throws AisleError MODEL_CORRUPT */
const readWhole = async (file: string, kind: string, version: number, what: string) => {
  const corrupt = (wrong: string, cause?: unknown): AisleError =>
    new AisleError('MODEL_CORRUPT', `${what} ${wrong}.`, { cause })
  const bytes = await readLarge(file).catch((error: NodeJS.ErrnoException) => {
    throw corrupt(
      error.code === 'ENOENT' ? 'is gone' : `cannot be read (${error.code ?? error.message})`,
      error,
    )
  })
  const decoded = decodeColumns(kind, version, bytes)
  if ('wrong' in decoded) throw corrupt(decoded.wrong)
  return { ...decoded, byteCount: bytes.length }
}

const partPath = (path: string, key: string): string => join(path, 'parts', `${key}.part`)

const readPart = async (path: string, key: string): Promise<StoredPart> => {
  const what = `The part ${key} of a model`
  const { meta, columns, byteCount } = await readWhole(partPath(path, key), 'part', PART_VERSION, what)
  return { data: unpackData(meta as Fields, columns), byteCount }
}

const readManifest = async (path: string, modelVersion: string): Promise<ModelManifest> => {
  const name = VERSION.test(modelVersion) ? modelVersion : 'none'
  const what = `The model ${modelVersion.slice(0, 80)}`
  const { meta, columns } = await readWhole(join(path, `${name}.model`), 'model', MANIFEST_VERSION, what)
  return manifestOf(meta, columns)
}

const read = async (path: string, modelVersion: string): Promise<ModelManifest> => {
  if (!(await namesIn(path, '.model')).includes(modelVersion)) throw unknownModel(modelVersion)
  return readManifest(path, modelVersion)
}

const list = async (path: string): Promise<readonly ModelManifest[]> => {
  const found = await Promise.all(
    (await namesIn(path, '.model')).map((version) => readManifest(path, version).catch(() => undefined)),
  )
  return found
    .filter((manifest) => manifest !== undefined)
    .sort((a, b) => b.trainedAt - a.trainedAt || (a.modelVersion < b.modelVersion ? -1 : 1))
}

/** Removes the oldest models, and the parts that no model needs. */
const sweep = async (path: string, newest: string): Promise<void> => {
  const held = new Set([newest, ...(await servedVersions(path)).slice(0, 2)])
  const spare = await Promise.all(
    (await namesIn(path, '.model'))
      .filter((version) => !held.has(version))
      .map(async (version) => ({
        version,
        writtenAt: (await stat(join(path, `${version}.model`))).mtimeMs,
      })),
  )
  spare.sort((a, b) => b.writtenAt - a.writtenAt)
  for (const { version } of spare.slice(Math.max(0, KEPT_MAX - held.size)))
    await rm(join(path, `${version}.model`), { force: true })
  const needed = new Set(
    (await list(path)).flatMap(({ recipes }) =>
      recipes.flatMap((record) => (record.state === 'trained' ? [record.part, record.checkPart] : [])),
    ),
  )
  for (const key of await namesIn(join(path, 'parts'), '.part'))
    if (!needed.has(key)) await rm(partPath(path, key), { force: true })
}

const publish = async (path: string, modelVersion: string): Promise<ModelManifest> => {
  const manifest = await read(path, modelVersion)
  const served = await servedVersions(path)
  if (served[0] !== modelVersion) await writeServed(path, [modelVersion, ...served])
  return manifest
}

const rollBack = async (
  path: string,
  take: (manifest: ModelManifest) => Promise<void>,
): Promise<RolledBack> => {
  const served = await servedVersions(path)
  const kept = new Set(await namesIn(path, '.model'))
  const passedOver: string[] = []
  const before = new Set(served.slice(1).filter((version) => version !== served[0] && kept.has(version)))
  for (const version of before)
    try {
      const manifest = await readManifest(path, version)
      await take(manifest)
      await writeServed(path, served.slice(served.indexOf(version, 1)))
      return { ...manifest, passedOver }
    } catch (error) {
      if (!(error instanceof AisleError && error.code === 'MODEL_CORRUPT')) throw error
      passedOver.push(error.message)
    }
  if (passedOver.length > 0)
    throw new AisleError(
      'MODEL_CORRUPT',
      `No model that served before this one can be read. ${passedOver.join(' ')}`,
    )
  throw new AisleError('MODEL_UNKNOWN', 'No model that is still kept served before this one.')
}

const unreadable = async (path: string): Promise<readonly string[]> => {
  const versions = [...(await namesIn(path, '.model'))].sort()
  const read = await Promise.all(
    versions.map((version) => readManifest(path, version).catch(() => undefined)),
  )
  return versions.filter((_, k) => read[k] === undefined)
}

export const openModelFolder = (path: string): ModelFolder => ({
  findPart: (key) => readPart(path, key).catch(() => undefined),
  readPart: (key) => readPart(path, key),
  writePart: async (key, data) => {
    const { fields, columns } = packData(data)
    const bytes = encodeColumns('part', PART_VERSION, fields, columns)
    await writeWhole(partPath(path, key), bytes)
    return { data, byteCount: bytes.length }
  },
  keep: async (manifest) => {
    await writeWhole(join(path, `${manifest.modelVersion}.model`), encodeManifest(manifest))
    await sweep(path, manifest.modelVersion)
  },
  publish: (modelVersion) => publish(path, modelVersion),
  rollBack: (take) => rollBack(path, take),
  read: (modelVersion) => read(path, modelVersion),
  readServing: async () => {
    const [version] = await servedVersions(path)
    return version === undefined ? undefined : readManifest(path, version)
  },
  list: () => list(path),
  unreadable: () => unreadable(path),
})
