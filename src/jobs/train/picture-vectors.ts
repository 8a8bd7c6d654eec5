/** Vectors of the pictures of items: by form and colour, or by a model that the user brought. */
import type { OpenedEmbedder } from '../../datasets/open-embedder.ts'
import type { DecodedPicture } from '../../datasets/read-picture.ts'
import { PICTURE_DIMENSIONS, pictureFeatures } from '../../models/content/picture-features.ts'
import type { Describer } from './describe-items.ts'
import type { CatalogVectors } from './item-vectors.ts'
import { embedding, type MakeVectors, makeVectors } from './make-vectors.ts'
import { openPictureSource, type PictureSourceOptions } from './picture-source.ts'

/** Raise it when `picture-features.ts` or `read-picture.ts` give other numbers. */
const FEATURES_VERSION = '2'
/** As `picture-features.ts` likes them. */
const FEATURES_SIDE = 64

const FEATURES: Describer<DecodedPicture> = {
  dimensions: PICTURE_DIMENSIONS,
  describe: async (pictures) => {
    const rows = new Float32Array(pictures.length * PICTURE_DIMENSIONS)
    for (const [k, picture] of pictures.entries()) rows.set(pictureFeatures(picture), k * PICTURE_DIMENSIONS)
    return rows
  },
}

/** @param brought  the model that the user brought, and its path */
export const pictureVectors = (
  source: Omit<PictureSourceOptions, 'side'>,
  common: Pick<MakeVectors<DecodedPicture>, 'items' | 'modelsPath' | 'memoryMaxBytes' | 'report'>,
  brought?: { readonly opened: OpenedEmbedder; readonly path: string },
): Promise<CatalogVectors> => {
  const embed = brought?.opened.embedder.embedPictures
  if (brought === undefined || embed === undefined)
    return makeVectors({
      ...common,
      name: 'picture',
      madeBy: 'built-in',
      version: FEATURES_VERSION,
      describer: FEATURES,
      subjectOf: openPictureSource({ ...source, side: FEATURES_SIDE }, common.items),
    })
  const { opened, path } = brought
  return makeVectors({
    ...common,
    name: 'picture',
    madeBy: path,
    version: opened.version,
    describer: embedding(opened, embed),
    subjectOf: openPictureSource({ ...source, side: opened.side }, common.items),
  })
}
