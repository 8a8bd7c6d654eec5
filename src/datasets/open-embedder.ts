/**
 * Opens an embedding model that the user has: an `.onnx` file, and beside it, under the same name with `.json`, what must be
 * known to use it.
 *
 *   of pictures   { "dimensions": 512, "side": 224, "mean": [0.48, 0.46, 0.41], "deviation": [0.27, 0.26, 0.28] }
 *   of texts      { "dimensions": 384, "vocabulary": "vocab.txt", "lowercase": true, "lengthMax": 256 }
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AisleError } from '../domain/errors.ts'
import { type OnnxEmbedder, openOnnxEmbedder } from './onnx-embedder.ts'
import { wordPiece } from './word-piece.ts'

export type OpenedEmbedder = {
  readonly embedder: OnnxEmbedder
  /** Hash of the files: other model, other version. */
  readonly version: string
  /** Pixels on each side of the pictures that it takes; 0 for texts. */
  readonly side: number
}

type Description = Readonly<Record<string, unknown>>

const SIDE_MAX = 2_048
const DIMENSIONS_MAX = 8_192
const LENGTH_MAX = 8_192
const LENGTH_FALLBACK = 256

const hashFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

const unreadable = (path: string, cause: unknown): AisleError =>
  new AisleError('FILE_UNREADABLE', `${path}, which the embedding model needs, cannot be read.`, {
    cause,
    fix: 'See docs/training.md for the files of an embedding model.',
  })

const textOf = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error)
  })

const parsed = (path: string, text: string): Description => {
  try {
    const description: unknown = JSON.parse(text)
    if (typeof description === 'object' && description !== null) return description as Description
  } catch (error) {
    throw unreadable(path, error)
  }
  throw unreadable(path, undefined)
}

/** Reads fields of the description, and says which one is wrong. */
const fieldsOf = (path: string, description: Description) => {
  const wrong = (name: string, mustBe: string): AisleError =>
    new AisleError('SETTING_INVALID', `${name} in ${path} must be ${mustBe}.`, {
      fix: 'See docs/training.md for the files of an embedding model.',
    })
  return {
    count: (name: string, max: number, fallback?: number): number => {
      const value = description[name] ?? fallback
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value
      throw wrong(name, `a whole number from 1 to ${max}`)
    },
    channels: (name: string): readonly [number, number, number] => {
      const value = description[name]
      if (Array.isArray(value) && value.length === 3 && value.every((one) => Number.isFinite(one)))
        return value as unknown as readonly [number, number, number]
      throw wrong(name, 'three numbers: for red, green and blue')
    },
    text: (name: string): string => {
      const value = description[name]
      if (typeof value === 'string' && value !== '') return value
      throw wrong(name, 'a text')
    },
  }
}

/**
 * @param modelPath  of the `.onnx` file
 * @param load       imports a package by its name
 * @throws AisleError SETTING_INVALID when no runtime is installed or the description is wrong; FILE_UNREADABLE
 */
export const openEmbedder = async (
  kind: 'picture' | 'text',
  modelPath: string,
  load?: (name: string) => Promise<unknown>,
): Promise<OpenedEmbedder> => {
  const path = modelPath.replace(/\.onnx$/i, '.json')
  const text = await textOf(path)
  const description = parsed(path, text)
  const fields = fieldsOf(path, description)
  const base = { modelPath, name: kind, dimensions: fields.count('dimensions', DIMENSIONS_MAX) }
  const hash = createHash('sha256').update(text)
  if (kind === 'picture') {
    const side = fields.count('side', SIDE_MAX)
    const pictures = { side, mean: fields.channels('mean'), deviation: fields.channels('deviation') }
    const embedder = await openOnnxEmbedder({ ...base, pictures }, load)
    return {
      embedder,
      side,
      version: hash
        .update(await hashFile(modelPath))
        .digest('hex')
        .slice(0, 16),
    }
  }
  const vocabulary = await textOf(join(dirname(modelPath), fields.text('vocabulary')))
  const tokenize = wordPiece(vocabulary.replace(/\r?\n$/, '').split(/\r?\n/), {
    isLowercase: description['lowercase'] !== false,
    lengthMax: fields.count('lengthMax', LENGTH_MAX, LENGTH_FALLBACK),
  })
  const embedder = await openOnnxEmbedder({ ...base, tokenize }, load)
  hash.update(vocabulary).update(await hashFile(modelPath))
  return { embedder, side: 0, version: hash.digest('hex').slice(0, 16) }
}
