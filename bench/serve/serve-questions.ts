/** What is asked of the shop: every shipped strategy, a page of five placements, an order for given items. */
import { rng } from '../../src/math/rng.ts'
import { SHIPPED_STRATEGIES } from '../../src/serving/shipped-strategies.ts'
import { BENCH_SHOP } from '../corpus.ts'
import { LISTS, type ServeShop, type ShopperName } from './serve-shop.ts'

export type ServeQuestion = {
  readonly asked: string
  /** Whom or what the bodies go through, one after the other. */
  readonly of: string
  readonly path: string
  readonly bodies: readonly string[]
  /** Asked while the rules of `RULES` hold. */
  readonly hasRules: boolean
  /** Asked also while events arrive. */
  readonly isAskedBusy: boolean
  /** The aim, where there is one. */
  readonly aim?: Aim
}

export type Aim = { readonly p99MsMax: number; readonly requestsPerSecondMin?: number }

/** One page of a list. */
const LIMIT = 12
export const PERSONAL_LISTS = ['picks-for-you', 'inspired-by-you'] as const
export const PERSONAL_AIM: Aim = { p99MsMax: 5, requestsPerSecondMin: 3_000 }
export const PAGE_AIM: Aim = { p99MsMax: 12 }
const PAGE = ['home.inspired', 'home.picks', 'home.trending', 'home.new', 'home.buy-again']
const RANKED = [100, 1_000]
const RANK_BODIES = 400
const SEED = 53

const FILTER = { where: 'item.priceMinor <= 20000 and item.categories under "Department 1"' }
const PRICE_FILTER = { where: 'item.priceMinor <= 20000' }

export const rulesFor = ({ itemIds }: ServeShop): readonly object[] => [
  {
    ruleId: 'bench-include',
    action: { do: 'include', itemIds: itemIds.slice(0, 3) },
    scope: { placements: ['home.trending'], lists: ['trending'] },
  },
  { ruleId: 'bench-exclude', action: { do: 'exclude', items: { where: 'item.brand = "Brand 7"' } } },
  {
    ruleId: 'bench-pin',
    action: { do: 'pin', itemId: itemIds[3], slot: 3 },
    scope: { placements: ['home.inspired'] },
  },
  {
    ruleId: 'bench-boost',
    action: { do: 'boost', items: { where: 'item.priceMinor < 1000' }, factor: 1.5 },
  },
  { ruleId: 'bench-diversify', action: { do: 'diversify', by: 'brand', countMax: 2 } },
]
export const RULE_IDS = ['include', 'exclude', 'pin', 'boost', 'diversify'].map((name) => `bench-${name}`)

const bodyOf = (rest: object): string => JSON.stringify({ shop: BENCH_SHOP.shop, ...rest })

const listQuestions = ({ buyers, lookers, itemIds }: ServeShop): readonly ServeQuestion[] =>
  SHIPPED_STRATEGIES.map(({ strategyId, audience = 'anyone', needs }): ServeQuestion => {
    const shoppers: readonly (ShopperName | undefined)[] =
      audience === 'anyone' ? [undefined] : audience === 'shopper' ? lookers : buyers
    const ofItem = needs !== undefined
    const count = ofItem ? Math.max(itemIds.length, shoppers.length) : shoppers.length
    const isPersonal = (PERSONAL_LISTS as readonly string[]).includes(strategyId)
    return {
      asked: strategyId,
      of: [
        ...(audience === 'anyone' ? [] : [audience === 'shopper' ? 'shoppers' : 'customers']),
        ...(ofItem ? ['items'] : []),
        ...(audience === 'anyone' && !ofItem ? ['shop'] : []),
      ].join(' and '),
      path: LISTS,
      hasRules: false,
      isAskedBusy: isPersonal || strategyId === 'best-selling',
      bodies: Array.from({ length: count }, (_, k) =>
        bodyOf({
          list: strategyId,
          limit: LIMIT,
          ...(shoppers[k % shoppers.length] !== undefined && { shopper: shoppers[k % shoppers.length] }),
          ...(ofItem && { context: { itemId: itemIds[k % itemIds.length] } }),
        }),
      ),
      ...(isPersonal && { aim: PERSONAL_AIM }),
    }
  })

type Extra = { readonly filter?: object; readonly explain?: true }

const perBuyer = (
  { buyers }: ServeShop,
  asked: string,
  path: string,
  body: object,
  rest: Partial<ServeQuestion>,
): ServeQuestion => ({
  asked,
  of: 'customers',
  path,
  hasRules: false,
  isAskedBusy: false,
  bodies: buyers.map((shopper) => bodyOf({ ...body, shopper })),
  ...rest,
})

const pageQuestions = (shop: ServeShop): readonly ServeQuestion[] => {
  const page = (asked: string, extra: Extra, rest: Partial<ServeQuestion> = {}): ServeQuestion =>
    perBuyer(
      shop,
      asked,
      `${LISTS}/page`,
      { placements: PAGE.map((placement) => ({ placement, limit: LIMIT })), ...extra },
      { aim: PAGE_AIM, ...rest },
    )
  return [
    page('page of five', {}, { isAskedBusy: true }),
    page('page of five, filtered by price', { filter: PRICE_FILTER }),
    page('page of five, filtered by price and department', { filter: FILTER }),
    page('page of five, explained', { explain: true }),
    page('page of five, five rules', {}, { hasRules: true }),
    page(
      'page of five, filter, five rules, explained',
      { filter: FILTER, explain: true },
      { hasRules: true, isAskedBusy: true },
    ),
  ]
}

const rankQuestions = (shop: ServeShop): readonly ServeQuestion[] => {
  const random = rng(SEED, 'rank')
  return RANKED.filter((count) => count <= shop.itemIds.length).map((count) => ({
    asked: `rank ${count.toLocaleString('en')} items`,
    of: 'customers',
    path: `${LISTS}/rank`,
    hasRules: false,
    isAskedBusy: true,
    bodies: shop.buyers.slice(0, RANK_BODIES).map((shopper) =>
      bodyOf({
        shopper,
        itemIds: random.shuffle(shop.itemIds).slice(0, count),
      }),
    ),
  }))
}

export const questionsOf = (shop: ServeShop): readonly ServeQuestion[] => [
  ...listQuestions(shop),
  ...PERSONAL_LISTS.map((list) =>
    perBuyer(
      shop,
      `${list}, filter, five rules, explained`,
      LISTS,
      { list, limit: LIMIT, filter: FILTER, explain: true },
      { hasRules: true, aim: PERSONAL_AIM },
    ),
  ),
  ...pageQuestions(shop),
  ...rankQuestions(shop),
]
