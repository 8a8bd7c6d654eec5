/**
 * The lists that ship, as data: every list of the systems that this one replaces, under their names as aliases. A shop
 * clones and edits them (`PUT /api/v1/strategies`); a strategy of its own under a shipped name takes its place.
 *
 * @source Dynamics 365 Commerce and Intelligent Recommendations; Amazon Personalize, e-commerce recommenders; Adobe
 *   Commerce, recommendation types
 */
import type { ModelGiven, ModelRole, Source, Strategy } from '../domain/strategy.ts'
import type { ListRecipe } from '../lists/list.ts'
import { LIST_RECIPES } from '../lists/lists.ts'

const model = (role: ModelRole, given: ModelGiven): Source => ({ from: 'model', model: role, given })

/** A list that ranks what a channel sells by one exact figure. */
const ofFigure = ({ list, title, aliases }: ListRecipe): Strategy => ({
  strategyId: list,
  title,
  aliases,
  sources: [{ from: 'figure', figure: list }],
})

/** A list that a model makes for the item of the page, for several items, or for what lies in the basket. */
const besideItem = (
  strategyId: string,
  title: string,
  role: ModelRole,
  ...aliases: readonly string[]
): Strategy => ({
  strategyId,
  title,
  aliases,
  needs: 'item-or-basket',
  sources: [model(role, 'item')],
})

export const SHIPPED_STRATEGIES: readonly Strategy[] = [
  ...LIST_RECIPES.map(ofFigure),
  {
    strategyId: 'recently-viewed',
    title: 'Recently viewed',
    aliases: ['recentlyViewedProducts', 'RECENTLY_VIEWED'],
    audience: 'shopper',
    sources: [{ from: 'own', own: 'viewed' }],
    bought: 'keep',
  },
  {
    strategyId: 'buy-again',
    title: 'Buy again',
    aliases: ['repurchase', 'buyItAgain', 'BUY_IT_AGAIN'],
    audience: 'customer-who-bought',
    sources: [{ from: 'own', own: 'bought' }],
    bought: 'keep',
  },
  {
    strategyId: 'featured-items',
    title: 'Featured',
    sources: [{ from: 'curated', curatedListId: 'featured' }],
  },
  besideItem(
    'people-also-like',
    'People also like',
    'bought-bought',
    'pal',
    'RecoPeopleAlsoBuy',
    'Similar',
    'customers-who-bought-also-bought',
    'OTHER_ALSO_BOUGHT',
    'aws-sims',
    'aws-similar-items',
  ),
  besideItem(
    'viewed-viewed',
    'Others also looked at',
    'viewed-viewed',
    'people-also-view',
    'customers-who-viewed-x-also-viewed',
    'aws-ecomm-customers-who-viewed-x-also-viewed',
  ),
  besideItem('viewed-bought', 'Bought after a look at it', 'viewed-bought'),
  besideItem('bought-bought', 'Often bought with it', 'bought-bought'),
  {
    strategyId: 'frequently-bought-together',
    title: 'Frequently bought together',
    aliases: [
      'fbt',
      'RecoCart',
      'Cart',
      'aws-ecomm-frequently-bought-together',
      'FREQUENTLY_BOUGHT_TOGETHER',
    ],
    needs: 'item-or-basket',
    sources: [model('completion', 'basket'), model('bought-bought', 'basket')],
    mix: 'fill',
  },
  {
    strategyId: 'picks-for-you',
    title: 'Picks for you',
    aliases: ['picks', 'RecoPicks', 'user-picks', 'aws-user-personalization', 'aws-user-personalization-v2'],
    audience: 'customer-who-bought',
    sources: [
      { ...model('next-item', 'session'), weight: 2 },
      { ...model('taste', 'history'), weight: 1 },
      { ...model('viewed-viewed', 'session'), weight: 1 },
    ],
    mix: 'blend',
    bought: 'drop-until-due',
  },
  {
    strategyId: 'recommended-for-customer',
    title: 'Recommended for customer',
    aliases: ['recommendedForCustomer'],
    audience: 'customer-who-bought',
    sources: [
      { ...model('next-basket', 'history'), weight: 1 },
      { ...model('taste', 'history'), weight: 1 },
      { ...model('completion', 'basket'), weight: 2 },
      { from: 'own', own: 'wished', weight: 1 },
    ],
    mix: 'blend',
    bought: 'drop-until-due',
  },
  {
    strategyId: 'beside-item-for-customer',
    title: 'Likely bought together',
    audience: 'customer-who-bought',
    needs: 'item-or-basket',
    sources: [
      { ...model('bought-bought', 'item'), weight: 2 },
      { ...model('viewed-viewed', 'item'), weight: 1 },
      { ...model('taste', 'history'), weight: 1 },
    ],
    mix: 'blend',
    bought: 'drop-until-due',
  },
  {
    strategyId: 'inspired-by-you',
    title: 'Inspired by your shopping trends',
    aliases: [
      'just-for-you',
      'recommended-for-you',
      'aws-ecomm-recommended-for-you',
      'inspired-by-your-shopping-trends',
    ],
    audience: 'shopper',
    sources: [
      { ...model('next-item', 'session'), weight: 2 },
      { ...model('taste', 'history'), weight: 1 },
      { ...model('viewed-viewed', 'session'), weight: 1 },
      { ...model('similar-text', 'history'), weight: 0.3 },
    ],
    mix: 'blend',
    bought: 'drop-until-due',
  },
  {
    strategyId: 'next-items',
    title: 'Next in your visit',
    aliases: ['session-picks', 'next-item'],
    audience: 'shopper',
    sources: [
      model('next-item', 'session'),
      model('viewed-viewed', 'session'),
      model('bought-bought', 'session'),
    ],
    mix: 'fill',
  },
  besideItem(
    'more-like-this',
    'More like this',
    'similar-text',
    'RecoSimilarTextual',
    'descriptions',
    'similar-description',
    'aws-semantic-similarity',
  ),
  besideItem(
    'similar-looks',
    'Similar looks',
    'similar-look',
    'RecoSimilarVisual',
    'looks',
    'visual-similarity',
  ),
  {
    strategyId: 'related',
    title: 'Related',
    aliases: ['relatedProducts'],
    needs: 'item-or-basket',
    sources: [{ from: 'related', relation: 'related' }],
  },
]
