/** Training and models, of the data folder or through a server. */
import { setTimeout as wait } from 'node:timers/promises'
import { AisleError } from '../domain/errors.ts'
import type { ServingModels } from '../jobs/serving-models.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { isOver, type TrainingOptions, type Trainings, type TrainingStatus } from '../jobs/trainings.ts'
import { type ShownModel, shownModel } from '../server/model-routes.ts'

export type TrainOptions = TrainingOptions & {
  readonly onStatus?: (status: TrainingStatus) => void
  /** Cancels the training. */
  readonly signal?: AbortSignal
}

export type ModelTarget = {
  /** Trains and waits. @throws AisleError as `Trainings.train` */
  readonly train: (shop: string, options?: TrainOptions) => Promise<ShownModel>
  /** The newest first. */
  readonly listModels: (shop: string) => Promise<readonly ShownModel[]>
  readonly publishModel: (shop: string, modelVersion: string, isForced: boolean) => Promise<ShownModel>
  readonly rollBackModel: (shop: string) => Promise<RolledBackModel>
  /** Versions of models that are kept and cannot be read. */
  readonly unreadableModels: (shop: string) => Promise<readonly string[]>
}

/** With what is wrong with each that was passed over. */
export type RolledBackModel = ShownModel & { readonly passedOver: readonly string[] }

const POLL_MS = 250

/** Asks how a training stands until it is over. */
const follow = async (
  begun: TrainingStatus,
  ask: () => Promise<TrainingStatus>,
  cancel: () => Promise<TrainingStatus>,
  { onStatus, signal }: TrainOptions,
): Promise<TrainingStatus> => {
  let status = begun
  while (!isOver(status)) {
    onStatus?.(status)
    await wait(POLL_MS, undefined, signal === undefined ? {} : { signal }).catch(() => {})
    status = signal?.aborted === true ? await cancel() : await ask()
  }
  onStatus?.(status)
  if (status.error === undefined) return status
  const { code = 'INTERNAL', message, fix } = status.error
  throw new AisleError(code, message, fix === undefined ? {} : { fix })
}

const modelIn = (models: readonly ShownModel[], modelVersion: string | undefined): ShownModel => {
  const found = models.find((model) => model.modelVersion === modelVersion)
  if (found === undefined)
    throw new AisleError('MODEL_UNKNOWN', `There is no model ${JSON.stringify(modelVersion)}.`)
  return found
}

export const localModels = (
  { models, trainings }: { readonly models: ServingModels; readonly trainings: Trainings },
  open: (shop: string) => Promise<ShopRuntime>,
): ModelTarget => {
  const listModels = async (shop: string): Promise<readonly ShownModel[]> => {
    const runtime = await open(shop)
    // A model that cannot be read does not serve; the others are listed all the same.
    await models.load(runtime).catch((error: unknown) => {
      if (!(error instanceof AisleError)) throw error
    })
    const serving = models.get(runtime.shop)?.modelVersion
    return (await models.list(runtime)).map((manifest) => shownModel(manifest, serving))
  }
  return {
    train: async (shop, options = {}) => {
      const begun = await trainings.start(await open(shop), options)
      const { trainingId } = begun
      const ask = async (): Promise<TrainingStatus> => trainings.get(trainingId)
      const { modelVersion } = await follow(begun, ask, () => trainings.cancel(trainingId), options)
      return modelIn(await listModels(shop), modelVersion)
    },
    listModels,
    publishModel: async (shop, modelVersion, isForced) =>
      shownModel(await models.publish(await open(shop), modelVersion, isForced), modelVersion),
    rollBackModel: async (shop) => {
      const { passedOver, ...manifest } = await models.rollBack(await open(shop))
      return { ...shownModel(manifest, manifest.modelVersion), passedOver }
    },
    unreadableModels: async (shop) => models.unreadable(await open(shop)),
  }
}

export const remoteModels = (
  call: (method: string, path: string, body?: unknown) => Promise<unknown>,
): ModelTarget => {
  const kept = async (shop: string) =>
    (await call('GET', `/api/v1/models?shop=${encodeURIComponent(shop)}`)) as {
      readonly models: readonly ShownModel[]
      readonly unreadable: readonly string[]
    }
  const listModels = async (shop: string): Promise<readonly ShownModel[]> => (await kept(shop)).models
  return {
    train: async (shop, options = {}) => {
      const body = { shop, force: options.isForced === true, recipes: options.recipes ?? [] }
      const begun = (await call('POST', '/api/v1/training', body)) as TrainingStatus
      const path = `/api/v1/training/${begun.trainingId}`
      const ask = (method: string) => async () => (await call(method, path)) as TrainingStatus
      const { modelVersion } = await follow(begun, ask('GET'), ask('DELETE'), options)
      return modelIn(await listModels(shop), modelVersion)
    },
    listModels,
    publishModel: async (shop, modelVersion, isForced) =>
      (await call('POST', `/api/v1/models/${encodeURIComponent(modelVersion)}/publish`, {
        shop,
        force: isForced,
      })) as ShownModel,
    rollBackModel: async (shop) =>
      (await call('POST', '/api/v1/models/rollback', { shop })) as RolledBackModel,
    unreadableModels: async (shop) => (await kept(shop)).unreadable,
  }
}
