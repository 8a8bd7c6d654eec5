/** How often each item was sold, seen and shown, in each channel and in all of them. One of the live views. */
import type { InteractionKind } from '../domain/interaction.ts'
import type { DayOf } from '../domain/local-day.ts'
import { HOURLY_METRICS, type HourlyMetric, hourOf, type Metric, METRICS } from '../domain/metric.ts'
import { GrowingArray } from '../math/growing-array.ts'
import { PeriodCounts } from './period-counts.ts'

export { ALL_CHANNELS } from './period-counts.ts'

/** Units are counted in thousandths, as whole numbers: sums of fractions would depend on the order of adding. */
export const UNITS_SCALE = 1_000
/** Four days, and the one by which an accepted event may be ahead of the clock: it takes no hour of the four away. */
export const HOURS_KEPT = 5 * 24

/** One way of counting. */
export type Counted = { readonly metric: Metric; readonly isHourly: boolean }
export const ALL_COUNTED: readonly Counted[] = [
  ...METRICS.map((metric) => ({ metric, isHourly: false })),
  ...HOURLY_METRICS.map((metric) => ({ metric, isHourly: true })),
]

const isHourly: ReadonlySet<Metric> = new Set(HOURLY_METRICS)
const countsOf = <M extends Metric>(
  metrics: readonly M[],
  keptMax?: number,
): Readonly<Record<M, PeriodCounts>> =>
  Object.fromEntries(metrics.map((metric) => [metric, new PeriodCounts(keptMax)])) as Record<M, PeriodCounts>

export class CounterView {
  readonly #daily = countsOf(METRICS)
  readonly #hourly = countsOf(HOURLY_METRICS, HOURS_KEPT)
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
    if (seq !== this.#lastEventSeq) {
      this.#lastEventSeq = seq
      addOne(this.#eventsByDay, this.#dayOf(at))
    }
    if (kind === 'order' && seq !== this.#lastOrderEventSeq) {
      this.#lastOrderEventSeq = seq
      addOne(this.#ordersByDay, this.#dayOf(at))
    }
    if (item < 0) return
    if (kind === 'product-view') this.count('views', channel, at, item)
    else if (kind === 'cart-add') this.count('carts', channel, at, item)
    else if (kind === 'list-impression') this.count('impressions', channel, at, item)
    else if (kind === 'list-click') this.count('clicks', channel, at, item)
    else if (kind === 'refund') this.count('units', channel, at, item, -Math.round(quantity * UNITS_SCALE))
    else if (kind === 'order') {
      this.count('units', channel, at, item, Math.round(quantity * UNITS_SCALE))
      if (this.#lastOrderSeq.at(item, -1) === seq) return
      this.#lastOrderSeq.set(item, seq, -1)
      this.count('orders', channel, at, item)
    }
  }

  /** For views that find out more than a row says. */
  count(metric: Metric, channel: number, at: number, item: number, amount = 1): void {
    this.#daily[metric].add(channel, this.#dayOf(at), item, amount)
    if (isHourly.has(metric)) this.#hourly[metric as HourlyMetric].add(channel, hourOf(at), item, amount)
  }

  /** What stands in a channel by the day, and by the hour: sums that are not 0, oldest first. */
  forEachSum(
    { metric, isHourly: byHour }: Counted,
    channel: number,
    take: (period: number, item: number, sum: number) => void,
  ): void {
    this.#periodsOf(metric, byHour).forEach(channel, take)
  }

  /** Puts a sum back that `forEachSum` gave elsewhere. */
  putSum(
    { metric, isHourly: byHour }: Counted,
    channel: number,
    period: number,
    item: number,
    sum: number,
  ): void {
    this.#periodsOf(metric, byHour).add(channel, period, item, sum)
  }

  #periodsOf(metric: Metric, byHour: boolean): PeriodCounts {
    return byHour ? this.#hourly[metric as HourlyMetric] : this.#daily[metric]
  }

  /** Grows with every count of the metric in the channel. */
  version(metric: Metric, channel: number): number {
    return this.#daily[metric].version(channel)
  }

  /**
   * Sums by item index over the days `fromDay` to `toDay`, both counted in. Kept running: the next call for a window
   * of the same length costs nothing while the day is the same.
   *
   * @returns length ≥ itemCount, units times `UNITS_SCALE`; valid until the next fold
   */
  sums(metric: Metric, channel: number, fromDay: number, toDay: number, itemCount: number): Float64Array {
    return this.#daily[metric].sums(channel, fromDay, toDay, itemCount)
  }

  /** The same over hours, as `hourOf` counts them; none is known that is `HOURS_KEPT` older than the newest. */
  hourlySums(
    metric: HourlyMetric,
    channel: number,
    fromHour: number,
    toHour: number,
    itemCount: number,
  ): Float64Array {
    return this.#hourly[metric].sums(channel, fromHour, toHour, itemCount)
  }

  /** The total of all items on one day, in all channels. */
  total(metric: Metric, day: number): number {
    const total = this.#daily[metric].total(day)
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
    const note = (what: string, counts: PeriodCounts): void => {
      for (const { channel, period, item, sum } of counts.entries())
        rows.push(JSON.stringify([what, channelName(channel), period, itemName(item), sum]))
    }
    for (const metric of METRICS) note(metric, this.#daily[metric])
    for (const metric of HOURLY_METRICS) note(`${metric} by the hour`, this.#hourly[metric])
    for (const [day, count] of this.#eventsByDay) rows.push(JSON.stringify(['events', '*', day, count]))
    for (const [day, count] of this.#ordersByDay) rows.push(JSON.stringify(['order events', '*', day, count]))
    return rows.sort()
  }
}

const addOne = (counts: Map<number, number>, day: number): void => {
  counts.set(day, (counts.get(day) ?? 0) + 1)
}
