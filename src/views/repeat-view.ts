/**
 * How long shoppers let go by between two purchases of the same item. One of the live views.
 *
 * A gap is counted for the item when the same shopper orders it again. So coffee has many gaps of two weeks and a sofa
 * hardly any: an item is bought again when enough of its orders were repeats. Gaps are found among the shopper's last acts
 * under the same name; a browser that turned out to be a customer later is not joined.
 */
import { DAY_MS } from '../domain/local-day.ts'
import { GrowingArray } from '../math/growing-array.ts'
import type { HistoryView } from './history-view.ts'
import { kindCode } from './interaction-block.ts'

/** Acts of the shopper that are looked back through for the order before. */
const LOOKED_BACK = 200
/** Two orders within a day are one purchase in two parts. */
const GAP_DAYS_MIN = 1
/** Gaps before anything is said of an item. */
const REPEATS_MIN = 5
/** Share of an item's orders that must be repeats, for it to be bought again at all. */
const REPEAT_SHARE_MIN = 0.1

const ORDER = kindCode('order')
const counts = (): GrowingArray<Float64Array> => new GrowingArray((n) => new Float64Array(n))

export class RepeatView {
  readonly #history: HistoryView
  /** By item: orders that name their shopper, those that repeat, and their gaps added up, in whole hours. */
  readonly #orders = counts()
  readonly #repeats = counts()
  readonly #gapHours = counts()

  constructor(history: HistoryView) {
    this.#history = history
  }

  /** To be called before the history takes the act. */
  fold(code: number, at: number, shopper: number, item: number): void {
    if (code !== ORDER || shopper < 0 || item < 0) return
    this.#orders.set(item, this.#orders.at(item, 0) + 1, 0)
    let before = Number.NEGATIVE_INFINITY
    this.#history.forEachAct(shopper, LOOKED_BACK, (kind, other, when) => {
      if (kind === ORDER && other === item && when <= at && when > before) before = when
    })
    const gapMs = at - before
    if (!(gapMs >= GAP_DAYS_MIN * DAY_MS) || gapMs === Number.POSITIVE_INFINITY) return
    this.#repeats.set(item, this.#repeats.at(item, 0) + 1, 0)
    this.#gapHours.set(item, this.#gapHours.at(item, 0) + Math.round(gapMs / 3_600_000), 0)
  }

  /**
   * Days between two purchases, on average; undefined for an item that is hardly bought again, or of which too little is
   * known.
   *
   * @param variants  what was counted of them counts with the item
   */
  gapDays(item: number, variants: readonly number[] = []): number | undefined {
    let [orders, repeats, gapHours] = this.entry(item)
    for (const variant of variants) {
      const own = this.entry(variant)
      orders += own[0]
      repeats += own[1]
      gapHours += own[2]
    }
    if (repeats < REPEATS_MIN || repeats < REPEAT_SHARE_MIN * orders) return undefined
    return gapHours / repeats / 24
  }

  /** All that is counted of an item. */
  entry(item: number): readonly [orders: number, repeats: number, gapHours: number] {
    return [this.#orders.at(item, 0), this.#repeats.at(item, 0), this.#gapHours.at(item, 0)]
  }
}
