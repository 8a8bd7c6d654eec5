/** Instants on the wire: ms since the epoch, or ISO 8601 text with a zone. */
import { Type } from 'typebox'

export const InstantSchema = Type.Union([Type.Number(), Type.String({ maxLength: 40 })], {
  description: 'An instant: milliseconds since 1970 (UTC), or ISO 8601 with a zone, as 2026-03-01T09:30:00Z.',
  examples: ['2026-03-01T09:30:00Z', 1772357400000],
})

/** No shop's data is older; dates near 1970 are empty fields or seconds taken for milliseconds. */
const EARLIEST = Date.UTC(1990, 0, 1)
/** What shops write for "never ends". Beyond the years of four digits a date is a mistake of unit. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
/** Clocks of tills and browsers are wrong by hours, seldom by more than a day. */
export const FUTURE_TOLERANCE_MS = 86_400_000

/** `Date.parse` takes 30 February for 2 March. */
const dayExists = (iso: string): boolean => {
  const day = iso.slice(0, 10)
  return !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)
}

export type InstantProblem = { readonly message: string; readonly fix: string }
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/

/**
 * @param latest  the last instant that makes sense for the field; Infinity for plans such as an item's first day
 * @returns ms UTC, or what is wrong
 */
export const parseInstant = (value: number | string, latest: number): number | InstantProblem => {
  if (typeof value === 'string' && !ISO.test(value))
    return {
      message: `${JSON.stringify(value.slice(0, 40))} is not a date.`,
      fix: 'Send milliseconds since 1970, or ISO 8601 with a zone, as 2026-03-01T09:30:00Z.',
    }
  const at = typeof value === 'number' ? Math.trunc(value) : dayExists(value) ? Date.parse(value) : Number.NaN
  if (!Number.isFinite(at))
    return { message: `${String(value)} is not a date that exists.`, fix: 'Check the day and the month.' }
  if (at < EARLIEST)
    return {
      message: `${new Date(Math.max(at, -8.64e15)).toISOString()} is before 1990.`,
      fix:
        typeof value === 'number' && value > 0
          ? 'This looks like seconds: send milliseconds.'
          : 'Leave the field out when the date is not known.',
    }
  if (at > Math.min(latest, LATEST))
    return {
      message: `${at > LATEST ? String(value) : new Date(at).toISOString()} is more than a day in the future.`,
      fix: 'Check the clock and the unit (milliseconds) of the sender.',
    }
  return at
}
