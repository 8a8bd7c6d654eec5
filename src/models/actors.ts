/** Who acted, told apart as well as the data allow. */
import type { TrainingData } from './training-data.ts'

/**
 * A number for who did an act: the shopper; else whoever that visit, else that order was of; -1 when nothing tells.
 *
 * @returns `actorOf` of rows of the acts, below `actorCount`
 */
export const actorsOf = ({
  acts,
  shopperCount,
  orderCount,
  sessionCount,
}: TrainingData): { readonly actorOf: (row: number) => number; readonly actorCount: number } => ({
  actorOf: (row) => {
    if (acts.shopper[row] >= 0) return acts.shopper[row]
    if (acts.session[row] >= 0) return shopperCount + acts.session[row]
    return acts.order[row] >= 0 ? shopperCount + sessionCount + acts.order[row] : -1
  },
  actorCount: shopperCount + orderCount + sessionCount,
})
