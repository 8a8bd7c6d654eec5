/** Models that were trained while somebody who is erased was still read. */
import type { ModelManifest } from '../artifacts/model-manifest.ts'
import type { Erasure } from '../domain/erasure.ts'
import type { ServingModels } from './serving-models.ts'
import type { ShopRuntime } from './shop-runtime.ts'

/** Recipes whose models hold what single shoppers did, under no name; of all others, sums of many are left. */
const KEEPS_SHOPPERS: ReadonlySet<string> = new Set([
  'session-neighbors',
  'tifu-knn',
  'up-cf',
  'ranked-sessions',
  'ranked-orders',
])

export const keepsShoppers = ({ recipes }: Pick<ModelManifest, 'recipes'>): boolean =>
  recipes.some(({ recipe, state }) => state === 'trained' && KEEPS_SHOPPERS.has(recipe))

export type ModelBefore = {
  readonly modelVersion: string
  /** ms UTC */
  readonly trainedAt: number
  readonly isServing: boolean
  /** It holds what single shoppers did, under no name; else sums of what many did. */
  readonly keepsShoppers: boolean
}

/** The newest first; none when all were trained since. */
export const modelsBefore = async (
  models: ServingModels,
  runtime: ShopRuntime,
  { untilSeq = Number.POSITIVE_INFINITY }: Pick<Erasure, 'untilSeq'>,
): Promise<readonly ModelBefore[]> => {
  const serving = models.get(runtime.shop)?.modelVersion
  return (await models.list(runtime))
    .filter(({ logId, logSeq }) => logId === runtime.logId && logSeq < untilSeq)
    .map((manifest) => ({
      modelVersion: manifest.modelVersion,
      trainedAt: manifest.trainedAt,
      isServing: manifest.modelVersion === serving,
      keepsShoppers: keepsShoppers(manifest),
    }))
}
