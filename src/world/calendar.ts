/** How a year, a week and a day of shopping go. Days are UTC; in the summer the shop's own clock is an hour ahead. */
import { DAY_MS } from '../domain/local-day.ts'
import type { Season } from './form.ts'

export const HOUR_MS = 3_600_000
const YEAR_DAYS = 365.25

/** Weights of the hours in which web sessions begin. None begins after 23, so that no session sees two days. */
const WEB_HOURS = [3, 1, 1, 0, 0, 1, 3, 7, 10, 12, 12, 13, 16, 14, 12, 12, 14, 17, 21, 27, 30, 26, 14, 0]
const STORE_HOURS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 9, 12, 16, 14, 12, 12, 14, 13, 6, 0, 0, 0, 0, 0]

export const hourWeights = { web: WEB_HOURS, store: STORE_HOURS } as const

/** Sunday first. */
const WEEKDAYS = [1.22, 1.02, 0.94, 0.95, 1, 0.98, 1.16]

/** 1970-01-01 was a Thursday. @returns 0 for Sunday */
export const weekdayOf = (epochDay: number): number => (((epochDay + 4) % 7) + 7) % 7

const dayOfYear = (epochDay: number): number => {
  const at = new Date(epochDay * DAY_MS)
  return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / DAY_MS)
}

/** A wave of one year with its crest on the given day: 1 at the crest, -1 half a year off. */
const wave = (day: number, crestDay: number): number => Math.cos((2 * Math.PI * (day - crestDay)) / YEAR_DAYS)

/** From 15 November to Christmas Eve. */
const isGiftTime = (day: number): boolean => day >= 318 && day <= 357

/** How well a kind of product sells on a day, against its own mean over the year, which is near 1. */
export const seasonFactor = (season: Season | undefined, epochDay: number): number => {
  const day = dayOfYear(epochDay)
  switch (season) {
    case undefined:
    case 'all-year':
      return 1
    case 'summer':
      return 1 + 0.7 * wave(day, 188)
    case 'winter':
      return 1 + 0.7 * wave(day, 5)
    case 'spring':
      return 1 + 0.6 * wave(day, 115)
    case 'gifts':
      return isGiftTime(day) ? 2.2 : 0.87
  }
}

/** How busy a day is. */
export const dayFactor = (epochDay: number): number =>
  (WEEKDAYS[weekdayOf(epochDay)] as number) * (isGiftTime(dayOfYear(epochDay)) ? 1.35 : 1)

/** Share of a day's web traffic that has begun by an instant of it. */
export const shareOfDay = (msIntoDay: number): number => {
  const hour = Math.floor(msIntoDay / HOUR_MS)
  let before = 0
  let total = 0
  for (let k = 0; k < WEB_HOURS.length; k++) {
    const weight = WEB_HOURS[k] as number
    total += weight
    if (k < hour) before += weight
    else if (k === hour) before += weight * (msIntoDay / HOUR_MS - hour)
  }
  return before / total
}
