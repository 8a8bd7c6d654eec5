/** A shop of any size for measurements of time: popular items, tastes, sessions and orders, drawn from a seed. */
import { rng } from '../../src/math/rng.ts'
import { PURCHASE, VIEW } from '../../src/models/acts.ts'
import { noFacts } from '../../src/models/item-facts.ts'
import { TrainingData } from '../../src/models/training-data.ts'

export type ShopSize = {
  readonly itemCount: number
  readonly shopperCount: number
  readonly actCount: number
}

const SEED = 1
/** Items of one taste. */
const TASTE_ITEMS = 500
const ACTS_PER_SESSION = 5
const BETWEEN_ACTS_MS = 30_000
const TEXT_WORDS = 6
const VOCABULARY = 4_000

/**
 * Four acts of five are views, the fifth of each session is an order of two items that were seen. Items follow Zipf's
 * law; two acts of three are of the taste that the session has.
 */
export const syntheticShop = ({ itemCount, shopperCount, actCount }: ShopSize): TrainingData => {
  const random = rng(SEED, 'synthetic-shop', itemCount, actCount)
  const popular = (count: number): number => Math.floor((count + 1) ** random.float() - 1)
  const tasteCount = Math.max(1, Math.floor(itemCount / TASTE_ITEMS))
  const acts = {
    count: actCount,
    at: new Float64Array(actCount),
    shopper: new Int32Array(actCount),
    item: new Int32Array(actCount),
    kind: new Uint8Array(actCount).fill(VIEW),
    order: new Int32Array(actCount).fill(-1),
    session: new Int32Array(actCount),
    units: new Float32Array(actCount).fill(1),
    priceMinor: new Float64Array(actCount).fill(1_000),
  }
  let orderCount = 0
  let shopper = 0
  let taste = 0
  for (let row = 0; row < actCount; row++) {
    const step = row % ACTS_PER_SESSION
    if (step === 0) {
      shopper = random.int(shopperCount)
      taste = (shopper + random.int(3)) % tasteCount
    }
    acts.at[row] = row * BETWEEN_ACTS_MS
    acts.shopper[row] = shopper
    acts.session[row] = Math.floor(row / ACTS_PER_SESSION)
    acts.item[row] = random.chance(2 / 3)
      ? Math.min(itemCount - 1, taste + tasteCount * popular(TASTE_ITEMS))
      : Math.min(itemCount - 1, popular(itemCount))
    if (step < ACTS_PER_SESSION - 2) continue
    acts.kind[row] = PURCHASE
    acts.order[row] = orderCount
    acts.item[row] = acts.item[row - 2] ?? 0
    if (step === ACTS_PER_SESSION - 1) orderCount++
  }
  return new TrainingData({
    acts,
    itemCount,
    shopperCount,
    orderCount: orderCount + 1,
    sessionCount: Math.ceil(actCount / ACTS_PER_SESSION),
    facts: { ...noFacts(itemCount), textFields: [{ name: 'title', texts: titles(itemCount) }] },
    now: actCount * BETWEEN_ACTS_MS,
  })
}

const titles = (itemCount: number): readonly string[] => {
  const random = rng(SEED, 'titles')
  return Array.from({ length: itemCount }, () =>
    Array.from({ length: TEXT_WORDS }, () => `word${Math.floor(VOCABULARY ** random.float())}`).join(' '),
  )
}
