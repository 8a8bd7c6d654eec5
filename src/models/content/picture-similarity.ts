/**
 * Picture similarity: items that look alike. Cosine of the vectors of their pictures, or of any others.
 *
 * The vectors come from `picture-features.ts`, or from an embedding model that the user brings (`embedder.ts`). When to
 * use it: fashion, furniture, decoration, and new items. When not: goods that are bought by what they do.
 */
import { type Csr, csrOfPairs } from '../../math/csr.ts'
import { neighborScorer } from '../neighbor-scorer.ts'
import type { Recipe } from '../recipe.ts'
import { vectorNeighbors } from './vector-neighbors.ts'

export type PictureSimilarityOptions = {
  /** Name of the vectors among the facts; without vectors of that name, the model knows nothing. */
  readonly vectors: string
  /** Neighbours kept for each item, the most alike first. */
  readonly neighborMax: number
  /** Cosine that items must have to be alike at all. In [0, 1) */
  readonly cosineMin: number
  /** For lists without a seed: acts of the history after which the older ones count half. */
  readonly historyHalfLifeActs: number
}

/** Row i: what looks like item i, most alike first, and how alike in (0, 1]. */
export type PictureSimilarityModel = { readonly neighbors: Csr; readonly historyHalfLifeActs: number }

const train: Recipe<PictureSimilarityOptions, PictureSimilarityModel>['train'] = async (
  { facts, itemCount },
  { vectors: name, neighborMax, cosineMin, historyHalfLifeActs },
  { compute, report },
) => {
  const vectors = facts.vectors.find((candidate) => candidate.name === name)
  const neighbors =
    vectors === undefined
      ? csrOfPairs(new Int32Array(), new Int32Array(), itemCount, itemCount)
      : await vectorNeighbors(vectors, neighborMax, compute, report)
  report(1)
  return { neighbors: onlyAbove(neighbors, cosineMin), historyHalfLifeActs }
}

/** Rows are best first, so each is cut where it falls below. */
const onlyAbove = (neighbors: Csr, least: number): Csr => {
  const starts = new Int32Array(neighbors.starts.length)
  const columns = new Int32Array(neighbors.columns.length)
  const values = new Float32Array(neighbors.values.length)
  let size = 0
  for (let row = 0; row < neighbors.rowCount; row++) {
    for (let k = neighbors.starts[row]; k < neighbors.starts[row + 1] && neighbors.values[k] > least; k++) {
      columns[size] = neighbors.columns[k]
      values[size++] = neighbors.values[k]
    }
    starts[row + 1] = size
  }
  return { ...neighbors, starts, columns: columns.slice(0, size), values: values.slice(0, size) }
}

const BYTES_OF_NEIGHBOR = 32
/** Vectors of pictures, with a copy for the threads; their size is not known before they are there. */
const BYTES_OF_VECTOR = 4_096

/** @complexity training: time O(items² · dimensions), memory O(items · neighborMax); a query: O(seeds · neighborMax) */
export const pictureSimilarity: Recipe<PictureSimilarityOptions, PictureSimilarityModel> = {
  name: 'picture-similarity',
  version: 1,
  jobs: ['similar', 'next-item', 'top-n'],
  defaults: { vectors: 'picture', neighborMax: 100, cosineMin: 0, historyHalfLifeActs: 5 },
  ranges: {
    cosineMin: { from: 0, to: 0.9, scale: 'linear' },
    historyHalfLifeActs: { from: 1, to: 50, scale: 'log' },
  },
  memoryBytes: ({ itemCount }, { neighborMax }) =>
    itemCount * (BYTES_OF_VECTOR + BYTES_OF_NEIGHBOR * Math.min(itemCount, neighborMax)),
  train,
  scorer: ({ neighbors, historyHalfLifeActs }) => neighborScorer(neighbors, historyHalfLifeActs),
}
