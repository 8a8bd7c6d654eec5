/**
 * Two stages as a recipe: other recipes propose, trees put in order (`ranker.ts`).
 *
 *   cut      the last `examplesShare` of the time gives examples: a question of that moment, and what the shopper then did
 *   learn    sources of what is older than the cut answer the examples, and a forest learns the order of their answers
 *   serve    sources and statistics are trained anew on all data; the same forest orders what they propose
 *
 * No source has seen an example when the forest is grown, so scores mean then what they mean later. With fewer examples
 * than `exampleMin`, or when trees find nothing, the sources are blended by their ranks with equal weights; `order` of the
 * model says which it is.
 *
 * Sources are recipes whose cost is linear in acts, as a rule with the options they come with: `SOURCES_OF`.
 *
 * When to use it: some thousand steps of sessions, or orders of known shoppers, in the last tenth of the time. When not:
 * less, where one well chosen source is better than an even blend; a list explained by one reason; or a shop of orders
 * alone, for which `next-basket` grows the same trees on features of its own.
 *
 * Personal data: that of the sources. `session-neighbors`, `tifu-knn` and `up-cf` hold what shoppers did, under no name.
 *
 * @source two stages: Covington, Adams & Sargin, "Deep neural networks for YouTube recommendations", RecSys 2016; the
 *   blend: Cormack, Clarke & Büttcher, SIGIR 2009
 */
import { blendScorer, type Scorer } from '../models/blend.ts'
import { coOccurrence } from '../models/pairs/co-occurrence.ts'
import { popularity } from '../models/counts/popularity.ts'
import { itemStatistics, type ItemStatistics } from '../models/ranker/item-statistics.ts'
import {
  RANKER_DEFAULTS,
  type RankerExample,
  type RankerModel,
  rankerMemoryBytes,
  type RankerOptions,
  rankerScorer,
  trainRanker,
} from '../models/ranker/ranker.ts'
import {
  type AnyRecipe,
  anyRecipe,
  type DataShape,
  type Job,
  type ModelData,
  type Options,
  type Recipe,
  type Training,
} from '../models/recipe.ts'
import { personalFrequency } from '../models/repeat/personal-frequency.ts'
import { tifuKnn } from '../models/repeat/tifu-knn.ts'
import { upCf } from '../models/repeat/up-cf.ts'
import { sessionNeighbors } from '../models/sessions/session-neighbors.ts'
import { transitions } from '../models/sessions/transitions.ts'
import type { TrainingData } from '../models/training-data.ts'
import { nextBasketExamples, nextItemExamples } from './ranker-examples.ts'
import { dataBefore, timeCuts } from './splits.ts'

/** What the examples are moments of. */
export type ExampleKind = 'sessions' | 'orders'

export type TwoStageOptions = {
  /** Share of the time, the newest, that gives examples. In (0, 1) */
  readonly examplesShare: number
  /** With fewer examples, sources are blended. */
  readonly exampleMin: number
  /** Examples at most: more are sampled. Memory and time of training grow with it. */
  readonly exampleMax: number
  /** Candidates of each source. */
  readonly proposalMax: number
  /** At most: the newest examples tell how many are kept. */
  readonly trees: number
  readonly leaves: number
  readonly learningRate: number
  readonly minLeafRows: number
}

/** Beside what is here: data of the sources, `<source>.<name>`; `statistics.<name>`; with trees, `ranker.<name>`. */
export type TwoStageModel = ModelData & {
  readonly order: 'trees' | 'blend'
  readonly itemCount: number
  /** ms UTC: the end of the data */
  readonly knownUntil: number
}

type Source = { readonly name: string; readonly recipe: AnyRecipe; readonly options: Options }

const sourceOf = <O extends Options, M extends ModelData>(
  recipe: Recipe<O, M>,
  options: Partial<O> = {},
): Source => ({ name: recipe.name, recipe: anyRecipe(recipe), options: { ...recipe.defaults, ...options } })

const SOURCES_OF: Readonly<Record<ExampleKind, readonly Source[]>> = {
  sessions: [
    sourceOf(popularity, { halfLifeDays: 7 }),
    sourceOf(transitions),
    sourceOf(sessionNeighbors),
    sourceOf(coOccurrence, { from: 'any', to: 'any', within: 'session' }),
  ],
  orders: [
    sourceOf(popularity, { kind: 'purchase' }),
    sourceOf(personalFrequency),
    sourceOf(tifuKnn),
    sourceOf(upCf),
    sourceOf(coOccurrence),
  ],
}

/** What sources may know, and examples that are all newer. */
export const examplesAfterCut = (
  data: TrainingData,
  of: ExampleKind,
  { examplesShare, exampleMax }: Pick<TwoStageOptions, 'examplesShare' | 'exampleMax'>,
  seed: number,
): { readonly before: TrainingData; readonly examples: readonly RankerExample[] } => {
  const { testFrom, until } = timeCuts(data.acts, { validationShare: 0, testShare: examplesShare })
  const examplesOf = of === 'sessions' ? nextItemExamples : nextBasketExamples
  return {
    before: dataBefore(data, testFrom),
    examples: examplesOf(data, { from: testFrom, until, caseMax: exampleMax, seed }),
  }
}

