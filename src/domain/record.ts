/** What the log holds: events, and changes to documents. State is a fold over it. */

/** The kinds of document a shop keeps; the newest state of each id is also held by the store. */
export const DOCUMENT_KINDS = [
  'shop',
  'item',
  'customer',
  'channel',
  'key',
  'strategy',
  'placement',
  'rule',
  'curated-list',
  'filter',
  'screen-layout',
  'register',
  'associate',
  'erasure',
  'sign-out',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/**
 * A record on its way into the log. `body` is JSON text: the event, the document (`put`), or an RFC 7396 merge patch
 * (`patch`); empty for `delete`. `id` is the event's or the document's.
 */
export type NewRecord =
  | { readonly op: 'event'; readonly kind: 'event'; readonly id: string; readonly body: string }
  | {
      readonly op: 'put' | 'patch' | 'delete'
      readonly kind: DocumentKind
      readonly id: string
      readonly body: string
    }

/** A record in its place. `seq` counts from 1 within the shop, without gaps; `loggedAt` is in ms UTC. */
export type LogRecord = NewRecord & { readonly seq: number; readonly loggedAt: number }

/** The newest state of a document; `body` is undefined once it was deleted. */
export type StoredDocument = {
  readonly kind: DocumentKind
  readonly id: string
  readonly seq: number
  /** When the first record of this id was logged. */
  readonly createdAt: number
  readonly body: string | undefined
}
