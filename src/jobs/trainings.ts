/** Trainings of this process, one at a time: asked for, followed, cancelled, and what came of them. */
import type { ModelFolder } from '../artifacts/model-folder.ts'
import type { ModelManifest, Verdict } from '../artifacts/model-manifest.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopId } from '../domain/ids.ts'
import { driftOf } from '../evaluation/data-drift.ts'
import { type GateRole, type GateSide, gate } from '../evaluation/gates.ts'
import type { ServingModels } from './serving-models.ts'
import type { ShopRuntime } from './shop-runtime.ts'
import type { Failure, TrainingSettings } from './train/messages.ts'
import { trainInWorker } from './train/train-in-worker.ts'
import { recordsOfRole, servedRecord, SERVED_ROLES } from './train/served-roles.ts'
import type { TrainedModel, TrainingStep } from './train/train-model.ts'

export type TrainingState = 'waiting' | 'running' | 'published' | 'refused' | 'failed' | 'cancelled'

/** How a training stands. */
export type TrainingStatus = {
  readonly trainingId: string
  readonly shop: ShopId
  readonly state: TrainingState
  readonly askedAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  readonly step?: string
  /** In [0, 1]. */
  readonly doneShare: number
  /** The most memory that it holds; once it is known. */
  readonly memoryBytes?: number
  readonly modelVersion?: string
  readonly verdict?: Verdict
  readonly error?: Failure
}

export type TrainingOptions = {
  /** The model serves also when it does not pass its gates. */
  readonly isForced?: boolean
  /** Recipes that are trained besides those that serve or were chosen; `all` is every one. */
  readonly recipes?: readonly string[]
}

export type TrainingsDeps = TrainingSettings & {
  readonly models: ServingModels
  readonly folderOf: (shop: ShopId) => ModelFolder
  readonly modelsPathOf: (shop: ShopId) => string
  readonly now: () => number
  readonly newId: () => string
}

type Training = {
  status: TrainingStatus
  readonly cancel: AbortController
  readonly ended: Promise<ModelManifest>
}

/** Trainings that can be asked about afterwards. */
const REMEMBERED_MAX = 100

export const isOver = ({ state }: Pick<TrainingStatus, 'state'>): boolean =>
  state !== 'waiting' && state !== 'running'

/** What answers for each role can refuse a model: of other recipes, the record says how they fare. */
const sideOf = ({ statistics, recipes }: Pick<ModelManifest, 'statistics' | 'recipes'>): GateSide => ({
  actCount: statistics.actCount,
  itemCount: statistics.itemCount,
  roles: SERVED_ROLES.map((served): GateRole => {
    const { role, name, mustStay = false } = served
    const trained = servedRecord(served, recipes)
    if (trained !== undefined) return { role, recipe: trained.name, mustStay, check: trained.check }
    const [record] = recordsOfRole(served, recipes)
    const reason = record?.state === 'trained' ? undefined : record?.reason
    return { role, recipe: record?.name ?? name, mustStay, ...(reason !== undefined && { reason }) }
  }),
})

const failureOf = (error: unknown): Failure =>
  error instanceof AisleError
    ? { code: error.code, message: error.message, fix: error.fix }
    : { message: error instanceof Error ? error.message : String(error) }

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

/** The table of all recipes is loaded only for those who ask for some. */
const checkNames = async (names: readonly string[]): Promise<void> => {
  if (names.length === 0) return
  const { recipeNamed, TRAINED_RECIPES } = await import('./train/recipes.ts')
  const unknown = names.find((name) => name !== 'all' && recipeNamed(name) === undefined)
  if (unknown === undefined) return
  throw new AisleError('BAD_REQUEST', `There is no recipe ${JSON.stringify(unknown.slice(0, 80))}.`, {
    field: '/recipes',
    fix: `Choose of ${TRAINED_RECIPES.map(({ name }) => name).join(', ')}, or all.`,
  })
}

