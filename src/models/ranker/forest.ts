/** Trees laid out flat, and what they say of rows of features. */

/** Nodes of all trees, one after the other. Children below 0 are leaves: `~child` is the place in `leafValues`. */
export type Forest = {
  readonly featureCount: number
  /** What every row scores before any tree. */
  readonly base: number
  /** Where each tree begins: a node, or a leaf as `~leaf` when the tree is nothing else. */
  readonly roots: Int32Array
  readonly features: Int32Array
  /** Values up to and including the threshold go left. */
  readonly thresholds: Float32Array
  /** 1 where values that are not known go left */
  readonly missingLeft: Uint8Array
  readonly lefts: Int32Array
  readonly rights: Int32Array
  readonly leafValues: Float32Array
}

/** Trees while they are grown; `forestOf` puts them together. */
export type Tree = {
  readonly features: readonly number[]
  readonly thresholds: readonly number[]
  readonly missingLeft: readonly number[]
  /** Numbers within the tree; leaf k is `~k`. */
  readonly lefts: readonly number[]
  readonly rights: readonly number[]
  readonly leafValues: readonly number[]
}

export const forestOf = (trees: readonly Tree[], featureCount: number, base: number): Forest => {
  const roots = new Int32Array(trees.length)
  const features: number[] = []
  const thresholds: number[] = []
  const missingLeft: number[] = []
  const lefts: number[] = []
  const rights: number[] = []
  const leafValues: number[] = []
  trees.forEach((tree, t) => {
    const node = features.length
    const leaf = leafValues.length
    const moved = (child: number): number => (child < 0 ? ~(~child + leaf) : child + node)
    roots[t] = moved(tree.features.length === 0 ? ~0 : 0)
    features.push(...tree.features)
    thresholds.push(...tree.thresholds)
    missingLeft.push(...tree.missingLeft)
    lefts.push(...tree.lefts.map(moved))
    rights.push(...tree.rights.map(moved))
    leafValues.push(...tree.leafValues)
  })
  return {
    featureCount,
    base,
    roots,
    features: Int32Array.from(features),
    thresholds: Float32Array.from(thresholds),
    missingLeft: Uint8Array.from(missingLeft),
    lefts: Int32Array.from(lefts),
    rights: Int32Array.from(rights),
    leafValues: Float32Array.from(leafValues),
  }
}

/**
 * Adds what trees say of each row.
 *
 * @param values    rows × features, row by row; NaN where it is not known
 * @param scores    one a row; `base` is not added
 * @param fromTree  the first tree that counts
 * @complexity O(rows · trees · depth), about 3 ns a step
 */
export const addTrees = (
  { featureCount, roots, features, thresholds, missingLeft, lefts, rights, leafValues }: Forest,
  values: Float32Array,
  scores: Float64Array | Float32Array,
  fromTree = 0,
): void => {
  for (let tree = fromTree; tree < roots.length; tree++) {
    const root = roots[tree]
    for (let row = 0, at = 0; row < scores.length; row++, at += featureCount) {
      let node = root
      while (node >= 0) {
        const value = values[at + features[node]]
        // What is not known is not above, nor below.
        const goesLeft = value <= thresholds[node] || (value !== value && missingLeft[node] === 1)
        node = goesLeft ? lefts[node] : rights[node]
      }
      scores[row] += leafValues[~node]
    }
  }
}

/** Scores of rows: higher is better. @param values  rows × features, row by row; NaN where it is not known */
export const predict = (forest: Forest, values: Float32Array, rowCount: number): Float64Array => {
  const scores = new Float64Array(rowCount).fill(forest.base)
  addTrees(forest, values, scores)
  return scores
}
