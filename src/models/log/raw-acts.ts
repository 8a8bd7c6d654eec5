/** Acts as the log has them, before they are cleaned: refunds among them, orders and sessions by any number. */

/** A kind beside those of `ACT_KINDS`: takes a purchase back. */
export const REFUND = 4

/** Row r of every column belongs together. Oldest first; acts of the same instant stand as they were logged. */
export type RawActs = {
  readonly count: number
  /** ms UTC */
  readonly at: Float64Array
  /** -1 for nobody; visitors stand as the customer they turned out to be */
  readonly shopper: Int32Array
  /** variants stand as their master */
  readonly item: Int32Array
  /** index into `ACT_KINDS`, or `REFUND` */
  readonly kind: Uint8Array
  /** on purchases; on refunds where it is known; else -1 */
  readonly order: Int32Array
  /** where the event named one, else -1 */
  readonly session: Int32Array
  readonly units: Float64Array
  /** of one unit; NaN when not said */
  readonly priceMinor: Float64Array
}

const COLUMNS = ['at', 'shopper', 'item', 'kind', 'order', 'session', 'units', 'priceMinor'] as const

export const emptyRawActs = (count: number): RawActs => ({
  count,
  at: new Float64Array(count),
  shopper: new Int32Array(count),
  item: new Int32Array(count),
  kind: new Uint8Array(count),
  order: new Int32Array(count),
  session: new Int32Array(count),
  units: new Float64Array(count),
  priceMinor: new Float64Array(count),
})

/** The rows at those places, in that order. */
export const rowsAt = (acts: RawActs, places: Uint32Array): RawActs => {
  const chosen = emptyRawActs(places.length)
  for (const column of COLUMNS) {
    const from = acts[column]
    const to = chosen[column]
    for (let r = 0; r < places.length; r++) to[r] = from[places[r]]
  }
  return chosen
}

/** One after the other. */
export const joinedActs = (parts: readonly RawActs[]): RawActs => {
  const whole = emptyRawActs(parts.reduce((total, { count }) => total + count, 0))
  for (const column of COLUMNS) {
    let at = 0
    for (const part of parts) {
      whole[column].set(part[column], at)
      at += part.count
    }
  }
  return whole
}
