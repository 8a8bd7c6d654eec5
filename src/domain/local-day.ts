/** Calendar days of a time zone, as whole numbers: 0 is 1970-01-01. Days of 23 and 25 hours are one day each. */

const DAY_MS = 86_400_000
/** No zone changes its offset other than at a multiple of this. */
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
 * A function from an instant (ms UTC) to the day number it falls on in the zone. Offsets are remembered by quarter of
 * an hour, so that asking for millions of instants costs a look-up each.
 *
 * @throws RangeError when the zone is not an IANA name
 */
export const dayOfZone = (timeZone: string): DayOf => {
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
        if (offsetByStep.size >= 100_000) offsetByStep.clear()
        offsetByStep.set(step, offset)
      }
      lastStep = step
      lastOffset = offset
    }
    return Math.floor((at + lastOffset) / DAY_MS)
  }
}

export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
