/** One recipe with certain options, trained once and measured for all its jobs. */
import type { AnyRecipe, DataShape, Job, Options, Training } from '../models/recipe.ts'
import type { TrainingData } from '../models/training-data.ts'
import { pairedDifference } from './bootstrap.ts'
import type { Case } from './cases.ts'
import { CHOOSING_METRIC, type Measured, measure } from './measure.ts'

export type CasesByJob = ReadonlyMap<Job, readonly Case[]>

export type TrialScore = {
  /** mean of the choosing metric */
  readonly mean: number
  readonly caseCount: number
  /** Behind the best of its recipe after the first part of the cases, and not asked the others. */
  readonly isDropped: boolean
}

/** For reports: no arrays. */
export type Trial = {
  readonly recipe: string
  readonly options: Options
  readonly trainSeconds: number
  readonly scores: Readonly<Partial<Record<Job, TrialScore>>>
  /** Why it gave nothing. */
  readonly failure?: string
}

/** @param best  what the trial has to beat in a job, on the same cases */
export type TrialContext = {
  readonly data: TrainingData
  readonly cases: CasesByJob
  readonly k: number
  readonly clock: () => number
  readonly training: Training
  readonly best: (job: Job) => Measured | undefined
}

export type TrialResult = { readonly trial: Trial; readonly measured: ReadonlyMap<Job, Measured> }

/** Fewer cases say too little to drop anything. */
const RACE_CASES_MIN = 400
const RACE_SHARE = 0.25

export const shapeOf = ({
  itemCount,
  shopperCount,
  orderCount,
  sessionCount,
  acts,
}: TrainingData): DataShape => ({
  itemCount,
  shopperCount,
  orderCount,
  sessionCount,
  actCount: acts.count,
})

/** What `report` throws passes; any other error is the recipe's, and the result says so. */
export const runTrial = async (
  recipe: AnyRecipe,
  options: Options,
  jobs: readonly Job[],
  context: TrialContext,
): Promise<TrialResult> => {
  const { data, cases, k, clock, training } = context
  const beganAt = clock()
  let stoppedBy: unknown
  const report = (share: number): void => {
    try {
      training.report(share)
    } catch (error) {
      stoppedBy = error
      throw error
    }
  }
  const measured = new Map<Job, Measured>()
  const scores: Partial<Record<Job, TrialScore>> = {}
  const about = { recipe: recipe.name, options }
  try {
    const score = recipe.scorer(await recipe.train(data, options, { ...training, report }))
    const trainSeconds = (clock() - beganAt) / 1_000
    for (const job of jobs) {
      const asked = cases.get(job) ?? []
      if (asked.length === 0) continue
      report(1)
      const result = raced(score, asked, context.best(job), { k, clock, seed: training.seed })
      scores[job] = {
        mean: meanOf(result.values[CHOOSING_METRIC]),
        caseCount: result.clusters.length,
        isDropped: result.clusters.length < asked.length,
      }
      if (result.clusters.length === asked.length) measured.set(job, result)
    }
    return { trial: { ...about, trainSeconds, scores }, measured }
  } catch (error) {
    if (stoppedBy !== undefined) throw stoppedBy
    const failure = error instanceof Error ? error.message : String(error)
    return { trial: { ...about, trainSeconds: (clock() - beganAt) / 1_000, scores, failure }, measured }
  }
}

/** All cases, or the first part of them when that shows the trial to be worse than the best. */
const raced = (
  score: Parameters<typeof measure>[0],
  cases: readonly Case[],
  best: Measured | undefined,
  { k, clock, seed }: { readonly k: number; readonly clock: () => number; readonly seed: number },
): Measured => {
  if (best !== undefined && cases.length >= RACE_CASES_MIN) {
    const partCount = Math.ceil(RACE_SHARE * cases.length)
    const part = measure(score, cases.slice(0, partCount), { k, clock })
    const before = best.values[CHOOSING_METRIC].subarray(0, partCount)
    if (pairedDifference(part.values[CHOOSING_METRIC], before, part.clusters, seed).high < 0) return part
  }
  return measure(score, cases, { k, clock })
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
