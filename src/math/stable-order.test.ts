import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stableOrder } from './stable-order.ts'

const naive = (values: Float64Array): readonly number[] =>
  Array.from(values, (_, k) => k).sort((a, b) => values[a] - values[b] || a - b)

test('the order is that of a stable sort', () => {
  const value = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer(),
    fc.maxSafeInteger().filter((whole) => Math.abs(whole) < 8.64e15),
  )
  fc.assert(
    fc.property(fc.array(value, { maxLength: 50 }), (values) => {
      const column = Float64Array.from(values)
      expect([...stableOrder(column)]).toEqual(naive(column))
    }),
    { numRuns: 300 },
  )
})

test('a year of instants out of order', () => {
  const column = Float64Array.from({ length: 5_000 }, (_, k) => 1.7e12 + ((k * 7_919) % 4_001) * 7_884_013)
  expect([...stableOrder(column)]).toEqual(naive(column))
})
