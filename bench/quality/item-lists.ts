/** Data sets that are lists of items in the order of acts, a list for each session or shopper, and nothing else. */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { Case } from '../../src/evaluation/cases.ts'
import { measure } from '../../src/evaluation/measure.ts'
import { blendCase, type PlaceMetric, searchWeights } from '../../src/evaluation/search-weights.ts'
import { VIEW } from '../../src/models/acts.ts'
import { type BlendScale, blendScorer, type Scorer } from '../../src/models/blend.ts'
import type { ModelData, Options, Recipe } from '../../src/models/recipe.ts'
import { TrainingData } from '../../src/models/training-data.ts'
import type { ProtocolContext, QualityRow } from './protocol.ts'

/** Lines of numbers between spaces; files that end in `.gz` are unpacked. */
export const readNumbers = async (path: string): Promise<readonly (readonly number[])[]> => {
  const bytes = await readFile(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(' ').map(Number))
}

export type ListOwner = 'session' | 'shopper'

/**
 * One act a second. Sessions follow one another as listed; of shoppers, who overlap, nothing is known but the order of
 * their own acts, so all their last acts come last.
 */
export const dataOfLists = (
  lists: readonly (readonly number[])[],
  owner: ListOwner,
  itemCount: number,
): TrainingData => {
  const rows = lists.flatMap((items, list) =>
    items.map((item, k) => ({ item, list, turn: owner === 'session' ? list : k - items.length })),
  )
  if (owner === 'shopper') rows.sort((a, b) => a.turn - b.turn || a.list - b.list)
  const count = rows.length
  const nobody = new Int32Array(count).fill(-1)
  const owners = Int32Array.from(rows, ({ list }) => list)
  return new TrainingData({
    acts: {
      count,
      at: Float64Array.from(rows, (_, row) => row * 1000),
      shopper: owner === 'shopper' ? owners : nobody,
      session: owner === 'session' ? owners : nobody,
      item: Int32Array.from(rows, ({ item }) => item),
      kind: new Uint8Array(count).fill(VIEW),
      order: nobody,
      units: new Float32Array(count).fill(1),
      priceMinor: new Float64Array(count).fill(Number.NaN),
    },
    itemCount,
    shopperCount: owner === 'shopper' ? lists.length : 0,
    sessionCount: owner === 'session' ? lists.length : 0,
    orderCount: 0,
    now: count * 1000,
  })
}

/** What comes after these items? */
export const nextCase = (
  items: readonly number[],
  next: number,
  cluster: number,
  excluded?: ReadonlySet<number>,
): Case => ({
  query: {
    now: 0,
    seeds: new Int32Array(0),
    history: {
      items: Int32Array.from(items),
      at: new Float64Array(items.length),
      kinds: new Uint8Array(items.length).fill(VIEW),
      orders: new Int32Array(items.length).fill(-1),
    },
    sessionStart: 0,
  },
  relevant: new Set([next]),
  cluster,
  ...(excluded === undefined ? {} : { excluded }),
})

/** Every beginning of every session asks for the item after it. */
export const prefixCases = (sessions: readonly (readonly number[])[]): readonly Case[] =>
  sessions.flatMap((items, session) =>
    items.slice(1).map((next, k) => nextCase(items.slice(0, k + 1), next, session)),
  )

/** Every list asks for its last item; items that stand before it are no answer. */
export const lastItemCases = (lists: readonly (readonly number[])[]): readonly Case[] =>
  lists.map((list, shopper) => {
    const items = list.slice(0, -1)
    return nextCase(items, list.at(-1) ?? -1, shopper, new Set(items))
  })

/** A recipe with its options, to be trained twice: for the search of weights, and for the figures. */
export type Method = {
  readonly name: string
  readonly by: 'ours' | 'baseline'
  readonly train: (data: TrainingData, context: ProtocolContext) => Promise<Scorer>
  readonly note: string
}

export const method = <O extends Options, M extends ModelData>(
  by: Method['by'],
  recipe: Recipe<O, M>,
  options: Partial<O>,
  { name = recipe.name, note = '' }: { readonly name?: string; readonly note?: string } = {},
): Method => ({
  name,
  by,
  note:
    note ||
    Object.entries(options)
      .map(([key, value]) => `${key} ${value}`)
      .join(', '),
  train: async (data, { compute }) =>
    recipe.scorer(
      await recipe.train(data, { ...recipe.defaults, ...options }, { compute, seed: 1, report: () => {} }),
    ),
})

