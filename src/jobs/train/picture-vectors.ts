/**
 * Vectors of items for recipes: of their pictures, by `picture-features.ts` or by a model that the user brought, and of
 * their texts when the user brought a model for these. Whatever goes wrong here is counted and said; training goes on.
 */
import { join } from 'node:path'
import type { VectorsRecord } from '../../artifacts/model-manifest.ts'
import type { OpenedEmbedder } from '../../datasets/open-embedder.ts'
import type { DecodedPicture } from '../../datasets/read-picture.ts'
import { embedItems } from '../../models/content/embedder.ts'
import { PICTURE_DIMENSIONS, pictureFeatures } from '../../models/content/picture-features.ts'
import { whitened } from '../../models/content/whiten.ts'
import { type Described, type Describer, describeItems } from './describe-items.ts'
import type { CatalogVectors } from './item-vectors.ts'
import type { PictureFetch } from './picture-source.ts'
import type { CatalogItem } from './snapshot.ts'
import { openVectorCache } from './vector-cache.ts'

export type VectorSettings = {
  /** The folder that holds a folder of pictures for each shop. */
  readonly picturesPath: string
  readonly pictureFetch: PictureFetch
  /** Paths of `.onnx` files; '' for none. */
  readonly textEmbedderPath: string
  readonly pictureEmbedderPath: string
}

export type VectorWork = VectorSettings & {
  readonly shop: string
  readonly items: readonly CatalogItem[]
  readonly modelsPath: string
  /** Of what training may use, the share that vectors get is a quarter. */
  readonly memoryMaxBytes: number
  /** What throws here stops the work. */
  readonly report: (step: 'pictures' | 'texts', doneShare: number) => void
  readonly openEmbedder?: (kind: 'picture' | 'text', path: string) => Promise<OpenedEmbedder>
}

/** Raise it when `picture-features.ts` gives other numbers. */
const FEATURES_VERSION = '1'
const FEATURES = 'built-in'
/** As `picture-features.ts` likes them. */
const FEATURES_SIDE = 64
const BATCH_MAX = 16
/** Fewer vectors do not show what all have in common. */
const WHITENED_MIN = 200
const WHITENED = { dimensionMax: 64, strength: 0.5 }
/** Vectors are held in the cache, as they were made, and as a copy while they are whitened. */
const COPIES = 4
const MEMORY_SHARE = 0.25

type Source = {
  readonly name: 'picture' | 'text'
  readonly madeBy: string
  /** Of the cache. */
  readonly version: string
  readonly side: number
}

/** What stopped the work from outside, as against what failed in it. */
class Stopped extends Error {
  constructor(cause: unknown) {
    super('stopped', { cause })
  }
}

const asStopped =
  (report: VectorWork['report']): VectorWork['report'] =>
  (step, doneShare) => {
    try {
      report(step, doneShare)
    } catch (error) {
      throw new Stopped(error)
    }
  }

const messageOf = (error: unknown): string => {
  const { message, fix } = error as { readonly message?: string; readonly fix?: string }
  return [message ?? String(error), ...(fix === undefined ? [] : [fix])].join(' ')
}

const features: Describer<DecodedPicture> = {
  dimensions: PICTURE_DIMENSIONS,
  describe: async (pictures) => {
    const rows = new Float32Array(pictures.length * PICTURE_DIMENSIONS)
    for (const [k, picture] of pictures.entries()) rows.set(pictureFeatures(picture), k * PICTURE_DIMENSIONS)
    return rows
  },
}

const embedding = <Input>(
  { embedder }: OpenedEmbedder,
  embed: (inputs: readonly Input[]) => Promise<Float32Array>,
): Describer<Input> => ({
  dimensions: embedder.dimensions,
  describe: async (inputs) => (await embedItems(embedder, embed, inputs, BATCH_MAX)).values,
})

/** Numbers that differ between items of this shop, when there are items enough to tell. */
const compared = (
  name: string,
  { itemIds, values }: Described,
  dimensions: number,
): Pick<CatalogVectors, 'dimensions' | 'values'> =>
  itemIds.length < WHITENED_MIN ? { dimensions, values } : whitened({ name, dimensions, values }, WHITENED)

