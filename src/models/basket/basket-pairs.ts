/** What pairs of items in a basket say for other items, by pair. */
import type { Csr } from '../../math/csr.ts'

export type PairTable = {
  /** Pairs whose smaller item is i are `pairStarts[i]` up to `pairStarts[i + 1] - 1`. */
  readonly pairStarts: Int32Array
  readonly pairSeconds: Int32Array
  /** Row p: what having both items of pair p says, beyond what each of them does. */
  readonly pairWeights: Csr
}

/** Numbers that name a pair. */
export const PAIR_ITEMS = 2

/**
 * Gathers what all items learned of pairs, by pair.
 *
 * @param pairItems   of each item `pairMax` pairs of item numbers, −1 where there is none
 * @param pairValues  what each pair says for the item
 */
export const pairTableOf = (
  pairItems: Int32Array,
  pairValues: Float32Array,
  itemCount: number,
  pairMax: number,
): PairTable => {
  const found: { first: number; second: number; item: number; value: number }[] = []
  for (let k = 0; k < pairValues.length; k++) {
    const [first, second] = [pairItems[PAIR_ITEMS * k], pairItems[PAIR_ITEMS * k + 1]]
    if (first >= 0) found.push({ first, second, item: Math.floor(k / pairMax), value: pairValues[k] })
  }
  found.sort((a, b) => a.first - b.first || a.second - b.second || a.item - b.item)
  const pairStarts = new Int32Array(itemCount + 1)
  const seconds: number[] = []
  const starts: number[] = [0]
  for (const [k, { first, second }] of found.entries()) {
    const isNew = k === 0 || found[k - 1].first !== first || found[k - 1].second !== second
    if (isNew) {
      pairStarts[first + 1]++
      seconds.push(second)
      starts.push(k)
    }
    starts[seconds.length] = k + 1
  }
  for (let i = 0; i < itemCount; i++) pairStarts[i + 1] += pairStarts[i]
  return {
    pairStarts,
    pairSeconds: Int32Array.from(seconds),
    pairWeights: {
      rowCount: seconds.length,
      columnCount: itemCount,
      starts: Int32Array.from(starts),
      columns: Int32Array.from(found, ({ item }) => item),
      values: Float32Array.from(found, ({ value }) => value),
    },
  }
}
