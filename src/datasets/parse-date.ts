/** Dates of files: with a zone, without one (then in the shop's), or counted since 1970. */
import { DAY_MS, offsetOfZone } from '../domain/local-day.ts'

export const DATE_FORMATS = ['iso', 'epoch-s', 'epoch-ms', 'epoch-us', 'day-first', 'month-first'] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

const EPOCH_MS_BY_FORMAT: Partial<Record<DateFormat, number>> = {
  'epoch-s': 1_000,
  'epoch-ms': 1,
  'epoch-us': 0.001,
}
const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i
const SLASHED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T, ]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?)?$/i

/**
 * From a reading of the zone's clocks (as if it were UTC) to the instant. A reading that comes twice, when clocks go
 * back, means the earlier; one that is skipped, when they go forward, means as much later.
 *
 * @source ECMAScript Temporal, disambiguation "compatible"
 * @throws RangeError when the zone is not an IANA name
 */
export const instantOfZone = (timeZone: string): ((local: number) => number) => {
  const offsetAt = offsetOfZone(timeZone)
  return (local) => {
    const before = local - offsetAt(local - DAY_MS)
    if (before + offsetAt(before) === local) return before
    const after = local - offsetAt(local + DAY_MS)
    return after + offsetAt(after) === local ? after : before
  }
}

/** The reading as if it were UTC; undefined for a day or an hour that does not exist. */
const readingOf = (parts: readonly (string | undefined)[]): number | undefined => {
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(at)
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  return isReal ? at : undefined
}

const zoneOffsetMs = (zone: string): number => {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  return match === null
    ? 0
    : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000
}

/**
 * @param timeZone  IANA name, for texts that name no zone
 * @returns a function from a cell to ms UTC, or undefined when the cell is not a date
 */
export const dateParser = (format: DateFormat, timeZone: string): ((cell: unknown) => number | undefined) => {
  const instantOf = instantOfZone(timeZone)
  const parseIso = (text: string): number | undefined => {
    const match = ISO.exec(text)
    if (match === null) return undefined
    const reading = readingOf(match.slice(1, 7))
    if (reading === undefined) return undefined
    const at = reading + Math.floor(Number(`0.${match[7] ?? '0'}`) * 1_000)
    return match[8] === undefined ? instantOf(at) : at - zoneOffsetMs(match[8])
  }
  const parseSlashed = (text: string): number | undefined => {
    const match = SLASHED.exec(text)
    if (match === null) return undefined
    const [, first, second, year, hour, minute, seconds, half] = match
    const [day, month] = format === 'day-first' ? [first, second] : [second, first]
    const hour24 =
      half === undefined ? hour : String((Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0))
    const reading = readingOf([year, month, day, hour24, minute, seconds])
    return reading === undefined ? undefined : instantOf(reading)
  }
  const unitMs = EPOCH_MS_BY_FORMAT[format] ?? 1
  return (cell) => {
    if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.getTime()
    if (typeof cell === 'number') return Number.isFinite(cell) ? Math.trunc(cell * unitMs) : undefined
    if (typeof cell !== 'string') return undefined
    const text = cell.trim()
    if (/^-?\d+(\.\d+)?$/.test(text)) return Math.trunc(Number(text) * unitMs)
    return (
      parseIso(text) ?? (format === 'day-first' || format === 'month-first' ? parseSlashed(text) : undefined)
    )
  }
}
