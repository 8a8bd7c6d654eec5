/**
 * LambdaMART: trees that learn the order of lists. Each tree is a step of gradient descent on a ranking loss (see
 * `lambda-gradients.ts`), grown on binned features (see `tree-growth.ts`).
 *
 *   score(row) = Σ over trees of the value of the leaf that the row falls into
 *
 * Cost: time O(trees · rows · features · depth) spread over the threads, and sums of 255 bins for each leaf and feature;
 * memory two bytes for each value, 40 a row, and 4 KB for each leaf and feature.
 *
 * When to use it: to order candidates of which several numbers are known (scores of models, counts, prices, times) and
 * that shoppers answered by acting on some of them: it finds by itself which count, how they bend and how they act
 * together. When not: fewer than some thousand rows with an answer (a plain sum of scores is safer), or as the only
 * model: it orders what others propose.
 *
 * @source Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82; Ke et al., "LightGBM", NeurIPS 2017.
 *   Defaults are LightGBM's.
 */
import { rng } from '../../math/rng.ts'
import { type Compute, sharedInts } from '../compute.ts'
import { binFeatures } from './feature-bins.ts'
import { addTrees, type Forest, forestOf, type Tree } from './forest.ts'
import { lambdaTask, partsOfGroups } from './lambda-gradients.ts'
import { checkRows, groupNdcg, type RankRows } from './rank-rows.ts'
import type { Options, Training } from '../recipe.ts'
import type { GrowthOptions } from './split-search.ts'
import { type Growth, growTree, openGrowth, sharedDoubles } from './tree-growth.ts'

export type LambdaMartOptions = Options & {
  /** `rank`: the order within groups; `logistic`: the odds that a label is above 0, whatever the group */
  readonly objective: 'rank' | 'logistic'
  readonly trees: number
  readonly leaves: number
  readonly learningRate: number
  readonly minLeafRows: number
  readonly minLeafHessian: number
  readonly l2: number
  /** Features that each tree may look at, a share in (0, 1]. */
  readonly featureShare: number
  /** Rows that each tree is grown on, a share in (0, 1]. */
  readonly rowShare: number
  /** Pairs count when one of them is among this many first. */
  readonly truncation: number
  readonly sigmoid: number
  readonly isNormalized: boolean
  /** With a validation part: ends when this many trees in a row made its NDCG no better. 0: never. */
  readonly patience: number
}

export const LAMBDA_MART_DEFAULTS: LambdaMartOptions = {
  objective: 'rank',
  trees: 100,
  leaves: 31,
  learningRate: 0.1,
  minLeafRows: 20,
  minLeafHessian: 1e-3,
  l2: 0,
  featureShare: 1,
  rowShare: 1,
  truncation: 30,
  sigmoid: 1,
  isNormalized: true,
  patience: 20,
}

/** Rows whose gradients a thread works out at a time. */
const PART_ROWS = 8192
/** Lists are judged by their first places. */
const NDCG_PLACES = 10

/**
 * Same rows, options and seed: same bytes, however many threads. Labels that are all the same in every group give a forest
 * without trees.
 *
 * @param validation  groups that are not in `rows`: the forest ends with the tree after which they were ordered best
 * @throws BAD_REQUEST when columns do not fit together or a label is above 31
 */
export const trainForest = async (
  rows: RankRows,
  options: LambdaMartOptions,
  { compute, seed, report }: Training,
  validation?: RankRows,
): Promise<Forest> => {
  checkRows(rows)
  if (validation !== undefined) checkRows(validation)
  const { rowCount, featureCount, labels } = rows
  const base = options.objective === 'logistic' ? logOdds(labels) : 0
  const empty = forestOf([], featureCount, base)
  if (rowCount === 0 || featureCount === 0) return empty
  const bins = await binFeatures(rows.values, rowCount, featureCount, compute)
  const growth = openGrowth(bins, options.leaves)
  const scores = sharedDoubles(rowCount).fill(base)
  const gradients = gradientsOf(rows, scores, options, compute)
  const watched = validation === undefined ? undefined : new Watch(validation, base)
  const trees: Tree[] = []
  for (let t = 0; t < options.trees; t++) {
    report(t / options.trees)
    const grown = await gradients.update()
    const count = sampleRows(growth, rowCount, options.rowShare, seed, t)
    const isUsed = sampleFeatures(featureCount, options.featureShare, seed, t)
    const { tree, leaves } = await growTree(growth, count, grown, isUsed, growthOptions(options), compute)
    if (leaves.length === 1) break
    trees.push(tree)
    if (count === rowCount)
      leaves.forEach((leaf, k) => {
        const value = tree.leafValues[k]
        for (let at = leaf.start; at < leaf.start + leaf.count; at++) scores[growth.rows[at]] += value
      })
    else addTrees(forestOf([tree], featureCount, 0), rows.values, scores)
    watched?.add(tree, featureCount)
    if (watched !== undefined && options.patience > 0 && trees.length - watched.best >= options.patience)
      break
  }
  report(1)
  return forestOf(watched === undefined ? trees : trees.slice(0, watched.best), featureCount, base)
}

