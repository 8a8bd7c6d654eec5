import { expect, test } from 'vitest'
import { type DueInput, FIRST_ORDERS_MIN, isTrainingDue } from './training-schedule.ts'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 2, 1, 12)
const input = (change: Partial<DueInput>): DueInput => ({
  now: NOW,
  everyHours: 24,
  orderCount: 0,
  logSeq: 10,
  newest: { trainedAt: NOW - 25 * HOUR_MS, logSeq: 5 },
  failedAt: undefined,
  ...change,
})

test.each([
  ['a day after the last, with news', {}, true],
  ['without news in the log', { logSeq: 5 }, false],
  ['less than a day after the last', { newest: { trainedAt: NOW - 23 * HOUR_MS, logSeq: 5 } }, false],
  ['when the setting is 0', { everyHours: 0 }, false],
  ['for the first time with enough orders', { newest: undefined, orderCount: FIRST_ORDERS_MIN }, true],
  ['for the first time with too few', { newest: undefined, orderCount: FIRST_ORDERS_MIN - 1 }, false],
  ['soon after one that failed', { failedAt: NOW - HOUR_MS }, false],
  ['long after one that failed', { failedAt: NOW - 24 * HOUR_MS }, true],
] as const)('%s: %j', (_, change, expected) => {
  expect(isTrainingDue(input(change))).toBe(expected)
})
