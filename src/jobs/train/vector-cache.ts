/**
 * Vectors that were made before, by the hash of what they were made from. Making one costs milliseconds, of a brought
 * model much more, and pictures rarely change: the next training makes only those that are new.
 *
 *   KIND-VERSION/N.vectors   vectors that were made together; N is a hash of their keys
 *
 * A file is written for every few hundred, so training that was interrupted goes on where it was. At the end they become
 * one, without what no item needs any more. What is damaged is made again.
 */
import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { decodeColumns, encodeColumns } from '../../artifacts/column-codec.ts'
import { readLarge } from '../../artifacts/read-large.ts'
import { writeWhole } from '../../artifacts/write-whole.ts'

export type VectorCache = {
  readonly get: (key: string) => Float32Array | undefined
  readonly add: (key: string, vector: Float32Array) => Promise<void>
  /** Writes what is new, and removes what no key of these needs and what other versions of the kind left. */
  readonly close: (needed: ReadonlySet<string>) => Promise<void>
}

const FORM_VERSION = 1
const ENDING = '.vectors'
/** Vectors that may be lost when training is interrupted. */
const UNWRITTEN_MAX = 500

const filesIn = async (path: string): Promise<readonly string[]> =>
  (await readdir(path).catch(() => [])).filter((name) => name.endsWith(ENDING))

const readVectors = async (
  file: string,
  dimensions: number,
): Promise<readonly (readonly [key: string, vector: Float32Array])[]> => {
  const decoded = decodeColumns('vectors', FORM_VERSION, await readLarge(file))
  if ('wrong' in decoded) return []
  const keys = (decoded.meta as { readonly keys: readonly string[] }).keys
  const values = decoded.columns['values'] as Float32Array
  if (values.length !== keys.length * dimensions) return []
  return keys.map((key, row) => [key, values.subarray(row * dimensions, (row + 1) * dimensions)])
}

const writeVectors = async (
  path: string,
  vectors: ReadonlyMap<string, Float32Array>,
  dimensions: number,
): Promise<string> => {
  const keys = [...vectors.keys()]
  const values = new Float32Array(keys.length * dimensions)
  for (const [row, key] of keys.entries()) values.set(vectors.get(key) as Float32Array, row * dimensions)
  const name = `${createHash('sha256').update(keys.join()).digest('hex').slice(0, 16)}${ENDING}`
  await writeWhole(join(path, name), encodeColumns('vectors', FORM_VERSION, { keys }, { values }))
  return name
}

/** Folders beside this one, of the same kind and of other versions. */
const removeOtherVersions = async (path: string): Promise<void> => {
  const own = basename(path)
  const kind = own.slice(0, own.indexOf('-') + 1)
  for (const name of await readdir(dirname(path)).catch(() => []))
    if (name !== own && name.startsWith(kind)) await rm(join(dirname(path), name), { recursive: true })
}

/** @param path  its last part is `KIND-VERSION`; vectors of another version are never taken for these */
export const openVectorCache = async (path: string, dimensions: number): Promise<VectorCache> => {
  const known = new Map<string, Float32Array>()
  const files = [...(await filesIn(path))]
  for (const name of files)
    for (const [key, vector] of await readVectors(join(path, name), dimensions).catch(() => []))
      known.set(key, vector)
  let unwritten = new Map<string, Float32Array>()
  return {
    get: (key) => known.get(key),
    add: async (key, vector) => {
      known.set(key, vector)
      unwritten.set(key, vector)
      if (unwritten.size < UNWRITTEN_MAX) return
      const written = unwritten
      unwritten = new Map()
      files.push(await writeVectors(path, written, dimensions))
    },
    close: async (needed) => {
      const kept = new Map([...known].filter(([key]) => needed.has(key)))
      const isAsWritten = unwritten.size === 0 && kept.size === known.size && files.length <= 1
      if (!isAsWritten) {
        const whole = kept.size === 0 ? undefined : await writeVectors(path, kept, dimensions)
        for (const name of files) if (name !== whole) await rm(join(path, name), { force: true })
      }
      await removeOtherVersions(path)
    },
  }
}
