/** The one door to durable storage. `store.contract.ts` tests every implementation. */
import type { ShopId } from '../domain/ids.ts'
import type { DocumentKind, LogRecord, NewRecord, StoredDocument } from '../domain/record.ts'

/** Where a record stands: its own place when it was stored, the place of the first one when it is a duplicate. */
export type Placed = { readonly seq: number; readonly isDuplicate: boolean }

/** Input that could not be kept as a record, with what was wrong. */
export type Reject = {
  readonly rejectedAt: number
  /** `http`, `import` and the like */
  readonly source: string
  readonly code: string
  readonly field: string
  readonly message: string
  /** The input as it came, cut to `REJECT_BODY_LENGTH_MAX`. */
  readonly body: string
}
export type StoredReject = Reject & { readonly rejectId: number }

export type RejectCount = { readonly code: string; readonly field: string; readonly count: number }

export const REJECT_BODY_LENGTH_MAX = 4_000
export const REJECT_FIELD_LENGTH_MAX = 200
export const REJECT_MESSAGE_LENGTH_MAX = 500
/** Of a shop: older rejects go, but stay counted. Otherwise a sender of nonsense could fill the disk. */
export const REJECTS_MAX = 100_000
/** Pairs of code and field that are counted apart; fields hold names that senders make up. */
export const REJECT_COUNTS_MAX = 1_000
/** The field under which the rest is counted. */
export const OTHER_FIELDS = '(other)'

/** What stands at a place of the log from now on. */
export type Rewritten = { readonly seq: number; readonly record: NewRecord }

export type StoreHealth = {
  readonly engine: string
  readonly version: string
  readonly schemaVersion: number
  /** Bytes on disk. */
  readonly sizeBytes: number
  readonly isDurable: boolean
  /** Empty when all is well. */
  readonly problems: readonly string[]
}

/**
 * A log for each shop and the newest state of its documents.
 *
 * Laws: a resolved `append` survives the death of the process and of the machine; `seq` has no gap and no reader that
 * saw `seq` n will later find a record at or below n that it did not see; a batch is kept whole or not at all; calls
 * on one store take effect in the order they were made.
 */
export type Store = {
  /**
   * Adds records in their order. A record of op `event` whose id the shop has already seen is a duplicate and is not
   * stored. `loggedAt` is given by the caller's clock.
   *
   * @throws AisleError STORE_FULL when the disk is full (nothing of the batch is kept)
   */
  append(shop: ShopId, records: readonly NewRecord[], loggedAt: number): Promise<readonly Placed[]>
  /** Records with seq above `afterSeq`, in order, at most `limitCount`. */
  readLog(shop: ShopId, afterSeq: number, limitCount: number): Promise<readonly LogRecord[]>
  /** The seq of the newest record; 0 when there is none. */
  headSeq(shop: ShopId): Promise<number>
  /**
   * Documents with id above `afterId`, deleted ones included, at most `limitCount`. The order of ids is that of code
   * points, which is the order of their UTF-8 bytes; `<` of JavaScript differs for characters above U+FFFF.
   */
  readDocuments(
    shop: ShopId,
    kind: DocumentKind,
    afterId: string,
    limitCount: number,
  ): Promise<readonly StoredDocument[]>
  readDocument(shop: ShopId, kind: DocumentKind, id: string): Promise<StoredDocument | undefined>
  /** The records of one document with seq below `beforeSeq` (left out: all), newest first, at most `limitCount`. */
  readHistory(
    shop: ShopId,
    kind: DocumentKind,
    id: string,
    limitCount: number,
    beforeSeq?: number,
  ): Promise<readonly LogRecord[]>
  /** Records with seq above `afterSeq` up to `untilSeq` whose body holds one of the texts, in order. */
  findRecords(
    shop: ShopId,
    afterSeq: number,
    untilSeq: number,
    texts: readonly string[],
  ): Promise<readonly LogRecord[]>
  /**
   * Puts other records in the place of records, all or none; when they were logged stays. Documents are afterwards as if
   * the log had held these from the start: one that no record names any more is gone. An event stays an event, and a
   * change of a document one. Of an event that gets another id, the id before is not known any more.
   */
  rewrite(shop: ShopId, changes: readonly Rewritten[]): Promise<void>
  /** Every shop that has a record, sorted. */
  listShops(): Promise<readonly ShopId[]>
  addRejects(shop: ShopId, rejects: readonly Reject[]): Promise<void>
  /** Newest first, about the newest `REJECTS_MAX`; `beforeId` pages on. */
  listRejects(
    shop: ShopId,
    beforeId: number | undefined,
    limitCount: number,
  ): Promise<readonly StoredReject[]>
  /** Removes the rejects whose body or message holds one of the texts; they stay counted. @returns how many */
  removeRejects(shop: ShopId, texts: readonly string[]): Promise<number>
  /** All rejects ever, by code and field. */
  countRejects(shop: ShopId): Promise<readonly RejectCount[]>
  /** Small named JSON texts: cursors of imports, pointers to models. `undefined` removes. */
  writeNote(shop: ShopId, name: string, text: string | undefined): Promise<void>
  readNote(shop: ShopId, name: string): Promise<string | undefined>
  /**
   * Lets nothing that was rewritten or removed before stay in the files of the store, as far as they are its own.
   *
   * @param texts  that must not be found in them; they are looked for
   * @returns false when some may be left, since to make a file of this size anew would stop everything for long
   */
  purge(texts: readonly string[]): Promise<boolean>
  health(): Promise<StoreHealth>
  /** Waits for what was asked before, then lets go of the storage. */
  close(): Promise<void>
}
