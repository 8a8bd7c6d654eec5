/** What the next-basket model learns from: past orders, each with the candidates there were at its moment. */
import { type Rng, rng } from '../../math/rng.ts'
import { followers } from './followers.ts'
import type { RankRows } from '../ranker/rank-rows.ts'
import { FeatureWriter, NEXT_BASKET_FEATURE_COUNT, ownForFeatures } from './next-basket-features.ts'
import { topItems } from './order-share.ts'
import { OrderMemory } from './order-memory.ts'
import { type OrderTable, ordersBefore } from './order-table.ts'

export type ExampleOptions = {
  readonly exampleMax: number
  readonly popularMax: number
  readonly followerMax: number
  readonly neighborMax: number
  readonly followerHalfLifeDays: number
  readonly halfLivesDays: readonly [number, number, number]
  readonly seed: number
}

/** Followers are counted anew when there are so many times the orders: they change slowly and cost a second. */
const FOLLOWER_GROWTH = 1.05
/** Examples of one shopper: those who order every day are not to teach what others do. */
const SHOPPER_EXAMPLE_MAX = 20
/** Rows of an example: beyond, rows that were not bought are drawn. It bounds the memory. */
const GROUP_ROW_MAX = 200
/** Orders between two reports. */
const REPORT_ROUND = 5000
/** Examples between two looks at what is popular. */
const POPULAR_ROUND = 100

/** Items that shoppers bought for the first time most often, lately and for longer; each once. */
export const popularNewcomers = (memory: OrderMemory, countMax: number): Int32Array =>
  Int32Array.from(
    new Set([...topItems(memory.newcomers(0), countMax), ...topItems(memory.newcomers(1), countMax)]),
  )

/**
 * Lets all orders pass by in time. The newest of shoppers who ordered before become examples: their candidates, 1 where
 * the order holds it. Examples without a right candidate teach nothing and are left out.
 *
 * @returns the examples, and what is known of items at the end
 */
export const basketExamples = (
  table: OrderTable,
  itemCount: number,
  options: ExampleOptions,
  report: (doneShare: number) => void = () => {},
): { readonly rows: RankRows; readonly memory: OrderMemory } => {
  const memory = new OrderMemory(itemCount, options.halfLivesDays)
  const writer = new FeatureWriter(itemCount)
  const placeOf = new Int32Array(table.byShopper.starts.length)
  const isExample = exampleOrders(table, options.exampleMax)
  const growing = new GrowingRows(rng(options.seed, 'examples'))
  let follows = followers(table, itemCount, 0, { neighborMax: 1, halfLifeDays: 1 })
  let followersUntil = 0
  let popular: Int32Array = new Int32Array(0)
  let exampleCount = 0
  const writeFigures = (item: number, into: Float32Array, start: number): void =>
    memory.write(item, into, start)
  for (let order = 0; order < table.count; order++) {
    if (order % REPORT_ROUND === 0) report(order / table.count)
    const who = table.shopper[order]
    const past = ordersBefore(table, Math.max(0, who), who < 0 ? 0 : placeOf[who]++)
    const own = ownForFeatures(past)
    const lines = table.items.subarray(table.starts[order], table.starts[order + 1])
    if (isExample[order] === 1) {
      if (order >= FOLLOWER_GROWTH * followersUntil) {
        followersUntil = order
        follows = followers(table, itemCount, order, {
          neighborMax: options.neighborMax,
          halfLifeDays: options.followerHalfLifeDays,
        })
      }
      if (exampleCount % POPULAR_ROUND === 0) popular = popularNewcomers(memory, options.popularMax)
      exampleCount++
      const { items, rows } = writer.write(
        { now: table.at[order], past, own },
        { popular, followers: follows, followerMax: options.followerMax, writeFigures },
      )
      growing.add(items, rows, new Set(lines))
    }
    memory.add(table.at[order], lines, past, own)
  }
  return { rows: growing.rows(), memory }
}

/** One for each order that is an example: the newest that have earlier ones of their shopper, a few of each shopper. */
const exampleOrders = (table: OrderTable, exampleMax: number): Uint8Array => {
  const { starts, rows } = table.byShopper
  const isExample = new Uint8Array(table.count)
  for (let who = 0; who + 1 < starts.length; who++) {
    const first = Math.max(starts[who] + 1, starts[who + 1] - SHOPPER_EXAMPLE_MAX)
    for (let row = first; row < starts[who + 1]; row++) isExample[rows[row]] = 1
  }
  let count = 0
  for (let order = table.count - 1; order >= 0; order--) {
    count += isExample[order]
    if (count > exampleMax) isExample[order] = 0
  }
  return isExample
}

/** Rows of examples as they come. */
class GrowingRows {
  readonly #parts: Float32Array[] = []
  readonly #labels: number[] = []
  readonly #groupStarts: number[] = [0]
  readonly #random: Rng

  constructor(random: Rng) {
    this.#random = random
  }

  add(items: Int32Array, rows: Float32Array, bought: ReadonlySet<number>): void {
    let otherCount = 0
    for (const item of items) if (!bought.has(item)) otherCount++
    const rightCount = items.length - otherCount
    if (rightCount === 0) return
    let wantedCount = Math.min(otherCount, Math.max(0, GROUP_ROW_MAX - rightCount))
    const part = new Float32Array((rightCount + wantedCount) * NEXT_BASKET_FEATURE_COUNT)
    let size = 0
    for (let c = 0; c < items.length; c++) {
      const isRight = bought.has(items[c])
      // So many of those that are left are wanted: each is taken with that chance.
      if (!isRight && this.#random.float() * otherCount-- >= wantedCount) continue
      if (!isRight) wantedCount--
      const start = c * NEXT_BASKET_FEATURE_COUNT
      part.set(rows.subarray(start, start + NEXT_BASKET_FEATURE_COUNT), size)
      size += NEXT_BASKET_FEATURE_COUNT
      this.#labels.push(isRight ? 1 : 0)
    }
    this.#parts.push(part)
    this.#groupStarts.push(this.#labels.length)
  }

  rows(): RankRows {
    const values = new Float32Array(this.#labels.length * NEXT_BASKET_FEATURE_COUNT)
    let at = 0
    for (const part of this.#parts) {
      values.set(part, at)
      at += part.length
    }
    return {
      rowCount: this.#labels.length,
      featureCount: NEXT_BASKET_FEATURE_COUNT,
      values,
      groupStarts: Int32Array.from(this.#groupStarts),
      labels: Uint8Array.from(this.#labels),
    }
  }
}
