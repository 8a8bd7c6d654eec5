/**
 * The vectors of items that recipes are trained on: of their pictures, and of their texts when the user brought a model for
 * these. Whatever goes wrong here is counted and said; training goes on without.
 */
import { join } from 'node:path'
import { AisleError } from '../../domain/errors.ts'
import type { OpenedEmbedder } from '../../datasets/open-embedder.ts'
import type { CatalogVectors } from './item-vectors.ts'
import { noVectors, type VectorKind } from './make-vectors.ts'
import type { PictureFetch } from './picture-source.ts'
import type { CatalogItem } from './snapshot.ts'
import { textOfItem, textVectors } from './text-vectors.ts'

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
  /** Names of the vectors that recipes take; others are not made. */
  readonly wanted: readonly string[]
  /** Vectors are kept there for the next training. */
  readonly modelsPath: string
  readonly memoryMaxBytes: number
  /** What it throws stops the work; what was made until then is kept. */
  readonly report: (step: string, doneShare: number) => void
  readonly openEmbedder?: (kind: VectorKind, path: string) => Promise<OpenedEmbedder>
}

/** Loaded only where a model was brought. */
const openByDefault: NonNullable<VectorWork['openEmbedder']> = async (kind, path) =>
  (await import('../../datasets/open-embedder.ts')).openEmbedder(kind, path)

const messageOf = (error: unknown): string =>
  error instanceof AisleError
    ? `${error.message} ${error.fix}`
    : error instanceof Error
      ? error.message
      : String(error)

/** Told apart from what fails: what stops the training is not passed over. */
const stoppable = (report: VectorWork['report']) => {
  let stop: { readonly reason: unknown } | undefined
  return {
    report: (step: string, doneShare: number): void => {
      try {
        report(step, doneShare)
      } catch (error) {
        stop = { reason: error }
        throw error
      }
    },
    failureOf: (error: unknown): string => {
      if (stop?.reason === error) throw error
      return messageOf(error)
    },
  }
}
type Stoppable = ReturnType<typeof stoppable>

const ofPictures = async (
  work: VectorWork,
  { report, failureOf }: Stoppable,
): Promise<readonly CatalogVectors[]> => {
  const items = work.items.filter(({ pictureUrl }) => pictureUrl !== undefined)
  if (items.length === 0) return []
  const { shop, pictureFetch, picturesPath, pictureEmbedderPath: path, openEmbedder = openByDefault } = work
  const source = { shop, folder: join(picturesPath, shop), fetch: pictureFetch }
  const { modelsPath, memoryMaxBytes } = work
  const common = {
    items,
    modelsPath,
    memoryMaxBytes,
    report: (doneShare: number): void => report('pictures', doneShare),
  }
  let failure: string | undefined
  try {
    // Decoding pictures takes a package with a binary of its own: loaded only where there are any.
    const { pictureVectors } = await import('./picture-vectors.ts')
    if (path !== '')
      try {
        return [await pictureVectors(source, common, { opened: await openEmbedder('picture', path), path })]
      } catch (error) {
        failure = `${failureOf(error)} Pictures are compared by form and colour instead.`
      }
    const made = await pictureVectors(source, common)
    return [failure === undefined ? made : { ...made, record: { ...made.record, failure } }]
  } catch (error) {
    return [noVectors('picture', 'built-in', items.length, failureOf(error))]
  }
}

const ofTexts = async (
  work: VectorWork,
  { report, failureOf }: Stoppable,
): Promise<readonly CatalogVectors[]> => {
  const { textEmbedderPath: path, openEmbedder = openByDefault, modelsPath, memoryMaxBytes } = work
  const items = work.items.filter((item) => textOfItem(item) !== '')
  if (path === '' || items.length === 0) return []
  try {
    const opened = await openEmbedder('text', path)
    return [
      await textVectors(opened, path, {
        items,
        modelsPath,
        memoryMaxBytes,
        report: (doneShare) => report('texts', doneShare),
      }),
    ]
  } catch (error) {
    return [noVectors('text', path, items.length, failureOf(error))]
  }
}

/**
 * @returns vectors `picture` where items have pictures, and `text` where a model for texts was brought, each with a record of
 *   what went wrong
 * @throws what `report` throws
 */
export const catalogVectors = async (given: VectorWork): Promise<readonly CatalogVectors[]> => {
  // A running shop names its items in another order than one that was started again, and sums are rounded by their order.
  const items = given.items.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1))
  const work = { ...given, items }
  const guarded = stoppable(work.report)
  return [
    ...(work.wanted.includes('picture') ? await ofPictures(work, guarded) : []),
    ...(work.wanted.includes('text') ? await ofTexts(work, guarded) : []),
  ]
}
