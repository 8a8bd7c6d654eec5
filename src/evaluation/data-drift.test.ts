import { expect, test } from 'vitest'
import { type DataFigures, driftOf } from './data-drift.ts'

const DAY_MS = 86_400_000
const figures = (over: Partial<DataFigures> = {}): DataFigures => ({
  actCount: 1_000,
  viewCount: 800,
  cartCount: 100,
  wishCount: 0,
  purchaseCount: 100,
  itemCount: 50,
  shopperCount: 40,
  orderCount: 30,
  firstActAt: 0,
  lastActAt: 10 * DAY_MS,
  density: 0.1,
  ...over,
})

test('the same data has not drifted, nor has a log that went on as before', () => {
  expect(driftOf(figures(), figures())).toEqual([])
  const longer = figures({
    actCount: 2_000,
    viewCount: 1_600,
    cartCount: 200,
    purchaseCount: 200,
    shopperCount: 80,
    orderCount: 60,
    lastActAt: 20 * DAY_MS,
  })
  expect(driftOf(figures(), longer)).toEqual([])
})

test('what drifted is named with both figures', () => {
  expect(driftOf(figures(), figures({ itemCount: 100 }))).toEqual([{ figure: 'items', before: 50, now: 100 }])
  expect(driftOf(figures(), figures({ cartCount: 0 }))).toEqual([
    { figure: 'share of cart acts', before: 0.1, now: 0 },
  ])
})

test('no data is data as well', () => {
  const nothing = figures({
    actCount: 0,
    viewCount: 0,
    cartCount: 0,
    purchaseCount: 0,
    itemCount: 0,
    shopperCount: 0,
    orderCount: 0,
    firstActAt: null,
    lastActAt: null,
    density: 0,
  })
  expect(driftOf(nothing, nothing)).toEqual([])
  expect(driftOf(nothing, figures()).map(({ figure }) => figure)).toContain('acts a day')
})
