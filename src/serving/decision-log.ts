/** The decisions that were made lately, so that each can be asked why. */
import { type Decision, shopperKeysOf } from '../domain/decision.ts'

export type DecisionLimits = {
  readonly decisionsMax: number
  /** Of all decisions together: long lists push out more, and so do long requests. */
  readonly itemsMax: number
}

/** Characters of a request that weigh as much as an item of an answer. */
const ITEM_CHARACTERS = 1_000
const weightOf = ({ request, response }: Decision): number =>
  response.items.length + Math.floor((JSON.stringify(request)?.length ?? 0) / ITEM_CHARACTERS)

type Weighed = { readonly decision: Decision; readonly weight: number }

/** A ring in memory: the oldest decision is forgotten first. */
export class DecisionLog {
  readonly #byId = new Map<string, Decision>()
  /** In the order they came; those before `#first` are gone. */
  #order: Weighed[] = []
  #first = 0
  readonly #limits: DecisionLimits
  #weight = 0

  constructor(limits: DecisionLimits) {
    this.#limits = limits
  }

  add(decision: Decision): void {
    this.#byId.set(decision.recommendationId, decision)
    const weight = weightOf(decision)
    this.#order.push({ decision, weight })
    this.#weight += weight
    const { decisionsMax, itemsMax } = this.#limits
    while (this.#order.length - this.#first > decisionsMax || this.#weight > itemsMax) {
      const oldest = this.#order[this.#first++]
      if (oldest === undefined) break
      this.#byId.delete(oldest.decision.recommendationId)
      this.#weight -= oldest.weight
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
      .flatMap(({ decision }) => (decision.shop === shop ? [decision] : []))
      .reverse()
  }

  /** Removes the decisions of the shop that name one of the shoppers. @returns how many */
  forget(shop: string, isGone: (shopperKey: string) => boolean): number {
    const all = this.#order.slice(this.#first)
    const gone = new Set(
      all.filter(({ decision }) => decision.shop === shop && shopperKeysOf(decision).some(isGone)),
    )
    for (const { decision, weight } of gone) {
      this.#byId.delete(decision.recommendationId)
      this.#weight -= weight
    }
    this.#order = all.filter((weighed) => !gone.has(weighed))
    this.#first = 0
    return gone.size
  }
}
