/** What an evaluation found. Plain data, fit for JSON; times in ms UTC. */
import type { Job, Options } from '../models/recipe.ts'
import type { Difference, Interval } from './bootstrap.ts'
import type { Metric } from './measure.ts'
import type { Qualities } from './qualities.ts'
import type { TimeCuts } from './splits.ts'
import type { Trial } from './trial.ts'

/** Parts of the cases in which recipes differ most. */
export const SLICES = ['cold shoppers', 'cold items', 'repeats', 'first time'] as const
export type Slice = (typeof SLICES)[number]

export type RecipeResult = {
  readonly recipe: string
  readonly options: Options
  /** of the choosing metric, on the validation part */
  readonly validationMean: number
  /** on the test part, as all that follows */
  readonly metrics: Readonly<Record<Metric, Interval>>
  /** of the choosing metric, from the baseline's; not there for the baseline itself */
  readonly lead?: Difference
  readonly qualities: Qualities
  readonly microsPerQuery: { readonly median: number; readonly p99: number }
  readonly trainSeconds: number
  /** The choosing metric in parts of the cases; parts without a case are not there. */
  readonly slices: readonly { readonly slice: Slice; readonly interval: Interval }[]
}

export type Chosen = { readonly recipe: string; readonly options: Options; readonly why: string }

export type JobResult = {
  readonly job: Job
  readonly validationCases: number
  readonly testCases: number
  readonly chosen: Chosen
  /** Best first on the validation part; the baseline among them. */
  readonly results: readonly RecipeResult[]
}

export type Evaluation = {
  /** How many items of a list count. */
  readonly k: number
  /** By which recipes were chosen. */
  readonly metric: Metric
  readonly seed: number
  /** The first act. */
  readonly from: number
  readonly cuts: TimeCuts
  readonly counts: Readonly<Record<'acts' | 'items' | 'shoppers' | 'orders' | 'sessions', number>>
  readonly baseline: string
  readonly jobs: readonly JobResult[]
  /** Jobs that could not be measured. */
  readonly without: readonly { readonly job: Job; readonly why: string }[]
  readonly trials: readonly Trial[]
  readonly passedOver: readonly { readonly recipe: string; readonly why: string }[]
}
