/** What was acted on one after the other: a session, or all that a shopper did. For recipes that read the order of acts. */
import type { Query } from '../query.ts'
import type { TrainingData } from '../training-data.ts'

/** Whose acts make one sequence: those of a visit, or those of a shopper over all visits. */
export const SEQUENCE_OWNERS = ['session', 'shopper'] as const
export type SequenceOwner = (typeof SEQUENCE_OWNERS)[number]

/** Sequence s is `items[starts[s]]` up to `items[starts[s + 1] - 1]`, oldest act first. None is empty. */
export type Sequences = {
  readonly count: number
  readonly starts: Int32Array
  readonly items: Int32Array
}

export type SequenceCut = {
  readonly of: SequenceOwner
  /** The newest acts of a sequence that are kept. */
  readonly actMax: number
  /** Whether an item stands in a sequence once, where it was last. */
  readonly isDistinct: boolean
}

/**
 * The sequences of the data, ordered by their last act, so that the last sequence is the newest.
 *
 * @complexity O(acts + sequences + items)
 */
export const sequencesOf = (data: TrainingData, { of, actMax, isDistinct }: SequenceCut): Sequences => {
  const { acts, itemCount } = data
  const groups = of === 'session' ? data.bySession : data.byShopper
  const groupCount = groups.starts.length - 1
  const groupEndingAt = new Int32Array(acts.count).fill(-1)
  for (let g = 0; g < groupCount; g++)
    if (groups.starts[g + 1] > groups.starts[g]) groupEndingAt[groups.rows[groups.starts[g + 1] - 1]] = g

  const starts = new Int32Array(groupCount + 1)
  const items = new Int32Array(groups.rows.length)
  const takenBy = new Int32Array(isDistinct ? itemCount : 0).fill(-1)
  let count = 0
  let size = 0
  for (let row = 0; row < acts.count; row++) {
    const g = groupEndingAt[row]
    if (g < 0) continue
    const start = size
    const oldest = Math.max(groups.starts[g], groups.starts[g + 1] - actMax)
    for (let k = groups.starts[g + 1] - 1; k >= oldest; k--) {
      const item = acts.item[groups.rows[k]]
      if (isDistinct && takenBy[item] === g) continue
      if (isDistinct) takenBy[item] = g
      items[size++] = item
    }
    items.subarray(start, size).reverse()
    starts[++count] = size
  }
  return { count, starts: starts.slice(0, count + 1), items: items.slice(0, size) }
}

/**
 * What a query goes on from, newest first: the seeds, then the acts of the session or of the shopper. Items that the model
 * does not know are passed over.
 *
 * @param isKnown  whether the model has the item, whatever number is asked for
 */
export const newestActs = (
  { seeds, history, sessionStart }: Query,
  of: SequenceOwner,
  countMax: number,
  isKnown: (item: number) => boolean,
): Int32Array => {
  const newest = new Int32Array(Math.max(0, Math.min(countMax, seeds.length + history.items.length)))
  let size = 0
  for (let k = seeds.length - 1; k >= 0 && size < newest.length; k--)
    if (isKnown(seeds[k])) newest[size++] = seeds[k]
  const oldest = of === 'session' ? sessionStart : 0
  for (let k = history.items.length - 1; k >= oldest && size < newest.length; k--)
    if (isKnown(history.items[k])) newest[size++] = history.items[k]
  return newest.subarray(0, size)
}

/** The same with each item once, where it was last. Looks no further back than `LOOK_BACK` acts for each item wanted. */
export const newestItems = (
  query: Query,
  of: SequenceOwner,
  countMax: number,
  itemCount: number,
): Int32Array => {
  const acts = newestActs(query, of, countMax * LOOK_BACK, (item) => item >= 0 && item < itemCount)
  const items = new Int32Array(Math.min(countMax, acts.length))
  let size = 0
  for (let k = 0; k < acts.length && size < items.length; k++)
    if (items.subarray(0, size).indexOf(acts[k]) < 0) items[size++] = acts[k]
  return items.subarray(0, size)
}

const LOOK_BACK = 20
