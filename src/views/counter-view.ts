/** How often each item was sold and seen, by calendar day, in each channel and in all of them. One of the live views. */
import type { InteractionKind } from '../domain/interaction.ts'
import type { DayOf } from '../domain/local-day.ts'
import { GrowingArray } from '../math/growing-array.ts'
import { Tally } from '../math/tally.ts'

/**
 * `units`: sold less returned, each on its own day. `orders`: orders that hold the item, returned or not.
 * `views`: product pages opened.
 */
export const METRICS = ['units', 'orders', 'views'] as const
export type Metric = (typeof METRICS)[number]

/** In place of a channel's index: all channels together. (-1 is a channel that was never heard of: nothing counts there.) */
export const ALL_CHANNELS = -2
/** The first place of a channel among a metric's series. */
const FIRST_PLACE = 2

/** Running windows kept for one metric and channel; the least lately asked for goes first. */
const WINDOWS_MAX = 16
/** Units are counted in thousandths, as whole numbers: sums of fractions would depend on the order of adding. */
export const UNITS_SCALE = 1_000

type Window = { readonly sums: Float64Array; readonly fromDay: number; readonly toDay: number }
type Series = {
  readonly days: Map<number, Tally>
  /** By length in days. */
  readonly windows: Map<number, Window>
  version: number
}

export class CounterView {
  /** By metric, then by channel index + `FIRST_PLACE`. */
  readonly #series: Readonly<Record<Metric, (Series | undefined)[]>> = { units: [], orders: [], views: [] }
  readonly #lastOrderSeq = new GrowingArray((n) => new Float64Array(n))
  readonly #eventsByDay = new Map<number, number>()
  readonly #ordersByDay = new Map<number, number>()
  readonly #dayOf: DayOf
  #lastEventSeq = 0
  #lastOrderEventSeq = 0

  constructor(dayOf: DayOf) {
    this.#dayOf = dayOf
  }

  /** @param item  index, -1 when the interaction names none */
  fold(
    seq: number,
    kind: InteractionKind,
    at: number,
    item: number,
    channel: number,
    quantity: number,
  ): void {
    const day = this.#dayOf(at)
    if (seq !== this.#lastEventSeq) {
      this.#lastEventSeq = seq
      this.#eventsByDay.set(day, (this.#eventsByDay.get(day) ?? 0) + 1)
    }
    if (kind === 'order' && seq !== this.#lastOrderEventSeq) {
      this.#lastOrderEventSeq = seq
      this.#ordersByDay.set(day, (this.#ordersByDay.get(day) ?? 0) + 1)
    }
    if (item < 0) return
    if (kind === 'product-view') this.#add('views', channel, day, item, 1)
    else if (kind === 'refund') this.#add('units', channel, day, item, -Math.round(quantity * UNITS_SCALE))
    else if (kind === 'order') {
      this.#add('units', channel, day, item, Math.round(quantity * UNITS_SCALE))
      if (this.#lastOrderSeq.at(item, -1) === seq) return
      this.#lastOrderSeq.set(item, seq, -1)
      this.#add('orders', channel, day, item, 1)
    }
  }

  /** Grows with every count of the metric in the channel. */
  version(metric: Metric, channel: number): number {
    return this.#series[metric][channel + FIRST_PLACE]?.version ?? 0
  }

  /**
   * Sums by item index over the days `fromDay` to `toDay`, both counted in. Kept running: the next call for a window
   * of the same length costs nothing while the day is the same.
   *
   * @returns length ≥ itemCount, units times `UNITS_SCALE`; valid until the next fold
   */
  sums(metric: Metric, channel: number, fromDay: number, toDay: number, itemCount: number): Float64Array {
    const { days, windows } = this.#seriesOf(metric, channel)
    const length = toDay - fromDay
    let window = windows.get(length)
    if (window !== undefined) windows.delete(length)
    if (window === undefined || window.toDay !== toDay || window.sums.length < itemCount) {
      window = { sums: new Float64Array(Math.ceil(itemCount * 1.25) + 16), fromDay, toDay }
      for (const [day, tally] of days) if (day >= fromDay && day <= toDay) tally.addTo(window.sums)
    }
    windows.set(length, window)
    if (windows.size > WINDOWS_MAX) windows.delete(windows.keys().next().value as number)
    return window.sums
  }

  /** The total of all items on one day, in all channels. */
  total(metric: Metric, day: number): number {
    const total = this.#series[metric][ALL_CHANNELS + FIRST_PLACE]?.days.get(day)?.total() ?? 0
    return metric === 'units' ? total / UNITS_SCALE : total
  }

  /** Events that fell on the day. */
  eventCount(day: number): number {
    return this.#eventsByDay.get(day) ?? 0
  }

  /** Orders that fell on the day, however many lines they have. */
  orderCount(day: number): number {
    return this.#ordersByDay.get(day) ?? 0
  }

  /** Everything counted, in an order that does not depend on how it came about. */
  entries(itemName: (index: number) => string, channelName: (index: number) => string): readonly string[] {
    const rows: string[] = []
    for (const metric of METRICS)
      for (const [place, series] of this.#series[metric].entries()) {
        const channel = place < FIRST_PLACE ? '*' : channelName(place - FIRST_PLACE)
        for (const [day, tally] of series?.days ?? [])
          for (const [item, sum] of tally.entries())
            if (sum !== 0) rows.push(JSON.stringify([metric, channel, day, itemName(item), sum]))
      }
    for (const [day, count] of this.#eventsByDay) rows.push(JSON.stringify(['events', '*', day, count]))
    for (const [day, count] of this.#ordersByDay) rows.push(JSON.stringify(['order events', '*', day, count]))
    return rows.sort()
  }

  #add(metric: Metric, channel: number, day: number, item: number, amount: number): void {
    addTo(this.#seriesOf(metric, ALL_CHANNELS), day, item, amount)
    addTo(this.#seriesOf(metric, channel), day, item, amount)
  }

  #seriesOf(metric: Metric, channel: number): Series {
    const known = this.#series[metric][channel + FIRST_PLACE]
    if (known !== undefined) return known
    const series: Series = { days: new Map(), windows: new Map(), version: 0 }
    this.#series[metric][channel + FIRST_PLACE] = series
    return series
  }
}

const addTo = (series: Series, day: number, item: number, amount: number): void => {
  let tally = series.days.get(day)
  if (tally === undefined) {
    tally = new Tally()
    series.days.set(day, tally)
  }
  tally.add(item, amount)
  series.version++
  for (const [length, { sums, fromDay, toDay }] of series.windows) {
    if (day < fromDay || day > toDay) continue
    if (item < sums.length) sums[item] += amount
    else series.windows.delete(length)
  }
}
