/** Makes the vectors of all items of one kind, and what is told of them. */
import { join } from 'node:path'
import type { OpenedEmbedder } from '../../datasets/open-embedder.ts'
import { embedItems } from '../../models/content/embedder.ts'
import { whitened } from '../../models/content/whiten.ts'
import { type Described, type Describer, describeItems, type Subject } from './describe-items.ts'
import type { CatalogVectors } from './item-vectors.ts'
import type { CatalogItem } from './snapshot.ts'
import { openVectorCache } from './vector-cache.ts'

export type VectorKind = 'picture' | 'text'

export type MakeVectors<Input> = {
  readonly name: VectorKind
  /** The model that the user brought, or `built-in`. */
  readonly madeBy: string
  /** Names the cache: another version gives other numbers. */
  readonly version: string
  readonly items: readonly CatalogItem[]
  readonly subjectOf: (item: CatalogItem) => Promise<Subject<Input> | { readonly problem: string }>
  readonly describer: Describer<Input>
  readonly modelsPath: string
  readonly memoryMaxBytes: number
  readonly report: (doneShare: number) => void
}

/** Inputs that a model that the user brought gets at a time. */
const BATCH_MAX = 16
/** Fewer vectors do not show what all have in common. */
const WHITENED_MIN = 200
const WHITENED = { dimensionMax: 64, strength: 0.5 }
/** Vectors are held in the cache, as they were made, and as a copy while they are whitened. */
const COPIES = 4
/** Of the memory that training may use. */
const MEMORY_SHARE = 0.25

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MB`

export const embedding = <Input>(
  { embedder }: OpenedEmbedder,
  embed: (inputs: readonly Input[]) => Promise<Float32Array>,
): Describer<Input> => ({
  dimensions: embedder.dimensions,
  describe: async (inputs) => (await embedItems(embedder, embed, inputs, BATCH_MAX)).values,
})

/** What is told when all failed. */
export const noVectors = (
  name: VectorKind,
  madeBy: string,
  wantedCount: number,
  failure: string,
): CatalogVectors => ({
  record: { name, madeBy, wantedCount, knownCount: 0, problems: {}, failure },
  dimensions: 0,
  itemIds: [],
  values: new Float32Array(),
})

/** Numbers that differ between items of this shop, when there are items enough to tell. */
const compared = (
  name: string,
  { itemIds, values }: Described,
  dimensions: number,
): Pick<CatalogVectors, 'dimensions' | 'values'> =>
  itemIds.length < WHITENED_MIN ? { dimensions, values } : whitened({ name, dimensions, values }, WHITENED)

/** @throws what `report` and `describer` throw */
export const makeVectors = async <Input>({
  name,
  madeBy,
  version,
  items,
  subjectOf,
  describer,
  modelsPath,
  memoryMaxBytes,
  report,
}: MakeVectors<Input>): Promise<CatalogVectors> => {
  const { dimensions } = describer
  const needed = COPIES * Float32Array.BYTES_PER_ELEMENT * dimensions * items.length
  const allowed = MEMORY_SHARE * memoryMaxBytes
  if (needed > allowed) {
    const why = `The vectors need ${megabytes(needed)}, and a quarter of what training may use is ${megabytes(allowed)} (AISLE_TRAIN_MEMORY_MB).`
    return noVectors(name, madeBy, items.length, why)
  }
  const cache = await openVectorCache(join(modelsPath, 'vectors', `${name}-${version}`), dimensions)
  const described = await describeItems(items, subjectOf, describer, cache, report)
  const { itemIds, problems } = described
  return {
    record: { name, madeBy, wantedCount: items.length, knownCount: itemIds.length, problems },
    itemIds,
    ...compared(name, described, dimensions),
  }
}
