/**
 * People who are erased: from the log, and from all that was made from it. The log says that it is to be done before
 * anything is, and that it is done after everything was, so that a server that stops in between goes on at its start.
 */
import type { ErasedCounts, Erasure } from '../domain/erasure.ts'
import { customerKey, visitorKey } from '../domain/interaction.ts'
import type { ShopId } from '../domain/ids.ts'
import type { Store } from '../stores/ports.ts'
import { isFormer } from '../views/consent.ts'
import { hashOfKey } from '../views/hashed-counts.ts'
import type { ShopView } from '../views/shop-view.ts'
import { eraseDocuments, eraseFromLog, type PersonInLog } from './erase-from-log.ts'
import type { Ingest } from './ingest.ts'
import type { KeptDecisions } from './kept-decisions.ts'
import type { Parsed, ShopRuntime } from './shop-runtime.ts'

/** How an erasure stands. Whose it is, is not said any more. */
export type ErasureStatus = {
  readonly erasureId: string
  readonly shop: ShopId
  readonly state: 'running' | 'done' | 'failed'
  readonly askedAt: number
  readonly endedAt?: number
  /** In [0, 1]. */
  readonly doneShare: number
  /** Once it is done. */
  readonly erased?: ErasedCounts
  readonly error?: string
}

export type ErasuresDeps = {
  readonly store: Store
  readonly ingest: Pick<Ingest, 'settle'>
  /** Left out where none are kept. */
  readonly decisions?: Pick<KeptDecisions, 'forget' | 'cleanse'>
  readonly now: () => number
  readonly newId: () => string
  readonly newSalt: () => string
  /** Resolves when other servers on the same store have heard of what the log says now. */
  readonly othersHeard: () => Promise<void>
  /** After a group of people is gone. */
  readonly onErased?: (runtime: ShopRuntime) => Promise<void>
}

/** Finished ones that are told with all their figures. */
const REMEMBERED_MAX = 1_000
const HISTORY_RECORDS = 500
/** What the log takes of the whole. */
const LOG_SHARE = 0.9
/** Ids are never empty. */
const NOBODY = ''

/** Whoever is erased together is looked for in one go; with more, each look would take long. */
const PEOPLE_MAX = 16

const put = (erasure: Erasure): Parsed => ({
  record: { op: 'put', kind: 'erasure', id: erasure.erasureId, body: JSON.stringify(erasure) },
  body: erasure,
})
const deletion = (customerId: string): Parsed => ({
  record: { op: 'delete', kind: 'customer', id: customerId, body: '' },
  body: undefined,
})

const statusOf = (shop: ShopId, { erasureId, state, askedAt, endedAt, erased }: Erasure): ErasureStatus => ({
  erasureId,
  shop,
  state,
  askedAt,
  ...(endedAt !== undefined && { endedAt }),
  doneShare: state === 'done' ? 1 : 0,
  ...(erased !== undefined && { erased }),
})

const hashesOf = (salt: string, { customerId, visitorIds }: PersonInLog): readonly string[] => [
  hashOfKey(salt, customerKey(customerId)),
  ...[...visitorIds].map((visitorId) => hashOfKey(salt, visitorKey(visitorId))),
]

const keysOf = ({ customerId, visitorIds }: PersonInLog): readonly string[] => [
  customerKey(customerId),
  ...[...visitorIds].map(visitorKey),
]

/** Without browsers that are somebody else's now. */
const ownKeysOf = (view: ShopView, { customerId, visitorIds }: PersonInLog): readonly string[] => [
  customerKey(customerId),
  ...[...visitorIds].filter((visitorId) => view.customerBehind(visitorId) === undefined).map(visitorKey),
]

const isNobodysNow = (view: ShopView, shopperKey: string): boolean =>
  !shopperKey.startsWith(visitorKey('')) ||
  view.customerBehind(shopperKey.slice(visitorKey('').length)) === undefined

