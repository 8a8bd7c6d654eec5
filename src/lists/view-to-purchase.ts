/** View to purchase: most often bought by those who saw it. */
import { conversion } from './conversion.ts'
import type { ListRecipe } from './list.ts'

export const viewToPurchase: ListRecipe = {
  list: 'view-to-purchase',
  title: 'Most bought once seen',
  aliases: ['view-to-purchase-conversion'],
  ...conversion('purchaseSessions', 'VIEW_LED_TO_PURCHASE', 'an order'),
}
