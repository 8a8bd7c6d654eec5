/**
 * What is known of items at a moment, kept up order by order. Examples for learning are taken while orders pass by, each
 * before it is taken in itself: so nothing that is learned from knows what came after it.
 */
import { DAY_MS } from '../../domain/local-day.ts'
import type { Orders, OwnItems } from './order-table.ts'

/** What is known of an item, in this order. */
export const ITEM_FIGURES = [
  /** share of all orders that hold it, with a short, a middle and a long memory */
  'shareShort',
  'shareMiddle',
  'shareLong',
  /** share of all orders that hold it for the first time of that shopper */
  'newShort',
  'newMiddle',
  /** share of later orders of its buyers that hold it again */
  'repeatRate',
  /** later orders of its buyers */
  'repeatChances',
  /** days between two purchases of a shopper, geometric mean; NaN when nobody bought it twice */
  'gapDays',
] as const
export const ITEM_FIGURE_COUNT = ITEM_FIGURES.length

/** Orders' worth of belief that an item is repeated as often as others are. */
const REPEAT_SHRINKAGE = 5
/** Intervals' worth of belief that it is repeated as fast as others are. */
const GAP_SHRINKAGE = 5
/** Two orders of one day are half a day apart: logarithms need more than 0. */
const GAP_DAYS_MIN = 0.5
/** Weights of new orders grow without end; before they leave the range of numbers, all are brought down. */
const EXPONENT_MAX = 400

export class OrderMemory {
  readonly #itemCount: number
  readonly #halfLivesDays: readonly number[]
  /** half-lives × items: Σ weights of orders that hold the item, and of those that hold it first */
  readonly #sums: Float64Array
  readonly #firstSums: Float64Array
  readonly #totals: Float64Array
  /** Time at which an order weighs 1, one a half-life. */
  readonly #origins: Float64Array
  readonly #repeats: Float64Array
  readonly #chances: Float64Array
  readonly #gapLogs: Float64Array
  readonly #gapCounts: Float64Array
  #repeatsOfAll = 0
  #chancesOfAll = 0
  #gapLogOfAll = 0
  #gapsOfAll = 0

  /** @param halfLivesDays  short, middle, long. Above 0 */
  constructor(itemCount: number, halfLivesDays: readonly [number, number, number]) {
    this.#itemCount = itemCount
    this.#halfLivesDays = halfLivesDays
    this.#sums = new Float64Array(halfLivesDays.length * itemCount)
    this.#firstSums = new Float64Array(halfLivesDays.length * itemCount)
    this.#totals = new Float64Array(halfLivesDays.length)
    this.#origins = new Float64Array(halfLivesDays.length).fill(Number.NaN)
    this.#repeats = new Float64Array(itemCount)
    this.#chances = new Float64Array(itemCount)
    this.#gapLogs = new Float64Array(itemCount)
    this.#gapCounts = new Float64Array(itemCount)
  }

  /**
   * Takes an order in.
   *
   * @param at    ms UTC, not before the orders that were taken in
   * @param past  earlier orders of the same shopper, and `own` what they held; of nobody: none
   * @complexity O(lines + own items)
   */
  add(at: number, lines: Int32Array, past: Orders, own: OwnItems): void {
    const rowOf = new Map<number, number>()
    for (let row = 0; row < own.items.length; row++) {
      rowOf.set(own.items[row], row)
      this.#chances[own.items[row]]++
    }
    this.#chancesOfAll += own.items.length
    const weights = this.#halfLivesDays.map((_, h) => this.#weightAt(at, h))
    for (let h = 0; h < weights.length; h++) this.#totals[h] += weights[h]
    for (const item of lines) {
      const row = rowOf.get(item)
      for (let h = 0; h < weights.length; h++) {
        this.#sums[h * this.#itemCount + item] += weights[h]
        if (row === undefined) this.#firstSums[h * this.#itemCount + item] += weights[h]
      }
      if (row === undefined) continue
      this.#repeats[item]++
      this.#repeatsOfAll++
      const gapLog = Math.log(Math.max(GAP_DAYS_MIN, (at - past.at[own.last[row]]) / DAY_MS))
      this.#gapLogs[item] += gapLog
      this.#gapCounts[item]++
      this.#gapLogOfAll += gapLog
      this.#gapsOfAll++
    }
  }

  /** Writes the figures of an item, in the order of `ITEM_FIGURES`. */
  write(item: number, into: Float32Array, start: number): void {
    for (let h = 0; h < 3; h++)
      into[start + h] = share(this.#sums[h * this.#itemCount + item], this.#totals[h])
    for (let h = 0; h < 2; h++)
      into[start + 3 + h] = share(this.#firstSums[h * this.#itemCount + item], this.#totals[h])
    const usualRate = share(this.#repeatsOfAll, this.#chancesOfAll)
    into[start + 5] =
      (this.#repeats[item] + REPEAT_SHRINKAGE * usualRate) / (this.#chances[item] + REPEAT_SHRINKAGE)
    into[start + 6] = this.#chances[item]
    const usualGap = this.#gapLogOfAll / this.#gapsOfAll
    into[start + 7] = Math.exp(
      (this.#gapLogs[item] + GAP_SHRINKAGE * usualGap) / (this.#gapCounts[item] + GAP_SHRINKAGE),
    )
  }

  /** Shares of one memory over all items: 0 short, 1 middle. Not scaled: only their order has a meaning. */
  newcomers(memory: 0 | 1): Float64Array {
    return this.#firstSums.subarray(memory * this.#itemCount, (memory + 1) * this.#itemCount)
  }

  #weightAt(at: number, h: number): number {
    if (Number.isNaN(this.#origins[h])) this.#origins[h] = at
    const exponent = (at - this.#origins[h]) / DAY_MS / this.#halfLivesDays[h]
    if (exponent < EXPONENT_MAX) return 2 ** exponent
    const factor = 2 ** -exponent
    this.#origins[h] = at
    this.#totals[h] *= factor
    for (let cell = h * this.#itemCount; cell < (h + 1) * this.#itemCount; cell++) {
      this.#sums[cell] *= factor
      this.#firstSums[cell] *= factor
    }
    return 1
  }
}

const share = (part: number, all: number): number => (all > 0 ? part / all : 0)
