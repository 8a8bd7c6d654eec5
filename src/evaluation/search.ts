/** Looks for the best options of each recipe and each job on the validation part, within a budget of time. */
import { rng } from '../math/rng.ts'
import type { AnyRecipe, Job, Options, Training } from '../models/recipe.ts'
import type { TrainingData } from '../models/training-data.ts'
import { drawOptions, nearbyOptions, optionsKey } from './draw-options.ts'
import { CHOOSING_METRIC, type Measured } from './measure.ts'
import { type CasesByJob, runTrial, shapeOf, type Trial, type TrialResult } from './trial.ts'

export type SearchSettings = {
  readonly recipes: readonly AnyRecipe[]
  /** Measured for every job, also for those that it was not made for. */
  readonly baseline: AnyRecipe
  /** What was known before the cases. */
  readonly data: TrainingData
  readonly cases: CasesByJob
  /** How many items of a list count. */
  readonly k: number
  readonly budgetMs: number
  /** ms, from anywhere */
  readonly clock: () => number
  /** Recipes that would need more are passed over. */
  readonly memoryMaxBytes: number
  /** `report` throws to cancel. */
  readonly training: Training
  readonly onTrial?: (trial: Trial, elapsedMs: number) => void
}

export type Best = { readonly options: Options; readonly mean: number; readonly measured: Measured }

export type Found = {
  /** Best options of each recipe, by job. */
  readonly best: ReadonlyMap<Job, ReadonlyMap<string, Best>>
  /** All that was tried, in its order. */
  readonly trials: readonly Trial[]
  readonly passedOver: readonly { readonly recipe: string; readonly why: string }[]
}

/** Of a recipe: more would fit the validation part rather than the shop. */
const TRIALS_MAX = 60
/** Draws that may repeat what was tried before a recipe counts as looked through. */
const DRAWS_MAX = 100

/** Where the search stands with a recipe. */
type Runner = {
  readonly recipe: AnyRecipe
  readonly jobs: readonly Job[]
  readonly tried: Set<string>
  spentMs: number
  lastMs: number
  isDone: boolean
}

class OutOfTime extends Error {}

/**
 * Defaults of all recipes first, each within its share of the time, so that a slow one does not take that of the others;
 * those that were stopped get what is left of a half. Then whichever recipe has had the least time tries new options: at
 * random, and beside the best so far, in turns. With the same data, seed and clock it goes the same way.
 */
export const search = async (settings: SearchSettings): Promise<Found> => {
  const run = new SearchRun(settings)
  await run.tryDefaults()
  await run.tryMore()
  return run.found()
}

class SearchRun {
  readonly #settings: SearchSettings
  readonly #beganAt: number
  readonly #endAt: number
  readonly #best = new Map<Job, Map<string, Best>>()
  readonly #trials: Trial[] = []
  readonly #passedOver: { recipe: string; why: string }[] = []
  readonly #runners: readonly Runner[]

  constructor(settings: SearchSettings) {
    this.#settings = settings
    this.#beganAt = settings.clock()
    this.#endAt = this.#beganAt + settings.budgetMs
    this.#runners = runnersOf(settings)
  }

  async tryDefaults(): Promise<void> {
    const late = await this.#tryWithin(this.#runners, 2)
    for (const { recipe, spentMs } of await this.#tryWithin(late, 0.5))
      this.#passOver(
        recipe,
        spentMs > 0
          ? 'Its training did not end within its share of the time.'
          : 'No time was left for it; give a larger budget.',
      )
  }

