import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LatencyHistogram } from './latency-histogram.ts'

const latency = fc.double({ min: 0.011, max: 30_000, noNaN: true })

test('percentiles are within 5 % of those of the sorted list', () => {
  fc.assert(
    fc.property(
      fc.array(latency, { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0.01, 0.5, 0.9, 0.99, 1),
      (all, share) => {
        const histogram = new LatencyHistogram()
        for (const ms of all) histogram.add(ms)
        const exact = [...all].sort((a, b) => a - b)[Math.ceil(share * all.length) - 1] as number
        expect(Math.abs(histogram.percentileMs(share) / exact - 1)).toBeLessThan(0.05)
        expect(histogram.count).toBe(all.length)
      },
    ),
  )
})

test('nothing added is 0; what is too short or too long counts at the ends', () => {
  const histogram = new LatencyHistogram()
  expect(histogram.percentileMs(0.5)).toBe(0)
  histogram.add(0)
  expect(histogram.percentileMs(1)).toBeLessThan(0.011)
  histogram.add(1e12)
  expect(histogram.percentileMs(1)).toBeGreaterThan(30_000)
  expect(histogram.count).toBe(2)
})
