/** Counts what each item of a stretch meets in its groups, and keeps the best. */
import { DAY_MS } from '../../domain/local-day.ts'
import { type GroupColumns, TO } from './co-occurrence-groups.ts'
import type { Task } from '../compute.ts'
import { keepBest, type RowRoom } from '../row-room.ts'

export const CO_OCCURRENCE_MEASURES = ['cosine', 'lift', 'llr', 'jaccard', 'conditional'] as const
export type CoOccurrenceMeasure = (typeof CO_OCCURRENCE_MEASURES)[number]

type TogetherArgs = GroupColumns & {
  readonly measure: CoOccurrenceMeasure
  readonly direction: 'both' | 'later'
  readonly windowDays: number
  readonly popularityExponent: number
  readonly shrinkage: number
  readonly sharedMin: number
  readonly reachMax: number
  readonly itemCount: number
  readonly partItemCount: number
  /** Where the neighbours go. */
  readonly rows: RowRoom
}

/** Part p is the items from p · partItemCount on. */
export const countTogether: Task<TogetherArgs> = {
  name: 'co-occurrence',
  open: (args) => {
    const { itemCount, partItemCount, rows } = args
    const meet = meetingsIn(args)
    const scoreOf = MEASURES[args.measure]
    const believed = Float64Array.from(args.toMass, (mass) => mass ** -args.popularityExponent)
    const scored = new Float32Array(itemCount)
    return (part) => {
      const end = Math.min(itemCount, (part + 1) * partItemCount)
      for (let i = part * partItemCount; i < end; i++) {
        const { met, shared, counts } = meet(i)
        let kept = 0
        for (const j of met) {
          const together = shared[j]
          const count = counts[j]
          shared[j] = 0
          counts[j] = 0
          if (count < args.sharedMin) continue
          const score =
            (scoreOf(together, args.fromMass[i], args.toMass[j], args.totalMass) * together * believed[j]) /
            (together + args.shrinkage)
          met[kept] = j
          scored[kept++] = score
        }
        keepBest(rows, i, met.subarray(0, kept), scored.subarray(0, kept))
      }
    }
  },
}

/**
 * The items that an item meets, in how many groups, and by what weight of groups. The arrays are used again for the next
 * item; `shared` and `counts` must be set back to 0 by then.
 */
const meetingsIn = (args: TogetherArgs) => {
  const { groupStarts, groupOf, itemOf, roleOf, atOf, weightOf, askedStarts, askedOf, itemCount, reachMax } =
    args
  const isLater = args.direction === 'later'
  const windowMs = args.windowDays > 0 ? args.windowDays * DAY_MS : Number.POSITIVE_INFINITY
  const hasWindow = atOf.length > 0
  const hasWeights = weightOf.length > 0
  const shared = new Float64Array(itemCount)
  const counts = new Int32Array(itemCount)
  const met = new Int32Array(itemCount)
  // The last visit, a pair of an item and a group, in which an item was met: it is counted once in each.
  const metIn = new Int32Array(itemCount)
  let visit = 0
  return (item: number) => {
    let metCount = 0
    let lastGroup = -1
    for (let e = askedStarts[item + 1] - 1; e >= askedStarts[item]; e--) {
      const p = askedOf[e]
      const group = groupOf[p]
      if (group !== lastGroup) visit++
      lastGroup = group
      const low = isLater ? p + 1 : Math.max(groupStarts[group], p - reachMax)
      for (let q = Math.min(groupStarts[group + 1] - 1, p + reachMax); q >= low; q--) {
        const other = itemOf[q]
        if (metIn[other] === visit || other === item || (roleOf[q] & TO) === 0) continue
        if (hasWindow && Math.abs(atOf[q] - atOf[p]) > windowMs) continue
        metIn[other] = visit
        if (counts[other]++ === 0) met[metCount++] = other
        shared[other] += hasWeights ? weightOf[p < q ? p : q] : 1
      }
    }
    return { met: met.subarray(0, metCount), shared, counts }
  }
}

type Measure = (together: number, from: number, to: number, all: number) => number

const MEASURES: Readonly<Record<CoOccurrenceMeasure, Measure>> = {
  cosine: (together, from, to) => together / Math.sqrt(from * to),
  conditional: (together, from) => together / from,
  jaccard: (together, from, to) => together / (from + to - together),
  lift: (together, from, to, all) => (together * all) / (from * to),
  // Items that meet less often than by chance are no neighbours, however sure that is.
  llr: (together, from, to, all) =>
    together * all <= from * to
      ? 0
      : 2 *
        (cell(together, from, to, all) +
          cell(from - together, from, all - to, all) +
          cell(to - together, all - from, to, all) +
          cell(all - from - to + together, all - from, all - to, all)),
}

const cell = (observed: number, row: number, column: number, all: number): number =>
  observed > 0 ? observed * Math.log((observed * all) / (row * column)) : 0
