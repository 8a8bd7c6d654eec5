/** The table of lists that rank what a channel sells by one exact figure. */
import { bestSelling } from './best-selling.ts'
import type { ListRecipe } from './list.ts'
import { momentum } from './momentum.ts'
import { mostAddedToCart } from './most-added-to-cart.ts'
import { mostPurchased } from './most-purchased.ts'
import { mostViewed } from './most-viewed.ts'
import { newItems } from './new-items.ts'
import { trending } from './trending.ts'
import { viewToCart } from './view-to-cart.ts'
import { viewToPurchase } from './view-to-purchase.ts'

export const LIST_RECIPES: readonly ListRecipe[] = [
  newItems,
  bestSelling,
  trending,
  momentum,
  mostViewed,
  mostPurchased,
  mostAddedToCart,
  viewToCart,
  viewToPurchase,
]
