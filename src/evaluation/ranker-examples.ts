/** Moments of the past that the ranker learns from, with what came of them. */
import { type Acts, PURCHASE, VIEW } from '../models/acts.ts'
import type { RankerExample } from '../models/ranker/ranker.ts'
import type { TrainingData } from '../models/training-data.ts'
import type { CaseWindow } from './cases.ts'
import { nextItemCases } from './cases-next-item.ts'
import { nextBasketCases } from './cases-of-orders.ts'

/** What an act on an item is worth: opened, put into the basket or onto a wish list, bought. */
const labelOf = (kind: number): number => (kind === PURCHASE ? 3 : kind === VIEW ? 1 : 2)

/** After each step of a session, the item of the next: worth what the session made of it in the end. */
export const nextItemExamples = (data: TrainingData, window: CaseWindow): readonly RankerExample[] =>
  nextItemCases(data, window).map(({ query, relevant, cluster }) => {
    const { starts, rows } = data.bySession
    const labels = new Map([...relevant].map((item) => [item, labelOf(VIEW)]))
    for (let k = starts[cluster]; k < starts[cluster + 1]; k++) raise(labels, data.acts, rows[k], query.now)
    return { query, labels }
  })

const raise = (labels: Map<number, number>, acts: Acts, row: number, from: number): void => {
  const held = labels.get(acts.item[row])
  if (held !== undefined && acts.at[row] >= from)
    labels.set(acts.item[row], Math.max(held, labelOf(acts.kind[row])))
}

/** Before each order of a shopper who bought before: all of its items, worth the same. */
export const nextBasketExamples = (data: TrainingData, window: CaseWindow): readonly RankerExample[] =>
  nextBasketCases(data, window).map(({ query, relevant }) => ({
    query,
    labels: new Map([...relevant].map((item) => [item, labelOf(PURCHASE)])),
  }))
