/** `aisle evaluate`: which recipe is best for each job of a shop, by its own data. */
import { access, constants, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import { isShopId } from '../domain/ids.ts'
import { choiceOf, type ChosenRecipe, writeChoice } from '../jobs/evaluate/choice.ts'
import { collectShop } from '../jobs/evaluate/collect-shop.ts'
import { evaluateInWorker } from '../jobs/evaluate/evaluate-in-worker.ts'
import type { EvaluationPlan } from '../jobs/evaluate/messages.ts'
import { EVALUATION_JOBS, EVALUATION_RECIPES } from '../jobs/evaluate/names.ts'
import { reportHtml } from '../jobs/evaluate/report-html.ts'
import { recipeNamed } from '../jobs/train/recipes.ts'
import { ENGINE_VERSION, openEngine, vectorSettings } from '../server/engine.ts'
import { trainingMemoryBytes } from '../server/training-memory.ts'
import { jsonCommand, runCommand } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { interruptSignal, print, report, table } from './terminal.ts'

type EvaluateOptions = {
  readonly json: boolean
  readonly shop: string
  readonly budgetSeconds: string
  readonly jobs?: string
  readonly recipes?: string
  readonly report?: string
  readonly seed: string
  readonly keep: boolean
}

const CASE_MAX = 3_000
const K = 10
/** An act costs this while it is read; half of the memory may go to acts. */
const BYTES_OF_ACT = 128

/** Names from a list, or all of them. */
const named = <T extends string>(
  text: string | undefined,
  all: readonly T[],
  option: string,
): readonly T[] => {
  if (text === undefined) return all
  return text.split(',').map((given) => {
    const found = all.find((name) => name === given.trim())
    if (found !== undefined) return found
    throw new AisleError('BAD_REQUEST', `There is no ${given.trim()} in ${option}.`, {
      fix: `Choose of ${all.join(', ')}.`,
    })
  })
}

const wholeNumber = (text: string, option: string, min: number): number => {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= min) return value
  throw new AisleError('BAD_REQUEST', `${option} ${text} is not a whole number from ${min}.`, {
    fix: 'Give a whole number.',
  })
}

const planOf = (options: EvaluateOptions, settings: Settings): EvaluationPlan => ({
  jobs: named(options.jobs, EVALUATION_JOBS, '--jobs'),
  recipes: named(options.recipes, EVALUATION_RECIPES, '--recipes'),
  k: K,
  budgetMs: 1_000 * wholeNumber(options.budgetSeconds, '--budget-seconds', 1),
  caseMax: CASE_MAX,
  memoryMaxBytes: trainingMemoryBytes(settings),
  seed: wholeNumber(options.seed, '--seed', 0),
  threadCount: settings.trainThreads === 0 ? availableParallelism() : settings.trainThreads,
})

const sentence = (job: string, { recipe, metric, mean, low, high }: ChosenRecipe): readonly string[] => [
  job,
  recipe,
  `${metric} ${mean.toFixed(4)}`,
  `${low.toFixed(3)}–${high.toFixed(3)}`,
]

/** Names of the vectors that recipes take. */
const vectorsOf = (recipes: readonly string[]): readonly string[] =>
  recipes.flatMap((name) => recipeNamed(name)?.defaults['vectors'] ?? []).map(String)

const rethrowBusy = (error: unknown): never => {
  if (!(error instanceof AisleError) || error.code !== 'STORE_BUSY') throw error
  throw new AisleError('STORE_BUSY', error.message, {
    fix: 'Stop the server meanwhile, or evaluate a copy of its data folder with AISLE_DATA.',
    cause: error,
  })
}

/** Said before the work, which would be lost. */
const checkReport = async (path: string): Promise<void> => {
  const found = await stat(path).catch(() => undefined)
  const fault =
    found?.isDirectory() === true
      ? 'it is a folder'
      : await access(found === undefined ? dirname(resolve(path)) : path, constants.W_OK).then(
          () => undefined,
          (error: Error) => error.message,
        )
  if (fault !== undefined)
    throw new AisleError('SETTING_INVALID', `The report ${path} cannot be written: ${fault}.`, {
      fix: 'Name a file in a folder that is there and that this user may write to.',
    })
}

const evaluateShop = async (
  options: EvaluateOptions,
  settings: Settings,
  isJson: boolean,
): Promise<number> => {
  const plan = planOf(options, settings)
  const { shop } = options
  if (!isShopId(shop)) throw new AisleError('SHOP_UNKNOWN', `There is no shop ${JSON.stringify(shop)}.`)
  if (options.report !== undefined) await checkReport(options.report)
  const signal = interruptSignal()
  const modelsPath = join(settings.dataFolder, 'models', shop)
  const engine = await openEngine(settings).catch(rethrowBusy)
  try {
    const bar = progressBar('Evaluating', '', !isJson, () => Date.now())
    const { data } = await collectShop(
      await engine.shops.open(shop),
      plan.memoryMaxBytes / 2 / BYTES_OF_ACT,
      {
        ...vectorSettings(settings),
        wanted: vectorsOf(plan.recipes),
        modelsPath,
        memoryMaxBytes: plan.memoryMaxBytes,
        report: (step) => {
          signal.throwIfAborted()
          bar.update(0, 100, step)
        },
      },
    )
    const evaluation = await evaluateInWorker(data, plan, {
      signal,
      // Testing takes a fraction of the time that searching does.
      onStep: ({ step, doneShare }) =>
        bar.update(step === 'search' ? 80 * doneShare : 80 + 20 * doneShare, 100),
    })
    bar.end()
    if (evaluation === undefined) return 130
    const evaluatedAt = engine.now()
    const choice = choiceOf(evaluation, evaluatedAt)
    if (options.keep) await writeChoice(modelsPath, choice)
    if (options.report !== undefined)
      await writeFile(
        options.report,
        reportHtml(evaluation, { shop, evaluatedAt, engine: `Aisle ${ENGINE_VERSION}` }),
      )
    report({ isJson }, { shop, evaluatedAt, choice, ...evaluation }, () =>
      [
        table(Object.entries(choice).map(([job, chosen]) => sentence(job, chosen))),
        ...evaluation.without.map(({ job, why }) => `${job} is passed over. ${why}`),
        ...evaluation.passedOver.map(({ recipe, why }) => `${recipe} is passed over. ${why}`),
      ].join('\n'),
    )
    if (!isJson && options.report !== undefined) print(`The report is ${resolve(options.report)}.`)
    return 0
  } catch (error) {
    if (signal.aborted) return 130
    throw error
  } finally {
    await engine.close()
  }
}

export const evaluateCommand = (): Command =>
  jsonCommand('evaluate', 'find the best recipe for each job of a shop, measured on its own data')
    .requiredOption('--shop <name>', 'the shop; no server may hold its data folder meanwhile')
    .option('--budget-seconds <number>', 'how long to look for options', '300')
    .option('--jobs <names>', `of ${EVALUATION_JOBS.join(', ')}; all unless given`)
    .option('--recipes <names>', 'only these, separated by commas')
    .option('--report <file>', 'write a page with charts and tables, as HTML')
    .option('--seed <number>', 'another seed draws other cases and options', '1')
    .option('--no-keep', 'do not let the next training use what was found')
    .action((options: EvaluateOptions) =>
      runCommand(options, ({ settings, output }) => evaluateShop(options, settings, output.isJson)),
    )
