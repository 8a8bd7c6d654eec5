/** The decisions that were made lately, so that each can be asked why. */
export type Decision = {
  readonly recommendationId: string
  readonly shop: string
  readonly decidedAt: number
  readonly request: unknown
  readonly response: unknown
}

/** A ring in memory: at most `decisionsMax`, the oldest is forgotten first. */
export class DecisionLog {
  readonly #decisions = new Map<string, Decision>()
  readonly #decisionsMax: number

  constructor(decisionsMax: number) {
    this.#decisionsMax = decisionsMax
  }

  add(decision: Decision): void {
    this.#decisions.set(decision.recommendationId, decision)
    if (this.#decisions.size > this.#decisionsMax)
      this.#decisions.delete(this.#decisions.keys().next().value as string)
  }

  find(recommendationId: string): Decision | undefined {
    return this.#decisions.get(recommendationId)
  }
}
