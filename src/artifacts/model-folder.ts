/** Trained models of one shop on disk: each an artifact that never changes, and a pointer to the one that serves. */
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AisleError } from '../domain/errors.ts'
import { alignedBytes, type Columns, decodeColumns, encodeColumns } from './column-codec.ts'
import { writeWhole } from './write-whole.ts'

/** Raise it when the meaning of a model's columns changes. */
const MODEL_VERSION = 1
const POINTER = 'serving'
const NAME = /^[0-9a-f]{16}\.model$/
/** Older models than these go when a new one comes. */
const KEPT_MAX = 5

/** What a model is and what it was made from. */
export type ModelManifest = {
  /** Hash of what it was made from and how: the same input gives the same version and the same bytes. */
  readonly modelVersion: string
  readonly recipe: string
  readonly options: Readonly<Record<string, number>>
  /** Of the log that it was made from. */
  readonly logId: string
  /** The log up to here was read. */
  readonly logSeq: number
  readonly orderCount: number
  readonly itemIds: readonly string[]
  readonly engine: string
}

export type ModelArtifact = { readonly manifest: ModelManifest; readonly columns: Columns }

export type ModelFolder = {
  /** Writes the model and, once it is whole on disk, lets it serve. */
  readonly publish: (artifact: ModelArtifact) => Promise<void>
  /**
   * The model that serves; undefined before the first.
   *
   * @throws AisleError MODEL_CORRUPT
   */
  readonly readServing: () => Promise<ModelArtifact | undefined>
}

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

export const openModelFolder = (path: string): ModelFolder => ({
  publish: async ({ manifest, columns }) => {
    const before = await readText(join(path, POINTER))
    await writeWhole(
      join(path, `${manifest.modelVersion}.model`),
      encodeColumns('model', MODEL_VERSION, manifest, columns),
    )
    await writeWhole(join(path, POINTER), manifest.modelVersion)
    const names = (await readdir(path)).filter((name) => NAME.test(name))
    const serving = [`${manifest.modelVersion}.model`, `${before}.model`]
    const spare = await Promise.all(
      names
        .filter((name) => !serving.includes(name))
        .map(async (name) => ({ name, writtenAt: (await stat(join(path, name))).mtimeMs })),
    )
    spare.sort((a, b) => a.writtenAt - b.writtenAt)
    for (const { name } of spare.slice(0, Math.max(0, names.length - KEPT_MAX)))
      await rm(join(path, name), { force: true })
  },
  readServing: async () => {
    const modelVersion = await readText(join(path, POINTER))
    if (modelVersion === undefined) return undefined
    const file = await readFile(join(path, `${modelVersion}.model`)).catch(() => undefined)
    const decoded =
      file === undefined ? { wrong: 'is gone' } : decodeColumns('model', MODEL_VERSION, alignedBytes(file))
    if ('wrong' in decoded)
      throw new AisleError('MODEL_CORRUPT', `The model ${modelVersion} ${decoded.wrong}.`)
    return { manifest: decoded.meta as ModelManifest, columns: decoded.columns }
  },
})
