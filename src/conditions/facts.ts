/** What a condition is asked of: one request and the items that are candidates in it. */
import type { FieldValue, PastActKind, Subject } from '../domain/condition.ts'

export type PastAct = {
  readonly kind: PastActKind
  readonly item: number
  /** ms UTC */
  readonly at: number
}

/** Facts of one request do not change: what a condition has read of them, it does not read again. */
export type Facts = {
  /** A field of an item, by its index. Undefined when the item has none. */
  readonly item: (item: number, name: string) => FieldValue
  /** A field of what is the same for all candidates of the request. */
  readonly fixed: (subject: Exclude<Subject, 'item'>, name: string) => FieldValue
  /** Items that lie in the basket, each once. */
  readonly basket: readonly number[]
  /** What the shopper did, oldest first; empty for strangers and for those whose past may not be read. */
  readonly past: () => readonly PastAct[]
  /** ms UTC */
  readonly now: number
  /** Given with the request, by name. */
  readonly parameters: Readonly<Record<string, FieldValue>>
}
