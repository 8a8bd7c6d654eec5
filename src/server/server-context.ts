/** What every route works with. */
import type { Settings } from '../config/settings.ts'
import type { Ingest } from '../jobs/ingest.ts'
import type { Erasures } from '../jobs/erasures.ts'
import type { KeptDecisions } from '../jobs/kept-decisions.ts'
import type { ServingModels } from '../jobs/serving-models.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import type { Shops } from '../jobs/shops.ts'
import type { Trainings } from '../jobs/trainings.ts'
import { ItemSets } from '../serving/item-sets.ts'
import { ListRanking } from '../serving/list-ranking.ts'
import type { Store } from '../stores/ports.ts'
import type { ShopView } from '../views/shop-view.ts'
import type { RequestMeter } from './request-meter.ts'

export type ServerContext = {
  readonly settings: Settings
  readonly store: Store
  readonly shops: Shops
  readonly ingest: Ingest
  readonly models: ServingModels
  readonly trainings: Trainings
  readonly decisions: KeptDecisions
  readonly erasures: Erasures
  readonly meter: RequestMeter
  readonly engineVersion: string
  /** The secret of this process: who sends it may do everything. */
  readonly ownerToken: string
  /** What tokens of shoppers and registers are signed with. */
  readonly shopperSecret: string
  /** ms UTC */
  readonly now: () => number
  readonly newId: () => string
  /** False until every shop was read. */
  readonly isReady: () => boolean
}

const rankings = new WeakMap<ShopView, ListRanking>()
const itemSets = new WeakMap<ShopView, ItemSets>()

/** Sets of items that filters and rules hold of; they belong to a view, as rankings do. */
export const itemSetsOf = ({ view }: ShopRuntime): ItemSets => {
  let sets = itemSets.get(view)
  if (sets === undefined) {
    sets = new ItemSets(view)
    itemSets.set(view, sets)
  }
  return sets
}

/** Rankings belong to a view: a view that was folded anew starts with none. */
export const rankingOf = ({ view }: ShopRuntime): ListRanking => {
  let ranking = rankings.get(view)
  if (ranking === undefined) {
    ranking = new ListRanking(view)
    rankings.set(view, ranking)
  }
  return ranking
}
