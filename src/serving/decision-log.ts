/** The decisions that were made lately, so that each can be asked why. */
import { type Decision, shopperKeysOf } from '../domain/decision.ts'

export type DecisionLimits = {
  readonly decisionsMax: number
  /** Of all decisions together: long lists push out more. */
  readonly itemsMax: number
}

/** A ring in memory: the oldest decision is forgotten first. */
export class DecisionLog {
  readonly #decisions = new Map<string, Decision>()
  readonly #limits: DecisionLimits
  #itemCount = 0

  constructor(limits: DecisionLimits) {
    this.#limits = limits
  }

  add(decision: Decision): void {
    this.#decisions.set(decision.recommendationId, decision)
    this.#itemCount += decision.response.items.length
    for (const [id, oldest] of this.#decisions) {
      if (this.#decisions.size <= this.#limits.decisionsMax && this.#itemCount <= this.#limits.itemsMax)
        return
      this.#remove(id, oldest)
    }
  }

  find(recommendationId: string): Decision | undefined {
    return this.#decisions.get(recommendationId)
  }

  /** Of one shop, the newest first. */
  ofShop(shop: string): readonly Decision[] {
    return [...this.#decisions.values()].filter((decision) => decision.shop === shop).reverse()
  }

  /** Removes the decisions of the shop that name one of the shoppers. @returns how many */
  forget(shop: string, shopperKeys: readonly string[]): number {
    const gone = this.ofShop(shop).filter((decision) =>
      shopperKeysOf(decision).some((key) => shopperKeys.includes(key)),
    )
    for (const decision of gone) this.#remove(decision.recommendationId, decision)
    return gone.length
  }

  #remove(id: string, { response }: Decision): void {
    this.#decisions.delete(id)
    this.#itemCount -= response.items.length
  }
}
