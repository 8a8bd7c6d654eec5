/**
 * Text similarity: items whose words are alike.
 *
 *   alike(i, j) = cosine of their weighted words (`text-features.ts`: BM25F over fields, pieces of words, tags)
 *   with `dimensions` > 0: cosine after cutting items × words to its largest singular values (latent semantic analysis)
 *
 * When to use it: new items, which nobody has bought yet; "similar" lists where variants of a thing are wanted; shops with
 * few orders. When not: what goes together; a kettle and a cup share no words. Any language, without dictionaries.
 *
 * @source Deerwester et al., "Indexing by latent semantic analysis", JASIS 41(6), 1990; weights as in `text-features.ts`
 */
import type { Csr } from '../../math/csr.ts'
import { featureGram } from '../basket/feature-gram.ts'
import type { ItemVectors } from '../item-facts.ts'
import { neighborScorer } from '../neighbor-scorer.ts'
import type { Recipe, Training } from '../recipe.ts'
import { type TextFeatureOptions, textFeatures } from './text-features.ts'
import { truncatedSvd } from '../factors/truncated-svd.ts'
import { vectorNeighbors } from './vector-neighbors.ts'

export type TextSimilarityOptions = TextFeatureOptions & {
  /** Singular values that are kept; 0: words are compared as they are. */
  readonly dimensions: number
  /** Neighbours kept for each item, the most alike first. */
  readonly neighborMax: number
  /** For lists without a seed: acts of the history after which the older ones count half. */
  readonly historyHalfLifeActs: number
}

/** Row i: what is like item i, most alike first, and how alike in (0, 1]. */
export type TextSimilarityModel = { readonly neighbors: Csr; readonly historyHalfLifeActs: number }

const SVD_ROUNDS = 4

const train: Recipe<TextSimilarityOptions, TextSimilarityModel>['train'] = async (
  data,
  options,
  training,
) => {
  const { neighborMax, historyHalfLifeActs } = options
  const features = textFeatures(data.facts, data.itemCount, options)
  training.report(0.3)
  const report = (doneShare: number): void => training.report(0.5 + 0.5 * doneShare)
  const neighbors =
    options.dimensions > 0
      ? await vectorNeighbors(
          await latentVectors(features, 'text', options.dimensions, training),
          neighborMax,
          training.compute,
          report,
        )
      : await featureGram(features, neighborMax, training.compute, report)
  training.report(1)
  return { neighbors, historyHalfLifeActs }
}

/**
 * Sparse rows by their largest singular values: rows that say the same in other words come close.
 *
 * @param features  items × features, rows of length 1 or 0
 */
export const latentVectors = async (
  features: Csr,
  name: string,
  dimensionMax: number,
  { compute, seed }: Pick<Training, 'compute' | 'seed'>,
): Promise<ItemVectors> => {
  const dimensions = Math.min(dimensionMax, features.columnCount, features.rowCount)
  const values = new Float32Array(features.rowCount * dimensions)
  if (dimensions === 0) return { name, dimensions, values }
  const { vectors } = await truncatedSvd(
    features,
    { rank: dimensions, roundCount: SVD_ROUNDS, seed },
    compute,
  )
  for (let item = 0; item < features.rowCount; item++) {
    const row = values.subarray(item * dimensions, (item + 1) * dimensions)
    for (let k = features.starts[item]; k < features.starts[item + 1]; k++)
      for (let d = 0; d < dimensions; d++)
        row[d] += features.values[k] * vectors[features.columns[k] * dimensions + d]
    let squares = 0
    for (const value of row) squares += value * value
    if (squares > 0) for (let d = 0; d < dimensions; d++) row[d] /= Math.sqrt(squares)
  }
  return { name, dimensions, values }
}

const BYTES_OF_ITEM = 4_000
const BYTES_OF_NEIGHBOR = 16

/** @complexity training: time O(characters + Σ |items of a word|²), memory O(words of items); a query: O(seeds · neighborMax) */
export const textSimilarity: Recipe<TextSimilarityOptions, TextSimilarityModel> = {
  name: 'text-similarity',
  version: 1,
  jobs: ['similar', 'next-item', 'top-n'],
  defaults: {
    titleWeight: 3,
    otherWeight: 1,
    tagWeight: 1,
    pieceWeight: 0.1,
    pieceSize: 4,
    commonShare: 0.5,
    dimensions: 128,
    neighborMax: 100,
    historyHalfLifeActs: 5,
  },
  ranges: {
    titleWeight: { from: 1, to: 10, scale: 'log' },
    otherWeight: { from: 0, to: 2, scale: 'linear' },
    tagWeight: { from: 0, to: 5, scale: 'linear' },
    pieceWeight: { from: 0, to: 1, scale: 'linear' },
    pieceSize: { from: 3, to: 5, scale: 'linear', isWhole: true },
    dimensions: { of: [0, 32, 64, 128, 256] },
    historyHalfLifeActs: { from: 1, to: 50, scale: 'log' },
  },
  memoryBytes: ({ itemCount }, { dimensions, neighborMax }) =>
    itemCount * (BYTES_OF_ITEM + 24 * dimensions + BYTES_OF_NEIGHBOR * Math.min(itemCount, neighborMax)),
  train,
  scorer: ({ neighbors, historyHalfLifeActs }) => neighborScorer(neighbors, historyHalfLifeActs),
}
