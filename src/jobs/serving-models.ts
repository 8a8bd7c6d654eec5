/** The models that serve, one shop at a time. A model that cannot be read leaves the one before it in place. */
import type { ModelFolder, RolledBack } from '../artifacts/model-folder.ts'
import type { ModelManifest } from '../artifacts/model-manifest.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopId } from '../domain/ids.ts'
import type { ServingModel } from '../serving/serving-model.ts'
import { openRoles } from './open-roles.ts'
import type { ShopRuntime } from './shop-runtime.ts'

export type StoredModel = {
  readonly manifest: ModelManifest
  readonly readPart: ModelFolder['readPart']
}

export class ServingModels {
  readonly #folderOf: (shop: ShopId) => ModelFolder
  readonly #modelByShop = new Map<ShopId, ServingModel>()
  readonly #lastByShop = new Map<ShopId, Promise<unknown>>()
  readonly #clock: () => number

  /** @param clock  ms: tells how long answers take */
  constructor(folderOf: (shop: ShopId) => ModelFolder, clock = (): number => performance.now()) {
    this.#folderOf = folderOf
    this.#clock = clock
  }

  get(shop: ShopId): ServingModel | undefined {
    return this.#modelByShop.get(shop)
  }

  /** A model of another log is left alone: its items are not these. @throws AisleError MODEL_CORRUPT */
  load(runtime: ShopRuntime): Promise<void> {
    const { shop, logId } = runtime
    return this.#inTurn(shop, async () => {
      const manifest = await this.#folderOf(shop).readServing()
      if (manifest?.logId === logId) this.#modelByShop.set(shop, await this.#open(runtime, manifest))
    })
  }

  /** The models that are kept, newest first. */
  list(runtime: ShopRuntime): Promise<readonly ModelManifest[]> {
    return this.#folderOf(runtime.shop).list()
  }

  /** Versions of those that are kept and cannot be read. */
  unreadable(runtime: ShopRuntime): Promise<readonly string[]> {
    return this.#folderOf(runtime.shop).unreadable()
  }

  /** Keeps a model without letting it serve. */
  keep({ shop }: ShopRuntime, manifest: ModelManifest): Promise<void> {
    return this.#inTurn(shop, () => this.#folderOf(shop).keep(manifest))
  }

  /**
   * Lets a model that is kept serve from the next request on.
   *
   * @param isForced  also when it did not pass its gates
   * @throws AisleError MODEL_UNKNOWN, MODEL_CORRUPT, MODEL_REFUSED: then the model that served goes on
   */
  publish(runtime: ShopRuntime, modelVersion: string, isForced: boolean): Promise<ModelManifest> {
    const { shop } = runtime
    return this.#inTurn(shop, async () => {
      const folder = this.#folderOf(shop)
      const manifest = await folder.read(modelVersion)
      if (!manifest.verdict.isAccepted && !isForced)
        throw new AisleError(
          'MODEL_REFUSED',
          `The model ${modelVersion} did not pass: ${manifest.verdict.reasons.map(({ text }) => text).join(' ')}`,
        )
      const model = await this.#open(runtime, manifest)
      await folder.publish(modelVersion)
      this.#modelByShop.set(shop, model)
      return manifest
    })
  }

  /**
   * Lets the model serve again that served before; one that cannot be read is passed over.
   *
   * @throws AisleError as `publish`
   */
  rollBack(runtime: ShopRuntime): Promise<RolledBack> {
    const { shop } = runtime
    return this.#inTurn(shop, async () => {
      let model: ServingModel | undefined
      const manifest = await this.#folderOf(shop).rollBack(async (before) => {
        model = await this.#open(runtime, before)
      })
      if (model !== undefined) this.#modelByShop.set(shop, model)
      return manifest
    })
  }

  /** A model that is kept, whether it serves or not. @throws AisleError as `publish` */
  async open(of: Pick<ShopRuntime, 'shop' | 'logId'>, modelVersion: string): Promise<ServingModel> {
    return this.#open(of, await this.#folderOf(of.shop).read(modelVersion))
  }

  /** A model as it stands on disk, for those who take parts of it elsewhere. @throws AisleError as `publish` */
  async stored({ shop }: Pick<ShopRuntime, 'shop'>, modelVersion: string): Promise<StoredModel> {
    const folder = this.#folderOf(shop)
    return { manifest: await folder.read(modelVersion), readPart: (part) => folder.readPart(part) }
  }

  /** One change of a shop at a time, so that what serves is what the disk says. */
  #inTurn<T>(shop: ShopId, work: () => Promise<T>): Promise<T> {
    const turn = (this.#lastByShop.get(shop) ?? Promise.resolve()).then(work)
    this.#lastByShop.set(
      shop,
      turn.catch(() => {}),
    )
    return turn
  }

  /** @throws AisleError MODEL_CORRUPT when a part is damaged, or none is of this version of the program */
  async #open(
    { shop, logId }: Pick<ShopRuntime, 'shop' | 'logId'>,
    manifest: ModelManifest,
  ): Promise<ServingModel> {
    const { itemIds, modelVersion, statistics, trainedAt } = manifest
    if (manifest.logId !== logId)
      throw new AisleError('MODEL_REFUSED', `The model ${modelVersion} was made from another log.`, {
        fix: 'Train on this log: items of another one may be others under the same ids.',
      })
    const trainedUntil = statistics.lastActAt ?? trainedAt
    const opened = await openRoles(manifest, {
      readPart: (part) => this.#folderOf(shop).readPart(part),
      now: trainedUntil,
      clock: this.#clock,
    })
    return {
      modelVersion,
      itemIds,
      indexOf: new Map(itemIds.map((itemId, index) => [itemId, index])),
      trainedUntil,
      ...opened,
    }
  }
}
