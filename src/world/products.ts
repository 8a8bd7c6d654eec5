/** Products: a few numbers that the simulation needs, and the document that shows them to a shop. */
import type { Item, ItemChannel, Sku } from '../domain/catalog.ts'
import { type Rng, rng } from '../math/rng.ts'
import { HOUR_MS } from './calendar.ts'
import { DEPARTMENTS, type Shelf } from './departments.ts'
import { choose, words } from './form.ts'
import { dayStart, type Plan } from './plan.ts'
import { bestPromotion, cutPrice, runsOn } from './promotions.ts'
import { LINES, MAKERS, SIZES, STORES, STYLE_SENTENCES, STYLES, TITLE_HEADS, TITLE_TAILS } from './words.ts'

/** Where it is sold. */
export type Reach = 'everywhere' | 'online' | 'stores'
type Fate = 'sold' | 'ended' | 'leaving' | 'blocked' | 'stopped' | 'recalled'

export type Product = {
  readonly index: number
  readonly shelfIndex: number
  /** 0 cheap, 1 middling, 2 dear. */
  readonly level: number
  readonly styleIndex: number
  readonly color: string
  readonly make: string
  readonly noun: string
  readonly maker: string
  readonly priceMinor: number
  /** Above the price, or 0 for none. */
  readonly listPriceMinor: number
  /** Pareto: sorted, the values follow Zipf's law. */
  readonly popularity: number
  /** What people give it when they rate it, 1 to 5. */
  readonly quality: number
  readonly addedDay: number
  /** The last day on which it is sold. */
  readonly lastDay: number
  readonly fate: Fate
  readonly reach: Reach
}

const FOREVER_DAY = 1_000_000
/** So many that few products of one maker share a title, and so few that each name is of several. */
const LINES_PER_DEPARTMENT = 8
const RANGE_AGE_DAYS = 1_095
/** Days for which the shop has already announced new products. */
const ANNOUNCED_DAYS = 10
const GOLDEN = 0.6180339887498949
const SILVER = 0.41421356237309515
const POPULARITY_MAX = 200
/** Exponent of Zipf's law: how fast fame falls with rank. */
const POPULARITY_SLOPE = 1

/** x.49, x.95, x.99 for small prices, whole units for middling ones, endings in 9 for large ones. */
const pleasantPrice = (units: number, r: Rng): number => {
  if (units < 12) return Math.max(1, Math.floor(units)) * 100 + r.pick([25, 49, 50, 75, 95, 99])
  if (units < 60) return Math.floor(units) * 100 + r.pick([0, 0, 50, 95, 99])
  if (units < 200) return Math.round(units / 5) * 500 - r.pick([0, 100, 100])
  return Math.round(units / 10) * 1_000 - 100
}

const fateOf = (r: Rng, addedDay: number): readonly [fate: Fate, lastDay: number] => {
  const isEstablished = addedDay < -90
  const draw = r.float()
  if (!isEstablished || draw >= 0.06) return ['sold', FOREVER_DAY]
  if (draw < 0.025) return ['ended', -1 - r.int(60)]
  if (draw < 0.04) return ['leaving', 3 + r.int(18)]
  if (draw < 0.049) return ['stopped', -1 - r.int(25)]
  if (draw < 0.056) return ['blocked', -1 - r.int(15)]
  return ['recalled', -1 - r.int(10)]
}

/**
 * Two sequences that fill their ranges evenly and independently place each product on a shelf and in time, so that
 * even sixty products cover every shelf and the newest days have theirs.
 */
export const productAt = (plan: Plan, index: number): Product => {
  const r = rng(plan.seed, 'product', index)
  const place = (index * GOLDEN) % 1
  const found = plan.shelfSums.findIndex((sum) => place < sum)
  const shelfIndex = found < 0 ? plan.shelves.length - 1 : found
  const { form, department } = plan.shelves[shelfIndex]
  const addedDay =
    ANNOUNCED_DAYS - Math.floor(((0.5 + index * SILVER) % 1) * (RANGE_AGE_DAYS + ANNOUNCED_DAYS))
  const level = r.weighted([4, 4, 2])
  const [low, high] = form.price
  const units = low * (high / low) ** ((level + r.float()) / 3)
  const priceMinor = pleasantPrice(units, r)
  const [fate, lastDay] = fateOf(r, addedDay)
  const styleIndex = r.int(STYLES.length)
  const [colorChance, makeChance, nounChance] = [r.float(), r.float(), r.float()]
  // Jeans are of denim, and what is of copper has its colour.
  const noun = choose(form.nouns, [], nounChance)
  const make = choose(form.makes, noun.only, makeChance)
  return {
    index,
    shelfIndex,
    level,
    styleIndex,
    color: choose(form.colors, make.only, colorChance).word,
    make: make.word,
    noun: noun.word,
    maker: MAKERS[department.family][level * 3 + r.int(3)],
    priceMinor,
    listPriceMinor: r.chance(0.12) ? pleasantPrice(units * r.between(1.2, 1.6), r) : 0,
    popularity: Math.min(POPULARITY_MAX, (1 - r.float()) ** -POPULARITY_SLOPE),
    quality: r.between(3, 4.9),
    addedDay,
    lastDay,
    fate,
    reach: (['everywhere', 'online', 'stores'] as const)[r.weighted([88, 9, 3])],
  }
}

