/** The best options of each recipe, trained once more on all that was known before the test part, and measured on it. */
import type { AnyRecipe, Job, Options, Training } from '../models/recipe.ts'
import type { Scorer } from '../models/blend.ts'
import type { TrainingData } from '../models/training-data.ts'
import { meanInterval } from './bootstrap.ts'
import { amongItems, exploredOf, ofColdShoppers, repeatsOf } from './case-slices.ts'
import type { Case } from './cases.ts'
import { optionsKey } from './draw-options.ts'
import type { RecipeResult, Slice } from './evaluation.ts'
import { CHOOSING_METRIC, type Measured, measure } from './measure.ts'
import type { Best, Found } from './search.ts'
import type { CasesByJob } from './trial.ts'

export type Final = {
  readonly options: Options
  readonly validationMean: number
  readonly measured: Measured
  readonly trainSeconds: number
  readonly slices: RecipeResult['slices']
}

export type FinalSettings = {
  readonly recipes: readonly AnyRecipe[]
  /** What was known before the cases. */
  readonly data: TrainingData
  readonly cases: CasesByJob
  readonly coldItems: ReadonlySet<number>
  readonly k: number
  readonly clock: () => number
  readonly training: Training
  readonly onFinal: (recipe: string, doneShare: number) => void
}

/** A shopper with this few acts is hardly known. */
const COLD_ACTS_MAX = 3

type Work = { readonly recipe: AnyRecipe; readonly options: Options; readonly jobs: [Job, Best][] }

/** Options that are the best for several jobs are trained once. A recipe that fails here is left out. */
export const measureFinals = async (
  { best }: Found,
  settings: FinalSettings,
): Promise<ReadonlyMap<Job, ReadonlyMap<string, Final>>> => {
  const { data, cases, clock, training } = settings
  const finals = new Map<Job, Map<string, Final>>([...best.keys()].map((job) => [job, new Map()]))
  const works = worksOf(best, settings.recipes)
  for (const [done, { recipe, options, jobs }] of works.entries()) {
    const beganAt = clock()
    const score = recipe.scorer(await recipe.train(data, options, training))
    const trainSeconds = (clock() - beganAt) / 1_000
    for (const [job, { mean }] of jobs) {
      training.report(1)
      const asked = cases.get(job) ?? []
      finals.get(job)?.set(recipe.name, {
        options,
        validationMean: mean,
        measured: measure(score, asked, settings),
        trainSeconds,
        slices: slicesOf(score, asked, settings),
      })
    }
    settings.onFinal(recipe.name, (done + 1) / works.length)
  }
  return finals
}

const worksOf = (best: Found['best'], recipes: readonly AnyRecipe[]): readonly Work[] => {
  const works = new Map<string, Work>()
  for (const [job, ofJob] of best)
    for (const [name, found] of ofJob) {
      const recipe = recipes.find((other) => other.name === name)
      if (recipe === undefined) continue
      const key = `${name} ${optionsKey(found.options)}`
      const work = works.get(key) ?? { recipe, options: found.options, jobs: [] }
      works.set(key, work)
      work.jobs.push([job, found])
    }
  return [...works.values()]
}

/** A part with as many right items as the whole is the whole, and says nothing new. */
const answersIn = (cases: readonly Case[]): number =>
  cases.reduce((sum, { relevant }) => sum + relevant.size, 0)

const slicesOf = (
  score: Scorer,
  cases: readonly Case[],
  { coldItems, k, training }: FinalSettings,
): Final['slices'] => {
  const parts: readonly (readonly [Slice, readonly Case[]])[] = [
    ['cold shoppers', ofColdShoppers(cases, COLD_ACTS_MAX)],
    ['cold items', amongItems(cases, coldItems)],
    ['repeats', repeatsOf(cases)],
    ['first time', exploredOf(cases)],
  ]
  const whole = answersIn(cases)
  return parts
    .filter(([, part]) => part.length > 0 && answersIn(part) < whole)
    .map(([slice, part]) => {
      const { values, clusters } = measure(score, part, { k })
      return { slice, interval: meanInterval(values[CHOOSING_METRIC], clusters, training.seed) }
    })
}
