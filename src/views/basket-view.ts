/** What lies in each shopper's baskets. One of the live views. */
import type { InteractionKind } from '../domain/interaction.ts'

/** Units by item index, in the order they were put in. */
export type Basket = ReadonlyMap<number, number>

const empty: Basket = new Map()
const CHANGING: ReadonlySet<InteractionKind> = new Set([
  'cart-add',
  'cart-remove',
  'cart-update',
  'basket-line',
  'basket-empty',
  'order',
])

/** Channels of a shop, at most: baskets are found by shopper and channel in one number. */
export const CHANNELS_MAX = 4_096
const placeOf = (shopper: number, channel: number): number => shopper * CHANNELS_MAX + channel

/**
 * A shopper has a basket in each channel: what they buy at a till says nothing of their basket on the web.
 *
 * An event that carries the whole basket replaces it; one that does not changes it by its own item. An event older than
 * the newest one of the same basket changes nothing: the whole basket that came later already knows.
 */
export class BasketView {
  readonly #basketByPlace = new Map<number, Map<number, number>>()
  readonly #newestAt = new Map<number, number>()
  #replacedBySeq = 0

  fold(
    seq: number,
    kind: InteractionKind,
    at: number,
    shopper: number,
    channel: number,
    item: number,
    quantity: number,
  ): void {
    if (shopper < 0 || !CHANGING.has(kind)) return
    const place = placeOf(shopper, channel)
    if (at < (this.#newestAt.get(place) ?? Number.NEGATIVE_INFINITY)) return
    this.#newestAt.set(place, at)
    if (kind === 'order' || kind === 'basket-empty') {
      this.#basketByPlace.delete(place)
      return
    }
    if (kind === 'basket-line' && this.#replacedBySeq !== seq) {
      this.#replacedBySeq = seq
      this.#basketByPlace.delete(place)
    }
    if (item >= 0) this.#change(kind, place, item, quantity)
  }

  basketOf(shopper: number, channel: number): Basket {
    return this.#basketByPlace.get(placeOf(shopper, channel)) ?? empty
  }

  forget(shopper: number, channelCount: number): void {
    for (let channel = 0; channel < channelCount; channel++) {
      this.#basketByPlace.delete(placeOf(shopper, channel))
      this.#newestAt.delete(placeOf(shopper, channel))
    }
  }

  #change(kind: InteractionKind, place: number, item: number, quantity: number): void {
    let basket = this.#basketByPlace.get(place)
    if (basket === undefined) {
      if (kind === 'cart-remove') return
      basket = new Map()
      this.#basketByPlace.set(place, basket)
    }
    const held = basket.get(item) ?? 0
    const left =
      kind === 'cart-remove' ? held - quantity : kind === 'cart-update' ? quantity : held + quantity
    if (left > 0) basket.set(item, left)
    else basket.delete(item)
    if (basket.size === 0) this.#basketByPlace.delete(place)
  }
}
