/** Makes a vector of each item, or takes the one that an earlier training made. One bad picture ends nothing. */
import { GrowingArray } from '../../math/growing-array.ts'
import type { CatalogItem } from './snapshot.ts'
import type { VectorCache } from './vector-cache.ts'

/** Makes vectors of pictures or of texts. */
export type Describer<Input> = {
  readonly dimensions: number
  /** @returns inputs × dimensions, row by row, each of length 1, or all 0 where there is nothing to say */
  readonly describe: (inputs: readonly Input[]) => Promise<Float32Array>
}

export type Loaded<Input> = { readonly input: Input } | { readonly problem: string }

export type Subject<Input> = {
  /** The same key, the same vector. */
  readonly key: string
  readonly load: () => Promise<Loaded<Input>>
}

export type Described = {
  readonly itemIds: readonly string[]
  readonly values: Float32Array
  /** Items without a vector, by why. */
  readonly problems: Readonly<Record<string, number>>
}

/** Items whose keys are looked up together. */
const LOOKED_UP = 256
/** Inputs that are loaded at the same time and described together. */
const LOADED = 16

/**
 * @param subjectOf  what is described of an item, or why nothing is
 * @param report     share of the items done; what it throws stops the work, and what was made is not lost
 */
export const describeItems = async <Input>(
  items: readonly CatalogItem[],
  subjectOf: (item: CatalogItem) => Promise<Subject<Input> | { readonly problem: string }>,
  { dimensions, describe }: Describer<Input>,
  cache: VectorCache,
  report: (doneShare: number) => void,
): Promise<Described> => {
  const itemIds: string[] = []
  const values = new GrowingArray((size) => new Float32Array(size))
  const problems = new Map<string, number>()
  const needed = new Set<string>()
  /** Problems of subjects that several items share. */
  const failed = new Map<string, string>()

  const make = async (subjects: readonly Subject<Input>[]): Promise<void> => {
    const loaded = await Promise.all(subjects.map(({ load }) => load()))
    const made: { readonly key: string; readonly input: Input }[] = []
    for (const [k, one] of loaded.entries()) {
      const { key } = subjects[k] as Subject<Input>
      if ('problem' in one) failed.set(key, one.problem)
      else made.push({ key, input: one.input })
    }
    if (made.length === 0) return
    const rows = await describe(made.map(({ input }) => input))
    for (const [k, { key }] of made.entries())
      await cache.add(key, rows.slice(k * dimensions, (k + 1) * dimensions))
  }

  for (let from = 0; from < items.length; from += LOOKED_UP) {
    const slice = items.slice(from, from + LOOKED_UP)
    const subjects = await Promise.all(slice.map(subjectOf))
    const fresh = new Map<string, Subject<Input>>()
    for (const subject of subjects)
      if ('key' in subject && cache.get(subject.key) === undefined && !failed.has(subject.key))
        fresh.set(subject.key, subject)
    const missing = [...fresh.values()]
    for (let k = 0; k < missing.length; k += LOADED) {
      report((from + (slice.length * k) / missing.length) / items.length)
      await make(missing.slice(k, k + LOADED))
    }
    for (const [k, subject] of subjects.entries()) {
      const vector = 'key' in subject ? cache.get(subject.key) : undefined
      if ('key' in subject && vector !== undefined) {
        needed.add(subject.key)
        if (vector.every((value) => value === 0)) count(problems, 'empty')
        else {
          itemIds.push((slice[k] as CatalogItem).itemId)
          for (const value of vector) values.push(value)
        }
      } else count(problems, 'key' in subject ? (failed.get(subject.key) ?? 'unreadable') : subject.problem)
    }
  }
  report(1)
  await cache.close(needed)
  return { itemIds, values: values.view(), problems: Object.fromEntries([...problems].sort()) }
}

const count = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
