import { afterEach, expect, test, vi } from 'vitest'
import type { WireEvent } from '../../shared/wire.ts'
import { orderOnItsWay } from './order-kept.ts'

const LINES = [{ itemId: 'kettle', title: 'Kettle', quantity: 1, priceMinor: 4595 }]
const HOUR_MS = 3_600_000

let count = 0
const draft = (): WireEvent => ({ kind: 'order', eventId: `order-${++count}`, at: Date.now() })
const tryOrder = (lines: Parameters<typeof orderOnItsWay>[1] = LINES, customerId?: string): string =>
  orderOnItsWay('demo', lines, customerId, draft).eventId

afterEach(() => vi.useRealTimers())

test('a second try of the same order is the same order for a day, and then another one', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
  const first = tryOrder()
  vi.advanceTimersByTime(23 * HOUR_MS)
  expect(tryOrder()).toBe(first)
  vi.advanceTimersByTime(2 * HOUR_MS)
  expect(tryOrder()).not.toBe(first)
})

test('other lines, or another customer, are another order', () => {
  const first = tryOrder()
  expect(tryOrder(LINES, 'ann')).not.toBe(first)
  const second = tryOrder()
  expect(tryOrder(LINES.map((line) => ({ ...line, quantity: 2 })))).not.toBe(second)
})
