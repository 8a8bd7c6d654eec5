/**
 * What a ranking would gain if an item stood higher: first and second derivatives of the lambdarank loss.
 *
 *   for rows i, j of a group with label i > label j:
 *     Δ    = (2^label i − 2^label j) · |discount(i) − discount(j)| / best DCG,  discount(place) = 1 / log2(1 + place)
 *     Δ    ÷ (0.01 + |score i − score j|) when normalized
 *     ρ    = 1 / (1 + e^(sigmoid · (score i − score j)))
 *     gradient i −= sigmoid · Δ · ρ,   gradient j += sigmoid · Δ · ρ,   hessian of both += sigmoid² · Δ · ρ · (1 − ρ)
 *
 * Only pairs count of which one stands in the first `truncation` places. When normalized, a group's sums are brought to
 * log2(1 + Σ) / Σ of what they are, so that groups with many pairs do not drown the others.
 *
 * @source Burges, "From RankNet to LambdaRank to LambdaMART: an overview", MSR-TR-2010-82; normalization as in LightGBM's
 *   `rank_objective.hpp`
 */
import type { Task } from '../compute.ts'

export type LambdaArgs = {
  /** a row */
  readonly scores: Float64Array
  readonly labels: Uint8Array
  readonly groupStarts: Int32Array
  /** Part p does the groups from `partStarts[p]` up to `partStarts[p + 1] - 1`. */
  readonly partStarts: Int32Array
  /** Rows of each group in the order of the last time, best first; kept up to date. In the beginning in any order. */
  readonly order: Int32Array
  /** rows × 2: gradient and hessian of each, written */
  readonly gradients: Float32Array
  readonly truncation: number
  readonly sigmoid: number
  readonly isNormalized: boolean
}

/** Labels are below this: 2^label has to stay a number that one can add to. */
export const LABELS = 32
/** Beyond, 1 / (1 + e^x) is as good as 0 or 1. */
const REACH = 30
const STEPS = 2048

export const lambdaTask: Task<LambdaArgs> = {
  name: 'lambda-gradients',
  open: (args) => {
    const { groupStarts, partStarts } = args
    let largest = 0
    for (let g = 0; g + 1 < groupStarts.length; g++)
      largest = Math.max(largest, groupStarts[g + 1] - groupStarts[g])
    const scratch = openScratch(largest)
    return (part) => {
      for (let g = partStarts[part]; g < partStarts[part + 1]; g++) updateGroup(args, g, scratch)
    }
  },
}

/** Parts of about as many rows each, for threads to take. */
export const partsOfGroups = (groupStarts: Int32Array, rowsOfPart: number): number[] => {
  const starts = [0]
  const groupCount = groupStarts.length - 1
  for (let g = 0, first = 0; g < groupCount; g++)
    if (g + 1 === groupCount || groupStarts[g + 1] - groupStarts[first] >= rowsOfPart) {
      starts.push(g + 1)
      first = g + 1
    }
  return starts
}

/** One group by place, best first. */
type Scratch = {
  readonly scores: Float64Array
  readonly gradients: Float64Array
  readonly hessians: Float64Array
  readonly discounts: Float64Array
  /** Places of each label, one label after the other: those of label l from `starts[l]` up to `starts[l + 1] - 1`. */
  readonly places: Int32Array
  readonly starts: Int32Array
  /** By label: the first of its places that is below the one at hand. */
  readonly next: Int32Array
  readonly logistic: Float64Array
}

/** 1 / (1 + e^x) for x from −REACH to REACH, one a thread. */
let logistic: Float64Array | undefined

const logisticTable = (): Float64Array =>
  Float64Array.from({ length: STEPS + 2 }, (_, k) => 1 / (1 + Math.exp((2 * REACH * k) / STEPS - REACH)))

const openScratch = (size: number): Scratch => ({
  scores: new Float64Array(size),
  gradients: new Float64Array(size),
  hessians: new Float64Array(size),
  discounts: Float64Array.from({ length: size }, (_, place) => 1 / Math.log2(place + 2)),
  places: new Int32Array(size),
  starts: new Int32Array(LABELS + 1),
  next: new Int32Array(LABELS),
  logistic: (logistic ??= logisticTable()),
})

const GAINS = Float64Array.from({ length: LABELS }, (_, label) => 2 ** label - 1)

