/** Calendar days of a time zone, as whole numbers: 0 is 1970-01-01. Days of 23 and 25 hours are one day each. */

export const DAY_MS = 86_400_000
/** Offsets are remembered by steps of this; nearly every zone changes its offset at a multiple of it. */
const STEP_MS = 15 * 60_000

export type DayOf = (at: number) => number

const offsetMs = (format: Intl.DateTimeFormat, at: number): number => {
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const local = Date.UTC(
    part['year'] as number,
    (part['month'] as number) - 1,
    part['day'] as number,
    (part['hour'] as number) % 24,
    part['minute'] as number,
    part['second'] as number,
  )
  return local - Math.floor(at / 1000) * 1000
}

/**
 * How far the zone's clocks are ahead of UTC at an instant, in ms. Offsets are remembered by quarter of an hour, so that
 * asking for millions of instants costs a look-up each. The few quarters within which the offset changes (St. John's put
 * its clocks back at one minute past midnight until 2011) are asked for exactly.
 *
 * @throws RangeError when the zone is not an IANA name
 */
export const offsetOfZone = (timeZone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const offsetByStep = new Map<number, number>()
  let lastStep = Number.NaN
  let lastOffset = 0
  return (at) => {
    const step = Math.floor(at / STEP_MS)
    if (step !== lastStep) {
      let offset = offsetByStep.get(step)
      if (offset === undefined) {
        offset = offsetMs(format, step * STEP_MS)
        if (offset !== offsetMs(format, (step + 1) * STEP_MS - 1)) offset = Number.NaN
        if (offsetByStep.size >= 100_000) offsetByStep.clear()
        offsetByStep.set(step, offset)
      }
      lastStep = step
      lastOffset = offset
    }
    return Number.isNaN(lastOffset) ? offsetMs(format, at) : lastOffset
  }
}

/**
 * A function from an instant (ms UTC) to the number of the day it falls on in the zone.
 *
 * @throws RangeError when the zone is not an IANA name
 */
export const dayOfZone = (timeZone: string): DayOf => {
  const offsetAt = offsetOfZone(timeZone)
  return (at) => Math.floor((at + offsetAt(at)) / DAY_MS)
}

export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
