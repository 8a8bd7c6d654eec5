/** Recipes on a shop's own data: options chosen on one stretch of time, figures taken on the next, once. */
import type { AnyRecipe, Job, Training } from '../models/recipe.ts'
import type { TrainingData } from '../models/training-data.ts'
import { pairedDifference } from './bootstrap.ts'
import { itemsBornAfter } from './case-slices.ts'
import { CASES_OF_JOBS } from './cases-of-jobs.ts'
import type { Chosen, Evaluation, JobResult, RecipeResult } from './evaluation.ts'
import { type Final, measureFinals } from './finals.ts'
import { CHOOSING_METRIC, intervalsOf } from './measure.ts'
import { type CatalogKnowledge, catalogKnowledge, qualitiesOf } from './qualities.ts'
import { type Best, search } from './search.ts'
import { dataBefore, timeCuts } from './splits.ts'
import type { CasesByJob } from './trial.ts'

export type EvaluationSettings = {
  readonly recipes: readonly AnyRecipe[]
  /** Stands beside every recipe in every job. */
  readonly baseline: AnyRecipe
  readonly jobs: readonly Job[]
  readonly k: number
  /** For the search. What it finds is then trained and measured once more. */
  readonly budgetMs: number
  /** Cases of each job and part at most; more are sampled. */
  readonly caseMax: number
  readonly memoryMaxBytes: number
  /** ms, from anywhere */
  readonly clock: () => number
  /** `report` throws to cancel; that passes. */
  readonly training: Training
  readonly say: (step: 'search' | 'test', recipe: string, doneShare: number) => void
}

const VALIDATION_SHARE = 0.1
const TEST_SHARE = 0.1
/** Fewer cases say nothing of a recipe. */
const CASES_MIN = 20

/** Says nothing but why when there is too little to go by. Acts behind a cut are in nothing that is trained before it. */
export const evaluate = async (data: TrainingData, settings: EvaluationSettings): Promise<Evaluation> => {
  const { jobs, training, budgetMs, say } = settings
  const cuts = timeCuts(data.acts, { validationShare: VALIDATION_SHARE, testShare: TEST_SHARE })
  const validation = casesBetween(data, settings, cuts.validationFrom, cuts.testFrom)
  const test = casesBetween(data, settings, cuts.testFrom, cuts.until)
  const countOf = (part: CasesByJob, job: Job): number => part.get(job)?.length ?? 0
  const isMeasurable = (job: Job): boolean =>
    countOf(validation, job) >= CASES_MIN && countOf(test, job) >= CASES_MIN
  const found = await search({
    ...settings,
    data: dataBefore(data, cuts.validationFrom),
    cases: new Map([...validation].filter(([job]) => isMeasurable(job))),
    onTrial: ({ recipe }, elapsedMs) => say('search', recipe, Math.min(1, elapsedMs / budgetMs)),
  })
  const before = dataBefore(data, cuts.testFrom)
  const { finals, passedOver } = await measureFinals(found, {
    ...settings,
    recipes: [settings.baseline, ...settings.recipes],
    data: before,
    cases: test,
    coldItems: itemsBornAfter(data.acts, cuts.testFrom, data.itemCount),
    onFinal: (recipe, doneShare) => say('test', recipe, doneShare),
  })
  const knowledge = catalogKnowledge(before)
  const { acts } = data
  return {
    k: settings.k,
    metric: CHOOSING_METRIC,
    seed: training.seed,
    from: acts.at[0] ?? 0,
    cuts,
    counts: {
      acts: acts.count,
      items: data.itemCount,
      shoppers: data.shopperCount,
      orders: data.orderCount,
      sessions: data.sessionCount,
    },
    baseline: settings.baseline.name,
    jobs: [...finals].map(
      ([job, ofJob]): JobResult => ({
        job,
        validationCases: countOf(validation, job),
        testCases: countOf(test, job),
        chosen: choose(stillThere(found.best.get(job) ?? new Map(), ofJob), settings),
        results: resultsOf(ofJob, test.get(job) ?? [], settings, knowledge),
      }),
    ),
    without: jobs
      .filter((job) => !finals.has(job))
      .map((job) => ({
        job,
        why: isMeasurable(job)
          ? 'Every recipe of it failed; the reasons stand with the recipes that were passed over.'
          : `There are ${countOf(validation, job)} cases to choose by and ${countOf(test, job)} to test on; ${CASES_MIN} of each are needed.`,
      })),
    trials: found.trials,
    passedOver: [...found.passedOver, ...passedOver],
  }
}

const casesBetween = (
  data: TrainingData,
  { jobs, caseMax, training }: EvaluationSettings,
  from: number,
  until: number,
): CasesByJob => {
  const known = dataBefore(data, until)
  return new Map(
    jobs.map((job) => [job, CASES_OF_JOBS[job](known, { from, until, caseMax, seed: training.seed })]),
  )
}

const resultsOf = (
  finals: ReadonlyMap<string, Final>,
  cases: Parameters<typeof qualitiesOf>[1],
  { baseline, training }: EvaluationSettings,
  knowledge: CatalogKnowledge,
): readonly RecipeResult[] => {
  const plain = finals.get(baseline.name)?.measured
  return [...finals]
    .toSorted(([, a], [, b]) => b.validationMean - a.validationMean)
    .map(([recipe, { measured, options, validationMean, trainSeconds, slices }]) => {
      const values = measured.values[CHOOSING_METRIC]
      return {
        recipe,
        options,
        validationMean,
        metrics: intervalsOf(measured, training.seed),
        ...(plain !== undefined &&
          plain !== measured && {
            lead: pairedDifference(values, plain.values[CHOOSING_METRIC], measured.clusters, training.seed),
          }),
        qualities: qualitiesOf(measured, cases, knowledge),
        microsPerQuery: measured.microsPerQuery,
        trainSeconds,
        slices,
      }
    })
}

/** Without those that failed when they were trained once more: they would fail again when they are to serve. */
const stillThere = (
  best: ReadonlyMap<string, Best>,
  finals: ReadonlyMap<string, Final>,
): ReadonlyMap<string, Best> => new Map([...best].filter(([recipe]) => finals.has(recipe)))

const figure = (value: number): string => value.toFixed(4)

/** The recipe with the highest mean on the validation part, and how sure that is. */
const choose = (best: ReadonlyMap<string, Best>, { baseline, k, training }: EvaluationSettings): Chosen => {
  const ranked = [...best].toSorted(([, a], [, b]) => b.mean - a.mean)
  const [recipe, first] = ranked[0]
  const against = (other: string): string => {
    const { measured } = best.get(other) as Best
    const { mean, p } = pairedDifference(
      first.measured.values[CHOOSING_METRIC],
      measured.values[CHOOSING_METRIC],
      measured.clusters,
      training.seed,
    )
    return `${figure(mean)} ahead of ${other} (p = ${p.toFixed(3)}${p > 0.05 ? ', which may be chance' : ''})`
  }
  const others = [...new Set([ranked[1]?.[0], baseline.name])].filter(
    (name): name is string => name !== undefined && name !== recipe && best.has(name),
  )
  const lead = others.length === 0 ? '' : `: ${others.map(against).join(', ')}`
  return {
    recipe,
    options: first.options,
    why: `${CHOOSING_METRIC}@${k} of ${figure(first.mean)} on ${first.measured.clusters.length} cases of the validation part, the best of ${ranked.length} ${ranked.length === 1 ? 'recipe' : 'recipes'}${lead}.`,
  }
}
