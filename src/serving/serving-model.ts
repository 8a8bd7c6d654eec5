/** A model in memory, with the ids that its numbers stand for. */
import type { Query } from '../models/query.ts'
import type { Scores } from '../models/scores.ts'

export type ServingScorer = (query: Query) => Scores

export type ServingModel = {
  readonly modelVersion: string
  readonly itemIds: readonly string[]
  readonly indexOf: ReadonlyMap<string, number>
  /** By name, as in the manifest; those that were not trained are missing. */
  readonly scorers: ReadonlyMap<string, ServingScorer>
}
