/** All that lists are besides right, in one row of figures. */
import type { Csr } from '../math/csr.ts'
import type { TrainingData } from '../models/training-data.ts'
import type { Case } from './cases.ts'
import {
  coverageOf,
  diversityOf,
  entropyOf,
  exposureOf,
  giniOf,
  meanOver,
  miscalibrationOf,
  popularityPercentiles,
  selfInformationOf,
} from './list-qualities.ts'
import type { Measured } from './measure.ts'

export type Qualities = {
  /** share of the catalog that was shown, in [0, 1] */
  readonly coverage: number
  /** of exposure, in [0, 1]: 0 is even */
  readonly gini: number
  /** of exposure, bits */
  readonly entropy: number
  /** mean self-information of what was shown, bits */
  readonly novelty: number
  /** mean distance of two items of a list by their tags, in [0, 1] */
  readonly diversity: number
  /** mean percentile of what was shown, in [0, 1]: 1 is the most popular */
  readonly popularityShown: number
  /** the same of what was right: lists far above it favor what is popular anyway */
  readonly popularityRelevant: number
  /** mean divergence of the tags of lists from those of histories, bits */
  readonly miscalibration: number
}

/** What is known of the catalog before the cases. */
export type CatalogKnowledge = {
  readonly selfInformation: Float64Array
  readonly popularity: Float64Array
  readonly tags: Csr
}

/** @param data  what was known before the cases */
export const catalogKnowledge = (data: TrainingData): CatalogKnowledge => {
  const shoppers = new Int32Array(data.itemCount)
  for (const item of data.touched.columns) shoppers[item]++
  const acts = new Int32Array(data.itemCount)
  for (const item of data.acts.item) acts[item]++
  return {
    selfInformation: selfInformationOf(shoppers, data.shopperCount),
    popularity: popularityPercentiles(acts),
    tags: data.facts.tags,
  }
}

/** Figures are NaN where nothing is known: diversity without tags, miscalibration without histories. */
export const qualitiesOf = (
  { lists }: Measured,
  cases: readonly Case[],
  { selfInformation, popularity, tags }: CatalogKnowledge,
): Qualities => {
  const exposure = exposureOf(lists, popularity.length)
  const shown = lists.filter((list) => list.length > 0)
  const meanOf = (values: readonly number[]): number => meanOver(values.keys(), Float64Array.from(values))
  const known = (values: readonly number[]): readonly number[] =>
    values.filter((value) => !Number.isNaN(value))
  return {
    coverage: coverageOf(exposure),
    gini: giniOf(exposure),
    entropy: entropyOf(exposure),
    novelty: meanOf(shown.map((list) => meanOver(list, selfInformation))),
    diversity: meanOf(known(shown.map((list) => diversityOf(list, tags)))),
    popularityShown: meanOf(shown.map((list) => meanOver(list, popularity))),
    popularityRelevant: meanOf(cases.map(({ relevant }) => meanOver(relevant, popularity))),
    miscalibration: meanOf(
      known(cases.map(({ query }, c) => miscalibrationOf(query.history.items, lists[c], tags))),
    ),
  }
}
