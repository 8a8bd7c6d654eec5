/** What a list is made for: the item of the page, or what lies in the basket. */
import type { ModelGiven } from '../domain/strategy.ts'
import type { Scene } from './scene.ts'

/** Items of a basket that models are asked with, the last ones put in. */
const SEEDS_MAX = 100

/** Items; where a page has no item its basket stands in, and the other way. Empty for what is given the past alone. */
export const seedsFor = (
  given: ModelGiven,
  { page, basket }: Pick<Scene, 'page' | 'basket'>,
): readonly number[] => {
  switch (given) {
    case 'item':
      return page >= 0 ? [page] : basket.slice(-SEEDS_MAX)
    case 'basket':
    case 'basket-and-history':
      return basket.length > 0 ? basket.slice(-SEEDS_MAX) : page >= 0 ? [page] : []
    case 'session':
    case 'history':
      return []
  }
}