  async tryMore(): Promise<void> {
    const { clock, training } = this.#settings
    for (let turn = 0; ; turn++) {
      const runner = this.#runners
        .filter((other) => !other.isDone && other.tried.size < TRIALS_MAX)
        .filter(({ lastMs }) => clock() + lastMs < this.#endAt)
        .reduce<Runner | undefined>(
          (least, other) => (least && least.spentMs <= other.spentMs ? least : other),
          undefined,
        )
      if (runner === undefined) return
      const options = nextOptions(runner, this.#best, training.seed, turn)
      if (options === undefined) runner.isDone = true
      else await this.#attempt(runner, options, this.#endAt)
    }
  }

  found(): Found {
    const idle = this.#settings.recipes
      .filter(({ name }) => !this.#runners.some(({ recipe }) => recipe.name === name))
      .map(({ name }) => ({ recipe: name, why: 'There are no cases for what it does.' }))
    return { best: this.#best, trials: this.#trials, passedOver: [...this.#passedOver, ...idle] }
  }

  /**
   * Tries defaults, one recipe after the other.
   *
   * @param shares  how many times an even share of what is left each may take
   * @returns those that were stopped
   */
  async #tryWithin(runners: readonly Runner[], shares: number): Promise<readonly Runner[]> {
    const { clock, baseline } = this.#settings
    const late: Runner[] = []
    for (const [k, runner] of runners.entries()) {
      const leftMs = this.#endAt - clock()
      const share = Math.min(leftMs, (shares * leftMs) / (runners.length - k))
      // The baseline is always there, to compare with.
      const until = runner.recipe === baseline ? Number.POSITIVE_INFINITY : clock() + share
      if (!(await this.#attempt(runner, runner.recipe.defaults, until))) late.push(runner)
    }
    return late
  }

  /** @returns false when it was stopped */
  async #attempt(runner: Runner, options: Options, until: number): Promise<boolean> {
    const { clock, onTrial } = this.#settings
    const { recipe } = runner
    const isFirst = options === recipe.defaults
    runner.tried.add(optionsKey(options))
    const refused = refusal(this.#settings, recipe, options)
    if (refused !== undefined) {
      if (isFirst) this.#passOver(recipe, refused)
      runner.isDone ||= isFirst
      return true
    }
    const beganAt = clock()
    const result = beganAt < until ? await this.#timedTrial(runner, options, until) : undefined
    runner.lastMs = clock() - beganAt
    runner.spentMs += runner.lastMs
    runner.isDone = result === undefined
    if (result === undefined) return false
    this.#trials.push(result.trial)
    onTrial?.(result.trial, clock() - this.#beganAt)
    for (const [job, measured] of result.measured)
      keepBest(this.#best, job, recipe.name, { options, measured })
    if (isFirst && result.trial.failure !== undefined) {
      this.#passOver(recipe, `It failed: ${result.trial.failure}`)
      runner.isDone = true
    }
    return true
  }

  /** @returns undefined when the time was up before the training ended */
  async #timedTrial(
    { recipe, jobs }: Runner,
    options: Options,
    until: number,
  ): Promise<TrialResult | undefined> {
    const { data, cases, k, clock, training } = this.#settings
    const report = (share: number): void => {
      training.report(share)
      if (clock() > until && share < 1) throw new OutOfTime()
    }
    const best = (job: Job): Measured | undefined => this.#best.get(job)?.get(recipe.name)?.measured
    try {
      return await runTrial(recipe, options, jobs, {
        data,
        cases,
        k,
        clock,
        training: { ...training, report },
        best,
      })
    } catch (error) {
      if (error instanceof OutOfTime) return undefined
      throw error
    }
  }

  #passOver({ name }: AnyRecipe, why: string): void {
    this.#passedOver.push({ recipe: name, why })
  }
}

/** The baseline first; recipes that have a job to do, each with its jobs. */
/** The baseline, then the small before the large: what is small is quick as a rule, and leaves time to those behind it. */
const runnersOf = ({ data, recipes, baseline, cases }: SearchSettings): readonly Runner[] => {
  const shape = shapeOf(data)
  const bytesOf = (recipe: AnyRecipe): number => recipe.memoryBytes(shape, recipe.defaults)
  const asked = [...cases].filter(([, list]) => list.length > 0).map(([job]) => job)
  const others = recipes.filter((recipe) => recipe.name !== baseline.name)
  return [baseline, ...others.toSorted((a, b) => bytesOf(a) - bytesOf(b))]
    .map((recipe) => ({
      recipe,
      jobs: asked.filter((job) => recipe.name === baseline.name || recipe.jobs.includes(job)),
      tried: new Set<string>(),
      spentMs: 0,
      lastMs: 0,
      isDone: false,
    }))
    .filter(({ jobs }) => jobs.length > 0)
}

const refusal = (
  { data, memoryMaxBytes }: SearchSettings,
  recipe: AnyRecipe,
  options: Options,
): string | undefined => {
  const bytes = recipe.memoryBytes(shapeOf(data), options)
  if (bytes <= memoryMaxBytes) return undefined
  return `It would need ${Math.ceil(bytes / 2 ** 20)} MiB; ${Math.floor(memoryMaxBytes / 2 ** 20)} are allowed.`
}

const keepBest = (
  best: Map<Job, Map<string, Best>>,
  job: Job,
  recipe: string,
  { options, measured }: Omit<Best, 'mean'>,
): void => {
  const values = measured.values[CHOOSING_METRIC]
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const ofJob = best.get(job) ?? new Map<string, Best>()
  best.set(job, ofJob)
  const held = ofJob.get(recipe)
  if (held === undefined || mean > held.mean) ofJob.set(recipe, { options, mean, measured })
}

/** @returns undefined when nothing new comes up */
const nextOptions = (
  { recipe, jobs, tried }: Runner,
  best: ReadonlyMap<Job, ReadonlyMap<string, Best>>,
  seed: number,
  turn: number,
): Options | undefined => {
  const random = rng(seed, 'options', recipe.name, tried.size, turn)
  const job = random.pick(jobs)
  const start = best.get(job)?.get(recipe.name)?.options ?? recipe.defaults
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const options =
      (tried.size + draw) % 2 === 1
        ? drawOptions(recipe.defaults, recipe.ranges, random)
        : nearbyOptions(start, recipe.ranges, random)
    if (!tried.has(optionsKey(options))) return options
  }
  return undefined
}
