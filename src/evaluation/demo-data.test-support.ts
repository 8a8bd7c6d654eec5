/** The demo's world as recipes see it, beside what it knows about itself. */
import { csrOfPairs } from '../math/csr.ts'
import type { ActKind } from '../models/acts.ts'
import { noFacts } from '../models/item-facts.ts'
import type { TrainingData } from '../models/training-data.ts'
import { dataOf, type GivenAct } from '../models/training-data.test-support.ts'
import type { WorldSize, WorldCounts } from '../world/plan.ts'
import type { Truth } from '../world/truth.ts'
import { createWorld } from '../world/world.ts'

export type DemoData = {
  readonly data: TrainingData
  readonly itemIds: readonly string[]
  readonly numberOf: (itemId: string) => number
  /** Categories of each item, the most general first. */
  readonly categoryOf: readonly string[]
  /** An id of each shopper, as the truth knows them. */
  readonly shopperIds: readonly string[]
  readonly truth: Truth
}

/** Numbers things as they first come. */
class Numbering {
  readonly ids: string[] = []
  readonly #numbers = new Map<string, number>()

  of(id: string): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    this.#numbers.set(id, this.ids.length)
    return this.ids.push(id) - 1
  }
}

const KINDS: Readonly<Record<string, ActKind>> = {
  'product-view': 'view',
  'cart-add': 'cart',
  'wishlist-add': 'wish',
}

export const demoData = (size: WorldSize | WorldCounts, seed = 1): DemoData => {
  const world = createWorld({ size, seed, now: Date.UTC(2026, 4, 1) })
  const items = new Numbering()
  const categoryOf = [...world.items].map((item) => {
    items.of(item.itemId)
    return item.categories?.[0] ?? ''
  })
  const [shoppers, orders, sessions] = [new Numbering(), new Numbering(), new Numbering()]
  const acts: GivenAct[] = []
  for (const event of world.events()) {
    // A visitor and the customer that it turns out to be have the same number in the demo.
    const id = event.shopper?.customerId ?? event.shopper?.visitorId
    const shopper = id === undefined ? -1 : shoppers.of(id.replace('customer', 'visitor'))
    const about = {
      at: event.at,
      shopper,
      session: event.sessionId === undefined ? -1 : sessions.of(event.sessionId),
    }
    if (event.kind === 'order')
      for (const { itemId, quantity, priceMinor } of event.lines ?? [])
        acts.push({
          ...about,
          kind: 'purchase',
          order: orders.of(event.orderId ?? event.eventId),
          item: items.of(itemId),
          units: quantity,
          priceMinor: priceMinor ?? Number.NaN,
        })
    else {
      const kind = KINDS[event.kind]
      if (kind !== undefined && 'itemId' in event)
        acts.push({ ...about, kind, item: items.of(event.itemId as string) })
    }
  }
  const categories = new Numbering()
  const tags = categoryOf.map((category) => categories.of(category))
  return {
    data: dataOf(acts, {
      itemCount: items.ids.length,
      facts: {
        ...noFacts(items.ids.length),
        tags: csrOfPairs(
          Int32Array.from(tags, (_, item) => item),
          Int32Array.from(tags),
          items.ids.length,
          categories.ids.length,
        ),
        tagNames: categories.ids.map((category) => `category:${category}`),
      },
    }),
    itemIds: items.ids,
    numberOf: (itemId) => items.of(itemId),
    categoryOf,
    shopperIds: shoppers.ids,
    truth: world.truth,
  }
}
