/** One shop at work: its view, kept in step with its log. */
import type { Shop } from '../domain/catalog.ts'
import { AisleError, assert } from '../domain/errors.ts'
import type { ShopEvent } from '../domain/event.ts'
import { interactionsOf } from '../domain/interaction.ts'
import type { ShopId } from '../domain/ids.ts'
import { type Json, mergePatch } from '../domain/json.ts'
import { DOCUMENT_KINDS, type DocumentKind, type LogRecord, type NewRecord } from '../domain/record.ts'
import type { SegmentFolder } from '../artifacts/segment-folder.ts'
import type { Placed, Store } from '../stores/ports.ts'
import { BlockBuilder, type InteractionBlock } from '../views/interaction-block.ts'
import { type KeyDocument, ShopView } from '../views/shop-view.ts'

/** Rows of one segment: a few megabytes, a fraction of a second to read again from the log when it was not written. */
const SEGMENT_ROWS = 131_072
const PAGE_RECORDS = 5_000
const PAGE_DOCUMENTS = 2_000

export type OpenProgress = (doneSeq: number, headSeq: number) => void

/** A record together with its parsed body, so that it need not be parsed again. */
export type Parsed = { readonly record: NewRecord; readonly body: unknown }

/** Tells the log of a shop from one of the same shop in another store: by when it was begun. */
export const logIdOf = async (store: Store, shop: ShopId): Promise<string> => {
  const [first] = await store.readLog(shop, 0, 1)
  return String(first?.loggedAt ?? 0)
}

export class ShopRuntime {
  readonly shop: ShopId
  /** What is made from a log is of use only beside it. */
  readonly logId: string
  readonly #store: Store
  readonly #segments: SegmentFolder | undefined
  #view: ShopView
  #builder = new BlockBuilder(1)
  #logSeq = 0
  /** Sealed, but not on disk yet. */
  readonly #unwritten: InteractionBlock[] = []
  #sealing: Promise<void> = Promise.resolve()
  #catchingUp: Promise<void> | undefined
  #rebuilding: Promise<void> | undefined
  /** The log before what the view holds was rewritten. */
  #isRewritten = false
  #remadeCount = 0

  private constructor(store: Store, segments: SegmentFolder | undefined, shop: Shop, logId: string) {
    this.shop = shop.shop as ShopId
    this.logId = logId
    this.#store = store
    this.#segments = segments
    this.#view = new ShopView(shop)
  }

  /**
   * Reads the shop into memory: documents, then segments, then what the log has beyond them.
   *
   * @throws AisleError SHOP_UNKNOWN
   */
  static async open(
    store: Store,
    shop: ShopId,
    segments: SegmentFolder | undefined,
    progress: OpenProgress = () => {},
  ): Promise<ShopRuntime> {
    const document = await store.readDocument(shop, 'shop', shop)
    if (document?.body === undefined)
      throw new AisleError('SHOP_UNKNOWN', `There is no shop ${JSON.stringify(shop)}.`)
    const runtime = new ShopRuntime(
      store,
      segments,
      JSON.parse(document.body) as Shop,
      await logIdOf(store, shop),
    )
    await runtime.#load(progress)
    return runtime
  }

  get view(): ShopView {
    return this.#view
  }

  /** The view holds the log up to here. */
  get logSeq(): number {
    return this.#logSeq
  }

  /**
   * Logs the records and, once they are durable, folds them into the view.
   *
   * @throws AisleError STORE_FULL and the like: then nothing was kept
   */
  async append(parsed: readonly Parsed[], loggedAt: number): Promise<readonly Placed[]> {
    const placed = await this.#store.append(
      this.shop,
      parsed.map(({ record }) => record),
      loggedAt,
    )
    const fresh = placed.filter(({ isDuplicate }) => !isDuplicate)
    if (fresh.length === 0) return placed
    if (fresh[0]?.seq !== this.#logSeq + 1) await this.#reach(fresh.at(-1)?.seq ?? 0)
    else
      for (const [k, { seq, isDuplicate }] of placed.entries()) {
        if (isDuplicate) continue
        const { record, body } = parsed[k] as Parsed
        this.#fold({ ...record, seq, loggedAt } as LogRecord, body)
      }
    // Whoever brings another time zone waits until it counts; what comes meanwhile goes on with the view that serves.
    if (this.#hasOtherZone() && this.#rebuilding === undefined) await this.#rebuild()
    else if (this.#rebuilding !== undefined && parsed.some(({ record }) => record.kind === 'shop'))
      await this.#rebuilding
    return placed
  }

  /** Reads what others appended. Calls that overlap share one reading. */
  async catchUp(): Promise<void> {
    this.#catchingUp ??= this.#readOn().finally(() => {
      this.#catchingUp = undefined
    })
    await this.#catchingUp
  }

