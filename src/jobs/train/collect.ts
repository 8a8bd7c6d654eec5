/** From a snapshot of a shop to what recipes train on. The same log always gives the same numbers. */
import { createHash } from 'node:crypto'
import type { CleaningCounts, DataStatistics } from '../../artifacts/model-manifest.ts'
import { ACT_KINDS, type ActKind } from '../../models/acts.ts'
import { cleanActs } from '../../models/log/clean-acts.ts'
import { numberActs } from '../../models/log/number-acts.ts'
import { TrainingData } from '../../models/training-data.ts'
import { factsOfCatalog } from './facts-of-catalog.ts'
import { readActs } from './read-acts.ts'
import type { ShopSnapshot } from './snapshot.ts'

export type Collected = {
  readonly data: TrainingData
  /** Number k of the data is this item. */
  readonly itemIds: readonly string[]
  readonly logSeq: number
  readonly cleaning: CleaningCounts
  readonly statistics: DataStatistics
  /** Of all that recipes see: other data, other hash. */
  readonly dataHash: string
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const statisticsOf = (data: TrainingData): DataStatistics => {
  const { acts, itemCount, shopperCount, orderCount, sessionCount } = data
  const countOf = (kind: ActKind): number => {
    const code = ACT_KINDS.indexOf(kind)
    let count = 0
    for (const other of acts.kind) if (other === code) count++
    return count
  }
  const pairCount = shopperCount * itemCount
  return {
    actCount: acts.count,
    viewCount: countOf('view'),
    cartCount: countOf('cart'),
    wishCount: countOf('wish'),
    purchaseCount: countOf('purchase'),
    itemCount,
    shopperCount,
    orderCount,
    sessionCount,
    firstActAt: acts.at[0] ?? null,
    lastActAt: acts.at[acts.count - 1] ?? null,
    density: pairCount === 0 ? 0 : data.touched.columns.length / pairCount,
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const hashOf = ({ acts, facts, now }: TrainingData, itemIds: readonly string[]): string => {
  const hash = createHash('sha256')
  const { at, shopper, item, kind, order, session, units, priceMinor } = acts
  for (const column of [at, shopper, item, kind, order, session, units, priceMinor])
    hash.update(bytesOf(column))
  const { createdAt, priceMinor: prices, tags, tagNames, textFields } = facts
  for (const column of [createdAt, prices, tags.starts, tags.columns]) hash.update(bytesOf(column))
  hash.update(JSON.stringify([now, itemIds, tagNames, textFields]))
  return hash.digest('hex')
}

/**
 * Items are all that the catalog describes and all that somebody acted on, in the order of their ids; shoppers, orders
 * and sessions are numbered as they first come.
 *
 * @param actMax  acts that are read at most; of more, the newest
 */
export const collect = async (
  { people, catalog, blocks, vectors }: Pick<ShopSnapshot, 'people' | 'catalog' | 'blocks' | 'vectors'>,
  actMax: number,
  progress: (logSeq: number) => void = () => {},
): Promise<Collected> => {
  const read = await readActs({ people, catalog, blocks }, actMax, progress)
  const sizes = { ...read, itemCount: read.itemIds.length }
  const cleaned = cleanActs(read.acts, sizes)
  const described = catalog.flatMap(({ items }) => items)
  const itemIds = new Set(described.map(({ itemId }) => itemId))
  for (const row of cleaned.rows) itemIds.add(read.itemIds[read.acts.item[row] as number] as string)
  const sorted = [...itemIds].sort(byCode)
  const numberOf = new Map(sorted.map((itemId, number) => [itemId, number]))
  const itemOf = Int32Array.from(read.itemIds, (itemId) => numberOf.get(itemId) ?? -1)
  const { acts, ...counts } = numberActs(read.acts, cleaned, itemOf, sizes)
  const data = new TrainingData({
    acts,
    itemCount: sorted.length,
    ...counts,
    facts: factsOfCatalog(described, sorted, vectors),
    now: acts.at[acts.count - 1] ?? 0,
  })
  return {
    data,
    itemIds: sorted,
    logSeq: read.logSeq,
    cleaning: { optedOut: read.optedOutCount, tooOld: read.tooOldCount, ...cleaned.counts },
    statistics: statisticsOf(data),
    dataHash: hashOf(data, sorted),
  }
}
