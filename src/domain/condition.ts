/**
 * Conditions: one typed tree for filters of requests, merchandisers' rules and audiences. `src/conditions` reads, writes,
 * compiles and explains it. All of it is data, so it can be stored, sent and drawn as a form.
 */

/** What a field can hold. Lists are for fields with several values, such as categories. */
export type FieldValue = string | number | boolean | readonly (string | number | boolean)[] | undefined

export const SUBJECTS = ['item', 'seed', 'shopper', 'session', 'basket', 'channel', 'time'] as const
/** Whose field it is: the candidate, the item of the page, who asks, what they did in this visit, what lies in the basket. */
export type Subject = (typeof SUBJECTS)[number]

/** `item.priceMinor`, `seed.brand`, `item.attributes.color`, `time.hour`. */
export type FieldPath = `${Subject}.${string}`

/** What a field is held against. */
export type Operand =
  | { readonly value: string | number | boolean | readonly (string | number)[] }
  /** Another field, times and plus a number where both are numbers: the price of the seed, plus a tenth. */
  | { readonly field: FieldPath; readonly times?: number; readonly plus?: number }
  /** Given with the request. */
  | { readonly parameter: string }

export const COMPARISONS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not in',
  /** A category or one below it. */
  'under',
  'contains',
  'starts with',
] as const
export type Comparison = (typeof COMPARISONS)[number]

export const PAST_ACT_KINDS = ['view', 'cart', 'wish', 'purchase'] as const
export type PastActKind = (typeof PAST_ACT_KINDS)[number]

/** What a shopper did in their past, counted: acts of these kinds with items that the condition holds of. */
export type HistoryCount = {
  readonly acts: readonly PastActKind[]
  /** Of the candidate itself; or of items of which the condition holds; left out, of any. */
  readonly of?: 'item' | Condition
  /** So many times 24 hours before now. Left out, of all time. */
  readonly withinDays?: number
}

export const HISTORY_COMPARISONS = ['<', '<=', '=', '>=', '>'] as const
export type HistoryComparison = (typeof HISTORY_COMPARISONS)[number]

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: FieldPath; readonly is: Comparison; readonly than: Operand }
  | { readonly field: FieldPath; readonly is: 'known' | 'unknown' }
  | { readonly history: HistoryCount; readonly is: HistoryComparison; readonly than: number }
  /** Of the lines of the basket: the condition reads each line's item as `item`. */
  | { readonly lines: 'some' | 'every' | 'none'; readonly hold: Condition }
  /** Acts that followed each other in this order within the days. */
  | { readonly sequence: readonly HistoryCount[]; readonly withinDays: number }
