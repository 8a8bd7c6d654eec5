/** Trains a shop's models on its log and publishes them. */
import type { ModelArtifact, ModelFolder, ModelManifest } from '../artifacts/model-folder.ts'
import { AisleError } from '../domain/errors.ts'
import { INTERACTION_KINDS } from '../domain/interaction.ts'
import { csrOfPairs } from '../math/csr.ts'
import { GrowingArray } from '../math/growing-array.ts'
import { StringIndex } from '../math/string-index.ts'
import { type CoPurchaseModel, coPurchase } from '../models/co-purchase.ts'
import type { TrainingData } from '../models/recipe.ts'
import type { ShopRuntime } from './shop-runtime.ts'

const ORDER = INTERACTION_KINDS.indexOf('order')

type Collected = TrainingData & {
  readonly itemIds: readonly string[]
  /** The newest record that was read: more may have come since training was asked for. */
  readonly logSeq: number
}

/** All orders of the log: who bought does not matter here, what lay together does. */
const collectOrders = async (runtime: ShopRuntime): Promise<Collected> => {
  const { catalog, items: viewItems } = runtime.view
  const items = new StringIndex()
  const orders = new StringIndex()
  const rows = new GrowingArray((n) => new Int32Array(n))
  const columns = new GrowingArray((n) => new Int32Array(n))
  let logSeq = 0
  for await (const block of runtime.blocks()) {
    logSeq = block.lastSeq
    const itemOf = block.names.item.map((name) => {
      const index = viewItems.find(name)
      return index < 0 ? name : viewItems.name(catalog.masterOf(index))
    })
    for (let r = 0; r < block.rowCount; r++) {
      const item = block.item[r] as number
      if (block.kind[r] !== ORDER || item < 0) continue
      const group = block.group[r] as number
      rows.push(orders.intern(group < 0 ? `\n${block.seq[r]}` : (block.names.group[group] as string)))
      columns.push(items.intern(itemOf[item] as string))
    }
  }
  return {
    orders: csrOfPairs(rows.view(), columns.view(), orders.size, items.size),
    itemIds: items.names(),
    logSeq,
  }
}

export type TrainDeps = {
  readonly runtime: ShopRuntime
  readonly models: ModelFolder
  readonly engineVersion: string
  /** SHA-256 or the like of a text, hex. */
  readonly hash: (text: string) => string
}

/**
 * @returns the manifest of the model that now serves
 * @throws AisleError BAD_REQUEST when there is no order to learn from: the lists that need no model go on
 */
export const trainShop = async ({
  runtime,
  models,
  engineVersion,
  hash,
}: TrainDeps): Promise<ModelManifest> => {
  const { orders, itemIds, logSeq } = await collectOrders(runtime)
  if (orders.columns.length === 0)
    throw new AisleError('BAD_REQUEST', `The shop ${runtime.shop} has no order to learn from.`, {
      fix: 'Send or import orders first; the lists that need no model go on without.',
    })
  const options = coPurchase.defaults
  const model = coPurchase.train({ orders }, options)
  const manifest: ModelManifest = {
    modelVersion: hash(
      JSON.stringify([engineVersion, runtime.shop, runtime.logId, logSeq, coPurchase.name, options]),
    ).slice(0, 16),
    recipe: coPurchase.name,
    options,
    logId: runtime.logId,
    logSeq,
    orderCount: orders.rowCount,
    itemIds,
    engine: engineVersion,
  }
  const { starts, columns, values } = model.alike
  await models.publish({ manifest, columns: { starts, columns, values } })
  return manifest
}

/** The model of an artifact, as its recipe reads it. */
export const coPurchaseOf = ({ manifest, columns }: ModelArtifact): CoPurchaseModel => ({
  alike: {
    rowCount: manifest.itemIds.length,
    columnCount: manifest.itemIds.length,
    starts: columns['starts'] as Int32Array,
    columns: columns['columns'] as Int32Array,
    values: columns['values'] as Float32Array,
  },
})