export class Trainings {
  readonly #deps: TrainingsDeps
  /** The newest last. */
  readonly #trainings = new Map<string, Training>()
  #last: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(deps: TrainingsDeps) {
    this.#deps = deps
  }

  /**
   * Begins to train on what the log holds now, or answers the training of the shop that is not over yet.
   *
   * @throws AisleError BAD_REQUEST when there is no recipe of a name
   */
  async start(runtime: ShopRuntime, options: TrainingOptions = {}): Promise<TrainingStatus> {
    await checkNames(options.recipes ?? [])
    const running = this.list(runtime.shop).find((status) => !isOver(status))
    if (running !== undefined) return running
    const cancel = new AbortController()
    const trainingId = this.#deps.newId()
    const turn = this.#last
    const ended = this.#run(runtime, trainingId, options, cancel.signal, turn)
    // Who is cancelled while it waits is over at once; those behind it wait for the one that runs all the same.
    this.#last = Promise.allSettled([turn, ended])
    const status: TrainingStatus = {
      trainingId,
      shop: runtime.shop,
      state: 'waiting',
      askedAt: this.#deps.now(),
      doneShare: 0,
    }
    this.#trainings.set(trainingId, { status, cancel, ended })
    for (const [id, training] of this.#trainings)
      if (this.#trainings.size > REMEMBERED_MAX && isOver(training.status)) this.#trainings.delete(id)
    return status
  }

  /**
   * Trains and waits for the end.
   *
   * @returns the manifest of the model; its verdict says whether it serves
   * @throws AisleError BAD_REQUEST when there is nothing to learn from; TRAINING_CANCELLED; TRAINING_FAILED
   */
  async train(runtime: ShopRuntime, options: TrainingOptions = {}): Promise<ModelManifest> {
    const { trainingId } = await this.start(runtime, options)
    return this.#find(trainingId).ended
  }

  /** @throws AisleError TRAINING_UNKNOWN */
  get(trainingId: string): TrainingStatus {
    return this.#find(trainingId).status
  }

  /** Waits until it is over. @throws AisleError TRAINING_UNKNOWN */
  async ended(trainingId: string): Promise<TrainingStatus> {
    const training = this.#find(trainingId)
    await training.ended.catch(() => {})
    return training.status
  }

  /** The newest first. */
  list(shop: ShopId): readonly TrainingStatus[] {
    return [...this.#trainings.values()]
      .map(({ status }) => status)
      .filter((status) => status.shop === shop)
      .reverse()
  }

  /** Ends a training that is not over; recipes that are done stay done. @throws AisleError TRAINING_UNKNOWN */
  async cancel(trainingId: string): Promise<TrainingStatus> {
    this.#find(trainingId).cancel.abort()
    return this.ended(trainingId)
  }

  /** Cancels what is not over, and takes no more. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const { cancel } of this.#trainings.values()) cancel.abort()
    await this.#last
  }

  #find(trainingId: string): Training {
    const training = this.#trainings.get(trainingId)
    if (training === undefined)
      throw new AisleError(
        'TRAINING_UNKNOWN',
        `There is no training ${JSON.stringify(trainingId.slice(0, 80))}.`,
      )
    return training
  }

  #note(trainingId: string, change: Partial<TrainingStatus>): void {
    const training = this.#find(trainingId)
    training.status = { ...training.status, ...change }
  }

  async #run(
    runtime: ShopRuntime,
    trainingId: string,
    { isForced = false, recipes = [] }: TrainingOptions,
    signal: AbortSignal,
    turn: Promise<unknown>,
  ): Promise<ModelManifest> {
    const { now } = this.#deps
    try {
      await Promise.race([turn, aborted(signal)])
      if (signal.aborted || this.#isClosed)
        throw new AisleError('TRAINING_CANCELLED', `The training of ${runtime.shop} was cancelled.`)
      this.#note(trainingId, { state: 'running', startedAt: now(), step: 'reading' })
      const trained = await this.#train(runtime, recipes, signal, (step) => this.#note(trainingId, step))
      const manifest = await this.#judge(runtime, trained)
      const { modelVersion, verdict } = manifest
      const serves = verdict.isAccepted || isForced
      if (serves) await this.#deps.models.publish(runtime, modelVersion, true)
      this.#note(trainingId, {
        state: serves ? 'published' : 'refused',
        endedAt: now(),
        doneShare: 1,
        modelVersion,
        verdict,
      })
      return manifest
    } catch (error) {
      const isCancelled = error instanceof AisleError && error.code === 'TRAINING_CANCELLED'
      this.#note(trainingId, {
        state: isCancelled ? 'cancelled' : 'failed',
        endedAt: now(),
        error: failureOf(error),
      })
      throw error
    }
  }

  async #train(
    runtime: ShopRuntime,
    recipes: readonly string[],
    signal: AbortSignal,
    onStep: (step: TrainingStep) => void,
  ): Promise<TrainedModel> {
    const { engine, seed, threadCount, memoryMaxBytes, vectors, modelsPathOf } = this.#deps
    const limits = { engine, seed, threadCount, memoryMaxBytes, ...(vectors !== undefined && { vectors }) }
    const modelsPath = modelsPathOf(runtime.shop)
    const running = trainInWorker(runtime, { ...limits, modelsPath, recipes }, onStep)
    signal.addEventListener('abort', running.cancel)
    return running.trained
  }

  /** Holds the model against the one that serves, and keeps it whether it passes or not. */
  async #judge(runtime: ShopRuntime, trained: TrainedModel): Promise<ModelManifest> {
    const folder = this.#deps.folderOf(runtime.shop)
    const serving = await folder.readServing().catch(() => undefined)
    const before = serving?.logId === runtime.logId ? serving : undefined
    const reasons = gate({
      candidate: sideOf(trained),
      ...(before !== undefined && { serving: sideOf(before) }),
    })
    const manifest: ModelManifest = {
      ...trained,
      trainedAt: this.#deps.now(),
      drift: before === undefined ? [] : driftOf(before.statistics, trained.statistics),
      verdict: { isAccepted: reasons.length === 0, reasons },
    }
    await this.#deps.models.keep(runtime, manifest)
    return manifest
  }
}
