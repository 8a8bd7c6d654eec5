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

export type Finals = {
  /** Jobs that no recipe could be measured for are not there. */
  readonly finals: ReadonlyMap<Job, ReadonlyMap<string, Final>>
  readonly passedOver: Found['passedOver']
}

/** Options that are the best for several jobs are trained once. A recipe that fails here is left out, and said so. */
export const measureFinals = async ({ best }: Found, settings: FinalSettings): Promise<Finals> => {
  const finals = new Map<Job, Map<string, Final>>()
  const passedOver: { recipe: string; why: string }[] = []
  const works = worksOf(best, settings.recipes)
  for (const [done, work] of works.entries()) {
    const measured = await finalsOf(work, settings)
    if (typeof measured === 'string')
      passedOver.push({
        recipe: work.recipe.name,
        why: `On all that was known before the test, it failed: ${measured}`,
      })
    else
      for (const [job, final] of measured)
        finals.set(job, (finals.get(job) ?? new Map<string, Final>()).set(work.recipe.name, final))
    settings.onFinal(work.recipe.name, (done + 1) / works.length)
  }
  return { finals, passedOver }
}

/** @returns by job; or why the recipe failed. What `report` throws passes. */
const finalsOf = async (
  { recipe, options, jobs }: Work,
  settings: FinalSettings,
): Promise<ReadonlyMap<Job, Final> | string> => {
  const { data, cases, clock, training } = settings
  const beganAt = clock()
  let stoppedBy: unknown
  const report = (doneShare: number): void => {
    try {
      training.report(doneShare)
    } catch (error) {
      stoppedBy = error
      throw error
    }
  }
  try {
    const score = recipe.scorer(await recipe.train(data, options, { ...training, report }))
    const trainSeconds = (clock() - beganAt) / 1_000
    const finals = new Map<Job, Final>()
    for (const [job, { mean }] of jobs) {
      report(1)
      const asked = cases.get(job) ?? []
      finals.set(job, {
        options,
        validationMean: mean,
        measured: measure(score, asked, settings),
        trainSeconds,
        slices: slicesOf(score, asked, settings),
      })
    }
    return finals
  } catch (error) {
    if (stoppedBy !== undefined) throw stoppedBy
    return error instanceof Error ? error.message : String(error)
  }
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