export type ListProtocol = {
  /** What weights are searched with: data, and cases that come after them. */
  readonly search: { readonly data: TrainingData; readonly cases: readonly Case[] }
  /** What figures are measured with. */
  readonly final: { readonly data: TrainingData; readonly cases: readonly Case[] }
  readonly methods: readonly Method[]
  /** Names of the methods that are blended. */
  readonly blended: readonly string[]
  readonly scale: BlendScale
  /** What the search makes high. */
  readonly metric: PlaceMetric
  /** `[name, its place in a measurement, k]` */
  readonly shown: readonly (readonly [string, 'hit' | 'ndcg' | 'reciprocal-rank', number])[]
}

/** Figures of each method and, last, of the blend. */
export const measuredRows = async (
  { search, final, methods, blended, scale, metric, shown }: ListProtocol,
  context: ProtocolContext,
): Promise<readonly QualityRow[]> => {
  const parts = methods.filter(({ name }) => blended.includes(name))
  const weights = await weightsOf(parts, search, scale, metric, context)
  const rows: QualityRow[] = []
  const row = (
    name: string,
    by: QualityRow['by'],
    scorer: Scorer,
    trainSeconds: number,
    note: string,
  ): void => {
    const metrics = metricsOf(scorer, final.cases, shown)
    context.say(
      `${name}: ${Object.entries(metrics)
        .map(([key, value]) => `${key} ${value.toFixed(4)}`)
        .join(', ')}`,
    )
    rows.push({ method: name, by, metrics, trainSeconds, note })
  }
  const scorers = new Map<string, Scorer>()
  let blendSeconds = 0
  for (const { name, by, train, note } of methods) {
    const beganAt = performance.now()
    const scorer = await train(final.data, context)
    const trainSeconds = (performance.now() - beganAt) / 1000
    if (blended.includes(name)) {
      scorers.set(name, scorer)
      blendSeconds += trainSeconds
    }
    row(name, by, scorer, trainSeconds, note)
  }
  const blend = blendScorer(
    parts.map(({ name }, p) => ({ scorer: scorers.get(name) as Scorer, weight: weights[p] ?? 0 })),
    scale,
    final.data.itemCount,
  )
  const weighted = parts.map(({ name }, p) => `${(weights[p] ?? 0).toFixed(2)} ${name}`)
  const note = `${weighted.join(' + ')}, each by its ${scale}; weights searched on the validation part`
  row('blend', 'ours', blend, blendSeconds, note)
  return rows
}

const weightsOf = async (
  parts: readonly Method[],
  { data, cases }: ListProtocol['search'],
  scale: BlendScale,
  metric: PlaceMetric,
  context: ProtocolContext,
): Promise<readonly number[]> => {
  const scorers: Scorer[] = []
  for (const { train } of parts) scorers.push(await train(data, context))
  const blendCases = cases.map(({ query, relevant, excluded }) =>
    blendCase(
      scorers.map((scorer) => scorer(query)),
      scale,
      Int32Array.from(relevant),
      (item) => excluded?.has(item) !== true,
    ),
  )
  return searchWeights(blendCases, parts.length, metric).weights
}

const metricsOf = (
  scorer: Scorer,
  cases: readonly Case[],
  shown: ListProtocol['shown'],
): Readonly<Record<string, number>> => {
  const mean = (all: Float64Array): number => all.reduce((sum, value) => sum + value, 0) / all.length
  const byLength = new Map(
    [...new Set(shown.map(([, , k]) => k))].map((k) => [k, measure(scorer, cases, { k }).values]),
  )
  return Object.fromEntries(
    shown.map(([name, metric, k]) => [name, mean(byLength.get(k)?.[metric] ?? new Float64Array(0))]),
  )
}

type ListPart = { readonly data: TrainingData; readonly cases: readonly Case[] }

/** The last item of every list is the test, the one before it what options and weights are searched with. */
export const lastItemSplit = async (
  path: string,
  itemCount: number,
): Promise<{ readonly search: ListPart; readonly final: ListPart }> => {
  const lists = (await readNumbers(path)).map((line) => line.slice(1))
  const known = lists.map((list) => list.slice(0, -1))
  const older = known.map((list) => list.slice(0, -1))
  return {
    search: { data: dataOfLists(older, 'shopper', itemCount), cases: lastItemCases(known) },
    final: { data: dataOfLists(known, 'shopper', itemCount), cases: lastItemCases(lists) },
  }
}