/** The shares of the work: sources of the past, the forest, sources of today. */
const FOREST_FROM = 0.25
const SERVED_FROM = 0.7

const within = (training: Training, from: number, to: number): Training => ({
  ...training,
  report: (share) => training.report(from + (to - from) * share),
})

const trainModels = async (
  sources: readonly Source[],
  data: TrainingData,
  training: Training,
): Promise<readonly ModelData[]> => {
  const models: ModelData[] = []
  for (const [k, { recipe, options }] of sources.entries()) {
    const part = within(training, k / sources.length, (k + 1) / sources.length)
    models.push(await recipe.train(data, options, part))
  }
  return models
}

const rankerOptions = (options: TwoStageOptions): RankerOptions => ({ ...RANKER_DEFAULTS, ...options })

/** Nothing when there is too little to learn an order from. */
const learnOrder = async (
  sources: readonly Source[],
  of: ExampleKind,
  data: TrainingData,
  options: TwoStageOptions,
  training: Training,
): Promise<RankerModel | undefined> => {
  const { before, examples } = examplesAfterCut(data, of, options, training.seed)
  if (examples.length === 0 || examples.length < options.exampleMin) return undefined
  const models = await trainModels(sources, before, within(training, 0, FOREST_FROM))
  const sourcesBefore = {
    knownUntil: before.now,
    statistics: itemStatistics(before),
    names: sources.map(({ name }) => name),
    scorers: sources.map(({ recipe }, k) => recipe.scorer(models[k])),
  }
  const forestPart = within(training, FOREST_FROM, SERVED_FROM)
  const model = await trainRanker([{ sourcesBefore, examples }], rankerOptions(options), forestPart)
  return model.roots.length === 0 ? undefined : model
}

const prefixed = (prefix: string, data: ModelData): ModelData =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [`${prefix}.${name}`, value]))

/** What stands in the model under the prefix. */
const under = (prefix: string, model: ModelData): ModelData =>
  Object.fromEntries(
    Object.entries(model)
      .filter(([name]) => name.startsWith(`${prefix}.`))
      .map(([name, value]) => [name.slice(prefix.length + 1), value]),
  )

const openModel = (sources: readonly Source[], model: TwoStageModel): Scorer => {
  const scorers = sources.map(({ name, recipe }) => recipe.scorer(under(name, model)))
  if (model.order === 'blend') {
    const parts = scorers.map((scorer) => ({ scorer, weight: 1 }))
    return blendScorer(parts, 'rank', model.itemCount)
  }
  return rankerScorer(under('ranker', model) as unknown as RankerModel, {
    knownUntil: model.knownUntil,
    statistics: under('statistics', model) as unknown as ItemStatistics,
    names: sources.map(({ name }) => name),
    scorers,
  })
}

/** Sources of the past are held while the forest grows, and let go of before those of today are trained. */
const memoryBytes = (sources: readonly Source[], shape: DataShape, options: TwoStageOptions): number => {
  const ofSources = sources.reduce((sum, source) => sum + source.recipe.memoryBytes(shape, source.options), 0)
  const ofForest = rankerMemoryBytes(sources.length, shape.itemCount, {
    ...rankerOptions(options),
    exampleMax: Math.min(options.exampleMax, shape.actCount),
    proposalMax: Math.min(options.proposalMax, shape.itemCount),
  })
  return ofSources + ofForest
}

/**
 * @complexity training: that of the sources twice; their answers to `exampleMax` examples; then as `trainForest`; a query:
 *   that of the sources, then about 1 ms for 300 candidates and 100 trees
 */
const twoStage = (of: ExampleKind, job: Job): Recipe<TwoStageOptions, TwoStageModel> => {
  const sources = SOURCES_OF[of]
  return {
    name: `ranked-${of}`,
    version: 1,
    jobs: [job],
    defaults: {
      examplesShare: 0.1,
      exampleMin: 300,
      exampleMax: 4000,
      proposalMax: 60,
      trees: 200,
      leaves: 15,
      learningRate: 0.06,
      minLeafRows: 200,
    },
    ranges: {
      trees: { of: [50, 100, 200] },
      leaves: { of: [7, 15, 31] },
      learningRate: { from: 0.03, to: 0.15, scale: 'log' },
    },
    memoryBytes: (shape, options) => memoryBytes(sources, shape, options),
    train: async (data, options, training) => {
      const ranker = await learnOrder(sources, of, data, options, training)
      const models = await trainModels(sources, data, within(training, SERVED_FROM, 1))
      training.report(1)
      return {
        ...Object.assign({}, ...sources.map(({ name }, k) => prefixed(name, models[k]))),
        ...(ranker && { ...prefixed('ranker', ranker), ...prefixed('statistics', itemStatistics(data)) }),
        order: ranker ? 'trees' : 'blend',
        itemCount: data.itemCount,
        knownUntil: data.now,
      }
    },
    scorer: (model) => openModel(sources, model),
  }
}

/** The next item of a running session. */
export const rankedSessions = twoStage('sessions', 'next-item')

/** The next order of a known shopper. */
export const rankedOrders = twoStage('orders', 'next-basket')
