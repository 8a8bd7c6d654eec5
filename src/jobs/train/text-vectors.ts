/** Vectors of what the catalog says of items, by a model that the user brought. */
import { createHash } from 'node:crypto'
import type { OpenedEmbedder } from '../../datasets/open-embedder.ts'
import type { CatalogVectors } from './item-vectors.ts'
import { embedding, type MakeVectors, makeVectors } from './make-vectors.ts'
import type { CatalogItem } from './snapshot.ts'

/** Title, brand, first category and description, as a model reads them; '' when there is nothing to read. */
export const textOfItem = ({ title, brand, categories, description }: CatalogItem): string =>
  [title, brand, categories?.[0], description].filter((part) => part !== undefined && part !== '').join('. ')

export const textVectors = (
  opened: OpenedEmbedder,
  madeBy: string,
  common: Pick<MakeVectors<string>, 'items' | 'modelsPath' | 'memoryMaxBytes' | 'report'>,
): Promise<CatalogVectors> =>
  makeVectors({
    ...common,
    name: 'text',
    madeBy,
    version: opened.version,
    describer: embedding(opened, opened.embedder.embedTexts ?? (async () => new Float32Array())),
    subjectOf: async (item) => {
      const text = textOfItem(item)
      const key = createHash('sha256').update(text).digest('hex').slice(0, 32)
      return { key, load: async () => ({ input: text }) }
    },
  })
