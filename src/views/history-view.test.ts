import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HistoryView } from './history-view.ts'
import { kindCode } from './interaction-block.ts'

const [ANNA, VISITOR, BEN] = [0, 1, 2]
const [RYE, JAM] = [7, 8]
type Row = readonly [
  seq: number,
  kind: Parameters<typeof kindCode>[0],
  at: number,
  shopper: number,
  item: number,
]

const folded = (rows: readonly Row[]): HistoryView => {
  const view = new HistoryView()
  for (const [seq, kind, at, shopper, item] of rows)
    view.fold(seq, kindCode(kind), at, shopper, item, 0, false)
  return view
}

const walked = (view: HistoryView, shopper: number, countMax = Number.POSITIVE_INFINITY) => {
  const acts: [number, number, number][] = []
  view.forEachAct(shopper, countMax, (_, item, at, event) => acts.push([item, at, event]))
  return acts
}

test('the lines of an order are walked as one event, two orders at one instant as two', () => {
  const view = folded([
    [1, 'order', 10, ANNA, RYE],
    [1, 'order', 10, ANNA, JAM],
    [2, 'product-view', 10, BEN, RYE],
    [3, 'order', 10, ANNA, RYE],
    [4, 'order', 10, ANNA, JAM],
  ])
  expect(walked(view, ANNA)).toEqual([
    [JAM, 10, 0],
    [RYE, 10, 1],
    [JAM, 10, 2],
    [RYE, 10, 2],
  ])
  expect(walked(view, ANNA, 2)).toHaveLength(2)
  expect(walked(view, 99)).toEqual([])
  expect(walked(view, -1)).toEqual([])
})

test('an item is bought until it is given back, and bought again by the next order', () => {
  const rows: readonly Row[] = [
    [1, 'order', 10, ANNA, RYE],
    [2, 'refund', 20, ANNA, RYE],
    [3, 'order', 30, ANNA, RYE],
  ]
  const states = rows.map((_, k) => folded(rows.slice(0, k + 1)).wasBought(ANNA, RYE))
  expect(states).toEqual([true, false, true])
  expect([...folded(rows).purchases(ANNA)]).toEqual([[RYE, 30]])
  expect(folded(rows).wasBought(ANNA, JAM)).toBe(false)
})

test('a refund that arrives late takes back only what was bought before it', () => {
  const view = folded([
    [1, 'order', 30, ANNA, RYE],
    [2, 'refund', 20, ANNA, RYE],
  ])
  expect(view.wasBought(ANNA, RYE)).toBe(true)
})

test('what a customer’s browser bought, the customer bought, but not the other way round', () => {
  const view = folded([
    [1, 'order', 10, VISITOR, RYE],
    [2, 'order', 20, ANNA, JAM],
  ])
  expect(view.wasBought(ANNA, RYE)).toBe(false)
  view.link(VISITOR, ANNA)
  expect(view.wasBought(ANNA, RYE)).toBe(true)
  expect(view.wasBought(VISITOR, JAM)).toBe(false)
  view.fold(3, kindCode('refund'), 30, ANNA, RYE, 0, false)
  expect([...view.purchases(ANNA)]).toEqual([[JAM, 20]])
})

test('the newest act is the latest by its instant, however late others arrive', () => {
  const view = folded([
    [1, 'product-view', 50, ANNA, RYE],
    [2, 'product-view', 40, ANNA, RYE],
  ])
  expect([ANNA, BEN, -1].map((shopper) => view.newestActAt(shopper))).toEqual([50, -Infinity, -Infinity])
})

test('asking for one item says the same as asking for all, and as reading every act', () => {
  const row = fc.record({
    kind: fc.constantFrom('order' as const, 'refund' as const, 'product-view' as const),
    at: fc.integer({ min: 0, max: 6 }),
    shopper: fc.constantFrom(ANNA, VISITOR, BEN),
    item: fc.constantFrom(RYE, JAM),
  })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (acts) => {
      const view = folded(acts.map(({ kind, at, shopper, item }, k) => [k, kind, at, shopper, item]))
      view.link(VISITOR, ANNA)
      for (const item of [RYE, JAM]) {
        const last = acts
          .filter((act) => act.item === item && act.shopper !== BEN && act.kind !== 'product-view')
          .sort((a, b) => a.at - b.at)
          .at(-1)
        expect(view.wasBought(ANNA, item)).toBe(last?.kind === 'order')
        expect(view.purchases(ANNA).has(item)).toBe(last?.kind === 'order')
      }
    }),
  )
})
