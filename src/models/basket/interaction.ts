/**
 * Pairs that say something of their own: orders with both items hold a third one far more or less often than the sum of
 * what each says.
 *
 *   r(order) = 1 if it holds the item, else 0, − Σ weight of its items − bias     over orders that hold a and b
 *   z(a, b)  = |Σ r| / √Σ r²                                                 how surely their mean is not 0
 */
import type { Csr } from '../../math/csr.ts'

export type Interaction = {
  readonly first: number
  readonly second: number
  /** Weight of the orders that hold the pair and each neighbour, by the neighbour's place. */
  readonly withNeighbors: readonly (readonly [place: number, weight: number])[]
  /** Weight of the orders that hold the pair and the item. */
  readonly withItem: number
  /** Weight of the orders that hold both pairs. */
  readonly withPair: (other: Interaction) => number
}

type Source = {
  readonly orders: Csr
  readonly byItem: Csr
  readonly pairMax: number
  readonly pairCaution: number
}

/** Neighbours whose pairs are looked at: the closest, for the others meet too seldom. */
const PARTNER_MAX = 6
/** Orders that a pair must have, for z to mean something. */
const PAIR_ORDER_MIN = 8
/** What is in more orders than this is bought with everything; and it bounds the cost. */
const ITEM_ORDER_MAX = 5_000

/**
 * @param place  where an item stands among the neighbours, −1 for others; read while the function returned runs
 * @returns      takes an item, its neighbours, closest first, and their weights with the bias last; gives the surest pairs
 */
export const openInteractions = ({ orders, byItem, pairMax, pairCaution }: Source, place: Int32Array) => {
  const holds = (order: number, item: number): boolean =>
    includes(orders.columns, orders.starts[order], orders.starts[order + 1], item)

  const surenessOf = (shared: Int32Array, item: number, weights: Float64Array): number => {
    let sum = 0
    let squares = 0
    for (const order of shared) {
      let left = -weights[weights.length - 1]
      for (let k = orders.starts[order]; k < orders.starts[order + 1]; k++) {
        const held = orders.columns[k]
        if (held === item) left += 1
        else if (place[held] >= 0) left -= weights[place[held]]
      }
      sum += left
      squares += left * left
    }
    return squares === 0 ? 0 : Math.abs(sum) / Math.sqrt(squares)
  }

  return (item: number, neighbors: Int32Array, weights: Float64Array): readonly Interaction[] => {
    const partners = neighbors.subarray(0, PARTNER_MAX)
    const found: { first: number; second: number; shared: Int32Array; z: number }[] = []
    for (let a = 0; a < partners.length; a++)
      for (let b = 0; b < a; b++) {
        const [first, second] = [Math.min(partners[a], partners[b]), Math.max(partners[a], partners[b])]
        const shared = ordersOfBoth(byItem, first, second)
        if (shared.length < PAIR_ORDER_MIN) continue
        const z = surenessOf(shared, item, weights)
        if (z >= pairCaution) found.push({ first, second, shared, z })
      }
    found.sort((a, b) => b.z - a.z || a.first - b.first || a.second - b.second)
    return found.slice(0, pairMax).map(({ first, second, shared }) => {
      const byPlace = new Map<number, number>()
      let withItem = 0
      for (const order of shared) {
        const weight = orders.values[orders.starts[order]] ** 2
        for (let k = orders.starts[order]; k < orders.starts[order + 1]; k++) {
          const held = orders.columns[k]
          if (held === item) withItem += weight
          if (place[held] >= 0) byPlace.set(place[held], (byPlace.get(place[held]) ?? 0) + weight)
        }
      }
      const withPair = (other: Interaction): number => {
        let weight = 0
        for (const order of shared)
          if (holds(order, other.first) && holds(order, other.second))
            weight += orders.values[orders.starts[order]] ** 2
        return weight
      }
      return { first, second, withItem, withNeighbors: [...byPlace], withPair }
    })
  }
}

/** Looks the orders of the rarer item up among those of the other. */
const ordersOfBoth = ({ starts, columns }: Csr, first: number, second: number): Int32Array => {
  const countOf = (item: number): number => starts[item + 1] - starts[item]
  const [rare, common] = countOf(first) <= countOf(second) ? [first, second] : [second, first]
  if (countOf(rare) > ITEM_ORDER_MAX) return new Int32Array(0)
  return columns
    .subarray(starts[rare], starts[rare + 1])
    .filter((order) => includes(columns, starts[common], starts[common + 1], order))
}

/** Is the number in an ascending stretch? @complexity O(log n) */
const includes = (numbers: Int32Array, from: number, end: number, wanted: number): boolean => {
  let low = from
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (numbers[middle] < wanted) low = middle + 1
    else high = middle
  }
  return low < end && numbers[low] === wanted
}
