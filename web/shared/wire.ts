/** What the server answers, as far as these apps read it. */
import type { Channel, Item, Shop } from '../../src/domain/catalog.ts'
import type { Customer } from '../../src/domain/customer.ts'
import type { EventKind, Line, ShopperRef } from '../../src/domain/event.ts'

export type {
  PageRequest,
  RankRequest,
  RecommendationsRequest,
  WhyNotRequest,
} from '../../src/api/list-schema.ts'
export type { Channel, Customer, EventKind, Item, Line, Shop, ShopperRef }
export type { Sku } from '../../src/domain/catalog.ts'

/** An event before the queue or the till adds its id, time and shopper. */
export type EventDraft = {
  /** Left out, a new one. */
  readonly eventId?: string
  readonly kind: EventKind
  readonly channel?: string
  readonly itemId?: string
  readonly sku?: string
  readonly quantity?: number
  readonly priceMinor?: number
  readonly currency?: string
  readonly itemIds?: readonly string[]
  readonly basket?: readonly Line[]
  readonly lines?: readonly Line[]
  readonly orderId?: string
  readonly totalMinor?: number
  readonly query?: string
  readonly category?: string
  readonly list?: string
  readonly recommendationId?: string
  readonly position?: number
  readonly properties?: Readonly<Record<string, string | number>>
}
export type WireEvent = EventDraft & {
  readonly eventId: string
  readonly at: number
  readonly shopper?: ShopperRef
  readonly sessionId?: string
  readonly isEmulated?: boolean
}

export type Outcome =
  | { readonly status: 'accepted' | 'duplicate'; readonly id: string }
  | {
      readonly status: 'rejected'
      readonly code: string
      readonly field: string
      readonly message: string
      readonly fix: string
    }

export type Category = {
  readonly path: string
  readonly name: string
  readonly depth: number
  readonly itemCount: number
}

/** What a tile shows of an item; an `Item` is one too. */
export type TileItem = Pick<
  Item,
  | 'itemId'
  | 'title'
  | 'brand'
  | 'priceMinor'
  | 'listPriceMinor'
  | 'currency'
  | 'categories'
  | 'pictures'
  | 'url'
>

export type Reason = {
  readonly code: string
  readonly text: string
  readonly values: Readonly<Record<string, number | string>>
}

export type ListEntry = {
  readonly itemId: string
  readonly score: number
  readonly reasons: readonly Reason[]
  /** The list that filled this place, where the one asked for had too few. */
  readonly filledFrom?: string
  readonly item?: TileItem
}

export type ListAnswer = {
  readonly recommendationId: string
  readonly list: string
  readonly placement?: string
  readonly title: string
  readonly items: readonly ListEntry[]
  readonly totalItems: number
  readonly skip: number
  readonly fallback: { readonly asked: string; readonly cause: string; readonly text: string } | null
  readonly parameters: Readonly<Record<string, number | string>>
  readonly versions: { readonly engine: string; readonly logSeq: number; readonly model: string | null }
}

/** Items in the order of a shopper. */
export type RankAnswer = {
  readonly recommendationId: string
  readonly items: readonly ListEntry[]
  readonly versions: ListAnswer['versions']
  readonly isPersonal: boolean
  /** Why the order is that of the request; null when it is the shopper's. */
  readonly fallback: ListAnswer['fallback']
}

export type PageAnswer = {
  readonly view: { readonly eventId: string; readonly status: string } | null
  readonly lists: readonly Omit<ListAnswer, 'versions'>[]
  readonly versions: ListAnswer['versions']
}

export type ItemAnswer = { readonly item: Item; readonly isListed: boolean }
export type ItemsAnswer = { readonly items: readonly Item[]; readonly totalItems: number }

export type DayFigures = {
  /** ISO date in the shop's zone */
  readonly day: string
  readonly orders: number
  readonly units: number
  readonly views: number
  readonly events: number
}

export type Status = {
  readonly engine: string
  readonly uptimeSeconds: number
  readonly memory: { readonly rssBytes: number; readonly heapBytes: number }
  readonly store: { readonly engine: string; readonly sizeBytes: number }
  readonly shop?: {
    readonly logSeq: number
    readonly itemCount: number
    readonly listedItemCount: number
    readonly customerCount: number
    readonly visitorCount: number
    readonly channelCount: number
    readonly eventCount: number
    readonly eventsByDay: readonly DayFigures[]
    readonly rejectCounts: readonly {
      readonly code: string
      readonly field: string
      readonly count: number
    }[]
    readonly newestEventAt?: number | null
  }
  readonly requests: {
    readonly count: number
    readonly perSecond: number
    readonly latencyMsP50: number
    readonly latencyMsP99: number
  }
  readonly shops: readonly (string | { readonly shop: string; readonly title?: string })[]
}

export type Reject = {
  readonly rejectId: number
  readonly rejectedAt: number
  readonly source: string
  readonly code: string
  readonly field: string
  readonly message: string
  readonly body: string
}
