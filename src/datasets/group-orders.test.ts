import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOrderGrouper } from './group-orders.ts'
import type { Step } from './translate.ts'

type Row = { readonly orderId: string; readonly itemId: string; readonly isReturn?: boolean } | undefined

const group = (rows: readonly Row[], windowRows: number, firstRow = 1): readonly Step[] => {
  const steps: Step[] = []
  const grouper = createOrderGrouper((step) => steps.push(step), windowRows)
  rows.forEach((row, k) => {
    if (row === undefined) grouper.refuse(firstRow + k, { code: 'BAD', field: '', message: 'bad' }, 'x')
    else {
      const { orderId, itemId, isReturn = false } = row
      grouper.add(firstRow + k, { head: { orderId, at: 5 }, isReturn, line: { itemId, quantity: 1 } })
    }
  })
  grouper.end()
  return steps
}

const records = (steps: readonly Step[]) => steps.filter((step) => step.step === 'record')
const shape = (steps: readonly Step[]): unknown =>
  records(steps).map(({ record }) => [
    record['kind'],
    record['orderId'],
    (record['lines'] as { itemId: string }[]).map(({ itemId }) => itemId).join(''),
  ])

test('rows of one order become one event, though others stand between', () => {
  const rows = [
    { orderId: '1', itemId: 'a' },
    { orderId: '2', itemId: 'b' },
    { orderId: '1', itemId: 'c' },
    { orderId: '1', itemId: 'd', isReturn: true },
  ]
  expect(shape(group(rows, 100))).toEqual([
    ['order', '1', 'ac'],
    ['order', '2', 'b'],
    ['refund', '1', 'd'],
  ])
})

test('an order of 20,000 lines is one event wherever it begins', () => {
  for (const before of [0, 7, 19_999, 20_000, 30_000]) {
    const rows = [
      ...Array.from({ length: before }, (_, k) => ({ orderId: `small ${k}`, itemId: 'a' })),
      ...Array.from({ length: 20_000 }, () => ({ orderId: 'big', itemId: 'a' })),
      ...Array.from({ length: 30_000 }, (_, k) => ({ orderId: `later ${k}`, itemId: 'a' })),
    ]
    const big = records(group(rows, 40_000)).filter(({ record }) => record['orderId'] === 'big')
    expect(big.map(({ rowCount }) => rowCount)).toEqual([20_000])
  }
})

test('an order longer than an event may be is several events with ids of their own', () => {
  const steps = records(
    group(
      Array.from({ length: 45_000 }, () => ({ orderId: 'big', itemId: 'a' })),
      40_000,
    ),
  )
  expect(steps.map(({ rowCount }) => rowCount)).toEqual([20_000, 20_000, 5_000])
  expect(new Set(steps.map(({ record }) => record['eventId'])).size).toBe(3)
})

test('an order that comes back after its window is a further event with an id of its own', () => {
  const far = Array.from({ length: 30 }, (_, k) => ({ orderId: `far ${k}`, itemId: 'x' }))
  const steps = records(group([{ orderId: '1', itemId: 'a' }, ...far, { orderId: '1', itemId: 'b' }], 10))
  const parts = steps.filter(({ record }) => record['orderId'] === '1')
  expect(new Set(parts.map(({ record }) => record['eventId'])).size).toBe(2)
})

const someRows = fc.array(
  fc.option(
    fc.record({ orderId: fc.constantFrom('1', '2', '3', '4', '5', '6'), itemId: fc.constantFrom('a', 'b') }),
    {
      nil: undefined,
      freq: 6,
    },
  ),
  { maxLength: 60 },
)

test('every row is counted once, before the mark that covers it', () => {
  fc.assert(
    fc.property(someRows, fc.integer({ min: 2, max: 12 }), (rows, windowRows) => {
      let counted = 0
      const marks: (readonly [number, number])[] = []
      for (const step of group(rows, windowRows)) {
        if (step.step === 'record') counted += step.rowCount
        else if (step.step === 'refusal') counted += 1
        else marks.push([step.rowNumber, counted])
      }
      expect(counted).toBe(rows.length)
      expect(marks.map(([rowNumber]) => rowNumber)).toEqual(marks.map(([, rows]) => rows))
      expect(marks.at(-1)?.[0] ?? 0).toBe(rows.length)
    }),
  )
})

test('starting again behind any mark gives the steps that followed it', () => {
  fc.assert(
    fc.property(someRows, fc.integer({ min: 2, max: 12 }), (rows, windowRows) => {
      const steps = group(rows, windowRows)
      steps.forEach((step, k) => {
        if (step.step !== 'mark') return
        expect(group(rows.slice(step.rowNumber), windowRows, step.rowNumber + 1)).toEqual(steps.slice(k + 1))
      })
    }),
  )
})
