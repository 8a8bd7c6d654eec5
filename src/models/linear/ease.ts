/**
 * EASE: each item is a sum of the others, with the weights that tell best, over all shoppers, who touched what. One closed
 * form, no training loop.
 *
 *   minimize ‖X − XB‖² + Σ λᵢ Bᵢⱼ²  with Bᵢᵢ = 0        X = rows × items        λᵢ = l2 · (nᵢ / mean n)^penaltyExponent
 *   P = (XᵀX + Λ)⁻¹,   Bᵢⱼ = −Pᵢⱼ / Pⱼⱼ,   score = x B     x = what this shopper touched, n = rows that hold the item
 *
 * From the paper it departs in what the options allow: rows that weigh less the longer they are, items that are held back
 * more the more popular they are, acts that count less the older they are, and links that are dropped: the weak ones of a
 * large catalog, and the negative ones, that help where shoppers touch many things (films) and harm where they touch few
 * (places, goods). With all options at their neutral values it is the paper's.
 *
 * When to use it: items for a shopper or a session, catalogs of up to some ten thousand items; there it is as accurate as
 * anything that learns from who touched what alone. When not: items that nobody touched yet; repeat purchases; the order
 * of acts (but for their age); more items than itemMax, where `sparse-linear` takes over.
 *
 * Cost: min(rows, items)³ / 2 multiply-adds, and half a dense matrix of that side in memory.
 *
 * @source Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019
 */
import type { Task } from '../compute.ts'
import {
  addLinks,
  type ItemLinks,
  type LinkTable,
  linksOf,
  linkTable,
  linkTableBytes,
  writeLinks,
} from './item-links.ts'
import { PENALTY_DEFAULTS, PENALTY_RANGES, type PenaltyOptions, penalized } from './item-penalties.ts'
import {
  openPrecision,
  PRECISION_ROWS,
  type Precision,
  precisionBytes,
  precisionDiagonal,
  precisionOf,
} from './precision.ts'
import type { Recipe } from '../recipe.ts'
import { NO_SCORES } from '../scores.ts'
import { rowCountOf, TASTE_DEFAULTS, TASTE_RANGES, type TasteOptions, tasteOf } from './taste-matrix.ts'
import { type TasteReading, tasteReader, tasteReadingOf } from './taste-query.ts'

export type EaseOptions = TasteOptions &
  PenaltyOptions & {
    /** Links kept of each item, positive and negative ones each; 0: all, 4 · items² bytes. */
    readonly keep: number
  }

export type EaseModel = TasteReading & ItemLinks

const train: Recipe<EaseOptions, EaseModel>['train'] = async (data, options, { compute, report }) => {
  const taste = tasteOf(data, options)
  const size = taste.items.length
  const { sources, targets, ...matrices } = penalized(taste, options)
  const precision = await precisionOf(
    matrices,
    compute,
    (share) => report(share * INVERSE_SHARE),
    precisionBytes(rowCountOf(data, options.rows), Math.min(data.itemCount, options.itemMax)),
  )
  const diagonal = await precisionDiagonal(precision, compute)
  const table = linkTable(size, options.keep)
  const partCount = Math.ceil(size / PART_ITEMS)
  const args = { precision, diagonal, sources, targets, negativeWeight: options.negativeWeight, table }
  await compute.run(easeLinksTask, args, partCount, (doneCount) =>
    report(INVERSE_SHARE + (1 - INVERSE_SHARE) * (doneCount / partCount)),
  )
  return { ...tasteReadingOf(data.itemCount, taste.items, options), ...linksOf(table) }
}

/** Share of the work that the inverse is, about. */
const INVERSE_SHARE = 0.9
const PART_ITEMS = PRECISION_ROWS

type LinksArgs = {
  readonly precision: Precision
  readonly diagonal: Float32Array
  readonly sources: Float32Array
  readonly targets: Float32Array
  readonly negativeWeight: number
  readonly table: LinkTable
}

/** Bᵢⱼ = −Pᵢⱼ / Pⱼⱼ for some rows. */
export const easeLinksTask: Task<LinksArgs> = {
  name: 'ease-links',
  open: ({ precision, diagonal, sources, targets, negativeWeight, table }) => {
    const read = openPrecision(precision)
    const { size } = table
    const rows = new Float32Array(PART_ITEMS * size)
    return (part) => {
      const from = part * PART_ITEMS
      const count = Math.min(PART_ITEMS, size - from)
      read(from, count, rows)
      for (let r = 0; r < count; r++) {
        const links = rows.subarray(r * size, (r + 1) * size)
        const source = sources[from + r]
        for (let j = 0; j < size; j++) {
          const link = (-links[j] / diagonal[j]) * source * targets[j]
          links[j] = link < 0 ? link * negativeWeight : link
        }
        links[from + r] = 0
        writeLinks(table, from + r, links)
      }
    }
  },
}

const scorer: Recipe<EaseOptions, EaseModel>['scorer'] = (model) => {
  const read = tasteReader(model)
  const sums = new Float32Array(model.size)
  return (query) => {
    let isKnown = false
    sums.fill(0)
    read(query, (position, weight) => {
      isKnown = true
      addLinks(model, position, weight, sums)
    })
    if (!isKnown) return NO_SCORES
    const scores = new Float32Array(model.itemCount)
    for (let p = 0; p < sums.length; p++) scores[model.items[p]] = sums[p]
    for (const seed of query.seeds) if (seed >= 0 && seed < scores.length) scores[seed] = 0
    return { form: 'all', scores }
  }
}

/** The matrix, both ways round and in shared memory, and what it is made from. */
const BYTES_PER_ACT = 64

export const ease: Recipe<EaseOptions, EaseModel> = {
  name: 'ease',
  version: 1,
  jobs: ['top-n', 'next-item', 'completion', 'similar'],
  defaults: { ...TASTE_DEFAULTS, ...PENALTY_DEFAULTS, keep: 500 },
  ranges: { ...TASTE_RANGES, ...PENALTY_RANGES },
  memoryBytes: (shape, options) => {
    const size = Math.min(shape.itemCount, options.itemMax)
    return (
      precisionBytes(rowCountOf(shape, options.rows), size) +
      2 * linkTableBytes(size, options.keep) +
      BYTES_PER_ACT * shape.actCount
    )
  },
  train,
  scorer,
}