const idsOf = ({ customerId, visitorIds }: PersonInLog): readonly string[] => [customerId, ...visitorIds]

/** What stands in a record that was kept aside when it names them. */
const textsOf = (person: PersonInLog): readonly string[] => idsOf(person).map((id) => JSON.stringify(id))

const nobody = (erasureId: string): PersonInLog => ({
  customerId: NOBODY,
  erasureId,
  visitorIds: new Set(),
  askedSeq: 0,
  eventCount: 0,
})

/** Browsers that are the customer's now. */
const visitorIdsOf = (view: ShopView, customerId: string): Set<string> => {
  const prefix = visitorKey('').length
  const visitors = view.history.visitorsOf(view.shoppers.find(customerKey(customerId)))
  return new Set(visitors.map((visitor) => view.shoppers.name(visitor).slice(prefix)))
}

/** Whether the shop holds anything of a customer: a document, or what was done under the name. */
export const isKnownCustomer = (view: ShopView, customerId: string): boolean =>
  view.customers.has(customerId) ||
  view.formerCustomers.has(customerId) ||
  (!isFormer(view, customerId) && view.shoppers.find(customerKey(customerId)) >= 0)

type Running = { status: ErasureStatus; readonly ended: Promise<void> }

export class Erasures {
  readonly #deps: ErasuresDeps
  readonly #jobs = new Map<string, Running>()
  readonly #lastByShop = new Map<ShopId, Promise<void>>()
  readonly #forgottenCount = new Map<ShopId, number>()

  constructor(deps: ErasuresDeps) {
    this.#deps = deps
  }

