/**
 * Autoregression: the next item as a linear function of what came before, remembered at two speeds. One closed form, no
 * training loop.
 *
 *   h(t)    = short memory above long memory, before act t: Σ over acts p < t: decay^(t − 1 − p) · e(item of p), each with
 *             its own decay
 *   minimize Σ over acts t: |y(t) − Bᵀh(t)|² + Σ over memories: l2 · |B of the memory|²
 *   B       = (Σ h hᵀ + Λ)⁻¹ Σ h yᵀ,   score = Bᵀh
 *
 * y(t) is the item of act t, and of those that follow, faded by aheadDecay. The short memory learns what follows what, the
 * long one taste; learned together, neither counts twice what the other has said. This holds EASE's advantage over plain
 * similarities (items that explain each other away) and the order of acts, in one model.
 *
 * When to use it: sequences in which order matters and items are shared by many: films, songs, groceries of a basket;
 * catalogs up to some thousand items. When not: a catalog of which most items have few acts (the long tail is not modelled
 * beyond itemMax), and no history at all.
 *
 * Cost: (2 · items)³ / 2 multiply-adds for the inverse and as many for the product; memory 8 · items² numbers.
 *
 * @source the closed form for sessions: Choi et al., "Session-aware linear item-item models for session-based
 *   recommendation" (SLIST), WWW 2021, of which SLIT is the case of one memory; memories of several speeds: Hochreiter's
 *   and others' leaky integrators, here fixed
 */
import { groupsBy } from '../acts.ts'
import { addLinks, type ItemLinks, linksOf, linkTable, linkTableBytes } from './item-links.ts'
import { momentsArgs, momentsPartCount, momentsTask, reachOf } from './memory-moments.ts'
import { regressionLinksTask } from './regression-links.ts'
import type { Recipe } from '../recipe.ts'
import { NO_SCORES } from '../scores.ts'
import {
  newestActs,
  SEQUENCE_OWNERS,
  type SequenceOwner,
  type Sequences,
  sequencesOf,
} from '../sessions/sequences.ts'
import { invert } from './spd-inverse.ts'
import { tiledMatrix, tiledMatrixBytes } from './tiled-matrix.ts'
import type { TrainingData } from '../training-data.ts'

export type AutoregressionOptions = {
  /** What a sequence is: a visit, or all that a shopper did. */
  readonly of: SequenceOwner
  /** What one act further back counts in the short memory. In [0, 1) */
  readonly shortDecay: number
  /** The same in the long memory; 0: there is none. */
  readonly longDecay: number
  /** What the act after the next counts as an answer. In [0, 1) */
  readonly aheadDecay: number
  /** Above 0 */
  readonly l2: number
  /** l2 of the long memory, as a multiple. Above 0 */
  readonly longPenalty: number
  /** Items that are modelled: those of most acts. */
  readonly itemMax: number
  /** Newest acts of a sequence that are learned from. */
  readonly actMax: number
  /** Links kept of each item and memory, positive and negative ones each; 0: all. */
  readonly keep: number
}

export type AutoregressionModel = {
  readonly of: SequenceOwner
  readonly itemCount: number
  readonly shortDecay: number
  readonly longDecay: number
  /** The items that are modelled, ascending: position p in the matrices is item `items[p]`. */
  readonly items: Int32Array
  readonly shortDense: Float32Array
  readonly shortSparse: ItemLinks['sparse']
  readonly longDense: Float32Array
  readonly longSparse: ItemLinks['sparse']
}

type Autoregression = Recipe<AutoregressionOptions, AutoregressionModel>

const train: Autoregression['train'] = async (data, options, { compute, report }) => {
  const { of, shortDecay, longDecay, aheadDecay, l2, longPenalty } = options
  const decays = longDecay > 0 ? [shortDecay, longDecay] : [shortDecay]
  const penalties = longDecay > 0 ? [l2, l2 * longPenalty] : [l2]
  const items = mostActed(data, options.itemMax)
  const size = items.length
  const sequences = amongItems(
    sequencesOf(data, { of, actMax: options.actMax, isDistinct: false }),
    items,
    data.itemCount,
  )
  const gram = tiledMatrix(size * decays.length)
  const moments = momentsArgs(sequences, size, { decays, aheadDecay, gram, penalties })
  const stage = (from: number, to: number, partCount: number) => (doneCount: number) =>
    report(from + ((to - from) * doneCount) / partCount)
  const momentsParts = momentsPartCount(size)
  await compute.run(momentsTask, moments, momentsParts, stage(0, 0.2, momentsParts))
  await invert(gram, Math.min(...penalties), compute, (share) => report(0.2 + 0.4 * share))
  const tables = decays.map(() => linkTable(size, options.keep))
  const links = { inverse: gram, targets: moments.targets, itemCount: size, tables }
  const linksParts = size === 0 ? 0 : gram.tileRows.length
  await compute.run(regressionLinksTask, links, linksParts, stage(0.6, 1, linksParts))
  const [short, long] = [linksOf(tables[0]), linksOf(tables[1] ?? linkTable(0, 0))]
  report(1)
  return {
    of,
    itemCount: data.itemCount,
    shortDecay,
    longDecay,
    items,
    shortDense: short.dense,
    shortSparse: short.sparse,
    longDense: long.dense,
    longSparse: long.sparse,
  }
}

