/**
 * The sums that a regression of the next item on fading memories needs, without ever writing the memories down.
 *
 *   h_b(t) = Σ over acts p < t of a sequence: decay_b^(t − 1 − p) · e(item of p)         memory b before act t
 *   y(t)   = Σ over acts p ≥ t: aheadDecay^(p − t) · e(item of p)                        what came then
 *   gram   = Σ h hᵀ,   targets = Σ y hᵀ          over all t with something before, h = all memories one below the other
 *
 * Each pair of acts gives one closed term, a geometric sum over the t that see both. So the cost is acts times how far a
 * memory reaches, however long sequences are.
 */
import { sharedCopy, sharedFloats, sharedInts, type Task } from '../compute.ts'
import type { Sequences } from '../sessions/sequences.ts'
import { type TiledMatrix, tileOf } from './tiled-matrix.ts'
import { groupsBy } from '../acts.ts'

export type Memories = {
  /** What one act further back counts, for each memory. In [0, 1); 0 remembers the last act only. */
  readonly decays: readonly number[]
  /** In [0, 1); 0 looks at the very next act only. */
  readonly aheadDecay: number
}

/** Acts fainter than this are forgotten, and those beyond `REACH_MAX`. */
const FAINTEST = 0.002
const REACH_MAX = 400

/** How many acts a memory goes back. */
export const reachOf = (decay: number): number =>
  decay <= 0 ? 1 : Math.max(1, Math.min(REACH_MAX, Math.ceil(Math.log(FAINTEST) / Math.log(decay))))

export type MomentsArgs = Memories & {
  readonly itemCount: number
  /** Act p is of item `items[p]`; its sequence ends before act `ends[p]`, and began with act `begins[p]`. */
  readonly items: Int32Array
  readonly begins: Int32Array
  readonly ends: Int32Array
  /** Acts of item i are `places[placeStarts[i]]` up to `places[placeStarts[i + 1] - 1]`. */
  readonly placeStarts: Int32Array
  readonly places: Int32Array
  /** Takes the gram: features × features, feature b · items + i is item i in memory b. */
  readonly gram: TiledMatrix
  /** Added to the diagonal, for each memory. */
  readonly penalties: readonly number[]
  /** Takes items × features, row by row. */
  readonly targets: Float32Array<SharedArrayBuffer>
}

/** Items that a part sums up. */
const PART_ITEMS = 32
export const momentsPartCount = (itemCount: number): number => Math.ceil(itemCount / PART_ITEMS)

export const momentsArgs = (
  { count, starts, items }: Sequences,
  itemCount: number,
  given: Memories & Pick<MomentsArgs, 'gram' | 'penalties'>,
): MomentsArgs => {
  const begins = sharedInts(items.length)
  const ends = sharedInts(items.length)
  for (let s = 0; s < count; s++) {
    begins.fill(starts[s], starts[s], starts[s + 1])
    ends.fill(starts[s + 1], starts[s], starts[s + 1])
  }
  const places = groupsBy(items, itemCount)
  return {
    ...given,
    itemCount,
    items: sharedCopy(items),
    begins,
    ends,
    placeStarts: sharedCopy(places.starts),
    places: sharedCopy(places.rows),
    targets: sharedFloats(itemCount * itemCount * given.decays.length),
  }
}

export const momentsTask: Task<MomentsArgs> = {
  name: 'memory-moments',
  open: (args) => {
    const { itemCount, decays, gram, penalties, targets } = args
    const featureCount = decays.length * itemCount
    const tables = tablesOf(args)
    const sums = new Float64Array(featureCount)
    return (part) => {
      const end = Math.min(itemCount, (part + 1) * PART_ITEMS)
      for (let item = part * PART_ITEMS; item < end; item++) {
        decays.forEach((_, b) => {
          sums.fill(0)
          addGramRow(args, tables, item, b, sums)
          const feature = b * itemCount + item
          sums[feature] += penalties[b]
          writeLowerRow(gram, feature, sums)
        })
        sums.fill(0)
        addTargetRow(args, tables, item, sums)
        targets.set(sums, item * featureCount)
      }
    }
  },
}

type Tables = {
  readonly reaches: readonly number[]
  /** [b][d] = decay_b^d */
  readonly powers: readonly Float64Array[]
  /** [b][c][steps] = Σ over s < steps: (decay_b · decay_c)^s; beyond the last entry it grows no more */
  readonly shared: readonly (readonly Float64Array[])[]
  /** [b][d] = Σ over s < d: decay_b^s · aheadDecay^(d − 1 − s) */
  readonly ahead: readonly Float64Array[]
}

const tablesOf = ({ decays, aheadDecay }: Memories): Tables => {
  const geometric = (ratio: number): Float64Array => {
    const sums = new Float64Array(REACH_MAX + 2)
    for (let s = 1; s < sums.length; s++) sums[s] = sums[s - 1] * ratio + 1
    return sums
  }
  return {
    reaches: decays.map((decay) => Math.max(reachOf(decay), reachOf(aheadDecay))),
    powers: decays.map((decay) => Float64Array.from({ length: REACH_MAX + 1 }, (_, d) => decay ** d)),
    shared: decays.map((b) => decays.map((c) => geometric(b * c))),
    ahead: decays.map((decay) => {
      const sums = new Float64Array(REACH_MAX + 1)
      for (let d = 1; d < sums.length; d++) sums[d] = sums[d - 1] * decay + aheadDecay ** (d - 1)
      return sums
    }),
  }
}

/** Row of (b, item), up to its own memory: columns beyond are the other triangle's. */
const addGramRow = (
  { itemCount, items, begins, ends, placeStarts, places }: MomentsArgs,
  { reaches, powers, shared }: Tables,
  item: number,
  b: number,
  sums: Float64Array,
): void => {
  for (let c = 0; c <= b; c++) {
    const seen = shared[b][c]
    const stepMax = seen.length - 1
    const offset = c * itemCount
    for (let k = placeStarts[item]; k < placeStarts[item + 1]; k++) {
      const p = places[k]
      const after = ends[p] - 1 - p
      const weight = seen[Math.min(after, stepMax)]
      sums[offset + item] += weight
      const back = Math.min(p - begins[p], reaches[c])
      for (let d = 1; d <= back; d++) sums[offset + items[p - d]] += weight * powers[c][d]
      const forth = Math.min(after, reaches[b])
      for (let d = 1; d <= forth; d++)
        sums[offset + items[p + d]] += powers[b][d] * seen[Math.min(after - d, stepMax)]
    }
  }
}

const addTargetRow = (
  { itemCount, items, begins, placeStarts, places, decays }: MomentsArgs,
  { reaches, ahead }: Tables,
  item: number,
  sums: Float64Array,
): void => {
  for (let k = placeStarts[item]; k < placeStarts[item + 1]; k++) {
    const p = places[k]
    for (let b = 0; b < decays.length; b++) {
      const back = Math.min(p - begins[p], reaches[b])
      for (let d = 1; d <= back; d++) sums[b * itemCount + items[p - d]] += ahead[b][d]
    }
  }
}

const writeLowerRow = (matrix: TiledMatrix, row: number, values: Float64Array): void => {
  const { tileSize } = matrix
  const i = Math.floor(row / tileSize)
  const start = (row % tileSize) * tileSize
  for (let j = 0; j <= i; j++) {
    const width = j < i ? tileSize : (row % tileSize) + 1
    tileOf(matrix, i, j).set(values.subarray(j * tileSize, j * tileSize + width), start)
  }
}
