/** Cuts data in time, or takes the last of each shopper away. What is behind a cut is in no training data. */
import type { Acts } from '../models/acts.ts'
import { TrainingData } from '../models/training-data.ts'

/** Three stretches of time: to train on, to choose options by, and to report on, once. Instants in ms UTC. */
export type TimeCuts = {
  readonly validationFrom: number
  readonly testFrom: number
  /** The first instant that no longer counts. */
  readonly until: number
}

/** Cuts off the last shares of the time between the first and the last act. Shares in (0, 1), together below 1. */
export const timeCuts = (
  { at, count }: Acts,
  { validationShare, testShare }: { readonly validationShare: number; readonly testShare: number },
): TimeCuts => {
  if (count === 0) return { validationFrom: 0, testFrom: 0, until: 0 }
  const span = at[count - 1] - at[0]
  return {
    validationFrom: at[count - 1] - (validationShare + testShare) * span,
    testFrom: at[count - 1] - testShare * span,
    until: at[count - 1] + 1,
  }
}

/** Number of the first act at or after an instant. */
const rowAt = (at: Float64Array, instant: number): number => {
  let low = 0
  let high = at.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at[middle] < instant) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * What was known at an instant. Items, shoppers and orders keep their numbers; facts of items are those of today, because
 * a catalog says little of its past.
 */
export const dataBefore = (data: TrainingData, instant: number): TrainingData => {
  const end = rowAt(data.acts.at, instant)
  const { at, shopper, item, kind, order, session, units, priceMinor } = data.acts
  return withActs(
    data,
    {
      count: end,
      at: at.subarray(0, end),
      shopper: shopper.subarray(0, end),
      item: item.subarray(0, end),
      kind: kind.subarray(0, end),
      order: order.subarray(0, end),
      session: session.subarray(0, end),
      units: units.subarray(0, end),
      priceMinor: priceMinor.subarray(0, end),
    },
    Math.min(data.now, instant),
  )
}

/** The same data without some rows. */
export const dataWithout = (data: TrainingData, isLeftOut: (row: number) => boolean): TrainingData => {
  const { acts } = data
  const isKept = (_: unknown, row: number): boolean => !isLeftOut(row)
  const at = acts.at.filter(isKept)
  return withActs(
    data,
    {
      count: at.length,
      at,
      shopper: acts.shopper.filter(isKept),
      item: acts.item.filter(isKept),
      kind: acts.kind.filter(isKept),
      order: acts.order.filter(isKept),
      session: acts.session.filter(isKept),
      units: acts.units.filter(isKept),
      priceMinor: acts.priceMinor.filter(isKept),
    },
    data.now,
  )
}

const withActs = (data: TrainingData, acts: Acts, now: number): TrainingData =>
  new TrainingData({
    acts,
    itemCount: data.itemCount,
    shopperCount: data.shopperCount,
    orderCount: data.orderCount,
    sessionCount: data.sessionCount,
    facts: data.facts,
    now,
  })
