/** The models that serve, one shop at a time. A model that cannot be read leaves the one before it in place. */
import type { ModelFolder } from '../artifacts/model-folder.ts'
import type { ModelManifest } from '../artifacts/model-manifest.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopId } from '../domain/ids.ts'
import type { ServingModel, ServingScorer } from '../serving/serving-model.ts'
import type { ShopRuntime } from './shop-runtime.ts'
import { SERVED_RECIPES } from './train/served-recipes.ts'

export class ServingModels {
  readonly #folderOf: (shop: ShopId) => ModelFolder
  readonly #modelByShop = new Map<ShopId, ServingModel>()

  constructor(folderOf: (shop: ShopId) => ModelFolder) {
    this.#folderOf = folderOf
  }

  get(shop: ShopId): ServingModel | undefined {
    return this.#modelByShop.get(shop)
  }

  /** A model of another log is left alone: its items are not these. @throws AisleError MODEL_CORRUPT */
  async load(runtime: ShopRuntime): Promise<void> {
    const manifest = await this.#folderOf(runtime.shop).readServing()
    if (manifest?.logId === runtime.logId) await this.#open(runtime, manifest)
  }

  /** The models that are kept, newest first. */
  list(runtime: ShopRuntime): Promise<readonly ModelManifest[]> {
    return this.#folderOf(runtime.shop).list()
  }

  /**
   * Lets a model that is kept serve from the next request on.
   *
   * @param isForced  also when it did not pass its gates
   * @throws AisleError MODEL_UNKNOWN, MODEL_CORRUPT, MODEL_REFUSED: then the model that served goes on
   */
  async publish(runtime: ShopRuntime, modelVersion: string, isForced: boolean): Promise<ModelManifest> {
    const folder = this.#folderOf(runtime.shop)
    const manifest = await folder.read(modelVersion)
    if (manifest.logId !== runtime.logId)
      throw new AisleError('MODEL_REFUSED', `The model ${modelVersion} was made from another log.`, {
        fix: 'Train on this log: items of another one may be others under the same ids.',
      })
    if (!manifest.verdict.isAccepted && !isForced)
      throw new AisleError(
        'MODEL_REFUSED',
        `The model ${modelVersion} did not pass: ${manifest.verdict.reasons.map(({ text }) => text).join(' ')}`,
      )
    await this.#open(runtime, manifest)
    return folder.publish(modelVersion)
  }

  /** Lets the model serve again that served before. @throws AisleError MODEL_UNKNOWN, MODEL_CORRUPT */
  rollBack(runtime: ShopRuntime): Promise<ModelManifest> {
    return this.#folderOf(runtime.shop).rollBack((manifest) => this.#open(runtime, manifest))
  }

  async #open({ shop }: ShopRuntime, manifest: ModelManifest): Promise<void> {
    const folder = this.#folderOf(shop)
    const scorers = new Map<string, ServingScorer>()
    for (const record of manifest.recipes) {
      const recipe = SERVED_RECIPES.find(({ name }) => name === record.name)
      if (record.state !== 'trained' || recipe?.version !== record.version) continue
      const { data } = await folder.readPart(record.part)
      scorers.set(record.name, recipe.scorer(data))
    }
    const { itemIds, modelVersion } = manifest
    this.#modelByShop.set(shop, {
      modelVersion,
      itemIds,
      indexOf: new Map(itemIds.map((itemId, index) => [itemId, index])),
      scorers,
    })
  }
}
