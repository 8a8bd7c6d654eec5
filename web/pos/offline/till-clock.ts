/**
 * The time that events of this till carry: its own clock, put right by what the server's answers say. Tills run for
 * years and their clocks go wrong; the server refuses what lies more than a day ahead.
 */
import { readText, writeText } from '../../shared/safe-storage.ts'

const OFFSET_NAME = 'aisle.pos.clock-offset'
const HEARD_NAME = 'aisle.pos.server-time'
/** The `Date` of an answer has whole seconds, and the way takes time: smaller differences are none. */
const TOLERANCE_MS = 5_000

const stored = (name: string): number => {
  const value = Number(readText(name) ?? 0)
  return Number.isFinite(value) ? value : 0
}

let offsetMs = stored(OFFSET_NAME)
/** The newest time that a server told, ms UTC; 0 before the first. */
let heardAt = stored(HEARD_NAME)

/** How far this clock is behind the server's, milliseconds; 0 when they agree. */
export const clockOffsetMs = (): number => offsetMs

export const tillNow = (): number => Date.now() + offsetMs

/** The server's time when it was last heard of, ms UTC; 0 before that. Nothing done later can have been before it. */
export const lastServerTime = (): number => heardAt

/** Learns from the `Date` header of an answer. */
export const hearServerTime = (header: string | null): void => {
  const serverTime = header === null ? Number.NaN : Date.parse(header)
  if (!Number.isFinite(serverTime)) return
  const difference = serverTime - Date.now()
  const next = Math.abs(difference) <= TOLERANCE_MS ? 0 : difference
  // Written seldom: offsets jitter by the second.
  if (Math.abs(next - offsetMs) > TOLERANCE_MS || (next === 0 && offsetMs !== 0)) {
    offsetMs = next
    writeText(OFFSET_NAME, String(offsetMs))
  }
  if (serverTime - heardAt > 60_000 || serverTime < heardAt) writeText(HEARD_NAME, String(serverTime))
  heardAt = serverTime
}

/**
 * When a sale can have been made, at most: not before the server's time that was known then, not after the one known
 * now. Keeps what a till with a wrong clock sold while it was alone from being refused or counted on another day.
 */
export const possibleTime = (at: number, notBefore: number, notAfter: number): number =>
  notAfter === 0 ? at : Math.min(Math.max(at, notBefore), Math.max(notAfter, notBefore))

/** The event with a time that it can have happened at, whatever the clock of this till said. */
export const timely = <E extends { readonly at: number }>(event: E, notBefore: number): E => ({
  ...event,
  at: possibleTime(event.at, notBefore, heardAt),
})
