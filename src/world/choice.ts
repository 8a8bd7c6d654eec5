/** How a shopper chooses: department by liking, shelf by season, product by fame, fit and price. */
import type { Rng } from '../math/rng.ts'
import { seasonFactor } from './calendar.ts'
import { type Columns, colorIndexOf, type Trend, trendBoost } from './columns.ts'
import type { Plan } from './plan.ts'
import { bestPromotion, cutPrice, type Promotion, runsOn } from './promotions.ts'
import { genderFactor, type Persona } from './shoppers.ts'

/** Where a choice is made. */
export type Place = 'online' | 'store'

/** What holds on one day. */
export type Day = {
  readonly plan: Plan
  readonly columns: Columns
  readonly day: number
  readonly promotions: readonly Promotion[]
  /** Interest in each shelf today. */
  readonly shelfWeights: Float64Array
  /** Trending products by shelf with what they add to their popularity. */
  readonly rising: ReadonlyMap<
    number,
    { readonly indexes: readonly number[]; readonly boosts: readonly number[]; readonly total: number }
  >
}

/** Chance of looking beyond the favourite departments. */
const EXPLORATION = 0.15
const CANDIDATE_COUNT = 7
const TRY_COUNT_MAX = 12
const STYLE_FIT = 3.2
const COLOR_FIT = 2
/** By distance between the product's price level and the shopper's. */
const LEVEL_FIT = [1, 0.45, 0.12]
const BASKET_CHANCE = 0.22
/** Minor units: dearer things are thought over longer. */
const EASY_PRICE_MINOR = 3_000
const PRICE_SLOPE = 0.25

export const makeDay = (plan: Plan, columns: Columns, trends: readonly Trend[], day: number): Day => {
  const rising = new Map<number, { indexes: number[]; boosts: number[]; total: number }>()
  for (const trend of trends) {
    if (columns.addedDay[trend.index] >= day) continue
    const shelf = columns.shelf[trend.index]
    const sums = columns.sums[shelf]
    const boost = trendBoost(trend, sums[sums.length - 1] / sums.length, columns.popularity[trend.index], day)
    if (boost === 0) continue
    const known = rising.get(shelf) ?? { indexes: [], boosts: [], total: 0 }
    known.indexes.push(trend.index)
    known.boosts.push(boost)
    known.total += boost
    rising.set(shelf, known)
  }
  return {
    plan,
    columns,
    day,
    promotions: plan.promotions.filter((promotion) => runsOn(promotion, day)),
    shelfWeights: Float64Array.from(plan.shelves, ({ form, index }) =>
      columns.byShelf[index].length === 0
        ? 0
        : form.weight * seasonFactor(form.season, plan.todayEpoch + day),
    ),
    rising,
  }
}

/** A shelf that the persona would go to today. */
export const chooseShelf = (today: Day, persona: Persona, r: Rng): number => {
  const { shelves } = today.plan
  const isExploring = r.chance(EXPLORATION)
  const favorite = isExploring
    ? undefined
    : persona.favorites[r.weighted(persona.favorites.map(({ weight }) => weight))].departmentIndex
  let best = -1
  let total = 0
  // One pass of weighted reservoir sampling: no list of weights for every choice.
  for (let k = 0; k < shelves.length; k++) {
    const { departmentIndex, department } = shelves[k]
    if (favorite !== undefined && favorite !== departmentIndex) continue
    const pull =
      favorite === undefined ? department.weight * genderFactor(department.gender, persona.gender) : 1
    const weight = today.shelfWeights[k] * pull
    total += weight
    if (weight > 0 && r.float() * total < weight) best = k
  }
  return best
}

export const isSold = ({ columns, day }: Day, index: number, place: Place): boolean =>
  columns.addedDay[index] < day &&
  day <= columns.lastDay[index] &&
  (place === 'online' ? columns.isOnline[index] : columns.isInStores[index]) === 1

/** A product of the shelf by fame alone; -1 when none turned up that is sold there today. */
export const drawProduct = (today: Day, shelf: number, place: Place, r: Rng): number => {
  const members = today.columns.byShelf[shelf]
  if (members.length === 0) return -1
  const sums = today.columns.sums[shelf]
  const rising = today.rising.get(shelf)
  for (let tries = 0; tries < TRY_COUNT_MAX; tries++) {
    const isRising = rising !== undefined && r.float() * (sums[sums.length - 1] + rising.total) < rising.total
    const index = isRising ? rising.indexes[r.weighted(rising.boosts)] : members[r.weightedBySums(sums)]
    if (isSold(today, index, place)) return index
  }
  return -1
}

const promotionOf = (today: Day, index: number): Promotion | undefined =>
  bestPromotion(today.promotions, today.columns.shelf[index], index)

export const priceOf = (today: Day, index: number): number => {
  const promotion = promotionOf(today, index)
  const priceMinor = today.columns.priceMinor[index]
  return promotion === undefined ? priceMinor : cutPrice(priceMinor, promotion.cut)
}

const fitOf = ({ columns }: Day, persona: Persona, index: number): number => {
  const distance = Math.abs(columns.level[index] - persona.level)
  const isOwnStyle = columns.style[index] === persona.styleIndex
  const isOwnColor = persona.colors.some((color) => colorIndexOf(color) === columns.color[index])
  return LEVEL_FIT[distance] * (isOwnStyle ? STYLE_FIT : 1) * (isOwnColor ? COLOR_FIT : 1)
}

/** The best fitting of a few famous products, by a draw in proportion to the fit; -1 when nothing is sold. */
export const chooseProduct = (today: Day, persona: Persona, shelf: number, place: Place, r: Rng): number => {
  let chosen = -1
  let total = 0
  for (let k = 0; k < CANDIDATE_COUNT; k++) {
    const index = drawProduct(today, shelf, place, r)
    if (index < 0) continue
    const fit = fitOf(today, persona, index)
    total += fit
    if (r.float() * total < fit) chosen = index
  }
  return chosen
}

/** The chance that the persona, looking at the product, puts it into the basket. */
export const basketChance = (today: Day, persona: Persona, index: number): number => {
  const { level, style, priceMinor } = today.columns
  const promotion = promotionOf(today, index)
  const lift = promotion === undefined ? 1 : 1 + (promotion.uplift - 1) * 2 * persona.priceSensitivity
  const tooDear = Math.max(0, level[index] - persona.level)
  const fit =
    (style[index] === persona.styleIndex ? 1.25 : 0.95) * Math.exp(-0.6 * tooDear * persona.priceSensitivity)
  const ease = Math.min(1.2, (EASY_PRICE_MINOR / priceMinor[index]) ** PRICE_SLOPE)
  return Math.min(0.9, BASKET_CHANCE * fit * ease * lift)
}
