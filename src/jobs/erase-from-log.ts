/**
 * Takes people out of a shop's log: finds what they did, under their own name and as the browsers that were theirs, and
 * puts in its place what may stay. The same work twice ends in the same log, so it can be taken up again after a crash.
 *
 * What browsers did goes first and what names the person last: the links between the two are needed until then.
 */
import { erasedEvent } from '../domain/anonymous-event.ts'
import type { ShopEvent } from '../domain/event.ts'
import type { ShopId } from '../domain/ids.ts'
import type { LogRecord } from '../domain/record.ts'
import { WhoseVisits } from '../domain/whose-visits.ts'
import type { Rewritten, Store } from '../stores/ports.ts'

export type PersonInLog = {
  readonly customerId: string
  readonly erasureId: string
  /** Browsers that were theirs; those that the log names are added. */
  readonly visitorIds: Set<string>
  /** Where the log says that they are to be erased. */
  readonly askedSeq: number
  eventCount: number
}

export type EraseWork = {
  readonly store: Store
  readonly shop: ShopId
  readonly people: readonly PersonInLog[]
  readonly newId: () => string
  /** Waits until all that may still name them has reached the log. */
  readonly settle: () => Promise<void>
  /** Browsers were found that were not known; they are to be remembered before their links are gone. */
  readonly onVisitors: (person: PersonInLog) => Promise<void>
  /** @param doneShare in [0, 1] */
  readonly progress: (doneShare: number) => void
}

/** Records that the store looks through in one go, some hundredths of a second; it takes other calls in between. */
const SCAN_RECORDS = 20_000
const HISTORY_RECORDS = 500

export const customerText = (customerId: string): string => `"customerId":${JSON.stringify(customerId)}`
export const visitorText = (visitorId: string): string => `"visitorId":${JSON.stringify(visitorId)}`

type FoundEvent = { readonly seq: number; readonly event: ShopEvent }

const eventsOf = (records: readonly LogRecord[]): readonly FoundEvent[] =>
  records.flatMap(({ op, seq, body }) =>
    op === 'event' ? [{ seq, event: JSON.parse(body) as ShopEvent }] : [],
  )

/** Events that hold one of the texts, page by page. */
export async function* eventsHolding(
  { store, shop }: Pick<EraseWork, 'store' | 'shop'>,
  texts: readonly string[],
  pages: Iterable<readonly [afterSeq: number, untilSeq: number]>,
): AsyncGenerator<{ readonly page: readonly [number, number]; readonly found: readonly FoundEvent[] }> {
  if (texts.length === 0) return
  for (const page of pages) yield { page, found: eventsOf(await store.findRecords(shop, ...page, texts)) }
}

export function* pagesBetween(afterSeq: number, untilSeq: number): Generator<readonly [number, number]> {
  for (let after = afterSeq; after < untilSeq; after += SCAN_RECORDS)
    yield [after, Math.min(after + SCAN_RECORDS, untilSeq)]
}

/** Up to where the log is about them: a customer who was put again begins anew there. */
const lastSeqOf = async ({ store, shop }: EraseWork, person: PersonInLog): Promise<number> => {
  let last = Number.POSITIVE_INFINITY
  let before: number | undefined
  for (;;) {
    const history = await store.readHistory(shop, 'customer', person.customerId, HISTORY_RECORDS, before)
    for (const { seq, op } of history)
      if (seq > person.askedSeq && (op === 'put' || op === 'patch')) last = seq - 1
    before = history.at(-1)?.seq
    if (before === undefined || before <= person.askedSeq) return last
  }
}

class LogEraser {
  readonly #work: EraseWork
  readonly #byCustomer: ReadonlyMap<string, PersonInLog>
  readonly #lastSeq = new Map<PersonInLog, number>()

  constructor(work: EraseWork) {
    this.#work = work
    this.#byCustomer = new Map(work.people.map((person) => [person.customerId, person]))
  }

  async findEnds(): Promise<void> {
    for (const person of this.#work.people) this.#lastSeq.set(person, await lastSeqOf(this.#work, person))
  }

  #ownerOf(customerId: string | undefined, seq: number): PersonInLog | undefined {
    const person = customerId === undefined ? undefined : this.#byCustomer.get(customerId)
    return person !== undefined && seq <= (this.#lastSeq.get(person) ?? 0) ? person : undefined
  }

  get #customerTexts(): readonly string[] {
    return this.#work.people.map(({ customerId }) => customerText(customerId))
  }