const updateGroup = (args: LambdaArgs, group: number, scratch: Scratch): void => {
  const { labels, groupStarts, order, gradients: out } = args
  const { gradients, hessians, scores } = scratch
  const start = groupStarts[group]
  const size = groupStarts[group + 1] - start
  out.fill(0, 2 * start, 2 * (start + size))
  for (let place = 0; place < size; place++) scores[place] = args.scores[order[start + place]]
  sortPlaces(scores, order, start, size)
  gatherLabels(labels, order, start, size, scratch)
  const best = bestGain(Math.min(args.truncation, size), scratch)
  if (best === 0) return
  gradients.fill(0, 0, size)
  hessians.fill(0, 0, size)
  let total = 0
  for (let place = 0; place < size - 1 && place < args.truncation; place++)
    total += addPairs(args, place, labels[order[start + place]], size, best, scratch)
  const factor = args.isNormalized && total > 0 ? Math.log2(1 + total) / total : 1
  for (let place = 0; place < size; place++) {
    const row = order[start + place]
    out[2 * row] = gradients[place] * factor
    out[2 * row + 1] = hessians[place] * factor
  }
}

/** Adds the pairs of a place and those below that have another label. @returns the sum of what they pull, both ways */
const addPairs = (
  { sigmoid, isNormalized }: LambdaArgs,
  place: number,
  label: number,
  size: number,
  best: number,
  { scores, gradients, hessians, discounts, places, starts, next, logistic }: Scratch,
): number => {
  const isSpread = isNormalized && scores[0] !== scores[size - 1]
  const toStep = STEPS / (2 * REACH)
  const score = scores[place]
  const discount = discounts[place]
  let total = 0
  let gradient = 0
  let hessian = 0
  for (let other = 0; other < LABELS; other++) {
    const end = starts[other + 1]
    while (next[other] < end && places[next[other]] <= place) next[other]++
    if (other === label || next[other] === end) continue
    // The upper place scores more; its lead counts against it when it is the one that should be below.
    const sign = label > other ? 1 : -1
    const weight = (Math.abs(GAINS[label] - GAINS[other]) * sigmoid) / best
    const slope = sign * sigmoid * toStep
    for (let k = next[other]; k < end; k++) {
      const below = places[k]
      const lead = score - scores[below]
      let x = slope * lead + STEPS / 2
      x = x < 0 ? 0 : x > STEPS ? STEPS : x
      const step = x | 0
      const rho = logistic[step] + (x - step) * (logistic[step + 1] - logistic[step])
      const pull = (weight * (discount - discounts[below]) * rho) / (isSpread ? 0.01 + lead : 1)
      const curve = sigmoid * pull * (1 - rho)
      gradients[below] += sign * pull
      hessians[below] += curve
      gradient -= sign * pull
      hessian += curve
      total += pull
    }
  }
  gradients[place] += gradient
  hessians[place] += hessian
  return 2 * total
}

const gatherLabels = (
  labels: Uint8Array,
  order: Int32Array,
  start: number,
  size: number,
  { places, starts, next }: Scratch,
): void => {
  starts.fill(0)
  for (let place = 0; place < size; place++) starts[labels[order[start + place]] + 1]++
  for (let label = 0; label < LABELS; label++) {
    starts[label + 1] += starts[label]
    next[label] = starts[label]
  }
  for (let place = 0; place < size; place++) places[next[labels[order[start + place]]]++] = place
  for (let label = 0; label < LABELS; label++) next[label] = starts[label]
}

/** Discounted gain of the best order there is, cut at the truncation. */
const bestGain = (truncation: number, { starts, discounts }: Scratch): number => {
  let gain = 0
  let place = 0
  for (let label = LABELS - 1; label > 0; label--)
    for (let left = starts[label + 1] - starts[label]; left > 0 && place < truncation; left--)
      gain += GAINS[label] * discounts[place++]
  return gain
}

/**
 * Sorts rows by score, highest first, ties by the lower row. Shell's sort: it goes fast over what is nearly in order, as
 * groups are from one tree to the next.
 *
 * @source Ciura, "Best increments for the average case of Shellsort", FCT 2001
 */
const sortPlaces = (scores: Float64Array, order: Int32Array, start: number, size: number): void => {
  let gap = 1
  while (gap < size) gap = gap < 701 ? (GAPS.find((next) => next > gap) ?? 701) : Math.floor(gap * 2.25)
  for (; gap > 0; gap = gap > 701 ? Math.floor(gap / 2.25) : (GAPS.findLast((next) => next < gap) ?? 0))
    for (let k = gap; k < size; k++) {
      const score = scores[k]
      const row = order[start + k]
      let place = k
      while (place >= gap) {
        const above = scores[place - gap]
        if (above > score || (above === score && order[start + place - gap] < row)) break
        scores[place] = above
        order[start + place] = order[start + place - gap]
        place -= gap
      }
      scores[place] = score
      order[start + place] = row
    }
}

const GAPS = [1, 4, 10, 23, 57, 132, 301, 701]
