import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DateFormat, dateParser, instantOfZone } from './parse-date.ts'

const iso = (text: unknown, format: DateFormat = 'iso', timeZone = 'Europe/London'): string | undefined => {
  const at = dateParser(format, timeZone)(text)
  return at === undefined ? undefined : new Date(at).toISOString()
}

test('a text with a zone is that instant', () => {
  expect(iso('2011-07-01T10:00:00Z')).toBe('2011-07-01T10:00:00.000Z')
  expect(iso('2011-07-01 10:00:00.25 +02:00')).toBe('2011-07-01T08:00:00.250Z')
})

test('a text without a zone is a reading of the shop’s clocks, summer time included', () => {
  expect(iso('2011-07-01 10:00:00')).toBe('2011-07-01T09:00:00.000Z')
  expect(iso('2010-12-01T08:26')).toBe('2010-12-01T08:26:00.000Z')
  expect(iso('2011-07-01', 'iso', 'America/New_York')).toBe('2011-07-01T04:00:00.000Z')
})

test('an hour that comes twice is the earlier, one that is skipped moves on', () => {
  expect(iso('2011-10-30 01:30')).toBe('2011-10-30T00:30:00.000Z')
  expect(iso('2011-03-27 01:30')).toBe('2011-03-27T01:30:00.000Z')
})

test('every instant is found again from the reading of its clocks', () => {
  const hours = fc.integer({ min: Date.UTC(1995, 0) / 9e5, max: Date.UTC(2035, 0) / 9e5 })
  const zones = fc.constantFrom(
    'Europe/London',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'UTC',
  )
  fc.assert(
    fc.property(hours, zones, (step, timeZone) => {
      const at = step * 9e5
      const read = (instant: number): number =>
        Date.parse(`${new Date(instant).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`)
      expect(read(instantOfZone(timeZone)(read(at)))).toBe(read(at))
    }),
    { numRuns: 200 },
  )
})

test('seconds, milliseconds and microseconds are told by the format', () => {
  const expected = '2010-12-01T08:26:00.000Z'
  expect(iso('1291191960', 'epoch-s')).toBe(expected)
  expect(iso(1_291_191_960_000, 'epoch-ms')).toBe(expected)
  expect(iso('1291191960000')).toBe(expected)
  expect(iso(1_291_191_960_000_000, 'epoch-us')).toBe(expected)
})

test('day first and month first are told by the format', () => {
  expect(iso('12/1/2010 8:26', 'month-first')).toBe('2010-12-01T08:26:00.000Z')
  expect(iso('1.12.2010 08:26:00', 'day-first')).toBe('2010-12-01T08:26:00.000Z')
  expect(iso('12/1/2010 12:05 AM', 'month-first')).toBe('2010-12-01T00:05:00.000Z')
  expect(iso('2010-12-01 08:26', 'month-first')).toBe('2010-12-01T08:26:00.000Z')
})

test.each(['', 'soon', '2011-02-29', '2011-13-01', '2011-01-01 24:00', '12/1/2010', 'NaN'])(
  '%j is no date',
  (text) => {
    expect(iso(text)).toBeUndefined()
  },
)

test.each([undefined, null, true, Number.NaN, {}])('%j is no date', (cell) => {
  expect(iso(cell)).toBeUndefined()
})
