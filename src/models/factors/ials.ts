/**
 * Implicit-feedback factorization: a row of numbers for every shopper and item whose products say who likes what. With
 * S the pairs that have acts, c their confidence, w a shopper's row, h an item's and counts |S_w|, |S_h| of their acts:
 *
 *   Σ_S c (1 − w·h)²  +  w0 Σ_(all pairs) (w·h)²  +  λ Σ_w (|S_w| + w0 · items)^ν |w|²  +  λ Σ_h (|S_h| + w0 · shoppers)^ν |h|²
 *
 * is lowered by turns: rows with many acts a block of coordinates at a time (iALS++), those with few exactly, in as many
 * unknowns as they have acts; both cost a small part of solving for all coordinates. Shoppers' rows are not kept: a query
 * solves for the one it needs, so acts of a moment ago count and nothing personal is in the model. Items without acts are
 * placed by their tags and vectors.
 *
 * When to use it: items for a known shopper in catalogs of any size; it is among the best of its kind when `dimensions`
 * is large, and its model stays small. Not for the order of things in a session, nor for repeat purchases; with few acts
 * in all, models that count are as good.
 *
 * @source Rendle, Krichene, Zhang & Koren, "iALS++: speeding up matrix factorization with subspace optimization", 2021,
 *   and "Revisiting the performance of iALS on item recommendation benchmarks", RecSys 2022; Hu, Koren & Volinsky, 2008
 */
import { openScan } from '../../kernels/scan.ts'
import { actConfidence, type ConfidenceOptions } from './act-confidence.ts'
import { blendColdItems, type ColdItemOptions } from './ials-cold-items.ts'
import { openFoldIn, type FoldInOptions } from './ials-fold-in.ts'
import { type FactorOptions, trainFactors, trainFactorsBytes } from './ials-train.ts'
import type { DataShape, Recipe } from '../recipe.ts'
import { NO_SCORES } from '../scores.ts'

export type IalsOptions = FactorOptions &
  ConfidenceOptions &
  ColdItemOptions &
  Pick<FoldInOptions, 'halfLifeItems'>

export type IalsModel = FoldInOptions & {
  /** itemCount × dimensions */
  readonly items: Float32Array
  /** dimensions × dimensions: Σ itemᵀ · item, of the items as trained */
  readonly gram: Float32Array
}

/** Numbers that a vector register takes at a time, twice. */
const LANES = 8

const roundUp = (count: number): number => Math.max(LANES, LANES * Math.ceil(count / LANES))

/** Sizes as the kernels need them. */
const sized = (options: IalsOptions): IalsOptions => {
  const dimensions = roundUp(options.dimensions)
  return { ...options, dimensions, block: Math.min(dimensions, roundUp(options.block)) }
}

const train: Recipe<IalsOptions, IalsModel>['train'] = async (data, given, training) => {
  const options = sized(given)
  const confidence = actConfidence(data, options)
  training.report(0)
  const { items, gram } = await trainFactors(confidence, options, training)
  const actCounts = new Int32Array(data.itemCount)
  for (const item of confidence.columns) actCounts[item]++
  blendColdItems(items, options.dimensions, actCounts, data.facts, options)
  training.report(1)
  const { dimensions, unobservedWeight, ridge, ridgeExponent, halfLifeItems, repeatExponent } = options
  const { viewWeight, cartWeight, wishWeight, purchaseWeight } = options
  return {
    itemCount: data.itemCount,
    dimensions,
    unobservedWeight,
    ridge,
    ridgeExponent,
    halfLifeItems,
    repeatExponent,
    viewWeight,
    cartWeight,
    wishWeight,
    purchaseWeight,
    items,
    gram,
  }
}

const scorer: Recipe<IalsOptions, IalsModel>['scorer'] = (model) => {
  const { items, gram, itemCount, dimensions } = model
  const foldIn = openFoldIn(items, gram, model)
  const scan = openScan(items, itemCount, dimensions)
  return (query) => {
    const shopper = foldIn(query)
    if (shopper === undefined) return NO_SCORES
    const scores = new Float32Array(itemCount)
    scan(shopper, scores)
    for (const seed of query.seeds) if (seed in scores) scores[seed] = 0
    return { form: 'all', scores }
  }
}

const memoryBytes = ({ itemCount, shopperCount, actCount }: DataShape, given: IalsOptions): number => {
  const options = sized(given)
  return 24 * actCount + trainFactorsBytes(shopperCount, itemCount, actCount, options)
}

/**
 * @complexity training: an epoch takes time O(pairs · d · block + (shoppers + items) · d · (d + block²)), memory
 *   O((shoppers + items) · d) and that of the larger side once more in each thread; answering: O(|history| · d² + d³ + items · d)
 */
export const ials: Recipe<IalsOptions, IalsModel> = {
  name: 'ials',
  version: 1,
  jobs: ['top-n', 'next-item', 'completion', 'similar'],
  defaults: {
    dimensions: 128,
    block: 64,
    epochs: 6,
    unobservedWeight: 0.05,
    ridge: 0.05,
    ridgeExponent: 0.5,
    initialDeviation: 0.1,
    viewWeight: 1,
    cartWeight: 1,
    wishWeight: 1,
    purchaseWeight: 1,
    repeatExponent: 0.5,
    halfLifeItems: 0,
    coldActs: 5,
    coldRidge: 10,
  },
  ranges: {
    dimensions: { of: [32, 64, 128, 256, 512] },
    epochs: { of: [4, 6, 10] },
    unobservedWeight: { from: 0.003, to: 1, scale: 'log' },
    ridge: { from: 0.001, to: 1, scale: 'log' },
    ridgeExponent: { of: [0.5, 1] },
    viewWeight: { of: [0, 0.2, 0.5, 1] },
    repeatExponent: { of: [0, 0.5, 1] },
    halfLifeItems: { of: [0, 2, 5, 10, 30] },
    coldActs: { of: [0, 3, 5, 10] },
  },
  memoryBytes,
  train,
  scorer,
}
