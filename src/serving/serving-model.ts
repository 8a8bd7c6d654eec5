/** A model in memory: what answers for each role, with the ids that its numbers stand for. */
import type { ModelRole } from '../domain/strategy.ts'
import type { Query } from '../models/query.ts'
import type { Scores } from '../models/scores.ts'

export type ServingScorer = (query: Query) => Scores

export type RoleScorer = {
  readonly role: ModelRole
  /** As in the manifest: `co-occurrence`, or `ease/top-n` when evaluation chose it. */
  readonly recipe: string
  readonly score: ServingScorer
  /** By item of the model: what it says whatever is asked. Only what is above it is an answer to the question. */
  readonly prior?: Float32Array
  /** What is to be said of it besides, as that the recipe which was chosen answers too slowly. */
  readonly note?: string
}

export type ServingModel = {
  readonly modelVersion: string
  /** Number k of the model is this item. */
  readonly itemIds: readonly string[]
  readonly indexOf: ReadonlyMap<string, number>
  /** The newest act that it has seen, ms UTC. */
  readonly trainedUntil: number
  readonly roles: ReadonlyMap<ModelRole, RoleScorer>
  /** Why nothing answers for a role, in a sentence. A role is here or in `roles`. */
  readonly missing: ReadonlyMap<ModelRole, string>
}