export const itemIdOf = (plan: Plan, product: Pick<Product, 'index' | 'shelfIndex'>): string =>
  `${plan.shelves[product.shelfIndex].form.form}-${1001 + product.index}`

/** @param size  an index of `SIZES` for the form's kind of size */
export const skuOf = (itemId: string, sizes: keyof typeof SIZES, size: number): string =>
  `${itemId}-${SIZES[sizes][size].toLowerCase()}`

/** A product line is of one kind of thing, as in shops: its name tells of what goes with what. */
const lineOf = (departmentIndex: number, r: Rng): string => {
  const place = departmentIndex + DEPARTMENTS.length * r.int(LINES_PER_DEPARTMENT)
  return LINES[place % LINES.length]
}

const titleOf = (product: Product, { form, departmentIndex }: Shelf, r: Rng): string =>
  form.form === 'book'
    ? `${r.pick(TITLE_HEADS)} ${r.pick(TITLE_TAILS)}`
    : `${lineOf(departmentIndex, r)} ${product.make} ${product.noun}`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const webStock = (r: Rng): number => (r.chance(0.03) ? 0 : 12 + r.int(280))
const storeStock = (r: Rng): number => (r.chance(0.12) ? 0 : 1 + r.int(14))

/** Channel ids that sell products of a reach. */
const channelIdsOf = (reach: Reach): readonly string[] => [
  ...(reach === 'stores' ? [] : ['web', 'call-center']),
  ...(reach === 'online' ? [] : STORES.map(([channelId]) => channelId)),
]

const stockOf = (channelIds: readonly string[], r: Rng): Record<string, number> =>
  Object.fromEntries(
    channelIds
      .filter((channelId) => channelId !== 'call-center')
      .map((channelId) => [channelId, channelId === 'web' ? webStock(r) : storeStock(r)]),
  )

/** Today's price. */
const priceNow = (plan: Plan, product: Product): number => {
  const running = plan.promotions.filter((promotion) => runsOn(promotion, 0))
  const promotion = bestPromotion(running, product.shelfIndex, product.index)
  return promotion === undefined ? product.priceMinor : cutPrice(product.priceMinor, promotion.cut)
}

/** The product as a shop would send it. */
export const itemOf = (plan: Plan, product: Product): Item => {
  const r = rng(plan.seed, 'item', product.index)
  const shelf = plan.shelves[product.shelfIndex]
  const { form, path } = shelf
  const itemId = itemIdOf(plan, product)
  const title = titleOf(product, shelf, r)
  const priceMinor = priceNow(plan, product)
  const listPriceMinor = priceMinor < product.priceMinor ? product.priceMinor : product.listPriceMinor
  const channelIds = channelIdsOf(product.reach)
  const until =
    product.fate === 'ended' || product.fate === 'leaving' ? dayStart(plan, product.lastDay + 1) : undefined
  const addedAt = dayStart(plan, product.addedDay) + 6 * HOUR_MS
  const stock = form.sizes === undefined ? stockOf(channelIds, r) : {}
  const skus: readonly Sku[] = (form.sizes === undefined ? [] : SIZES[form.sizes]).map((size, k) => ({
    sku: skuOf(itemId, form.sizes as keyof typeof SIZES, k),
    title: size,
    attributes: { size, color: product.color },
    stock: stockOf(channelIds, r),
  }))
  const channelOf = (channelId: string): ItemChannel => ({
    ...(product.addedDay > 0 && { from: addedAt }),
    ...(until !== undefined && { until }),
    ...(Object.hasOwn(stock, channelId) && { stock: stock[channelId] }),
  })
  const isStatus = product.fate === 'blocked' || product.fate === 'stopped' || product.fate === 'recalled'
  return {
    itemId,
    title,
    description: `${r.pick(words(form.about))} ${STYLE_SENTENCES[product.styleIndex]}`,
    brand: product.maker,
    categories: [path],
    priceMinor,
    ...(listPriceMinor > priceMinor && { listPriceMinor }),
    currency: 'GBP',
    attributes: {
      form: form.form,
      type: product.noun.split(',')[0].toLowerCase(),
      color: product.color,
      [form.makeIs ?? 'material']: product.make.toLowerCase(),
      style: STYLES[product.styleIndex],
      ...(form.season !== undefined && form.season !== 'all-year' && { season: form.season }),
    },
    pictures: [
      { url: `/pictures/demo/${itemId}.svg`, alt: `${capital(product.color)} ${product.noun.toLowerCase()}` },
    ],
    url: `/products/${itemId}`,
    addedAt,
    status: isStatus ? (product.fate as 'blocked' | 'stopped' | 'recalled') : 'active',
    ...(skus.length > 0 && { skus }),
    channels: Object.fromEntries(channelIds.map((channelId) => [channelId, channelOf(channelId)])),
  }
}
