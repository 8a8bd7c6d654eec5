/** Online Retail: the last shopping day of customers who came on three days or more. */
import { join } from 'node:path'
import { DAY_MS } from '../../src/domain/local-day.ts'
import { nextBasket } from '../../src/models/repeat/next-basket.ts'
import { orderTable } from '../../src/models/repeat/order-table.ts'
import { personalFrequency } from '../../src/models/repeat/personal-frequency.ts'
import { tifuKnn } from '../../src/models/repeat/tifu-knn.ts'
import type { TrainingData } from '../../src/models/training-data.ts'
import { upCf } from '../../src/models/repeat/up-cf.ts'
import {
  type Basket,
  basketMetrics,
  dataOfShoppers,
  lastBasketCase,
  PERSONAL_TOP,
  popularOnly,
  rowsOfRuns,
  type Run,
  type Shopper,
  type Trained,
  trained,
} from './baskets.ts'
import type { Protocol, QualityRow } from './protocol.ts'
import { ONLINE_RETAIL_FILE, readOnlineRetail } from './read-online-retail.ts'

const DAYS_MIN = 3
const ITEM_LINES_MIN = 5

/** Orders of one day as one basket, of shoppers with enough days. */
const shoppersOf = (data: TrainingData): Shopper[] => {
  const table = orderTable(data)
  const { starts, rows } = table.byShopper
  const shoppers = Array.from({ length: data.shopperCount }, (_, shopper) => {
    const itemsOfDay = new Map<number, Set<number>>()
    for (const order of rows.subarray(starts[shopper], starts[shopper + 1])) {
      const day = Math.floor((table.at[order] ?? 0) / DAY_MS)
      const held = itemsOfDay.get(day) ?? new Set()
      for (const item of table.items.subarray(table.starts[order], table.starts[order + 1])) held.add(item)
      itemsOfDay.set(day, held)
    }
    return [...itemsOfDay].map(([day, items]): Basket => ({ at: day * DAY_MS, items: [...items] }))
  })
  return shoppers.filter((days) => days.length >= DAYS_MIN)
}

/** Items on fewer shopping days are left out of histories and baskets; items are numbered anew. */
const withoutRareItems = (
  shoppers: readonly Shopper[],
): { readonly shoppers: readonly Shopper[]; readonly itemCount: number } => {
  const counts = new Map<number, number>()
  for (const days of shoppers)
    for (const { items } of days.slice(0, -1))
      for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  const numberOf = new Map(
    [...counts].filter(([, count]) => count >= ITEM_LINES_MIN).map(([item], number) => [item, number]),
  )
  const kept = (items: readonly number[]): number[] => items.flatMap((item) => numberOf.get(item) ?? [])
  return {
    shoppers: shoppers.map((days) => days.map(({ at, items }) => ({ at, items: kept(items) }))),
    itemCount: numberOf.size,
  }
}

export const onlineRetailBasketsProtocol: Protocol = {
  name: 'online-retail-baskets',
  title: 'Next basket: Online Retail',
  method: [
    'Sales of known customers of a British giftware wholesaler in a year; codes without five digits (postage, fees) are left out. All orders of a day are one basket.',
    'Customers with three shopping days or more: the last day is to be found from those before it. Items on fewer than five of those days are left out. Models learn from all but the last days.',
    'Last days of customers lie at different times, and so models know what others bought later, all of them alike: the usual flaw of leaving out the last basket of each.',
    'Recall is the share of the basket that is in the list; NDCG takes min(k, basket) as the ideal; hit is 1 when anything is right.',
    'No other place publishes figures for this preparation. Ours run with their defaults: those of personal-frequency were found on the last days but one and on Ta-Feng. TIFU-kNN has the settings of its authors for Ta-Feng, with ownWeight .5.',
  ],
  files: [ONLINE_RETAIL_FILE],
  isQuick: true,
  run: async (context) => {
    const { shoppers, itemCount } = withoutRareItems(
      shoppersOf(await readOnlineRetail(join(context.dataFolder, ONLINE_RETAIL_FILE))),
    )
    const cases = shoppers.map(lastBasketCase).filter(({ bought }) => bought.size > 0)
    const now = Math.max(...cases.map(({ query }) => query.now))
    const data = dataOfShoppers(
      shoppers.map((days) => days.slice(0, -1)),
      itemCount,
      now,
    )
    context.say(`${cases.length} customers, ${itemCount} items`)
    const runs: Run[] = []
    const add = (method: string, by: QualityRow['by'], { scorer, trainSeconds }: Trained): void => {
      const metrics = basketMetrics(scorer, cases, [10, 20], 'first k')
      context.say(`${method}: recall@10 ${(metrics['recall@10'] ?? 0).toFixed(4)}`)
      runs.push([method, { by, metrics, trainSeconds }])
    }
    const personalTop = await trained(personalFrequency, data, PERSONAL_TOP, context)
    add('G-TopFreq', 'baseline', popularOnly(personalTop))
    add('GP-TopFreq', 'baseline', personalTop)
    add('TIFU-kNN', 'baseline', await trained(tifuKnn, data, { ownWeight: 0.5 }, context))
    add('UP-CF@r', 'baseline', await trained(upCf, data, { asymmetry: 0.75, locality: 10 }, context))
    add('personal-frequency', 'ours', await trained(personalFrequency, data, {}, context))
    add('next-basket', 'ours', await trained(nextBasket, data, {}, context))
    return rowsOfRuns(new Map(runs.map(([method, run]) => [method, [run]])))
  },
}
