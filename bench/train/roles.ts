/** What each model role is trained by, beside what could be: accuracy, cost of an answer, training and size, on the demo. */
import { performance } from 'node:perf_hooks'
import { packData } from '../../src/artifacts/model-data-codec.ts'
import type { ModelRole } from '../../src/domain/strategy.ts'
import { CASES_OF_JOBS } from '../../src/evaluation/cases-of-jobs.ts'
import type { Case, CaseWindow } from '../../src/evaluation/cases.ts'
import { demoData } from '../../src/evaluation/demo-data.test-support.ts'
import { measure } from '../../src/evaluation/measure.ts'
import { dataBefore, timeCuts } from '../../src/evaluation/splits.ts'
import type { ThreadCompute } from '../../src/jobs/thread-compute.ts'
import { recipeNamed } from '../../src/jobs/train/recipes.ts'
import { SERVED_ROLES } from '../../src/jobs/train/served-roles.ts'
import { VIEW, PURCHASE } from '../../src/models/acts.ts'
import { NO_HISTORY } from '../../src/models/query.ts'
import type { Options } from '../../src/models/recipe.ts'
import type { TrainingData } from '../../src/models/training-data.ts'
import type { BenchTable, Figures } from '../result.ts'

const DAY_MS = 86_400_000
const TAIL_SHARE = 0.1
const CASE_MAX = 2_000
const PLACES = 10

/** Each replaces some options of the role's own, or names another recipe with some of its defaults replaced. */
type Other = { readonly recipe?: string; readonly options?: Options }
const OTHERS: Readonly<Partial<Record<ModelRole, readonly Other[]>>> = {
  'viewed-viewed': [
    { options: { popularityExponent: 0 } },
    { options: { measure: 'cosine', popularityExponent: 0 } },
    { options: { measure: 'lift', popularityExponent: 0 } },
  ],
  'viewed-bought': [
    { options: { windowDays: 7 } },
    { options: { measure: 'cosine' } },
    { options: { measure: 'conditional' } },
  ],
  'next-item': [{ options: { hops: 2 } }, { recipe: 'session-neighbors' }, { recipe: 'ranked-sessions' }],
  'next-basket': [{ recipe: 'up-cf' }, { recipe: 'tifu-knn' }, { recipe: 'next-basket' }],
  taste: [{ recipe: 'sparse-linear' }, { recipe: 'ials' }, { recipe: 'popularity' }],
  completion: [{ recipe: 'co-occurrence' }, { recipe: 'popularity', options: { kind: 'purchase' } }],
}

/** What else the shopper looked at in the same visit, or bought within the week, of those who looked at an item. */
const afterViews =
  (isRight: (data: TrainingData, view: number, other: number) => boolean) =>
  (data: TrainingData, { from }: CaseWindow): readonly Case[] => {
    const { acts, byShopper } = data
    const cases: Case[] = []
    for (let shopper = 0; shopper < data.shopperCount; shopper++) {
      const rows = byShopper.rows.subarray(byShopper.starts[shopper], byShopper.starts[shopper + 1])
      for (const [k, view] of rows.entries()) {
        if (acts.kind[view] !== VIEW || (acts.at[view] ?? 0) < from) continue
        const seed = acts.item[view] ?? 0
        const right = [...rows.subarray(k + 1)].filter((row) => isRight(data, view, row))
        const relevant = new Set(right.map((row) => acts.item[row] ?? 0))
        relevant.delete(seed)
        const query = {
          now: acts.at[view] ?? 0,
          seeds: Int32Array.of(seed),
          history: NO_HISTORY,
          sessionStart: 0,
        }
        if (relevant.size > 0) cases.push({ query, relevant, cluster: shopper })
      }
    }
    const step = Math.ceil(cases.length / CASE_MAX)
    return cases.filter((_, k) => k % step === 0)
  }
