import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALL_CHANNELS, PeriodCounts } from './period-counts.ts'

const KEPT = 5
const count = fc.record({
  channel: fc.nat(2),
  period: fc.nat(12),
  item: fc.constantFrom(0, 1, 90),
  amount: fc.integer({ min: -2, max: 3 }),
})
const asked = fc.constantFrom(0, 2, 91)

test('sums are those of the periods that are kept, whatever was asked before and in whatever order counts came', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(count, asked), { maxLength: 40 }), fc.nat(KEPT - 1), (steps, length) => {
      const counts = new PeriodCounts(KEPT)
      for (const [{ channel, period, item, amount }, itemCount] of steps) {
        counts.add(channel, period, item, amount)
        if (itemCount > 0) counts.sums(ALL_CHANNELS, 8, 8 + length, itemCount)
        if (itemCount > 0) counts.sums(channel, 8, 8 + length, itemCount)
      }
      const all = steps.map(([one]) => one)
      const newest = Math.max(...all.map(({ period }) => period))
      const kept = all.filter(({ period }) => period > newest - KEPT)
      const sumOf = (rows: typeof all): number => rows.reduce((sum, { amount }) => sum + amount, 0)
      const from = newest - length
      for (const channel of [ALL_CHANNELS, 0, 1, 2, 3])
        for (const item of [0, 1, 90]) {
          const rows = kept.filter((one) => one.item === item && one.period >= from)
          const own = rows.filter((one) => channel === ALL_CHANNELS || one.channel === channel)
          expect(counts.sums(channel, from, newest, 91)[item]).toBe(sumOf(own))
        }
      for (let period = 0; period <= 12; period++)
        expect(counts.total(period)).toBe(sumOf(kept.filter((one) => one.period === period)))
    }),
    { numRuns: 500 },
  )
})

test('a window that was asked for takes in each count, also of items that came since', () => {
  const counts = new PeriodCounts()
  const ask = (itemCount: number): Float64Array => counts.sums(ALL_CHANNELS, 1, 3, itemCount)
  counts.add(0, 2, 0, 1)
  expect(ask(1)[0]).toBe(1)
  counts.add(1, 3, 0, 1)
  counts.add(1, 4, 0, 1)
  expect(ask(1)[0]).toBe(2)
  counts.add(0, 1, 5_000, 7)
  expect(ask(5_001)[5_000]).toBe(7)
})

test('the version of a channel grows with its counts alone, that of all channels with every one', () => {
  const counts = new PeriodCounts()
  counts.add(0, 1, 0, 1)
  counts.add(1, 1, 0, 1)
  expect([ALL_CHANNELS, 0, 1, 2, -1].map((channel) => counts.version(channel))).toEqual([2, 1, 1, 0, 0])
})
