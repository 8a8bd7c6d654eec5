import { expect, test } from 'vitest'
import { PURCHASE, VIEW } from '../acts.ts'
import { SESSION_GAP_MS, numberActs } from './number-acts.ts'
import { emptyRawActs } from './raw-acts.ts'

type Row = { at: number; shopper?: number; session?: number; order?: number; item?: number }
const numbered = (rows: readonly Row[], kept: readonly number[] = rows.map((_, r) => r)) => {
  const acts = emptyRawActs(rows.length)
  rows.forEach((row, r) => {
    acts.at[r] = row.at
    acts.shopper[r] = row.shopper ?? 3
    acts.item[r] = row.item ?? 0
    acts.session[r] = row.session ?? -1
    acts.order[r] = row.order ?? -1
    acts.kind[r] = row.order === undefined ? VIEW : PURCHASE
    acts.units[r] = 1
  })
  const cleaned = {
    rows: Uint32Array.from(kept),
    units: acts.units,
    counts: {
      bots: 0,
      mergedLines: 0,
      returned: 0,
      free: 0,
      giantLines: 0,
      giantOrders: 0,
      repeatedViews: 0,
    },
  }
  const sizes = { shopperCount: 9, orderCount: 9, sessionCount: 9 }
  return numberActs(acts, cleaned, Int32Array.of(1, 0), sizes)
}
const sessionsOf = (rows: readonly Row[]): readonly number[] => [...numbered(rows).acts.session]

test('shoppers and orders are numbered as they first come among the rows that are kept', () => {
  const rows = [
    { at: 1, shopper: 7, order: 5 },
    { at: 2, shopper: 2, order: 8, item: 1 },
    { at: 3, shopper: -1, order: 4 },
    { at: 4, shopper: 8 },
  ]
  const { acts, shopperCount, orderCount } = numbered(rows, [1, 2, 3])
  expect([...acts.shopper]).toEqual([0, -1, 1])
  expect([...acts.order]).toEqual([0, 1, -1])
  expect([...acts.item]).toEqual([0, 1, 1])
  expect([...acts.at]).toEqual([2, 3, 4])
  expect([shopperCount, orderCount]).toEqual([2, 2])
})

test('a visit ends when its shopper does nothing for half an hour', () => {
  expect(
    sessionsOf([
      { at: 0 },
      { at: SESSION_GAP_MS },
      { at: SESSION_GAP_MS + 1, shopper: 4 },
      { at: SESSION_GAP_MS + 2, shopper: 4 },
      { at: 2 * SESSION_GAP_MS },
      { at: 3 * SESSION_GAP_MS + 1 },
    ]),
  ).toEqual([0, 0, 1, 1, 0, 2])
})

test('a visit with an id is that one however long it lasts, and an order without one belongs to the running visit', () => {
  expect(
    sessionsOf([
      { at: 0, session: 5 },
      { at: 9 * SESSION_GAP_MS, session: 5 },
      { at: 9 * SESSION_GAP_MS + 1, order: 0 },
      { at: 9 * SESSION_GAP_MS + 2, session: 6 },
    ]),
  ).toEqual([0, 0, 0, 1])
})

test('who is nobody has a visit only by its id', () => {
  expect(
    sessionsOf([
      { at: 0, shopper: -1 },
      { at: 0, shopper: -1, session: 1 },
      { at: 1, shopper: -1, session: 1 },
    ]),
  ).toEqual([-1, 0, 0])
})
