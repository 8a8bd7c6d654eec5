/** What every kind of model is: pure functions, their options and the ranges in which options are looked for. */
import type { Csr } from '../math/csr.ts'
import type { Compute } from './compute.ts'
import type { Query } from './query.ts'
import type { Scores } from './scores.ts'
import type { TrainingData } from './training-data.ts'

/** What a model can be asked to do. Each is measured by its own evaluation. */
export const JOBS = [
  /** the next item of a running session, of whoever it is */
  'next-item',
  /** the next order of a known shopper, repeats included */
  'next-basket',
  /** items that a known shopper has not touched */
  'top-n',
  /** what is missing in a basket */
  'completion',
  /** what goes with or instead of one item */
  'similar',
  /** anything at all, for anyone */
  'popular',
] as const
export type Job = (typeof JOBS)[number]

export type OptionValue = number | string | boolean
export type Options = Readonly<Record<string, OptionValue>>

/** Where the search looks for an option: some values, or a stretch of numbers. */
export type Range =
  | { readonly of: readonly OptionValue[] }
  | {
      readonly from: number
      readonly to: number
      readonly scale: 'linear' | 'log'
      readonly isWhole?: boolean
    }

export type Numbers =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Int16Array
  | Uint8Array
  | Int8Array

/** A model is data: numbers, texts, typed arrays and sparse matrices under their names. So any of them can be stored. */
export type ModelData = Readonly<Record<string, number | string | readonly string[] | Numbers | Csr>>

/** How much there is to train on. Sizes of memory are told from this before anything is built. */
export type DataShape = {
  readonly itemCount: number
  readonly shopperCount: number
  readonly orderCount: number
  readonly sessionCount: number
  readonly actCount: number
}

/** What training may use besides the data. */
export type Training = {
  readonly compute: Compute
  readonly seed: number
  /** @param doneShare in [0, 1]; throws when the training was cancelled, and the recipe lets it pass */
  readonly report: (doneShare: number) => void
}

export type Recipe<O extends Options, M extends ModelData> = {
  /** As in `docs/recipes.md`. */
  readonly name: string
  /** Raised when the meaning of the model's data changes; older models are then trained anew. */
  readonly version: number
  readonly jobs: readonly Job[]
  readonly defaults: O
  readonly ranges: { readonly [K in keyof O]?: Range }
  /** The most bytes that training holds at a time, besides the data. An estimate that errs upwards. */
  readonly memoryBytes: (shape: DataShape, options: O) => number
  /** Same data, options and seed: same bytes, however many threads. Data with nothing in it gives a model that knows nothing. */
  readonly train: (data: TrainingData, options: O, training: Training) => M | Promise<M>
  /**
   * Takes hold of a model and gives the function that answers. It may keep scratch space between calls, so one call
   * ends before the next begins. Items of the query that the model has not seen (any number below 0 or beyond its items)
   * are passed over.
   */
  readonly scorer: (model: M) => (query: Query) => Scores
  /** By item: what scores are before anything is asked, so that one can tell what the question adds. Left out: 0. */
  readonly prior?: (model: M) => Float32Array
}

/** A recipe of whatever options and model, for tables of recipes. Its model goes to its own scorer and nowhere else. */
export type AnyRecipe = Recipe<Options, ModelData>
export const anyRecipe = <O extends Options, M extends ModelData>(recipe: Recipe<O, M>): AnyRecipe =>
  recipe as unknown as AnyRecipe
