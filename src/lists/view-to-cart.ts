/** View to cart: most often put into the basket by those who saw it. */
import { conversion } from './conversion.ts'
import type { ListRecipe } from './list.ts'

export const viewToCart: ListRecipe = {
  list: 'view-to-cart',
  title: 'Most wanted once seen',
  aliases: ['view-to-cart-conversion'],
  ...conversion('cartSessions', 'VIEW_LED_TO_CART', 'the basket'),
}
