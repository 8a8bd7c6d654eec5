/** A look at a recipe on the newest part of the data: does it answer, how widely, how well, and no worse than before. */
import type { AnyRecipe, Job, ModelData, Options, Training } from '../models/recipe.ts'
import type { Query } from '../models/query.ts'
import { bestOf, type Scores } from '../models/scores.ts'
import type { TrainingData } from '../models/training-data.ts'
import { pairedDifference } from './bootstrap.ts'
import type { Case } from './cases.ts'
import { CASES_OF_JOBS } from './cases-of-jobs.ts'
import { CHOOSING_METRIC, intervalsOf, measure } from './measure.ts'
import { dataBefore, timeCuts } from './splits.ts'

const TAIL_SHARE = 0.1
const CASE_MAX = 1_000
/** Fewer say nothing. */
const CASES_MIN = 20
/** Items of each answer that are looked at. */
const K = 10

/** The same recipe as it serves now. */
export type Rival = {
  /** In the numbers of the data that are checked. */
  readonly score: (query: Query) => Scores
  /** The newest act that it has seen, ms UTC. */
  readonly knownUntil: number
}

type Mean = { readonly mean: number; readonly low: number; readonly high: number }

export type TailCheck = {
  readonly job: Job
  readonly coverage: {
    readonly askedCount: number
    readonly answeredShare: number
    readonly itemShare: number
  }
  /** Left out with too few questions to say. */
  readonly quality?: Mean & { readonly metric: string; readonly k: number; readonly caseCount: number }
  /** How much better than the rival on the same questions, which neither has seen; left out when there are too few. */
  readonly lead?: Mean
}

export type TailCheckInput = {
  readonly recipe: AnyRecipe
  readonly options: Options
  /** Of all data: what will serve. How well it answers is measured by another, trained here without the tail. */
  readonly model: ModelData
  readonly job: Job
  readonly data: TrainingData
  readonly training: Training
  readonly rival?: Rival | undefined
}

/** @complexity that of training once more */
export const checkTail = async (input: TailCheckInput): Promise<TailCheck> => {
  const { recipe, options, model, job, data, training, rival } = input
  const { from, cases, hasRival } = questions(input)
  const coverage = coverageOf(recipe.scorer(model), cases, data.itemCount)
  if (cases.length < CASES_MIN) return { job, coverage }
  const before = await recipe.train(dataBefore(data, from), options, training)
  const measured = measure(recipe.scorer(before), cases, { k: K })
  const { mean, low, high, count } = intervalsOf(measured, training.seed)[CHOOSING_METRIC]
  const quality = { metric: CHOOSING_METRIC, k: K, mean, low, high, caseCount: count }
  if (rival === undefined || !hasRival) return { job, coverage, quality }
  const lead = pairedDifference(
    measured.values[CHOOSING_METRIC],
    measure(rival.score, cases, { k: K }).values[CHOOSING_METRIC],
    measured.clusters,
    training.seed,
  )
  return { job, coverage, quality, lead: { mean: lead.mean, low: lead.low, high: lead.high } }
}

/** What happened after all that the rival knows, if that is enough; else the newest tenth of the time. */
const questions = ({ job, data, training, rival }: TailCheckInput) => {
  const { testFrom, until } = timeCuts(data.acts, { validationShare: 0, testShare: TAIL_SHARE })
  const casesFrom = (from: number): readonly Case[] =>
    CASES_OF_JOBS[job](data, { from, until, caseMax: CASE_MAX, seed: training.seed })
  if (rival !== undefined) {
    const from = rival.knownUntil + 1
    const cases = casesFrom(from)
    if (cases.length >= CASES_MIN) return { from, cases, hasRival: true }
  }
  return { from: testFrom, cases: casesFrom(testFrom), hasRival: false }
}

const coverageOf = (score: (query: Query) => Scores, cases: readonly Case[], itemCount: number) => {
  const shown = new Set<number>()
  let answered = 0
  for (const { query } of cases) {
    const { items } = bestOf(score(query), K)
    if (items.length > 0) answered++
    for (const item of items) shown.add(item)
  }
  return {
    askedCount: cases.length,
    answeredShare: answered / Math.max(1, cases.length),
    itemShare: shown.size / Math.max(1, Math.min(itemCount, K * cases.length)),
  }
}