  /** Catches up with other processes, and folds anew when one of them changed the time zone. */
  async follow(): Promise<void> {
    await this.catchUp()
    if (this.#hasOtherZone() || this.#isRewritten) await (this.#rebuilding ?? this.#rebuild())
  }

  /**
   * Folds the log anew once an erasure says that records of it were rewritten, beside the view that goes on serving.
   *
   * @param isErased  of a shopper, as views name them: whose segments are made again
   * @returns how many segments were
   */
  async refold(isErased: (shopperKey: string) => boolean): Promise<number> {
    await this.#rebuilding
    if (this.#isRewritten) await this.#rebuild(isErased)
    return this.#remadeCount
  }

  /**
   * Every interaction up to now, in two parts: those that are, or will be, in segments on disk, up to `sealedSeq`, and
   * the blocks after them. Another thread can read the first part by itself.
   */
  async newest(): Promise<{ readonly sealedSeq: number; readonly rest: readonly InteractionBlock[] }> {
    await this.#sealing
    const rest = [...this.#unwritten, this.#builder.build(this.#logSeq)]
    return { sealedSeq: (rest[0]?.firstSeq ?? 1) - 1, rest }
  }

  /** Where the segments are; undefined when the shop keeps none. */
  get segmentsPath(): string | undefined {
    return this.#segments?.path
  }

  /** Blocks made from the log: they stand in for segments that were damaged or lost since they were written. */
  async *blocksOfLog(afterSeq: number, lastSeq: number): AsyncIterable<InteractionBlock> {
    for (let seq = afterSeq; seq < lastSeq; seq = Math.min(seq + SEGMENT_ROWS, lastSeq))
      yield this.#blockOfLog(seq + 1, Math.min(seq + SEGMENT_ROWS, lastSeq))
  }

  async #blockOfLog(firstSeq: number, lastSeq: number): Promise<InteractionBlock> {
    const builder = new BlockBuilder(firstSeq)
    for (let seq = firstSeq - 1; seq < lastSeq; ) {
      const page = await this.#store.readLog(this.shop, seq, Math.min(PAGE_RECORDS, lastSeq - seq))
      for (const record of page)
        if (record.op === 'event')
          for (const row of interactionsOf(JSON.parse(record.body) as ShopEvent))
            builder.push(record.seq, row)
      assert(page.length > 0, `the log has no gap: ${seq + 1}`)
      seq += page.length
    }
    return builder.build(lastSeq)
  }

  /** A reading that was under way may have missed what was logged after it looked. */
  async #reach(seq: number): Promise<void> {
    while (this.#logSeq < seq) await this.catchUp()
  }

  /** Resolves when no segment is being written. */
  async settle(): Promise<void> {
    await this.#sealing
  }

  async #load(progress: OpenProgress): Promise<void> {
    const headSeq = await this.#store.headSeq(this.shop)
    for (const kind of DOCUMENT_KINDS) await this.#loadDocuments(kind)
    await this.#cleanseSegments()
    for await (const block of this.#segments?.read(headSeq) ?? []) {
      this.#view.foldBlock(block)
      this.#logSeq = block.lastSeq
      progress(this.#logSeq, headSeq)
    }
    await this.#segments?.removeAfter(this.#logSeq)
    this.#builder = new BlockBuilder(this.#logSeq + 1)
    await this.#readOn(headSeq, progress)
    this.#view.forgetFormer()
  }

  /** Segments that were made before somebody was erased from the log are made again. */
  async #cleanseSegments(isErased = (key: string): boolean => this.#view.erasures.has(key)): Promise<void> {
    this.#remadeCount =
      (await this.#segments?.cleanse(this.#view.erasures.doneCount, isErased, (firstSeq, lastSeq) =>
        this.#blockOfLog(firstSeq, lastSeq),
      )) ?? 0
  }

