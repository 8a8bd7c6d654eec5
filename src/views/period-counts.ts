/** Sums by item and period (a calendar day, an hour) in each channel and in all of them together. */
import { Tally } from '../math/tally.ts'

/** In place of a channel's index: all channels together. (-1 is a channel that was never heard of: nothing counts there.) */
export const ALL_CHANNELS = -2

/** Running windows kept for one channel, each as long as the catalog; the least lately asked for goes first. */
const WINDOWS_MAX = 6

type Window = { readonly sums: Float64Array; readonly from: number; readonly to: number }

/** The sums that were asked for, kept running: a count adds to them, a new period makes them anew. */
class Windows {
  /** By length in periods. */
  readonly #kept = new Map<number, Window>()
  /** Counts so far. */
  version = 0

  add(period: number, item: number, amount: number): void {
    this.version++
    for (const { sums, from, to } of this.#kept.values())
      if (period >= from && period <= to && item < sums.length) sums[item] += amount
  }

  sums(from: number, to: number, itemCount: number, fill: (sums: Float64Array) => void): Float64Array {
    const length = to - from
    let window = this.#kept.get(length)
    if (window !== undefined) this.#kept.delete(length)
    if (window === undefined || window.to !== to || window.sums.length < itemCount) {
      window = { sums: new Float64Array(Math.ceil(itemCount * 1.25) + 16), from, to }
      fill(window.sums)
    }
    this.#kept.set(length, window)
    if (this.#kept.size > WINDOWS_MAX) this.#kept.delete(this.#kept.keys().next().value as number)
    return window.sums
  }
}

/** What was counted in one channel. */
class ChannelCounts {
  readonly tallies = new Map<number, Tally>()
  readonly windows = new Windows()
  /** The tally that was counted in last, for the next count is mostly of the same period. */
  #period = Number.NaN
  #tally: Tally | undefined

  add(period: number, item: number, amount: number): void {
    if (this.#tally === undefined || period !== this.#period) {
      this.#tally = this.tallies.get(period)
      if (this.#tally === undefined) {
        this.#tally = new Tally()
        this.tallies.set(period, this.#tally)
      }
      this.#period = period
    }
    this.#tally.add(item, amount)
    this.windows.add(period, item, amount)
  }

  addTo(sums: Float64Array, from: number, to: number): void {
    for (const [period, tally] of this.tallies) if (period >= from && period <= to) tally.addTo(sums)
  }
}

/**
 * What is left when old periods are forgotten does not depend on the order in which counts came: a period that stands at
 * the end was never too old before.
 */
export class PeriodCounts {
  readonly #byChannel: (ChannelCounts | undefined)[] = []
  readonly #all = new Windows()
  readonly #keptMax: number
  #newest = Number.NEGATIVE_INFINITY

  /** @param keptMax  periods kept, counted back from the newest; Infinity for all */
  constructor(keptMax = Number.POSITIVE_INFINITY) {
    this.#keptMax = keptMax
  }

  add(channel: number, period: number, item: number, amount: number): void {
    if (period > this.#newest) this.#moveOn(period)
    else if (period <= this.#newest - this.#keptMax) return
    let counts = this.#byChannel[channel]
    if (counts === undefined) {
      counts = new ChannelCounts()
      this.#byChannel[channel] = counts
    }
    counts.add(period, item, amount)
    this.#all.add(period, item, amount)
  }

  /** Grows with every count in the channel. */
  version(channel: number): number {
    return this.#windowsOf(channel)?.version ?? 0
  }

  /**
   * Sums by item index over the periods `from` to `to`, both counted in. The next call for a window of the same length
   * costs nothing while the period is the same.
   *
   * @returns length ≥ itemCount; valid until the next count
   */
  sums(channel: number, from: number, to: number, itemCount: number): Float64Array {
    const fill = (sums: Float64Array): void => {
      for (const counts of channel === ALL_CHANNELS ? this.#byChannel : [this.#byChannel[channel]])
        counts?.addTo(sums, from, to)
    }
    return this.#windowsOf(channel)?.sums(from, to, itemCount, fill) ?? new Float64Array(itemCount)
  }

  /** The total of all items in one period, in all channels. */
  total(period: number): number {
    let total = 0
    for (const counts of this.#byChannel) total += counts?.tallies.get(period)?.total() ?? 0
    return total
  }

  /** All sums that are not 0, in no order. */
  *entries(): Iterable<{ channel: number; period: number; item: number; sum: number }> {
    for (const [channel, counts] of this.#byChannel.entries())
      for (const [period, tally] of counts?.tallies ?? [])
        for (const [item, sum] of tally.entries()) if (sum !== 0) yield { channel, period, item, sum }
  }

  /** Sums of one channel that are not 0: period after period, oldest first, and in each by item. */
  forEach(channel: number, take: (period: number, item: number, sum: number) => void): void {
    const tallies = [...(this.#byChannel[channel]?.tallies ?? [])].sort(([a], [b]) => a - b)
    for (const [period, tally] of tallies)
      for (const [item, sum] of tally.entries()) if (sum !== 0) take(period, item, sum)
  }

  #windowsOf(channel: number): Windows | undefined {
    return channel === ALL_CHANNELS ? this.#all : this.#byChannel[channel]?.windows
  }

  #moveOn(period: number): void {
    const oldest = this.#newest - this.#keptMax
    this.#newest = period
    if (!Number.isFinite(oldest)) return
    for (const counts of this.#byChannel) {
      if (counts === undefined) continue
      for (let old = oldest + 1; old <= period - this.#keptMax && old <= oldest + this.#keptMax; old++)
        counts.tallies.delete(old)
    }
  }
}
