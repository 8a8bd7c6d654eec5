/** What the till asks its offline engine, and what that answers. */
import type { RecommendationsRequest } from '../../../src/api/list-schema.ts'
import type { Item } from '../../../src/domain/catalog.ts'

/** ms UTC, and chance, which the engine takes from outside. */
export type OfflineAsk = { readonly now: number; readonly recommendationId: string; readonly seed: number }

export type OfflineCall =
  | { readonly do: 'open'; readonly bytes: Uint8Array }
  | { readonly do: 'list'; readonly request: RecommendationsRequest; readonly ask: OfflineAsk }
  | { readonly do: 'item'; readonly itemId: string }
  /** For `now`, in ms UTC. */
  | { readonly do: 'pictures'; readonly now: number }
  | {
      readonly do: 'search'
      readonly channel: string
      readonly query: string | undefined
      readonly category: string | undefined
      readonly includeDescendants: boolean
      readonly limit: number
      /** ms UTC */
      readonly now: number
    }

/** As the server answers, as far as a till reads it. */
export type OfflineList = {
  readonly recommendationId: string
  readonly list: string
  readonly placement?: string
  readonly title: string
  readonly items: readonly {
    readonly itemId: string
    readonly score: number
    readonly reasons: readonly {
      readonly code: string
      readonly text: string
      readonly values: Readonly<Record<string, number | string>>
    }[]
    readonly item?: Pick<Item, 'itemId' | 'title' | 'brand' | 'priceMinor' | 'currency' | 'pictures'>
  }[]
  readonly totalItems: number
  readonly skip: number
  readonly fallback: { readonly asked: string; readonly cause: string; readonly text: string } | null
  readonly parameters: Readonly<Record<string, number | string>>
  readonly versions: { readonly engine: string; readonly logSeq: number; readonly model: string | null }
}

type Answers = {
  readonly open: { readonly snapshotId: string; readonly itemCount: number }
  readonly list: OfflineList
  readonly item: Item | undefined
  /** Addresses of the first picture of each product, that of the best selling first. */
  readonly pictures: readonly string[]
  readonly search: { readonly items: readonly Item[]; readonly totalItems: number }
}
export type OfflineAnswerOf<D extends OfflineCall['do']> = Answers[D]

export type OfflineMessage = { readonly id: number; readonly call: OfflineCall }
export type OfflineReply =
  | { readonly id: number; readonly answer: OfflineAnswerOf<OfflineCall['do']> }
  /** In a sentence. */
  | { readonly id: number; readonly wrong: string }
