/** Acts laid out for counting pairs: by group, in time, and by item. All in memory that threads share. */
import { DAY_MS } from '../../domain/local-day.ts'
import { ACT_KINDS, type ActKind, type Groups } from '../acts.ts'
import { sharedFloats, sharedInts } from '../compute.ts'
import type { TrainingData } from '../training-data.ts'

/** Roles of an entry, as bits: it can be asked about, it can be proposed. */
export const FROM = 1
export const TO = 2

/** An entry is an act that takes part; entries of a group stand together, oldest first. */
export type GroupColumns = {
  /** entries of group g are `groupStarts[g]` up to `groupStarts[g + 1] - 1` */
  readonly groupStarts: Int32Array
  readonly groupOf: Int32Array
  readonly itemOf: Int32Array
  readonly roleOf: Uint8Array
  /** ms UTC; empty when no window asks for it */
  readonly atOf: Float64Array
  /** in (0, 1]; empty when all weigh 1 */
  readonly weightOf: Float32Array
  /** entries that item i can be asked about, ascending, are `askedOf[askedStarts[i]]` up to `askedOf[askedStarts[i + 1] - 1]` */
  readonly askedStarts: Int32Array
  readonly askedOf: Int32Array
  /** weight of the groups that hold the item as `from` */
  readonly fromMass: Float64Array
  /** weight of the groups that hold the item as `to` */
  readonly toMass: Float64Array
  /** weight of all groups */
  readonly totalMass: number
}

export type GroupOptions = {
  readonly from: ActKind | 'any'
  readonly to: ActKind | 'any'
  readonly within: 'order' | 'session' | 'shopper'
  readonly windowDays: number
  readonly halfLifeDays: number
  readonly sizeExponent: number
  readonly reachMax: number
}

/** Float32 holds little below it, and an act that weighs nothing would not be counted as met. */
const LEAST_WEIGHT = 1e-30

/**
 * @returns `reachOf`: the most items that an item can be paired with
 * @complexity O(acts + groups + items)
 */
export const gatherGroups = (
  data: TrainingData,
  options: GroupOptions,
): { readonly columns: GroupColumns; readonly reachOf: (item: number) => number } => {
  const { acts, itemCount } = data
  const groups = { order: () => data.byOrder, session: () => data.bySession, shopper: () => data.byShopper }[
    options.within
  ]()
  const roles = ACT_KINDS.map(
    (kind) =>
      (options.from === 'any' || options.from === kind ? FROM : 0) |
      (options.to === 'any' || options.to === kind ? TO : 0),
  )
  const { rows, starts: groupStarts } = onlyWithRole(groups, acts.kind, roles)
  const count = rows.length
  const groupOf = sharedInts(count)
  const itemOf = sharedInts(count)
  const roleOf = new Uint8Array(new SharedArrayBuffer(count))
  const atOf = new Float64Array(new SharedArrayBuffer(options.windowDays > 0 ? 8 * count : 0))
  const isWeighted = options.halfLifeDays > 0 || options.sizeExponent > 0
  const weightOf = sharedFloats(isWeighted ? count : 0)
  for (let g = 0; g + 1 < groupStarts.length; g++) {
    const sizeWeight = (groupStarts[g + 1] - groupStarts[g]) ** -options.sizeExponent
    for (let p = groupStarts[g]; p < groupStarts[g + 1]; p++) {
      const row = rows[p]
      groupOf[p] = g
      itemOf[p] = acts.item[row]
      roleOf[p] = roles[acts.kind[row]]
      if (atOf.length > 0) atOf[p] = acts.at[row]
      if (!isWeighted) continue
      const ageDays = (data.now - acts.at[row]) / DAY_MS
      const decay = options.halfLifeDays > 0 ? 2 ** (-Math.max(0, ageDays) / options.halfLifeDays) : 1
      weightOf[p] = Math.max(LEAST_WEIGHT, sizeWeight * decay)
    }
  }
  const { askedStarts, askedOf } = byAskedItem(itemOf, roleOf, itemCount)
  const columns = { groupStarts, groupOf, itemOf, roleOf, atOf, weightOf, askedStarts, askedOf }
  return {
    columns: { ...columns, ...massesOf(columns, itemCount) },
    reachOf: reachIn(columns, options, itemCount),
  }
}

/** Groups without the rows that play no part. */
const onlyWithRole = (groups: Groups, kinds: Uint8Array, roles: readonly number[]): Groups => {
  const starts = sharedInts(groups.starts.length)
  const rows = new Int32Array(groups.rows.length)
  let count = 0
  for (let g = 0; g + 1 < starts.length; g++) {
    for (let k = groups.starts[g]; k < groups.starts[g + 1]; k++)
      if (roles[kinds[groups.rows[k]]] !== 0) rows[count++] = groups.rows[k]
    starts[g + 1] = count
  }
  return { starts, rows: rows.subarray(0, count) }
}

const byAskedItem = (itemOf: Int32Array, roleOf: Uint8Array, itemCount: number) => {
  const askedStarts = sharedInts(itemCount + 1)
  for (let p = 0; p < itemOf.length; p++) if ((roleOf[p] & FROM) !== 0) askedStarts[itemOf[p] + 1]++
  for (let i = 0; i < itemCount; i++) askedStarts[i + 1] += askedStarts[i]
  const next = askedStarts.slice()
  const askedOf = sharedInts(askedStarts[itemCount])
  for (let p = 0; p < itemOf.length; p++) if ((roleOf[p] & FROM) !== 0) askedOf[next[itemOf[p]]++] = p
  return { askedStarts, askedOf }
}

/** Newest first: a group counts an item once, by its newest entry. */
const massesOf = (
  { groupOf, itemOf, roleOf, weightOf }: Pick<GroupColumns, 'groupOf' | 'itemOf' | 'roleOf' | 'weightOf'>,
  itemCount: number,
) => {
  const floats = () => new Float64Array(new SharedArrayBuffer(8 * itemCount))
  const fromMass = floats()
  const toMass = floats()
  const lastFrom = new Int32Array(itemCount).fill(-1)
  const lastTo = new Int32Array(itemCount).fill(-1)
  let totalMass = 0
  for (let p = itemOf.length - 1; p >= 0; p--) {
    const item = itemOf[p]
    const group = groupOf[p]
    const weight = weightOf.length > 0 ? weightOf[p] : 1
    if (p === itemOf.length - 1 || groupOf[p + 1] !== group) totalMass += weight
    if ((roleOf[p] & FROM) !== 0 && lastFrom[item] !== group) {
      lastFrom[item] = group
      fromMass[item] += weight
    }
    if ((roleOf[p] & TO) !== 0 && lastTo[item] !== group) {
      lastTo[item] = group
      toMass[item] += weight
    }
  }
  return { fromMass, toMass, totalMass }
}

const reachIn = (
  {
    askedStarts,
    askedOf,
    groupOf,
    groupStarts,
  }: Pick<GroupColumns, 'askedStarts' | 'askedOf' | 'groupOf' | 'groupStarts'>,
  { reachMax }: GroupOptions,
  itemCount: number,
) => {
  const othersMax = Math.max(0, itemCount - 1)
  return (item: number): number => {
    let reach = 0
    for (let k = askedStarts[item]; k < askedStarts[item + 1] && reach < othersMax; k++) {
      const group = groupOf[askedOf[k]]
      reach += Math.min(2 * reachMax, groupStarts[group + 1] - groupStarts[group] - 1)
    }
    return Math.min(reach, othersMax)
  }
}
