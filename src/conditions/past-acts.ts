/** Counts acts of a shopper's past, and finds acts that followed each other. */
import type { HistoryComparison, HistoryCount } from '../domain/condition.ts'
import { DAY_MS } from '../domain/local-day.ts'
import type { Facts, PastAct } from './facts.ts'

/** Whether the condition of a count holds of an item of the past. */
export type HoldsOfItem = (item: number) => boolean

/** The same answer for the same item, worked out once. */
const remember = (holds: HoldsOfItem): HoldsOfItem => {
  const known = new Map<number, boolean>()
  return (item) => {
    let answer = known.get(item)
    if (answer === undefined) known.set(item, (answer = holds(item)))
    return answer
  }
}

/** Acts of the kinds and the days that a count names, with items that its condition holds of. Oldest first. */
const actsOf = (
  past: readonly PastAct[],
  now: number,
  { acts, withinDays }: HistoryCount,
  holds: HoldsOfItem | undefined,
): readonly PastAct[] => {
  const since = withinDays === undefined ? Number.NEGATIVE_INFINITY : now - withinDays * DAY_MS
  const holdsOfItem = holds === undefined ? undefined : remember(holds)
  return past.filter(
    ({ kind, at, item }) => acts.includes(kind) && at >= since && (holdsOfItem?.(item) ?? true),
  )
}

/**
 * How many acts there are, for a candidate. The past is read when first asked for.
 *
 * @param holds  of the items of acts; undefined when the count has no condition
 * @complexity O(acts) once, then O(1)
 */
export const actCounter = (
  facts: Facts,
  count: HistoryCount,
  holds: HoldsOfItem | undefined,
): ((item: number) => number) => {
  let total = -1
  if (count.of !== 'item')
    return () => {
      if (total < 0) total = actsOf(facts.past(), facts.now, count, holds).length
      return total
    }
  let byItem: Map<number, number> | undefined
  return (item) => {
    if (byItem === undefined) {
      byItem = new Map()
      for (const act of actsOf(facts.past(), facts.now, count, undefined))
        byItem.set(act.item, (byItem.get(act.item) ?? 0) + 1)
    }
    return byItem.get(item) ?? 0
  }
}

export const isCount = (count: number, is: HistoryComparison, than: number): boolean => {
  switch (is) {
    case '<':
      return count < than
    case '<=':
      return count <= than
    case '=':
      return count === than
    case '>=':
      return count >= than
    case '>':
      return count > than
  }
}

/**
 * Whether acts followed each other, the last at most so many days after the first. Each act is one step; between them
 * there may be others. Of two acts at the same instant the one that was logged first came first.
 *
 * @param holds  of the items of acts, a step each
 * @complexity O(acts · steps); once a request, or once for each item of the past when a step is `of item`
 */
export const sequenceFinder = (
  facts: Facts,
  steps: readonly HistoryCount[],
  withinDays: number,
  holds: readonly (HoldsOfItem | undefined)[],
): ((item: number) => boolean) => {
  const spanMs = withinDays * DAY_MS
  let past: readonly PastAct[] | undefined
  let actsOfSteps: readonly ReadonlySet<PastAct>[] = []
  const isOfItem = steps.map(({ of }) => of === 'item')
  const first = isOfItem.indexOf(true)
  /** Items of the acts of the first step that is of the item: of others there is no sequence. */
  const known = new Set<number>()
  const find = (candidate: number): boolean => {
    if (past === undefined) {
      const acts = facts.past()
      past = acts
      actsOfSteps = steps.map((step, k) => new Set(actsOf(acts, facts.now, step, holds[k])))
      for (const { item } of actsOfSteps[first] ?? []) known.add(item)
    }
    if (first >= 0 && !known.has(candidate)) return false
    // By step: when the youngest sequence that got so far began. Backwards, so that no act is two steps.
    const began = new Float64Array(steps.length).fill(Number.NEGATIVE_INFINITY)
    for (const act of past)
      for (let k = steps.length - 1; k >= 0; k--) {
        if (!(actsOfSteps[k] as ReadonlySet<PastAct>).has(act)) continue
        if (isOfItem[k] === true && act.item !== candidate) continue
        const start = k === 0 ? act.at : (began[k - 1] as number)
        if (start > (began[k] as number)) began[k] = start
        if (k === steps.length - 1 && act.at - start <= spanMs) return true
      }
    return false
  }
  if (first >= 0) return remember(find)
  let answer: boolean | undefined
  return () => (answer ??= find(-1))
}
