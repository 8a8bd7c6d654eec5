/** The decisions that were made lately, so that each can be asked why. */
import { type Decision, shopperKeysOf } from '../domain/decision.ts'

export type DecisionLimits = {
  readonly decisionsMax: number
  /** Of all decisions together: long lists push out more. */
  readonly itemsMax: number
}

/** A ring in memory: the oldest decision is forgotten first. */
export class DecisionLog {
  readonly #byId = new Map<string, Decision>()
  /** In the order they came; those before `#first` are gone. */
  #order: Decision[] = []
  #first = 0
  readonly #limits: DecisionLimits
  #itemCount = 0

  constructor(limits: DecisionLimits) {
    this.#limits = limits
  }

  add(decision: Decision): void {
    this.#byId.set(decision.recommendationId, decision)
    this.#order.push(decision)
    this.#itemCount += decision.response.items.length
    const { decisionsMax, itemsMax } = this.#limits
    while (this.#order.length - this.#first > decisionsMax || this.#itemCount > itemsMax) {
      const oldest = this.#order[this.#first++]
      if (oldest === undefined) break
      this.#byId.delete(oldest.recommendationId)
      this.#itemCount -= oldest.response.items.length
    }
    // Moved together now and then, so that those that are gone are let go of.
    if (this.#first > decisionsMax / 8) {
      this.#order = this.#order.slice(this.#first)
      this.#first = 0
    }
  }

  find(recommendationId: string): Decision | undefined {
    return this.#byId.get(recommendationId)
  }

  /** Of one shop, the newest first. */
  ofShop(shop: string): readonly Decision[] {
    return this.#order
      .slice(this.#first)
      .filter((decision) => decision.shop === shop)
      .reverse()
  }

  /** Removes the decisions of the shop that name one of the shoppers. @returns how many */
  forget(shop: string, shopperKeys: readonly string[]): number {
    const all = this.#order.slice(this.#first)
    const gone = new Set(
      all.filter(
        (decision) =>
          decision.shop === shop && shopperKeysOf(decision).some((key) => shopperKeys.includes(key)),
      ),
    )
    for (const { recommendationId, response } of gone) {
      this.#byId.delete(recommendationId)
      this.#itemCount -= response.items.length
    }
    this.#order = all.filter((decision) => !gone.has(decision))
    this.#first = 0
    return gone.size
  }
}
