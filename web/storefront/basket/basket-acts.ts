/** What a shopper does with the basket, and the one event that each of it is. */
import {
  type BasketLine,
  addLine,
  lineKey,
  setQuantity,
  totalMinor,
  unitCount,
  wireLines,
} from '../../shared/basket-line.ts'
import type { EventDraft, WireEvent } from '../../shared/wire.ts'
import type { Basket } from './basket.ts'
import type { Tracker } from '../tracker.ts'

/** Presses of + and − that follow each other within this time are one change. */
const CHANGE_GATHER_MS = 700

/** The list that something was added from. */
type From = Pick<EventDraft, 'list' | 'recommendationId'>
export type AddedLine = BasketLine & { readonly from?: From }

export type BasketActs = {
  readonly add: (lines: readonly AddedLine[]) => void
  readonly change: (line: BasketLine, quantity: number) => void
  /** Puts back what was taken out, where it was. */
  readonly restore: (line: BasketLine, place: number) => void
  /** The order of what is in the basket, to be sent by `placeOrder`, also more than once. */
  readonly draftOrder: (orderId: string, properties?: EventDraft['properties']) => WireEvent
  /** @throws ApiError when the server did not keep it: the basket stays */
  readonly placeOrder: (order: WireEvent) => Promise<void>
  /** Empties the basket of what was ordered, and has the order told when the server can be reached. */
  readonly leaveOrder: (order: WireEvent) => void
}

type ChangeWaiting = {
  readonly key: string
  readonly event: WireEvent
  readonly quantityBefore: number
  readonly timer: ReturnType<typeof setTimeout>
}

type Changes = {
  /** Tells what waits, now. */
  readonly flush: () => void
  readonly tell: (key: string, draft: EventDraft, quantityBefore: number) => void
}

/** Changes of a quantity, gathered: the newest one is told, as the visitor that made it. */
export const createChanges = (tracker: Tracker): Changes => {
  let waiting: ChangeWaiting | undefined
  const flush = (): void => {
    if (waiting === undefined) return
    const { event, quantityBefore, timer } = waiting
    clearTimeout(timer)
    waiting = undefined
    const change = (event.quantity ?? 0) - quantityBefore
    if (change !== 0) tracker.push({ ...event, properties: { change } })
  }
  const tell = (key: string, draft: EventDraft, quantityBefore: number): void => {
    if (waiting?.key !== key) flush()
    if (waiting !== undefined) clearTimeout(waiting.timer)
    waiting = {
      key,
      event: tracker.complete(draft),
      quantityBefore: waiting?.quantityBefore ?? quantityBefore,
      timer: setTimeout(flush, CHANGE_GATHER_MS),
    }
  }
  // Before the tracker hands over what waits.
  addEventListener('pagehide', flush, { capture: true })
  addEventListener('visibilitychange', flush, { capture: true })
  return { flush, tell }
}

type Options = {
  readonly tracker: Tracker
  readonly basket: Basket
  /** ISO 4217; undefined while the shop is being asked. */
  readonly currency: string | undefined
  readonly changes: Changes
}

export const createBasketActs = ({ tracker, basket, currency, changes }: Options): BasketActs => {
  const inCurrency = currency === undefined ? {} : { currency }
  const aboutLine = (line: BasketLine) => ({
    itemId: line.itemId,
    ...(line.sku !== undefined && { sku: line.sku }),
    priceMinor: line.priceMinor,
    ...inCurrency,
  })
  /** @returns the lines with what was added, as the tracker knows where it came from */
  const tellAdded = (
    line: BasketLine,
    from: From,
    putIn: (line: BasketLine) => readonly BasketLine[],
  ): void => {
    const event = tracker.complete({
      kind: 'cart-add',
      ...aboutLine(line),
      ...from,
      quantity: line.quantity,
    })
    const { recommendationId } = event
    const lines = putIn(recommendationId === undefined ? line : { ...line, recommendationId })
    basket.replace(lines)
    tracker.push({ ...event, basket: wireLines(lines) })
  }
  return {
    add: (added) => {
      changes.flush()
      for (const { from = {}, ...line } of added) tellAdded(line, from, (led) => addLine(basket.lines(), led))
    },
    change: (line, quantity) => {
      const key = lineKey(line)
      if (quantity === line.quantity) return
      const lines = setQuantity(basket.lines(), key, quantity)
      basket.replace(lines)
      if (quantity > 0) {
        changes.tell(
          key,
          { kind: 'cart-update', ...aboutLine(line), quantity, basket: wireLines(lines) },
          line.quantity,
        )
        return
      }
      changes.flush()
      tracker.track({
        kind: 'cart-remove',
        ...aboutLine(line),
        quantity: line.quantity,
        basket: wireLines(lines),
      })
    },
    restore: (line, place) => {
      changes.flush()
      const { recommendationId } = line
      tellAdded(line, recommendationId === undefined ? {} : { recommendationId }, (led) =>
        basket.lines().some((old) => lineKey(old) === lineKey(led))
          ? addLine(basket.lines(), led)
          : basket.lines().toSpliced(place, 0, led),
      )
    },
    draftOrder: (orderId, properties) => {
      changes.flush()
      const lines = basket.lines()
      return tracker.complete({
        kind: 'order',
        orderId,
        lines: wireLines(lines),
        totalMinor: totalMinor(lines),
        ...inCurrency,
        properties: { ...properties, unitCount: unitCount(lines) },
      })
    },
    placeOrder: async (order) => {
      changes.flush()
      await tracker.sendNow(order)
      basket.replace([])
    },
    leaveOrder: (order) => {
      tracker.push(order)
      basket.replace([])
    },
  }
}