const viewedLater = afterViews(
  ({ acts }, view, row) => acts.kind[row] === VIEW && acts.session[row] === acts.session[view],
)
const boughtLater = afterViews(
  ({ acts }, view, row) =>
    acts.kind[row] === PURCHASE && (acts.at[row] ?? 0) - (acts.at[view] ?? 0) <= 7 * DAY_MS,
)
/** One item of an order, and all that was bought with it. */
const boughtWith = (data: TrainingData, window: CaseWindow): readonly Case[] =>
  CASES_OF_JOBS.completion(data, window).map((asked) => ({
    ...asked,
    query: { ...asked.query, seeds: asked.query.seeds.slice(0, 1), history: NO_HISTORY },
  }))
const CASES_OF_ROLES: Readonly<
  Partial<Record<ModelRole, (data: TrainingData, window: CaseWindow) => readonly Case[]>>
> = {
  'bought-bought': boughtWith,
  'viewed-viewed': viewedLater,
  'viewed-bought': boughtLater,
}

const sizeOf = (model: Parameters<typeof packData>[0]): number =>
  Object.values(packData(model).columns).reduce((bytes, { byteLength }) => bytes + byteLength, 0)

export const rolesTables = async (
  compute: ThreadCompute,
  say: (sentence: string) => void,
): Promise<readonly BenchTable[]> => {
  const { data } = demoData('demo')
  const { testFrom, until } = timeCuts(data.acts, { validationShare: 0, testShare: TAIL_SHARE })
  const before = dataBefore(data, testFrom)
  const rows: Figures[] = []
  // What the catalog says is not in this data: of pictures and texts `aisle train` tells.
  for (const { role, recipe: own, options, job } of SERVED_ROLES.filter(
    ({ isOfCatalog }) => isOfCatalog !== true,
  )) {
    const window = { from: testFrom, until, caseMax: CASE_MAX, seed: 1 }
    const cases = (CASES_OF_ROLES[role] ?? CASES_OF_JOBS[job])(data, window)
    for (const [k, other] of [{}, ...(OTHERS[role] ?? [])].entries() as Iterable<[number, Other]>) {
      const recipe = other.recipe === undefined ? own : recipeNamed(other.recipe)
      if (recipe === undefined) continue
      const used = { ...(other.recipe === undefined ? options : recipe.defaults), ...other.options }
      const changed = Object.keys(used).filter((name) => used[name] !== recipe.defaults[name])
      say(`roles: ${role} by ${recipe.name}`)
      const beganAt = performance.now()
      const model = await recipe.train(before, used, { compute, seed: 1, report: () => {} })
      const trainSeconds = (performance.now() - beganAt) / 1_000
      const { values, microsPerQuery } = measure(recipe.scorer(model), cases, {
        k: PLACES,
        clock: () => performance.now(),
      })
      rows.push({
        role,
        recipe: k === 0 ? `**${recipe.name}**` : recipe.name,
        options: changed.map((name) => `${name} ${String(used[name])}`).join(', '),
        cases: cases.length,
        ndcg: values.ndcg.reduce((sum, value) => sum + value, 0) / Math.max(1, cases.length),
        micros: microsPerQuery.median,
        trainSeconds,
        megabytes: sizeOf(model) / 1e6,
      })
    }
  }
  return [
    {
      title: 'Model roles of the demo shop: the recipe of each (bold), and others',
      columns: [
        { key: 'role', title: 'role' },
        { key: 'recipe', title: 'recipe' },
        { key: 'options', title: 'options other than its defaults' },
        { key: 'cases', title: 'questions', digits: 0 },
        { key: 'ndcg', title: 'NDCG@10', digits: 3 },
        { key: 'micros', title: 'µs an answer', digits: 0 },
        { key: 'trainSeconds', title: 'training s', digits: 1 },
        { key: 'megabytes', title: 'MB', digits: 1 },
      ],
      rows,
    },
  ]
}
