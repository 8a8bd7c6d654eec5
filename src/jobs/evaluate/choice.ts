/** Which recipe was found best for each job of a shop: written by `aisle evaluate`, read by training. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../../artifacts/write-whole.ts'
import type { Evaluation } from '../../evaluation/evaluation.ts'
import { JOBS, type Job, type Options } from '../../models/recipe.ts'

export type ChosenRecipe = {
  readonly recipe: string
  readonly options: Options
  /** as `ndcg@10` */
  readonly metric: string
  /** of that metric, on the test part; with its 95 % interval */
  readonly mean: number
  readonly low: number
  readonly high: number
  /** ms UTC */
  readonly evaluatedAt: number
  readonly why: string
}

/** Jobs that could not be measured are not there. */
export type Choice = Readonly<Partial<Record<Job, ChosenRecipe>>>

const FILE = 'choice.json'

export const choiceOf = ({ jobs, metric, k }: Evaluation, evaluatedAt: number): Choice =>
  Object.fromEntries(
    jobs.map(({ job, chosen, results }): [Job, ChosenRecipe] => {
      const interval = results.find(({ recipe }) => recipe === chosen.recipe)?.metrics[metric]
      return [
        job,
        {
          ...chosen,
          metric: `${metric}@${k}`,
          mean: interval?.mean ?? 0,
          low: interval?.low ?? 0,
          high: interval?.high ?? 0,
          evaluatedAt,
        },
      ]
    }),
  )

const isChosen = (value: unknown): value is ChosenRecipe =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as ChosenRecipe).recipe === 'string' &&
  typeof (value as ChosenRecipe).options === 'object' &&
  (value as ChosenRecipe).options !== null

/**
 * Empty when the shop was never evaluated, or when the file cannot be read: then defaults are trained.
 *
 * @param modelsPath  the shop's folder of models
 */
export const readChoice = async (modelsPath: string): Promise<Choice> => {
  try {
    const stored = JSON.parse(await readFile(join(modelsPath, FILE), 'utf8')) as Record<string, unknown>
    return Object.fromEntries(JOBS.flatMap((job) => (isChosen(stored[job]) ? [[job, stored[job]]] : [])))
  } catch {
    return {}
  }
}

/** What was chosen before for jobs that are not in the new choice stays. */
export const writeChoice = async (modelsPath: string, choice: Choice): Promise<void> =>
  writeWhole(
    join(modelsPath, FILE),
    `${JSON.stringify({ ...(await readChoice(modelsPath)), ...choice }, null, 2)}\n`,
  )