const vectorsBy = async <Input>(
  { name, madeBy, version }: Source,
  items: readonly CatalogItem[],
  describer: Describer<Input>,
  subjectOf: Parameters<typeof describeItems<Input>>[1],
  { modelsPath, memoryMaxBytes, report }: VectorWork,
): Promise<CatalogVectors> => {
  const { dimensions } = describer
  const record = { name, madeBy, wantedCount: items.length, knownCount: 0, problems: {} }
  const none = { dimensions: 0, itemIds: [], values: new Float32Array() }
  const neededBytes = COPIES * Float32Array.BYTES_PER_ELEMENT * dimensions * items.length
  if (neededBytes > MEMORY_SHARE * memoryMaxBytes) {
    const why = `${items.length} vectors need ${Math.ceil(neededBytes / 2 ** 20)} MB, and a quarter of what training may use is ${Math.floor((MEMORY_SHARE * memoryMaxBytes) / 2 ** 20)} MB (AISLE_TRAIN_MEMORY_MB)`
    return { record: { ...record, failure: why }, ...none }
  }
  const cache = await openVectorCache(join(modelsPath, 'vectors', `${name}-${version}`), dimensions)
  const described = await describeItems(items, subjectOf, describer, cache, (doneShare) =>
    report(name === 'picture' ? 'pictures' : 'texts', doneShare),
  )
  const { itemIds, problems } = described
  return {
    record: { ...record, knownCount: itemIds.length, problems },
    itemIds,
    ...compared(name, described, dimensions),
  }
}

/** Loaded only where there are pictures: decoding them takes a package with a binary of its own. */
const pictureVectors = async (
  items: readonly CatalogItem[],
  work: VectorWork,
  opened: OpenedEmbedder | undefined,
): Promise<CatalogVectors> => {
  const embed = opened?.embedder.embedPictures
  const isBrought = opened !== undefined && embed !== undefined
  const source: Source = isBrought
    ? { name: 'picture', madeBy: work.pictureEmbedderPath, version: opened.version, side: opened.side }
    : { name: 'picture', madeBy: FEATURES, version: FEATURES_VERSION, side: FEATURES_SIDE }
  const { openPictureSource } = await import('./picture-source.ts')
  const subjectOf = openPictureSource(
    {
      shop: work.shop,
      folder: join(work.picturesPath, work.shop),
      fetch: work.pictureFetch,
      side: source.side,
    },
    new Map(work.items.map((item) => [item.itemId, item])),
  )
  return vectorsBy(source, items, isBrought ? embedding(opened, embed) : features, subjectOf, work)
}

/** @returns undefined when nothing failed but what is counted, else why */
const triedPictures = async (
  items: readonly CatalogItem[],
  work: VectorWork,
): Promise<readonly CatalogVectors[]> => {
  const { pictureEmbedderPath, openEmbedder = openByDefault } = work
  if (pictureEmbedderPath === '') return [await pictureVectors(items, work, undefined)]
  try {
    return [await pictureVectors(items, work, await openEmbedder('picture', pictureEmbedderPath))]
  } catch (error) {
    if (error instanceof Stopped) throw error
    const instead = await pictureVectors(items, work, undefined)
    const failure = `${messageOf(error)} Pictures are compared by form and colour instead.`
    return [{ ...instead, record: { ...instead.record, failure } }]
  }
}

const textOf = ({ title, brand, categories, description }: CatalogItem): string =>
  [title, brand, categories?.[0], description].filter((part) => part !== undefined && part !== '').join('. ')

const triedTexts = async (work: VectorWork): Promise<readonly CatalogVectors[]> => {
  const { textEmbedderPath, openEmbedder = openByDefault } = work
  const items = work.items.filter((item) => textOf(item) !== '')
  if (textEmbedderPath === '' || items.length === 0) return []
  try {
    const opened = await openEmbedder('text', textEmbedderPath)
    const embed = opened.embedder.embedTexts
    if (embed === undefined) return []
    const source: Source = { name: 'text', madeBy: textEmbedderPath, version: opened.version, side: 0 }
    const { createHash } = await import('node:crypto')
    const subjectOf = async (item: CatalogItem) => {
      const text = textOf(item)
      const key = createHash('sha256').update(text).digest('hex').slice(0, 32)
      return { key, load: async () => ({ input: text }) }
    }
    return [await vectorsBy(source, items, embedding(opened, embed), subjectOf, work)]
  } catch (error) {
    if (error instanceof Stopped) throw error
    const record: VectorsRecord = {
      name: 'text',
      madeBy: textEmbedderPath,
      wantedCount: items.length,
      knownCount: 0,
      problems: {},
      failure: messageOf(error),
    }
    return [{ record, dimensions: 0, itemIds: [], values: new Float32Array() }]
  }
}

const openByDefault: NonNullable<VectorWork['openEmbedder']> = async (kind, path) =>
  (await import('../../datasets/open-embedder.ts')).openEmbedder(kind, path)

/**
 * @returns vectors `picture` where items have pictures, and `text` where a model for texts was brought, with what went wrong
 *   beside them
 * @throws what `report` throws, and nothing else but faults of the program and of the disk
 */
export const vectorsOfCatalog = async (work: VectorWork): Promise<readonly CatalogVectors[]> => {
  const guarded = { ...work, report: asStopped(work.report) }
  const pictured = work.items.filter(({ pictureUrl }) => pictureUrl !== undefined)
  try {
    return [
      ...(pictured.length === 0 ? [] : await triedPictures(pictured, guarded)),
      ...(await triedTexts(guarded)),
    ]
  } catch (error) {
    throw error instanceof Stopped ? error.cause : error
  }
}
