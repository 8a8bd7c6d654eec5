/** How a list is made and where it shows, as data: what ships can be cloned and edited, and a shop can add its own. */
import type { ListParameters } from './catalog.ts'
import type { Condition } from './condition.ts'

/** Models that lists are made of. Each is served by a recipe of its own, or by the one that evaluation chose for its job. */
export const MODEL_ROLES = [
  /** bought with the item */
  'bought-bought',
  'viewed-viewed',
  'viewed-bought',
  /** what is missing in a whole basket */
  'completion',
  /** what a shopper has not touched yet and may like */
  'taste',
  /** what comes next in a visit */
  'next-item',
  /** what a known shopper orders next, repeats included */
  'next-basket',
  'similar-text',
  'similar-look',
] as const
export type ModelRole = (typeof MODEL_ROLES)[number]

/** What a model is asked about: the item of the page, the basket, the running visit, or all that is known of the shopper. */
export const MODEL_GIVENS = ['item', 'basket', 'session', 'history', 'basket-and-history'] as const
export type ModelGiven = (typeof MODEL_GIVENS)[number]

export type Source =
  /** An exact live figure of `src/lists`. */
  | { readonly from: 'figure'; readonly figure: string; readonly parameters?: ListParameters }
  /** What the shopper did. */
  | { readonly from: 'own'; readonly own: 'viewed' | 'bought' | 'wished' }
  | { readonly from: 'model'; readonly model: ModelRole; readonly given: ModelGiven }
  | { readonly from: 'curated'; readonly curatedListId: string }
  /** What the merchandiser linked to the item, under `relations` of the item. */
  | { readonly from: 'related'; readonly relation: string }

/** What the shopper must be for the list to be theirs. */
export const AUDIENCES = [
  'anyone',
  /** somebody who did something and may be remembered, known by name or not */
  'shopper',
  /** a known person who bought something, in any channel, and takes personal lists */
  'customer-who-bought',
] as const
export type Audience = (typeof AUDIENCES)[number]

/** Of what was bought: keep it; drop it; drop it until it is likely to be bought again. */
export const BOUGHT_POLICIES = ['keep', 'drop', 'drop-until-due'] as const
export type BoughtPolicy = (typeof BOUGHT_POLICIES)[number]

export const STOCK_POLICIES = ['hide', 'last', 'as-is'] as const
export type StockPolicy = (typeof STOCK_POLICIES)[number]

/** A share of the places, or certain places, for items that are promoted. */
export type Promotion = {
  readonly name: string
  readonly where: Condition
  /** Of the places, in (0, 1]; spread evenly. This or `slots`. */
  readonly share?: number
  /** Counted from 1. */
  readonly slots?: readonly number[]
}

/** Places for new items, so that they can show what they are worth. */
export type Exploration = { readonly weight: number; readonly ageCutOffDays?: number }

export type Strategy = {
  readonly strategyId: string
  readonly title: string
  /** Names that other systems give to it. */
  readonly aliases?: readonly string[]
  readonly audience?: Audience
  /** Without one, the list is empty and says so. */
  readonly needs?: 'item' | 'basket' | 'item-or-basket'
  readonly sources: readonly (Source & { readonly weight?: number })[]
  /** `fill`: the next source fills what the one before leaves; `blend`: their places are added up by weight. */
  readonly mix?: 'fill' | 'blend'
  readonly bought?: BoughtPolicy
  /** Whether what lies in the basket is kept out; left out: yes. */
  readonly dropsBasket?: boolean
  readonly stock?: StockPolicy
  readonly where?: Condition
  readonly promotions?: readonly Promotion[]
  readonly exploration?: Exploration
}

export const PAGE_KINDS = [
  'home',
  'category',
  'product',
  'cart',
  'checkout',
  'confirmation',
  'account',
  'search',
  'e-mail',
  'pos-product',
  'pos-transaction',
  'pos-customer',
] as const
export type PageKind = (typeof PAGE_KINDS)[number]

/** The seed's meaning: what was bought is dropped, all else keeps its order and fills up; or also by taste. */
export type Personalization = {
  readonly bought: BoughtPolicy
  /** Also puts what is left in the shopper's own order. */
  readonly ranks?: boolean
}

/** Where a list shows. */
export type Placement = {
  readonly placementId: string
  readonly page: PageKind
  /** The name of a strategy. */
  readonly strategy: string
  /** In its place when the shopper is a known customer whose past may be read. */
  readonly forCustomer?: string
  readonly title: string
  /** Places; left out, what the request asks for. */
  readonly size?: number
  /** Strategies tried in turn. */
  readonly fallbacks?: readonly string[]
  /** The fallbacks of which the title is true as well; the others answer under their own. */
  readonly titleHoldsFor?: readonly string[]
  /** When the strategy has too few: fill up from the fallbacks, show fewer, or hide. Left out: `fill`. */
  readonly whenShort?: 'fill' | 'fewer' | 'hide'
  /** With fewer items than this, `hide` hides. Left out, the size. */
  readonly countMin?: number
  readonly where?: Condition
  readonly stock?: StockPolicy
  readonly personalization?: Personalization
  readonly promotions?: readonly Promotion[]
  readonly exploration?: Exploration
}

/** A filter under a name: ours as a condition that must hold, or an expression of Amazon Personalize. */
export type SavedFilter = {
  readonly filterId: string
  readonly title?: string
  readonly where?: Condition
  readonly expression?: string
}
