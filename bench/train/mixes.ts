/** How good the personal lists' mixes of models are, beside each model alone and other weights, on the demo. */
import { CASES_OF_JOBS } from '../../src/evaluation/cases-of-jobs.ts'
import { demoData } from '../../src/evaluation/demo-data.test-support.ts'
import { measure } from '../../src/evaluation/measure.ts'
import { dataBefore, timeCuts } from '../../src/evaluation/splits.ts'
import type { ThreadCompute } from '../../src/jobs/thread-compute.ts'
import { SERVED_ROLES } from '../../src/jobs/train/served-roles.ts'
import { blendScorer, type Scorer } from '../../src/models/blend.ts'
import type { Query } from '../../src/models/query.ts'
import type { BenchTable, Figures } from '../result.ts'

const TAIL_SHARE = 0.1
const CASE_MAX = 2_000
const PLACES = 10
const NO_SEEDS = new Int32Array(0)

/** What a source of a strategy is given. */
const history =
  (score: Scorer): Scorer =>
  (query) =>
    score({ ...query, seeds: NO_SEEDS })
const session =
  (score: Scorer): Scorer =>
  ({ history: all, sessionStart, now }: Query) =>
    score({
      now,
      seeds: NO_SEEDS,
      history: {
        items: all.items.subarray(sessionStart),
        at: all.at.subarray(sessionStart),
        kinds: all.kinds.subarray(sessionStart),
        orders: all.orders.subarray(sessionStart),
      },
      sessionStart: 0,
    })

const SOURCES = {
  'taste of history': ['taste', history],
  'next-item of session': ['next-item', session],
  'viewed-viewed of session': ['viewed-viewed', session],
  'viewed-viewed of history': ['viewed-viewed', history],
  'bought-bought of history': ['bought-bought', history],
} as const
type Source = keyof typeof SOURCES
type Mix = Partial<Record<Source, number>>

/** The first is that of Picks for you. */
const MIXES: readonly Mix[] = [
  { 'taste of history': 1, 'next-item of session': 2, 'viewed-viewed of session': 1 },
  { 'taste of history': 1 },
  { 'next-item of session': 1 },
  { 'viewed-viewed of session': 1 },
  { 'viewed-viewed of history': 1 },
  { 'bought-bought of history': 1 },
  { 'taste of history': 1, 'next-item of session': 1 },
  { 'taste of history': 1, 'next-item of session': 2 },
  { 'taste of history': 1, 'next-item of session': 2, 'viewed-viewed of history': 1 },
  {
    'taste of history': 1,
    'next-item of session': 1,
    'viewed-viewed of history': 0.5,
    'bought-bought of history': 0.5,
  },
]

const named = (mix: Mix): string =>
  Object.entries(mix)
    .map(([source, weight]) => `${weight} × ${source}`)
    .join(', ')

export const mixesTables = async (
  compute: ThreadCompute,
  say: (sentence: string) => void,
): Promise<readonly BenchTable[]> => {
  const { data } = demoData('demo')
  const { testFrom, until } = timeCuts(data.acts, { validationShare: 0, testShare: TAIL_SHARE })
  const before = dataBefore(data, testFrom)
  const scorers = new Map<string, Scorer>()
  for (const { role, recipe, options } of SERVED_ROLES) {
    if (!Object.values(SOURCES).some(([wanted]) => wanted === role)) continue
    say(`mixes: training ${role}`)
    const training = { compute, seed: 1, report: () => {} }
    scorers.set(role, recipe.scorer(await recipe.train(before, options, training)))
  }
  const window = { from: testFrom, until, caseMax: CASE_MAX, seed: 1 }
  const asked = { next: CASES_OF_JOBS['next-item'](data, window), top: CASES_OF_JOBS['top-n'](data, window) }
  const rows = MIXES.map((mix, k): Figures => {
    const parts = Object.entries(mix).map(([source, weight]) => {
      const [role, given] = SOURCES[source as Source]
      return { scorer: given(scorers.get(role) as Scorer), weight }
    })
    const scorer = blendScorer(parts, 'rank', data.itemCount)
    const ndcgOf = (cases: (typeof asked)['next']): number => {
      const { values } = measure(scorer, cases, { k: PLACES, clock: () => performance.now() })
      return values.ndcg.reduce((sum, value) => sum + value, 0) / Math.max(1, cases.length)
    }
    return {
      mix: k === 0 ? `**${named(mix)}**` : named(mix),
      next: ndcgOf(asked.next),
      top: ndcgOf(asked.top),
    }
  })
  return [
    {
      title: 'Mixes of models on the demo shop: that of Picks for you (bold), and others',
      columns: [
        { key: 'mix', title: 'mix, by reciprocal ranks' },
        { key: 'next', title: `next item, NDCG@10 of ${asked.next.length}`, digits: 3 },
        { key: 'top', title: `top-n, NDCG@10 of ${asked.top.length}`, digits: 3 },
      ],
      rows,
    },
  ]
}