  async #loadDocuments(kind: DocumentKind): Promise<void> {
    let afterId = ''
    for (;;) {
      const page = await this.#store.readDocuments(this.shop, kind, afterId, PAGE_DOCUMENTS)
      for (const { id, createdAt, body } of page) {
        this.#view.foldDocument(kind, id, body === undefined ? undefined : JSON.parse(body), createdAt)
        afterId = id
      }
      if (page.length < PAGE_DOCUMENTS) return
    }
  }

  /**
   * @param knownDocumentsSeq  documents up to here are in the view already: their records are passed over. Those that
   *   came while the documents were read are folded again, which ends in the same state.
   */
  async #readOn(knownDocumentsSeq = 0, progress: OpenProgress = () => {}): Promise<void> {
    for (;;) {
      const page = await this.#store.readLog(this.shop, this.#logSeq, PAGE_RECORDS)
      for (const record of page) {
        if (record.seq <= this.#logSeq) continue
        if (record.kind !== 'event' && record.seq <= knownDocumentsSeq) this.#logSeq = record.seq
        else this.#fold(record, record.op === 'delete' ? undefined : JSON.parse(record.body))
      }
      progress(this.#logSeq, Math.max(knownDocumentsSeq, this.#logSeq))
      if (page.length < PAGE_RECORDS) return
    }
  }

  #fold(record: LogRecord, body: unknown): void {
    assert(
      record.seq === this.#logSeq + 1,
      `records are folded in order: ${record.seq} after ${this.#logSeq}`,
    )
    if (record.op === 'event') {
      for (const row of this.#view.foldEvent(record.seq, body as ShopEvent))
        this.#builder.push(record.seq, row)
    } else {
      const current = this.#view.document(record.kind, record.id) as Json | undefined
      const document =
        record.op === 'delete' ? undefined : record.op === 'put' ? body : mergePatch(current, body as Json)
      this.#view.foldDocument(record.kind, record.id, document, record.loggedAt)
      if (record.kind === 'erasure' && this.#view.erasures.find(record.id)?.state === 'done')
        this.#isRewritten = true
    }
    this.#logSeq = record.seq
    if (this.#builder.rowCount >= SEGMENT_ROWS) this.#seal()
  }

  #seal(): void {
    // What is folded anew makes its own: with blocks of before the fold, they would hold what was erased.
    if (this.#segments === undefined || this.#rebuilding !== undefined) return
    this.#unwritten.push(this.#builder.build(this.#logSeq))
    this.#builder = new BlockBuilder(this.#logSeq + 1)
    this.#sealing = this.#sealing.then(() => this.#writeSealed(this.#segments as SegmentFolder))
  }

  /** What cannot be written now is tried again with the next segment; the log has it in any case. */
  async #writeSealed(segments: SegmentFolder): Promise<void> {
    for (let block = this.#unwritten[0]; block !== undefined; block = this.#unwritten[0]) {
      try {
        await segments.write(block)
      } catch {
        return
      }
      // A fold anew may have put other blocks here in the meantime.
      if (this.#unwritten[0] === block) this.#unwritten.shift()
    }
  }

  #hasOtherZone(): boolean {
    return this.#view.timeZone !== this.#view.shop.timeZone
  }

  #rebuild(isErased?: (shopperKey: string) => boolean): Promise<void> {
    this.#rebuilding = this.#foldAnew(isErased).finally(() => {
      this.#rebuilding = undefined
    })
    return this.#rebuilding
  }

  /**
   * Days changed their borders, or the log was rewritten: everything is folded anew, beside the view that goes on serving.
   */
  async #foldAnew(isErased?: (shopperKey: string) => boolean): Promise<void> {
    while (this.#hasOtherZone() || this.#isRewritten) {
      this.#isRewritten = false
      await this.#sealing
      await this.#cleanseSegments(isErased)
      const fresh = await ShopRuntime.open(this.#store, this.shop, this.#segments)
      do {
        await fresh.#reach(this.#logSeq)
        await fresh.#sealing
      } while (fresh.#logSeq < this.#logSeq)
      this.#view = fresh.#view
      this.#builder = fresh.#builder
      this.#logSeq = fresh.#logSeq
      if (fresh.#isRewritten) this.#isRewritten = true
      this.#unwritten.splice(0, this.#unwritten.length, ...fresh.#unwritten)
    }
  }
}

/** The key with that hash, if the shop has it. */
export const findKey = (view: ShopView, hash: string): KeyDocument | undefined => {
  for (const key of view.keys.values()) if (key.hash === hash) return key
  return undefined
}
