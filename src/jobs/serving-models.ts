/** The models that serve, one shop at a time. A model that cannot be read leaves the one before it in place. */
import type { ModelFolder, ModelManifest } from '../artifacts/model-folder.ts'
import type { ShopId } from '../domain/ids.ts'
import type { ServingModel } from '../serving/also-like.ts'
import type { ShopRuntime } from './shop-runtime.ts'
import { coPurchaseOf, trainShop } from './train.ts'

export type ServingModelsDeps = {
  readonly folderOf: (shop: ShopId) => ModelFolder
  readonly engineVersion: string
  readonly hash: (text: string) => string
}

export class ServingModels {
  readonly #deps: ServingModelsDeps
  readonly #modelByShop = new Map<ShopId, ServingModel>()

  readonly #training = new Map<ShopId, Promise<ModelManifest>>()

  constructor(deps: ServingModelsDeps) {
    this.#deps = deps
  }

  get(shop: ShopId): ServingModel | undefined {
    return this.#modelByShop.get(shop)
  }

  /** A model of another log is left alone: its items are not these. @throws AisleError MODEL_CORRUPT */
  async load({ shop, logId }: ShopRuntime): Promise<void> {
    const artifact = await this.#deps.folderOf(shop).readServing()
    if (artifact?.manifest.logId !== logId) return
    const { itemIds, modelVersion } = artifact.manifest
    this.#modelByShop.set(shop, {
      modelVersion,
      itemIds,
      indexOf: new Map(itemIds.map((itemId, index) => [itemId, index])),
      coPurchase: coPurchaseOf(artifact),
    })
  }

  /** Trains on what the log holds now, publishes, and serves. Who asks meanwhile gets the same. @throws as `trainShop` */
  train(runtime: ShopRuntime): Promise<ModelManifest> {
    let training = this.#training.get(runtime.shop)
    if (training === undefined) {
      training = this.#trainNow(runtime).finally(() => this.#training.delete(runtime.shop))
      this.#training.set(runtime.shop, training)
    }
    return training
  }

  async #trainNow(runtime: ShopRuntime): Promise<ModelManifest> {
    const { folderOf, engineVersion, hash } = this.#deps
    const manifest = await trainShop({ runtime, models: folderOf(runtime.shop), engineVersion, hash })
    await this.load(runtime)
    return manifest
  }
}
