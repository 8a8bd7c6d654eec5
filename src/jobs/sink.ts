/** The door that every record comes through, whoever brings it: HTTP, importers, the demo world. */

export const RECORD_KINDS = ['events', 'items', 'customers', 'channels'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]
/** What a sink takes: files bring records, and the demo world its lists by hand and its tills too. */
export type SentKind = RecordKind | 'curated-lists' | 'registers' | 'associates'
export type DocumentsKind = Exclude<RecordKind, 'events'>

const DOCUMENT_KIND_OF = {
  items: 'item',
  customers: 'customer',
  channels: 'channel',
  'curated-lists': 'curated-list',
  registers: 'register',
} as const
/** The kind of document that records of a kind are. */
export const documentKindOf = <K extends keyof typeof DOCUMENT_KIND_OF>(
  kind: K,
): (typeof DOCUMENT_KIND_OF)[K] => DOCUMENT_KIND_OF[kind]

/** What became of one record, in the order sent. */
export type Outcome =
  | {
      readonly status: 'accepted'
      readonly id: string
      /** The customer that the event named was left out: the sender did not prove to act for them. */
      readonly warning?: 'CUSTOMER_NOT_PROVEN'
    }
  /** An event with this id was accepted before, or the document is just as it was sent: nothing changed. */
  | { readonly status: 'duplicate'; readonly id: string }
  | {
      readonly status: 'rejected'
      readonly code: string
      /** JSON pointer into the record: `/lines/0/quantity`; empty for the whole record. */
      readonly field: string
      readonly message: string
      readonly fix: string
    }

export type Sink = {
  /**
   * Takes records as they stand on the wire (see the API reference): unvalidated. Resolves when all that was accepted
   * is durable. At most 1,000 records in a call.
   *
   * @throws AisleError QUEUE_FULL, STORE_FULL, SHOP_UNKNOWN: then nothing of the call was kept
   */
  send(kind: SentKind, records: readonly unknown[]): Promise<readonly Outcome[]>
}
