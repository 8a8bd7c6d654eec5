/**
 * How often the tokens of a customer were ended: by signing out everywhere, and by erasures. A token holds as long as it
 * was made after the last of them. Both are counted in the log, so no clock has a part in it.
 */
import { customerKey } from '../domain/interaction.ts'
import type { ShopView } from './shop-view.ts'

export const tokenGeneration = ({ signOuts, erasures }: ShopView, customerId: string): number => {
  const key = customerKey(customerId)
  return signOuts.countOf(key) + erasures.countOf(key)
}
