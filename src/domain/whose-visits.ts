/**
 * Whose a visit was when several people used one browser, told from the log as it goes by: what a browser did belongs to
 * who was last named in it, and before anybody was, to the first who was.
 */
import type { ShopEvent } from './event.ts'

export type Owned<T> = { readonly visit: T; readonly customerId: string }

export class WhoseVisits<T> {
  readonly #ownerOf = new Map<string, string>()
  readonly #undecided = new Map<string, T[]>()

  /**
   * Takes the next event of the log that names a browser.
   *
   * @param visit  what the caller knows of the event
   * @returns the visits whose owner is known now; an event that names its customer itself is none
   */
  take({ shopper, isEmulated }: Pick<ShopEvent, 'shopper' | 'isEmulated'>, visit: T): readonly Owned<T>[] {
    const { visitorId, customerId } = shopper ?? {}
    if (visitorId === undefined) return []
    if (customerId === undefined) {
      const owner = this.#ownerOf.get(visitorId)
      if (owner !== undefined) return [{ visit, customerId: owner }]
      const waiting = this.#undecided.get(visitorId) ?? []
      waiting.push(visit)
      this.#undecided.set(visitorId, waiting)
      return []
    }
    if (isEmulated === true) return []
    this.#ownerOf.set(visitorId, customerId)
    const waiting = this.#undecided.get(visitorId) ?? []
    this.#undecided.delete(visitorId)
    return waiting.map((one) => ({ visit: one, customerId }))
  }
}
