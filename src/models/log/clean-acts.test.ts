import { expect, test } from 'vitest'
import { CART, PURCHASE, VIEW } from '../acts.ts'
import { CLEANING_LIMITS, cleanActs } from './clean-acts.ts'
import { emptyRawActs, type RawActs, REFUND } from './raw-acts.ts'

type Row = {
  at?: number
  shopper?: number
  item?: number
  kind?: number
  order?: number
  units?: number
  price?: number
}
const HOUR_MS = 3_600_000
const SIZES = { itemCount: 10, shopperCount: 5, orderCount: 50 }

const raw = (rows: readonly Row[]): RawActs => {
  const acts = emptyRawActs(rows.length)
  rows.forEach((row, r) => {
    acts.at[r] = row.at ?? r * HOUR_MS
    acts.shopper[r] = row.shopper ?? 0
    acts.item[r] = row.item ?? 0
    acts.kind[r] = row.kind ?? VIEW
    acts.order[r] = row.order ?? -1
    acts.session[r] = -1
    acts.units[r] = row.units ?? 1
    acts.priceMinor[r] = row.price ?? Number.NaN
  })
  return acts
}
const bought = (order: number, item: number, rest: Row = {}): Row => ({
  kind: PURCHASE,
  order,
  item,
  ...rest,
})
const clean = (rows: readonly Row[], limits = {}) => {
  const { rows: kept, units, counts } = cleanActs(raw(rows), SIZES, { ...CLEANING_LIMITS, ...limits })
  return { kept: [...kept], units: [...kept].map((row) => units[row]), counts }
}
const NONE = {
  bots: 0,
  mergedLines: 0,
  returned: 0,
  free: 0,
  giantLines: 0,
  giantOrders: 0,
  repeatedViews: 0,
}

test('nothing is taken from people who look and buy', () => {
  expect(clean([])).toEqual({ kept: [], units: [], counts: NONE })
  const rows = [{ item: 1 }, { item: 1, kind: CART }, bought(0, 1, { price: 100 }), { item: 2, shopper: -1 }]
  expect(clean(rows)).toEqual({ kept: [0, 1, 2, 3], units: [1, 1, 1, 1], counts: NONE })
})

test('two lines of an item in an order are one, with the units of both; in two orders they are two', () => {
  const rows = [bought(0, 1, { units: 2 }), bought(0, 2), bought(0, 1, { units: 3 }), bought(1, 1)]
  expect(clean(rows)).toMatchObject({ kept: [0, 1, 3], units: [5, 1, 1], counts: { mergedLines: 1 } })
})

test('what was given back whole was not bought, what was given back in part was', () => {
  const rows = [
    bought(0, 1, { units: 2 }),
    bought(0, 2, { units: 3 }),
    { kind: REFUND, order: 0, item: 1, units: 2 },
    { kind: REFUND, order: 0, item: 2, units: 1 },
    { kind: REFUND, order: 0, item: 7, units: 1 },
  ]
  expect(clean(rows)).toMatchObject({ kept: [1], units: [2], counts: { returned: 1 } })
})

test('a refund without its order takes back the newest purchases of its shopper before it', () => {
  const rows = [
    bought(0, 1, { units: 2 }),
    bought(1, 1, { shopper: 1 }),
    bought(2, 1, { units: 2 }),
    { kind: REFUND, order: 9, item: 1, units: 3 },
    bought(3, 1),
  ]
  expect(clean(rows)).toMatchObject({ kept: [0, 1, 4], units: [1, 1, 1], counts: { returned: 1 } })
  const ofNobody = rows.map((row) => ({ ...row, shopper: -1 }))
  expect(clean(ofNobody).kept).toEqual([0, 1, 2, 4])
})

test('lines that cost nothing go where lines cost something, and stay where nothing has a price', () => {
  const rows = [
    bought(0, 1, { price: 100 }),
    bought(0, 2, { price: 0 }),
    bought(1, 3, { price: 50 }),
    bought(2, 4),
  ]
  expect(clean(rows)).toMatchObject({ kept: [0, 2, 3], counts: { free: 1 } })
  const gifts = rows.map((row) => ({ ...row, price: 0 }))
  expect(clean(gifts)).toMatchObject({ kept: [0, 1, 2, 3], counts: { free: 0 } })
})

test('quantities far beyond the shop are no taste; a shop that sells by the thousand keeps its lines', () => {
  const lines = Array.from({ length: 40 }, (_, k) => bought(k, k % 5, { units: 3 }))
  expect(clean([...lines, bought(41, 1, { units: 5_000 })])).toMatchObject({ counts: { giantLines: 1 } })
  expect(clean([...lines, bought(41, 1, { units: 99 })])).toMatchObject({ counts: { giantLines: 0 } })
  const wholesale = lines.map((line) => ({ ...line, units: 3_000 }))
  expect(clean(wholesale)).toMatchObject({ counts: { giantLines: 0 } })
})

test('orders of more items than a household buys are left out whole', () => {
  const rows = [bought(0, 1), bought(0, 2), bought(0, 3), bought(0, 1), bought(1, 1), bought(1, 2)]
  expect(clean(rows, { orderItemMax: 2 })).toMatchObject({
    kept: [4, 5],
    counts: { giantOrders: 3, mergedLines: 1 },
  })
  expect(clean(rows, { orderItemMax: 3 })).toMatchObject({ counts: { giantOrders: 0 } })
})

test('who is too fast for hours is a machine: what it bought stays', () => {
  const fast = (hours: number): readonly Row[] =>
    Array.from({ length: hours * 4 }, (_, k) => ({
      at: Math.floor(k / 4) * HOUR_MS + (k % 4),
      item: k % 7,
      shopper: 2,
    }))
  const limits = { actsPerHourMax: 3, busyHoursMax: 2 }
  const other = { at: 10 * HOUR_MS, shopper: 1, item: 3 }
  expect(clean([...fast(2), other], limits).counts.bots).toBe(0)
  const rows = [...fast(3), other, bought(0, 1, { at: 10 * HOUR_MS, shopper: 2 })]
  expect(clean(rows, limits)).toMatchObject({ kept: [12, 13], counts: { bots: 12 } })
})

test('the same page seen again at once was seen once', () => {
  const rows = [
    { at: 0, item: 1 },
    { at: 1, item: 1 },
    { at: 2, item: 1, shopper: 1 },
    { at: 3, item: 2 },
    { at: 4, item: 1 },
    { at: 4 + CLEANING_LIMITS.repeatMs, item: 1 },
    { at: 6 + 2 * CLEANING_LIMITS.repeatMs, item: 1 },
    { at: 7 + 2 * CLEANING_LIMITS.repeatMs, item: 1, kind: CART },
    { at: 8 + 2 * CLEANING_LIMITS.repeatMs, item: 1 },
  ]
  expect(clean(rows)).toMatchObject({ kept: [0, 2, 3, 4, 6, 7, 8], counts: { repeatedViews: 2 } })
})

test('a shopper with very many purchases and refunds costs no more than others', () => {
  const rows = Array.from({ length: 100_000 }, (_, k) =>
    k % 2 === 0 ? bought(k % 50, k % 10, { units: 2 }) : { kind: REFUND, item: k % 9, units: 9 },
  )
  const { counts } = clean(rows)
  expect(counts.returned).toBeGreaterThan(0)
})
