/** The decisions that were made lately, so that each can be asked why. */
export type Decision = {
  readonly recommendationId: string
  readonly shop: string
  readonly decidedAt: number
  readonly request: unknown
  readonly response: { readonly items: readonly unknown[] }
}

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
      this.#decisions.delete(id)
      this.#itemCount -= oldest.response.items.length
    }
  }

  find(recommendationId: string): Decision | undefined {
    return this.#decisions.get(recommendationId)
  }
}
