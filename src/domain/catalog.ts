/** Items, the channels that sell them, and the shop they belong to. */
import type { JsonObject } from './json.ts'

/** A sellable variant of an item. */
export type Sku = {
  readonly sku: string
  readonly title?: string
  readonly priceMinor?: number
  readonly attributes?: JsonObject
  /** Units on hand by channel; a channel that is not named is unlimited. */
  readonly stock?: Readonly<Record<string, number>>
}

export type Picture = { readonly url: string; readonly alt?: string }

/** How one channel sells an item. Dates are instants in ms UTC; `until` is the first instant it is no longer sold. */
export type ItemChannel = {
  readonly mode?: 'include' | 'exclude'
  readonly from?: number
  readonly until?: number
  /** Units on hand; absent means unlimited. */
  readonly stock?: number
  readonly priceMinor?: number
}

export const ITEM_STATUSES = ['active', 'stopped', 'blocked', 'recalled'] as const
export type ItemStatus = (typeof ITEM_STATUSES)[number]

/** What can be recommended. An item with `skus` is a master: its variants show as one. */
export type Item = {
  readonly itemId: string
  readonly title?: string
  readonly description?: string
  readonly brand?: string
  /** Paths from the root of the navigation, names joined by ` > `: `Kitchen > Kettles`. */
  readonly categories?: readonly string[]
  readonly priceMinor?: number
  /** The price before a reduction, for display. */
  readonly listPriceMinor?: number
  readonly currency?: string
  readonly attributes?: JsonObject
  readonly pictures?: readonly Picture[]
  readonly url?: string
  /** When the shop took it up; absent means when the first record of it was logged. */
  readonly addedAt?: number
  readonly status?: ItemStatus
  readonly skus?: readonly Sku[]
  /** This item is a variant of that one and shows as it. */
  readonly masterId?: string
  /** What the merchandiser links to it, by the kind of relation: `{ accessories: ['filter-2'] }`. In their order. */
  readonly relations?: Readonly<Record<string, readonly string[]>>
  /** By channel. When absent, every channel sells the item (subject to the channel's assortments). */
  readonly channels?: Readonly<Record<string, ItemChannel>>
}

/** A date-effective set of items that a channel sells (`include`) or does not (`exclude`, which wins). */
export type Assortment = {
  readonly assortmentId: string
  readonly mode: 'include' | 'exclude'
  readonly itemIds?: readonly string[]
  /** Paths; descendants belong. */
  readonly categories?: readonly string[]
  readonly from?: number
  readonly until?: number
}

export const CHANNEL_KINDS = ['web', 'store', 'call-center'] as const

export type Channel = {
  readonly channelId: string
  readonly title?: string
  readonly kind?: (typeof CHANNEL_KINDS)[number]
  readonly timeZone?: string
  readonly assortments?: readonly Assortment[]
}

/** Settings of the lists, one set a shop; requests may override them. Days are calendar days of the shop. */
export type ListSettings = {
  readonly bestSelling?: { readonly windowDays?: number; readonly measure?: SalesMeasure }
  readonly trending?: {
    readonly windowDays?: number
    readonly addedWithinDays?: number
    readonly measure?: SalesMeasure
  }
  readonly mostViewed?: { readonly windowDays?: number; readonly viewMeasure?: ViewMeasure }
}

/** What a request, a strategy or the shop's settings may set of a list. Which of them it reads is in its `defaults`. */
export type ListParameters = {
  /** Calendar days before today that count, besides today: a sale that many days ago still counts. */
  readonly windowDays?: number
  /** Items added up to this many calendar days ago are candidates. */
  readonly addedWithinDays?: number
  readonly measure?: SalesMeasure
  readonly viewMeasure?: ViewMeasure
}

/** What counts as a sale: units sold less units returned, or orders that hold the item. */
export const SALES_MEASURES = ['units', 'orders'] as const
export type SalesMeasure = (typeof SALES_MEASURES)[number]

/** What counts as a view: sessions that open the page, or each time it is opened. */
export const VIEW_MEASURES = ['sessions', 'views'] as const
export type ViewMeasure = (typeof VIEW_MEASURES)[number]

/** What a shop has switched off; left out is on. Each leaves the others running. */
export type Switches = {
  /** All lists. */
  readonly recommendations?: boolean
  /** Personal lists, personalization of lists and personal ranking. */
  readonly personalization?: boolean
  readonly similarLooks?: boolean
  readonly similarText?: boolean
}

/** A tenant: isolated data, one currency, one time zone, its own policies. */
export type Shop = {
  readonly shop: string
  readonly title?: string
  /** ISO 4217 */
  readonly currency: string
  /** IANA name; windows count in its days. */
  readonly timeZone: string
  /** Its people were made up: anybody may act as one of them. */
  readonly isDemo?: boolean
  /** Whether a person who said nothing is in (`opt-out` model) or out (`opt-in` model) of personal results. */
  readonly consentModel?: 'opt-out' | 'opt-in'
  readonly lists?: ListSettings
  readonly switches?: Switches
  /** By category, days after which what is bought there is bought again: coffee, not sofas. Those below it inherit. */
  readonly repurchaseDays?: Readonly<Record<string, number>>
}

export const CATEGORY_SEPARATOR = ' > '

/** Trims the names of a path and joins them in the one way: `Kitchen>Kettles ` → `Kitchen > Kettles`. */
export const normalizeCategory = (path: string): string =>
  path
    .split('>')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join(CATEGORY_SEPARATOR)

/** The path itself and all above it: `A > B` → [`A > B`, `A`]. */
export const categoryAncestors = (path: string): readonly string[] => {
  const names = path.split(CATEGORY_SEPARATOR)
  return names.map((_, k) => names.slice(0, names.length - k).join(CATEGORY_SEPARATOR))
}
