/** Sources of candidates: what the ranker puts in order. */
import { AisleError } from '../../domain/errors.ts'
import type { Scorer } from '../blend.ts'
import { type ItemStatistics, itemStatistics } from './item-statistics.ts'
import type { ModelData, Options, Recipe, Training } from '../recipe.ts'
import type { TrainingData } from '../training-data.ts'

/** Sources of candidates and the statistics beside them, all of the same data. */
export type Sources = {
  /** ms UTC: the end of the data that they know */
  readonly knownUntil: number
  readonly statistics: ItemStatistics
  readonly names: readonly string[]
  readonly scorers: readonly Scorer[]
}

/** A source that is yet to be trained. */
export type SourcePlan = {
  readonly name: string
  readonly train: (data: TrainingData, training: Training) => Promise<Scorer>
}

export const sourceOf = <O extends Options, M extends ModelData>(
  name: string,
  recipe: Recipe<O, M>,
  options: Partial<O> = {},
): SourcePlan => ({
  name,
  train: async (data, training) =>
    recipe.scorer(await recipe.train(data, { ...recipe.defaults, ...options }, training)),
})

/** Trains sources, one after the other, and counts the statistics of the same data. */
export const trainSources = async (
  plans: readonly SourcePlan[],
  data: TrainingData,
  training: Training,
): Promise<Sources> => {
  const scorers: Scorer[] = []
  for (const [k, plan] of plans.entries()) {
    const report = (share: number): void => training.report((k + share) / plans.length)
    scorers.push(await plan.train(data, { ...training, report }))
  }
  return {
    knownUntil: data.now,
    statistics: itemStatistics(data),
    names: plans.map(({ name }) => name),
    scorers,
  }
}

/** @throws BAD_REQUEST when they are others, or in another order */
export const checkSources = (names: readonly string[], sources: Sources): Sources => {
  if (names.join() !== sources.names.join())
    throw new AisleError(
      'BAD_REQUEST',
      `The ranker is taught with the sources ${names.join(', ')}, not ${sources.names.join(', ')}.`,
      { field: 'sources', fix: 'Give the same sources in the same order, or train the ranker anew.' },
    )
  return sources
}