/** The items of most acts, ascending; items without any are none of them. */
const mostActed = ({ acts, itemCount }: TrainingData, itemMax: number): Int32Array => {
  const { starts } = groupsBy(acts.item, itemCount)
  const countOf = (item: number): number => starts[item + 1] - starts[item]
  const items = Array.from({ length: itemCount }, (_, item) => item).filter((item) => countOf(item) > 0)
  return Int32Array.from(items.sort((a, b) => countOf(b) - countOf(a) || a - b).slice(0, itemMax)).sort()
}

/** Sequences of positions in `items`, without the acts on other items. */
const amongItems = (sequences: Sequences, items: Int32Array, itemCount: number): Sequences => {
  const positions = new Int32Array(itemCount).fill(-1)
  items.forEach((item, position) => {
    positions[item] = position
  })
  const starts = new Int32Array(sequences.count + 1)
  const kept = new Int32Array(sequences.items.length)
  let size = 0
  for (let s = 0; s < sequences.count; s++) {
    for (let p = sequences.starts[s]; p < sequences.starts[s + 1]; p++)
      if (positions[sequences.items[p]] >= 0) kept[size++] = positions[sequences.items[p]]
    starts[s + 1] = size
  }
  return { count: sequences.count, starts, items: kept.slice(0, size) }
}

const scorer: Autoregression['scorer'] = (model) => {
  const { itemCount, items } = model
  const size = items.length
  const positions = new Int32Array(itemCount).fill(-1)
  items.forEach((item, position) => {
    positions[item] = position
  })
  const memories = [
    { decay: model.shortDecay, links: { size, dense: model.shortDense, sparse: model.shortSparse } },
    ...(model.longDecay > 0
      ? [{ decay: model.longDecay, links: { size, dense: model.longDense, sparse: model.longSparse } }]
      : []),
  ]
  const reachMax = Math.max(...memories.map(({ decay }) => reachOf(decay)))
  const sums = new Float32Array(size)
  return (query) => {
    const acts = newestActs(query, model.of, reachMax, (item) => (positions[item] ?? -1) >= 0)
    if (acts.length === 0) return NO_SCORES
    sums.fill(0)
    for (const { decay, links } of memories)
      for (let age = 0; age < acts.length && age < reachOf(decay); age++)
        addLinks(links, positions[acts[age]], decay ** age, sums)
    const scores = new Float32Array(itemCount)
    for (let p = 0; p < size; p++) scores[items[p]] = sums[p]
    return { form: 'all', scores }
  }
}

export const autoregression: Autoregression = {
  name: 'autoregression',
  version: 1,
  jobs: ['next-item', 'top-n'],
  defaults: {
    of: 'shopper',
    shortDecay: 0.5,
    longDecay: 0.98,
    aheadDecay: 0.5,
    l2: 300,
    longPenalty: 5,
    itemMax: 5000,
    actMax: 2000,
    keep: 500,
  },
  ranges: {
    of: { of: SEQUENCE_OWNERS },
    shortDecay: { from: 0, to: 0.9, scale: 'linear' },
    longDecay: { of: [0, 0.9, 0.95, 0.97, 0.98, 0.99] },
    aheadDecay: { from: 0, to: 0.8, scale: 'linear' },
    l2: { from: 5, to: 2000, scale: 'log' },
    longPenalty: { from: 0.1, to: 10, scale: 'log' },
  },
  memoryBytes: ({ actCount, itemCount }, { itemMax, longDecay, keep }) => {
    const size = Math.min(itemCount, itemMax)
    const memoryCount = longDecay > 0 ? 2 : 1
    const featureCount = memoryCount * size
    return (
      1.05 * tiledMatrixBytes(featureCount) +
      4 * featureCount * size +
      2 * memoryCount * linkTableBytes(size, keep) +
      40 * actCount
    )
  },
  train,
  scorer,
}