  /**
   * Lets go of customers at once, and begins to take them out of everything. One that is being erased already is answered
   * as it stands; where that failed, it is tried again.
   *
   * @returns by customer; those of whom nothing is known are left out
   */
  async start(
    runtime: ShopRuntime,
    customerIds: readonly string[],
  ): Promise<ReadonlyMap<string, ErasureStatus>> {
    const { view } = runtime
    const found = new Map<string, string>()
    const people: PersonInLog[] = []
    const failed: PersonInLog[] = []
    for (const customerId of new Set(customerIds)) {
      const underWay = this.#underWay(view, customerId)
      if (underWay !== undefined) {
        found.set(customerId, underWay.erasureId)
        if (this.#jobs.get(underWay.erasureId)?.status.state === 'failed')
          failed.push(this.#person(view, customerId, underWay.erasureId))
      } else if (isKnownCustomer(view, customerId)) people.push(this.#person(view, customerId))
    }
    if (people.length > 0) await this.#ask(runtime, people, false)
    await this.#beginAgain(runtime, failed)
    for (const { customerId, erasureId } of people) found.set(customerId, erasureId)
    return new Map(
      [...found].map(([customerId, erasureId]) => [
        customerId,
        this.get(runtime, erasureId) as ErasureStatus,
      ]),
    )
  }

  /** Undefined when there is none. */
  get({ shop, view }: ShopRuntime, erasureId: string): ErasureStatus | undefined {
    const erasure = view.erasures.find(erasureId)
    return erasure === undefined ? undefined : (this.#jobs.get(erasureId)?.status ?? statusOf(shop, erasure))
  }

  /** Resolves when it is over, or after a while. */
  async ended(erasureId: string, waitMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, waitMs)
    const ended = this.#jobs.get(erasureId)?.ended
    if (ended !== undefined) await Promise.race([ended, promise])
    clearTimeout(timer)
  }

  /**
   * Goes on with what was begun and not done: to be called once a shop was opened. Customers that were deleted when that
   * left their events in the log are erased too.
   */
  async resume(runtime: ShopRuntime): Promise<void> {
    const { view } = runtime
    const known: PersonInLog[] = []
    const unasked: PersonInLog[] = []
    const running = view.erasures.running()
    const open = new Set(running.map(({ erasureId }) => erasureId))
    for (const customerId of [...view.formerCustomers, ...(open.size > 0 ? view.customers.keys() : [])]) {
      const underWay = this.#underWay(view, customerId, running)
      if (underWay !== undefined) known.push(this.#person(view, customerId, underWay.erasureId))
      else if (view.formerCustomers.has(customerId)) unasked.push(this.#person(view, customerId))
    }
    for (const { erasureId } of known) open.delete(erasureId)
    // Nothing names them any more: all that is left is to say so.
    for (const erasureId of open) known.push(nobody(erasureId))
    if (unasked.length > 0) await this.#ask(runtime, unasked, true)
    await this.#beginAgain(runtime, known)
    await this.forgetOthers(runtime)
  }

  /** Decisions of this server name whom another erased, or this one just before it stopped. */
  async forgetOthers({ shop, view }: ShopRuntime, justForgotten = 0): Promise<void> {
    const { doneCount } = view.erasures
    if (doneCount === (this.#forgottenCount.get(shop) ?? 0)) return
    this.#forgottenCount.set(shop, doneCount)
    const isErased = (shopperKey: string): boolean =>
      view.erasures.has(shopperKey) && isNobodysNow(view, shopperKey)
    await this.#deps.decisions?.cleanse(shop, { doneCount, justForgotten, isErased })
  }

  /** Resolves when none is under way. */
  async settle(): Promise<void> {
    await Promise.all(this.#lastByShop.values())
  }

  #person(view: ShopView, customerId: string, erasureId = this.#deps.newId()): PersonInLog {
    const visitorIds = visitorIdsOf(view, customerId)
    return { customerId, erasureId, visitorIds, askedSeq: 0, eventCount: 0 }
  }

  #underWay({ erasures }: ShopView, customerId: string, running = erasures.running()): Erasure | undefined {
    return running.find(({ shoppers, salt }) => shoppers[0] === hashOfKey(salt, customerKey(customerId)))
  }

  /** The place of its first word in the log; empty changes that stand for the customer are no words. */
  async #askedSeqOf({ shop }: ShopRuntime, erasureId: string): Promise<number> {
    let askedSeq = 0
    for (let before: number | undefined; ; ) {
      const history = await this.#deps.store.readHistory(shop, 'erasure', erasureId, HISTORY_RECORDS, before)
      for (const { op, seq } of history) if (op === 'put') askedSeq = seq
      before = history.at(-1)?.seq
      if (before === undefined) return askedSeq
    }
  }

  async #beginAgain(runtime: ShopRuntime, people: readonly PersonInLog[]): Promise<void> {
    const asked: PersonInLog[] = []
    for (const person of people)
      asked.push({ ...person, askedSeq: await this.#askedSeqOf(runtime, person.erasureId) })
    this.#begin(runtime, asked, true)
  }

  /** From here on it is in the log, and nothing of them is found any more. */
  async #ask(runtime: ShopRuntime, people: readonly PersonInLog[], isResumed: boolean): Promise<void> {
    const salt = runtime.view.erasures.salt ?? this.#deps.newSalt()
    const askedAt = this.#deps.now()
    const records = people.flatMap((person) => [
      deletion(person.customerId),
      put({ erasureId: person.erasureId, state: 'running', askedAt, salt, shoppers: hashesOf(salt, person) }),
    ])
    const placed = await runtime.append(records, askedAt)
    this.#begin(
      runtime,
      people.map((person, k) => ({ ...person, askedSeq: placed[2 * k + 1]?.seq ?? 0 })),
      isResumed,
    )
  }

  /** One group of a shop after the other. */
  #begin(runtime: ShopRuntime, all: readonly PersonInLog[], isResumed: boolean): void {
    const { shop, view } = runtime
    for (let k = 0; k < all.length; k += PEOPLE_MAX) {
      const people = all.slice(k, k + PEOPLE_MAX)
      const turn = this.#lastByShop.get(shop) ?? Promise.resolve()
      const ended = turn.then(() => this.#run(runtime, people, isResumed))
      this.#lastByShop.set(shop, ended)
      for (const { erasureId } of people) {
        const erasure = view.erasures.find(erasureId)
        if (erasure !== undefined) this.#jobs.set(erasureId, { status: statusOf(shop, erasure), ended })
      }
    }
    for (const [erasureId, { status }] of this.#jobs)
      if (this.#jobs.size > REMEMBERED_MAX && status.state !== 'running') this.#jobs.delete(erasureId)
  }

  #note(people: readonly PersonInLog[], change: Partial<ErasureStatus>): void {
    for (const { erasureId } of people) {
      const job = this.#jobs.get(erasureId)
      if (job !== undefined) job.status = { ...job.status, ...change }
    }
  }

  /** Never rejects: what fails is told, and tried again at the next start. */
  async #run(runtime: ShopRuntime, people: readonly PersonInLog[], isResumed: boolean): Promise<void> {
    try {
      await this.#erase(runtime, people, isResumed)
    } catch (error) {
      this.#note(people, {
        state: 'failed',
        endedAt: this.#deps.now(),
        error: `${error instanceof Error ? error.message : String(error)} It goes on when it is asked for again, or the server is started.`,
      })
    }
  }

  async #erase(runtime: ShopRuntime, people: readonly PersonInLog[], isResumed: boolean): Promise<void> {
    const { store, ingest, decisions, now, newId, othersHeard } = this.#deps
    const { shop } = runtime
    const change = (person: PersonInLog, rest: Partial<Erasure>): Parsed => {
      const erasure = runtime.view.erasures.find(person.erasureId) as Erasure
      const shoppers = new Set(erasure.shoppers)
      if (person.customerId !== NOBODY) for (const hash of hashesOf(erasure.salt, person)) shoppers.add(hash)
      return put({ ...erasure, shoppers: [...shoppers], ...rest })
    }
    const named = people.filter(({ customerId }) => customerId !== NOBODY)
    const work = {
      store,
      shop,
      people: named,
      newId,
      settle: async (): Promise<void> => {
        await ingest.settle()
        await othersHeard()
      },
      onVisitors: async (person: PersonInLog): Promise<void> => {
        await runtime.append([change(person, {})], now())
      },
      progress: (share: number): void => this.#note(people, { doneShare: share * LOG_SHARE }),
    }
    const untilSeq = named.length === 0 ? runtime.logSeq : await eraseFromLog(work)
    const rejects = await store.removeRejects(shop, named.flatMap(textsOf))
    const ownKeys = named.flatMap((person) => ownKeysOf(runtime.view, person))
    const gone = (await decisions?.forget(shop, ownKeys)) ?? 0
    const documents: number[] = []
    for (const person of people)
      documents.push(person.customerId === NOBODY ? 0 : await eraseDocuments(work, person))
    const isPurged = await store.purge(named.flatMap(idsOf))
    const endedAt = now()
    const erased = (person: PersonInLog, k: number): ErasedCounts => ({
      events: person.eventCount,
      documents: documents[k] as number,
      visitors: person.visitorIds.size,
      rejects,
      decisions: gone,
      isPurged,
    })
    await runtime.append(
      people.map((person, k) =>
        change(person, { state: 'done', endedAt, untilSeq, erased: erased(person, k) }),
      ),
      endedAt,
    )
    const keys = new Set(named.flatMap(keysOf))
    const segments = await runtime.refold((shopperKey) => keys.has(shopperKey))
    await this.forgetOthers(runtime, isResumed ? 0 : people.length)
    await this.#deps.onErased?.(runtime)
    for (const [k, person] of people.entries())
      this.#note([person], {
        state: 'done',
        endedAt,
        doneShare: 1,
        erased: { ...erased(person, k), segments },
      })
  }
}
