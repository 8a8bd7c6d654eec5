/**
 * Embedding similarity: items whose texts mean alike. Cosine of the vectors that a model of the user's gives their texts
 * (`embedder.ts`); the rest is as in `picture-similarity.ts`.
 *
 * When to use it: titles that say the same in other words or other languages, and new items. When not: without such a model
 * it knows nothing; `text-similarity` needs none.
 *
 * @source Reimers & Gurevych, "Sentence-BERT: sentence embeddings using Siamese BERT-networks", EMNLP 2019
 */
import {
  type PictureSimilarityModel,
  type PictureSimilarityOptions,
  pictureSimilarity,
} from './picture-similarity.ts'
import type { Recipe } from '../recipe.ts'

export const embeddingSimilarity: Recipe<PictureSimilarityOptions, PictureSimilarityModel> = {
  ...pictureSimilarity,
  name: 'embedding-similarity',
  defaults: { ...pictureSimilarity.defaults, vectors: 'text' },
}
