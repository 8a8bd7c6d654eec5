import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOfZone, isTimeZone } from './local-day.ts'

const DAY_MS = 86_400_000
const ZONES = [
  'UTC',
  'Europe/London',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Asia/Gaza',
  'Pacific/Apia',
]
const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) })

/** The calendar date as the platform writes it, as a day number. */
const dayByName = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return (at: number): number => {
    const [month, day, year] = format.format(at).split('/')
    return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS
  }
}

test.each(ZONES)('days of %s are those of its calendar', (timeZone) => {
  const [dayOf, expected] = [dayOfZone(timeZone), dayByName(timeZone)]
  fc.assert(
    fc.property(instant, (at) => {
      expect(dayOf(at)).toBe(expected(at))
    }),
  )
})

test('a clock that goes back a minute past midnight is back in the day before', () => {
  const [dayOf, expected] = [dayOfZone('America/St_Johns'), dayByName('America/St_Johns')]
  for (let minute = 0; minute < 120; minute++) {
    const at = Date.UTC(2010, 10, 7, 2, minute)
    expect([`${minute} minutes past 2:00 UTC`, dayOf(at)]).toEqual([
      `${minute} minutes past 2:00 UTC`,
      expected(at),
    ])
  }
})

test('days of 23 and 25 hours are one day each', () => {
  const dayOf = dayOfZone('Europe/Berlin')
  const [short, long] = [Date.UTC(2026, 2, 28, 23), Date.UTC(2026, 9, 24, 22)]
  expect(dayOf(short + 23 * 3_600_000) - dayOf(short)).toBe(1)
  expect(dayOf(short + 23 * 3_600_000 - 1)).toBe(dayOf(short))
  expect(dayOf(long + 25 * 3_600_000) - dayOf(long)).toBe(1)
  expect(dayOf(long + 25 * 3_600_000 - 1)).toBe(dayOf(long))
})

test('only names of zones are zones', () => {
  expect(ZONES.every(isTimeZone)).toBe(true)
  expect(['', 'Mars/Olympus', 'Europe/London ', '__proto__'].some(isTimeZone)).toBe(false)
})
