/** The weights of one item after the other: what tells best, from the rest of an order, whether the order holds it. */
import type { Csr } from '../../math/csr.ts'
import { PAIR_ITEMS } from './basket-pairs.ts'
import type { Task } from '../compute.ts'
import { type Interaction, openInteractions } from './interaction.ts'
import type { RowRoom } from '../row-room.ts'
import { bestOf } from '../scores.ts'
import { solvePositive } from '../solve-positive.ts'

export type BasketRidgeArgs = {
  readonly neighborMax: number
  readonly l2: number
  readonly contentWeight: number
  readonly pairMax: number
  readonly pairCaution: number
  readonly partItemCount: number
  /** orders × items, the root of the order's weight */
  readonly orders: Csr
  readonly byItem: Csr
  /** items × items, weight of the orders that hold both, the most first, without the diagonal */
  readonly together: Csr
  /** items × items, how alike by content, the most first, without the diagonal */
  readonly content: Csr
  /** Item j: what speaks for it in any basket. */
  readonly bias: Float32Array
  /** Row j: weights for item j. */
  readonly rows: RowRoom
  /** Item j: up to pairMax pairs of item numbers, −1 where there is none. */
  readonly pairItems: Int32Array
  readonly pairValues: Float32Array
}

/** Part p is the items from p · partItemCount on. */
export const basketRidgeTask: Task<BasketRidgeArgs> = {
  name: 'basket-ridge',
  open: (args) => {
    const { together, content, l2, contentWeight, pairMax, rows, partItemCount } = args
    const itemCount = together.rowCount
    const orderWeights = orderWeightsOf(args.byItem)
    const totalWeight = totalWeightOf(args.orders)
    const diagonal = orderWeights.map(
      (weight, item) => weight + (content.starts[item + 1] > content.starts[item] ? contentWeight : 0),
    )
    const neighborsOf = openNeighbors(args, diagonal)
    // Where an item stands among the neighbours of the item that is worked on; −1: nowhere.
    const place = new Int32Array(itemCount).fill(-1)
    const interactionsOf = openInteractions(args, place)
    const sizeMax = args.neighborMax + 1 + pairMax
    const system = new Float64Array(sizeMax * sizeMax)
    const answer = new Float64Array(sizeMax)

    /** Gram matrix of the neighbours and of a constant, which stands last, and of all these with the item. */
    const setUp = (item: number, neighbors: Int32Array): void => {
      const size = neighbors.length
      system.fill(0, 0, sizeMax * (size + 1))
      answer.fill(0)
      const addRow = (
        { starts, columns, values }: Csr,
        row: number,
        weight: number,
        into: Float64Array,
        at: number,
      ) => {
        for (let k = starts[row]; k < starts[row + 1]; k++)
          if (place[columns[k]] >= 0) into[at + place[columns[k]]] += weight * values[k]
      }
      for (let a = 0; a < size; a++) {
        addRow(together, neighbors[a], 1, system, a * sizeMax)
        addRow(content, neighbors[a], contentWeight, system, a * sizeMax)
        system[a * sizeMax + a] = diagonal[neighbors[a]] + l2
      }
      // Rows of items that meet very many others were cut, so one of the two may miss.
      for (let a = 0; a < size; a++)
        for (let b = 0; b < a; b++) {
          const value = Math.max(system[a * sizeMax + b], system[b * sizeMax + a])
          system[a * sizeMax + b] = value
          system[b * sizeMax + a] = value
        }
      addRow(together, item, 1, answer, 0)
      addRow(content, item, contentWeight, answer, 0)
      for (let a = 0; a < size; a++) system[size * sizeMax + a] = orderWeights[neighbors[a]]
      system[size * sizeMax + size] = totalWeight
      answer[size] = orderWeights[item]
    }

    /** Adds pairs to the system as if they were items. */
    const extend = (size: number, pairs: readonly Interaction[]): void => {
      for (const [p, pair] of pairs.entries()) {
        const at = (size + 1 + p) * sizeMax
        system.fill(0, at, at + sizeMax)
        for (const [a, value] of pair.withNeighbors) system[at + a] = value
        for (const [q, other] of pairs.entries()) system[at + size + 1 + q] = pair.withPair(other)
        system[at + size] = pair.withPair(pair)
        system[at + size + 1 + p] += l2
        answer[size + 1 + p] = pair.withItem
      }
    }

    const learn = (item: number): void => {
      const neighbors = neighborsOf(item)
      for (const [a, neighbor] of neighbors.entries()) place[neighbor] = a
      let weights: Float64Array
      setUp(item, neighbors)
      weights = solvePositive(system, answer, neighbors.length + 1, sizeMax)
      const pairs = pairMax > 0 ? interactionsOf(item, neighbors, weights) : []
      if (pairs.length > 0) {
        extend(neighbors.length, pairs)
        weights = solvePositive(system, answer, neighbors.length + 1 + pairs.length, sizeMax)
      }
      for (const neighbor of neighbors) place[neighbor] = -1
      rows.columns.set(neighbors, rows.starts[item])
      rows.values.set(weights.subarray(0, neighbors.length), rows.starts[item])
      rows.lengths[item] = neighbors.length
      args.bias[item] = weights[neighbors.length]
      for (const [p, { first, second }] of pairs.entries()) {
        args.pairItems.set([first, second], PAIR_ITEMS * (item * pairMax + p))
        args.pairValues[item * pairMax + p] = weights[neighbors.length + 1 + p]
      }
    }

    return (part) => {
      const end = Math.min(itemCount, (part + 1) * partItemCount)
      for (let item = part * partItemCount; item < end; item++) learn(item)
    }
  },
}

/** Weight of the orders that hold each item. */
const orderWeightsOf = ({ rowCount, starts, values }: Csr): Float64Array => {
  const weights = new Float64Array(rowCount)
  for (let item = 0; item < rowCount; item++)
    for (let k = starts[item]; k < starts[item + 1]; k++) weights[item] += values[k] ** 2
  return weights
}

const totalWeightOf = ({ rowCount, starts, values }: Csr): number => {
  let total = 0
  for (let order = 0; order < rowCount; order++)
    if (starts[order + 1] > starts[order]) total += values[starts[order]] ** 2
  return total
}

/** The items closest by cosine over orders; where they are too few, also those closest by content. */
const openNeighbors = ({ together, content, neighborMax }: BasketRidgeArgs, diagonal: Float64Array) => {
  const cosines = new Float32Array(together.rowCount)
  return (item: number): Int32Array => {
    const { starts, columns, values } = together
    const met = columns.subarray(starts[item], starts[item + 1])
    for (let k = 0; k < met.length; k++) cosines[k] = values[starts[item] + k] / Math.sqrt(diagonal[met[k]])
    const scores = cosines.subarray(0, met.length)
    const nearest = [...bestOf({ form: 'few', items: met, scores }, Math.min(neighborMax, met.length)).items]
    const known = new Set(nearest)
    for (let k = content.starts[item]; k < content.starts[item + 1] && nearest.length < neighborMax; k++)
      if (!known.has(content.columns[k])) nearest.push(content.columns[k])
    return Int32Array.from(nearest)
  }
}
