import { expect, test } from 'vitest'
import { FUTURE_TOLERANCE_MS, parseInstant } from './instant.ts'

const NOW = Date.UTC(2026, 2, 1, 12)
const latest = NOW + FUTURE_TOLERANCE_MS

test.each([
  ['2026-03-01T09:30:00Z', Date.UTC(2026, 2, 1, 9, 30)],
  ['2026-03-01T09:30:00.123456Z', Date.UTC(2026, 2, 1, 9, 30, 0, 123)],
  ['2026-03-01T09:30+01:00', Date.UTC(2026, 2, 1, 8, 30)],
  ['2026-03-01T09:30:00-0530', Date.UTC(2026, 2, 1, 15)],
  ['2026-03-01', Date.UTC(2026, 2, 1)],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  [NOW, NOW],
  [NOW + 0.9, NOW],
  [latest, latest],
])('%j is an instant', (value, at) => {
  expect(parseInstant(value, latest)).toBe(at)
})

test.each([
  ['', 'is not a date'],
  ['yesterday', 'is not a date'],
  ['2026-03-01 09:30:00', 'is not a date'],
  ['2026-03-01T09:30:00', 'is not a date'],
  ['1772357400000', 'is not a date'],
  ['2026-02-30', 'is not a date that exists'],
  ['2026-02-29T10:00:00Z', 'is not a date that exists'],
  ['2026-13-01', 'is not a date that exists'],
  ['2026-03-01T25:00:00Z', 'is not a date that exists'],
  [Number.NaN, 'is not a date that exists'],
  [Number.NEGATIVE_INFINITY, 'is not a date that exists'],
  [0, 'is before 1990'],
  ['1970-01-01', 'is before 1990'],
  [-1e300, 'is before 1990'],
  [NOW / 1000, 'is before 1990'],
  [latest + 1, 'is more than a day in the future'],
  ['9999-12-31', 'is more than a day in the future'],
  [1e300, 'is more than a day in the future'],
])('%j is refused: %s', (value, message) => {
  expect(parseInstant(value, latest)).toMatchObject({
    message: expect.stringContaining(message),
    fix: expect.any(String),
  })
})

test('seconds taken for milliseconds are recognised', () => {
  expect(parseInstant(NOW / 1000, latest)).toMatchObject({
    fix: 'This looks like seconds: send milliseconds.',
  })
})

test('a plan may reach the year 9999, and no further than a date can be written', () => {
  expect(parseInstant('9999-12-31T23:59:59.999Z', Number.POSITIVE_INFINITY)).toBe(
    Date.UTC(9999, 11, 31, 23, 59, 59, 999),
  )
  expect(parseInstant(1e15, Number.POSITIVE_INFINITY)).toHaveProperty('fix')
})
