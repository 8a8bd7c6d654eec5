/** The table of lists that rank what a channel sells by one exact figure. */
import { bestSelling } from './best-selling.ts'
import type { ListRecipe } from './list.ts'
import { mostViewed } from './most-viewed.ts'
import { newItems } from './new-items.ts'
import { trending } from './trending.ts'

export const LIST_RECIPES: readonly ListRecipe[] = [newItems, bestSelling, trending, mostViewed]