  /** Which pages name them, and whether new browsers came to light. */
  async findNamed(afterSeq: number, untilSeq: number) {
    const pages: (readonly [number, number])[] = []
    const grown = new Set<PersonInLog>()
    const all = pagesBetween(afterSeq, untilSeq)
    for await (const { page, found } of eventsHolding(this.#work, this.#customerTexts, all)) {
      let isNamed = false
      for (const { seq, event } of found) {
        const { visitorId, customerId } = event.shopper ?? {}
        const person = this.#ownerOf(customerId, seq)
        if (person === undefined) continue
        isNamed = true
        if (visitorId === undefined || event.isEmulated === true || person.visitorIds.has(visitorId)) continue
        person.visitorIds.add(visitorId)
        grown.add(person)
      }
      if (isNamed) pages.push(page)
      this.#report(0, page, untilSeq)
    }
    for (const person of grown) await this.#work.onVisitors(person)
    return { pages, hasNewVisitors: grown.size > 0 }
  }

  /** What their browsers did without naming anybody. @returns how many events */
  async eraseVisits(afterSeq: number, untilSeq: number, visits: WhoseVisits<FoundEvent>): Promise<number> {
    const texts = [...new Set(this.#work.people.flatMap(({ visitorIds }) => [...visitorIds]))].map(
      visitorText,
    )
    let count = 0
    for await (const { page, found } of eventsHolding(this.#work, texts, pagesBetween(afterSeq, untilSeq))) {
      const owned = found.flatMap((one) => visits.take(one.event, one))
      count += await this.#rewrite(
        owned.map(({ visit, customerId }) => ({ ...visit, person: this.#ownerOf(customerId, visit.seq) })),
      )
      this.#report(1, page, untilSeq)
    }
    return count
  }

  /** What names them. @returns how many events */
  async eraseNamed(pages: readonly (readonly [number, number])[], untilSeq: number): Promise<number> {
    let count = 0
    for await (const { page, found } of eventsHolding(this.#work, this.#customerTexts, pages)) {
      count += await this.#rewrite(
        found.map((one) => ({ ...one, person: this.#ownerOf(one.event.shopper?.customerId, one.seq) })),
      )
      this.#report(2, page, untilSeq)
    }
    return count
  }

  async #rewrite(
    all: readonly (FoundEvent & { readonly person: PersonInLog | undefined })[],
  ): Promise<number> {
    const changes: Rewritten[] = []
    for (const { seq, event, person } of all) {
      if (person === undefined || event.isErased === true) continue
      const erased = erasedEvent(event, [person.customerId, ...person.visitorIds], this.#work.newId)
      person.eventCount++
      changes.push({
        seq,
        record: { op: 'event', kind: 'event', id: erased.eventId, body: JSON.stringify(erased) },
      })
    }
    if (changes.length > 0) await this.#work.store.rewrite(this.#work.shop, changes)
    return changes.length
  }

  #report(pass: 0 | 1 | 2, [, doneSeq]: readonly [number, number], untilSeq: number): void {
    this.#work.progress((pass + doneSeq / Math.max(1, untilSeq)) / 3)
  }
}

/**
 * @returns up to where the log was looked through
 * @complexity O(records of the log), three times; some 2 s for a million, beside other calls of the store
 */
export const eraseFromLog = async (work: EraseWork): Promise<number> => {
  const eraser = new LogEraser(work)
  let visits = new WhoseVisits<FoundEvent>()
  for (let from = 0; ; ) {
    await work.settle()
    const until = await work.store.headSeq(work.shop)
    await eraser.findEnds()
    const { pages, hasNewVisitors } = await eraser.findNamed(from, until)
    if (hasNewVisitors) visits = new WhoseVisits()
    const visitCount = await eraser.eraseVisits(hasNewVisitors ? 0 : from, until, visits)
    const namedCount = await eraser.eraseNamed(pages, until)
    // What came while this went on is looked through too, until nothing of them comes any more.
    if (from > 0 && visitCount + namedCount === 0) return until
    from = until
  }
}

/** The states of the customer's document: each becomes an empty change of the erasure. @returns how many */
export const eraseDocuments = async (work: EraseWork, person: PersonInLog): Promise<number> => {
  const { store, shop } = work
  const lastSeq = await lastSeqOf(work, person)
  const seqs: number[] = []
  for (let before: number | undefined; ; ) {
    const history = await store.readHistory(shop, 'customer', person.customerId, HISTORY_RECORDS, before)
    for (const { seq } of history) if (seq <= lastSeq) seqs.push(seq)
    before = history.at(-1)?.seq
    if (before === undefined) break
  }
  // The newest last: as long as it is there, the log says that this is not done.
  seqs.reverse()
  for (let k = 0; k < seqs.length; k += HISTORY_RECORDS)
    await store.rewrite(
      shop,
      seqs.slice(k, k + HISTORY_RECORDS).map((seq) => ({
        seq,
        record: { op: 'patch', kind: 'erasure', id: person.erasureId, body: '{}' },
      })),
    )
  return seqs.length
}