const growthOptions = ({
  leaves,
  learningRate,
  minLeafRows,
  minLeafHessian,
  l2,
}: LambdaMartOptions): GrowthOptions => ({
  leaves,
  learningRate,
  minLeafRows,
  minLeafHessian,
  l2,
})

/** Gradient and hessian of every row, worked out anew from the scores. */
const gradientsOf = (
  { rowCount, labels, groupStarts }: RankRows,
  scores: Float64Array,
  { objective, truncation, sigmoid, isNormalized }: LambdaMartOptions,
  compute: Compute,
): { readonly update: () => Promise<Float32Array> } => {
  const gradients = new Float32Array(new SharedArrayBuffer(8 * rowCount))
  const partStarts = Int32Array.from(partsOfGroups(groupStarts, PART_ROWS))
  const sharedStarts = sharedInts(groupStarts.length)
  sharedStarts.set(groupStarts)
  const order = sharedInts(rowCount)
  for (let row = 0; row < rowCount; row++) order[row] = row
  const sharedLabels = new Uint8Array(new SharedArrayBuffer(rowCount))
  sharedLabels.set(labels)
  const args = {
    scores,
    labels: sharedLabels,
    groupStarts: sharedStarts,
    partStarts,
    order,
    gradients,
    truncation,
    sigmoid,
    isNormalized,
  }
  return {
    update: async () => {
      if (objective === 'rank') await compute.run(lambdaTask, args, partStarts.length - 1)
      else logisticGradients(scores, labels, gradients)
      return gradients
    },
  }
}

const logisticGradients = (scores: Float64Array, labels: Uint8Array, gradients: Float32Array): void => {
  for (let row = 0; row < scores.length; row++) {
    const odds = 1 / (1 + Math.exp(-scores[row]))
    gradients[2 * row] = odds - (labels[row] > 0 ? 1 : 0)
    gradients[2 * row + 1] = odds * (1 - odds)
  }
}

/** What a row scores when nothing else is known; 0 when all labels say the same. */
const logOdds = (labels: Uint8Array): number => {
  let right = 0
  for (const label of labels) if (label > 0) right++
  return right === 0 || right === labels.length ? 0 : Math.log(right / (labels.length - right))
}

/** Lays the rows of the next tree into the growth, ascending. @returns how many */
const sampleRows = (
  { rows }: Growth,
  rowCount: number,
  share: number,
  seed: number,
  tree: number,
): number => {
  const random = rng(seed, 'rows', tree)
  let count = 0
  for (let row = 0; row < rowCount; row++) if (share >= 1 || random.float() < share) rows[count++] = row
  return count
}

const sampleFeatures = (featureCount: number, share: number, seed: number, tree: number): Int32Array => {
  const isUsed = sharedInts(featureCount)
  const features = Array.from({ length: featureCount }, (_, feature) => feature)
  const count = Math.max(1, Math.round(share * featureCount))
  const chosen = share >= 1 ? features : rng(seed, 'features', tree).shuffle(features).slice(0, count)
  for (const feature of chosen) isUsed[feature] = 1
  return isUsed
}

/** Follows how well trees order lists that they do not learn from. */
class Watch {
  /** How many trees were best. */
  best = 0
  readonly #rows: RankRows
  readonly #scores: Float64Array
  #treeCount = 0
  #highest: number

  constructor(rows: RankRows, base: number) {
    this.#rows = rows
    this.#scores = new Float64Array(rows.rowCount).fill(base)
    this.#highest = groupNdcg(rows, this.#scores, NDCG_PLACES)
  }

  add(tree: Tree, featureCount: number): void {
    addTrees(forestOf([tree], featureCount, 0), this.#rows.values, this.#scores)
    this.#treeCount++
    const ndcg = groupNdcg(this.#rows, this.#scores, NDCG_PLACES)
    if (!(ndcg > this.#highest)) return
    this.#highest = ndcg
    this.best = this.#treeCount
  }
}
