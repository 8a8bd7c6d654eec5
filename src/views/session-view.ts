/**
 * In which sessions an item was looked at, and what came of them. One of the live views.
 *
 * A session that opens an item's page counts once, on the day and in the channel of the first time, however often the
 * page is opened in it. Without a session, what a shopper does on one calendar day is one; without a shopper either, each
 * view is. When the shopper later puts the item into a basket or orders it, all their sessions with it have led there,
 * each once, found among their last acts. All is told by the order of the log: a view that arrives after the order it led
 * to is not found, and neither is one that happened after it.
 *
 * @source Adobe Commerce, product recommendation types: most viewed counts sessions with a view of the product; view to
 *   cart and view to purchase are the share of them that eventually led to the act
 */
import type { DayOf } from '../domain/local-day.ts'
import { mix32 } from '../math/rng.ts'
import type { CounterView } from './counter-view.ts'
import type { HistoryView } from './history-view.ts'
import { kindCode } from './interaction-block.ts'
import { lowerHalf, RecentPairs, upperHalf } from './recent-pairs.ts'

/**
 * Sessions and items that are remembered, to know a repeat: at most twice as many, in 134 MB. A repeat after that many
 * others counts again.
 */
export const PAIRS_MAX = 4_000_000
/** No session. */
export const NO_SESSION = -1

const PRODUCT_VIEW = kindCode('product-view')
const CART_ADD = kindCode('cart-add')
const ORDER = kindCode('order')

export class SessionView {
  readonly #counters: CounterView
  readonly #history: HistoryView
  readonly #dayOf: DayOf
  readonly #seen = new RecentPairs(PAIRS_MAX)

  constructor(counters: CounterView, history: HistoryView, dayOf: DayOf) {
    this.#counters = counters
    this.#history = history
    this.#dayOf = dayOf
  }

  /** Pairs of sessions and items that are remembered. */
  get seenSizes(): readonly number[] {
    return this.#seen.sizes
  }

  /**
   * To be called before the history takes the act.
   *
   * @param session  hash of its name, or `NO_SESSION`
   * @returns whether a session begins here to be one with the item
   */
  foldView(
    code: number,
    at: number,
    shopper: number,
    item: number,
    channel: number,
    session: number,
  ): boolean {
    if (code !== PRODUCT_VIEW || item < 0 || !this.#isFirst(at, shopper, item, session)) return false
    this.#counters.count('sessions', channel, at, item)
    if (shopper < 0) this.#counters.count('namelessSessions', channel, at, item)
    return true
  }

  /** What came of the sessions before. */
  foldOutcome(code: number, at: number, shopper: number, item: number): void {
    if (shopper < 0 || item < 0) return
    if (code === CART_ADD) this.#credit('cartSessions', at, shopper, item)
    else if (code === ORDER) this.#credit('purchaseSessions', at, shopper, item)
  }

  #credit(metric: 'cartSessions' | 'purchaseSessions', at: number, shopper: number, item: number): void {
    const outcome = metric === 'cartSessions' ? 'basket' : 'order'
    this.#history.creditSessions(outcome, at, shopper, item, (viewedAt, channel) => {
      this.#counters.count(metric, channel, viewedAt, item)
    })
  }

  #isFirst(at: number, shopper: number, item: number, session: number): boolean {
    if (session !== NO_SESSION) return this.#seen.isNew(lowerHalf(session), upperHalf(session), item)
    return shopper < 0 || this.#seen.isNew(mix32(shopper), mix32(this.#dayOf(at)), item)
  }
}
