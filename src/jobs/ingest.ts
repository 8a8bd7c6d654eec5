/** The one way in: checks records, asks for consent, logs what is good, keeps what is not aside. */
import { clockLagMs, type EventContext, parseEvent } from '../api/parse-event.ts'
import { idFieldOf, parseDocument, type WireDocumentKind } from '../api/parse-document.ts'
import { NESTING_MAX, type Problem, problem } from '../api/problem.ts'
import { anonymousEvent } from '../domain/anonymous-event.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopEvent } from '../domain/event.ts'
import type { DocumentKind } from '../domain/record.ts'
import { isDeeperThan, type Json, type JsonObject, mergePatch } from '../domain/json.ts'
import { REJECT_BODY_LENGTH_MAX, type Placed, type Reject, type Store } from '../stores/ports.ts'
import { isFormer, mayKeepShopper } from '../views/consent.ts'
import { MERCHANDISE_KINDS, type MerchandiseKind } from '../views/merchandise-view.ts'
import type { ShopView } from '../views/shop-view.ts'
import { type EventSender, namesUnproven, SHOP_SENDER, withoutCustomer, withProven } from './event-sender.ts'
import { putAssociates } from './associates.ts'
import { meaningProblem } from './merchandise-meaning.ts'
import { registerProblem } from './register-meaning.ts'
import { documentKindOf, type Outcome, type Sink } from './sink.ts'
import type { Parsed, ShopRuntime } from './shop-runtime.ts'

export type IngestDeps = {
  readonly store: Store
  readonly now: () => number
  /** A new, time-ordered id. */
  readonly newId: () => string
  /** Records that may wait to become durable; above it QUEUE_FULL is answered. */
  readonly queueRecordsMax: number
  /** True when nobody else writes to the store: then what is in memory is the newest there is. */
  readonly isOnlyWriter: boolean
}

export type IngestOptions = {
  /** Where the records come from, kept with rejects: `http`, `import`, … */
  readonly source: string
  readonly isBot?: boolean
  /** Left out, a program of the shop. */
  readonly sender?: EventSender
  /** The sender's clock when it sent, ms. */
  readonly sentAt?: number | undefined
}

type Taken = Parsed & { readonly warning?: 'CUSTOMER_NOT_PROVEN' }

const rejected = ({ code, field, message, fix }: Problem): Outcome => ({
  status: 'rejected',
  code,
  field,
  message,
  fix,
})

const isMerchandise = (kind: WireDocumentKind): kind is MerchandiseKind =>
  (MERCHANDISE_KINDS as readonly WireDocumentKind[]).includes(kind)

const faultOf = (kind: WireDocumentKind, body: JsonObject, view: ShopView): Problem | undefined => {
  if (kind === 'register') return registerProblem(body, view)
  return isMerchandise(kind) ? meaningProblem(kind, body, view.merchandise) : undefined
}

/** A person who does not want to be followed is not named in what is kept. */
const withConsent = (event: ShopEvent, view: ShopView): ShopEvent =>
  (event.shopper === undefined && event.sessionId === undefined) || mayKeepShopper(view, event.shopper)
    ? event
    : anonymousEvent(event)

const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Nor is what they sent kept when it cannot be: an event of theirs, or a document of somebody who was erased. */
const mayKeepReject = (raw: unknown, view: ShopView): boolean => {
  const record = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {}
  const { shopper } = record
  const ofDocument = textIn(record['customerId'])
  if (ofDocument !== undefined && isFormer(view, ofDocument)) return false
  if (typeof shopper !== 'object' || shopper === null) return true
  const { visitorId, customerId } = shopper as Record<string, unknown>
  const [visitor, customer] = [textIn(visitorId), textIn(customerId)]
  return mayKeepShopper(view, {
    ...(visitor !== undefined && { visitorId: visitor }),
    ...(customer !== undefined && { customerId: customer }),
  })
}

const textOf = (raw: unknown): string => {
  if (isDeeperThan(raw, NESTING_MAX)) return ''
  const text = JSON.stringify(raw) ?? String(raw)
  return text.slice(0, REJECT_BODY_LENGTH_MAX)
}

export class Ingest {
  readonly #deps: IngestDeps
  readonly #underWay = new Set<Promise<unknown>>()
  #waitingCount = 0

  constructor(deps: IngestDeps) {
    this.#deps = deps
  }

  get waitingCount(): number {
    return this.#waitingCount
  }

  /** @throws AisleError QUEUE_FULL; STORE_FULL: then nothing of the call was kept */
  async events(
    runtime: ShopRuntime,
    raws: readonly unknown[],
    options: IngestOptions,
  ): Promise<readonly Outcome[]> {
    const now = this.#deps.now()
    const context: EventContext = {
      now,
      clockLagMs: clockLagMs(options.sentAt, now),
      newEventId: this.#deps.newId,
      isBot: options.isBot === true,
    }
    const { sender = SHOP_SENDER } = options
    return this.#take(runtime, raws, options, now, (raw) => {
      const result = parseEvent(raw, context)
      if ('problem' in result) return result
      const sent = withProven(result.event, sender)
      // Who said no is not followed, whoever says that it was them.
      const allowed = withConsent(sent, runtime.view)
      const isUnproven = namesUnproven(allowed, sender)
      const event = isUnproven ? withConsent(withoutCustomer(allowed), runtime.view) : allowed
      return {
        record: { op: 'event', kind: 'event', id: event.eventId, body: JSON.stringify(event) },
        body: event,
        ...(isUnproven && { warning: 'CUSTOMER_NOT_PROVEN' }),
      }
    })
  }

  /** Puts or patches documents. @throws as `events` */
  async documents(
    runtime: ShopRuntime,
    kind: WireDocumentKind,
    op: 'put' | 'patch',
    raws: readonly unknown[],
    options: IngestOptions,
  ): Promise<readonly Outcome[]> {
    const now = this.#deps.now()
    // A record is held against the document as those before it in this call leave it.
    const latest = new Map<string, Json>()
    const isAlone = this.#deps.isOnlyWriter && this.#waitingCount === 0
    return this.#take(runtime, raws, options, now, (raw) => {
      const id = idIn(raw, idFieldOf(kind))
      const current =
        id === undefined
          ? undefined
          : (latest.get(id) ?? (runtime.view.document(kind, id) as Json | undefined))
      if (op === 'patch' && id !== undefined && current === undefined)
        return {
          problem: problem(
            'UNKNOWN',
            `/${idFieldOf(kind)}`,
            `there is no ${kind} ${JSON.stringify(id)}`,
            'Put it first.',
          ),
        }
      const result = parseDocument(
        kind,
        raw,
        op === 'patch' ? (current as JsonObject | undefined) : undefined,
      )
      if ('problem' in result) return result
      const wrong = faultOf(kind, result.body, runtime.view)
      if (wrong !== undefined) return { problem: wrong }
      const body = JSON.stringify(result.body)
      // Sent again as it is, a document changes nothing; while others are on their way it might change them back.
      if (op === 'put' && isAlone && current !== undefined && JSON.stringify(current) === body)
        return { unchanged: result.id }
      latest.set(result.id, op === 'put' ? result.body : mergePatch(current, result.body))
      return { record: { op, kind, id: result.id, body }, body: result.body }
    })
  }

  async deletions(
    runtime: ShopRuntime,
    kind: DocumentKind,
    ids: readonly string[],
  ): Promise<readonly Outcome[]> {
    return this.#take(runtime, ids, { source: 'http' }, this.#deps.now(), (id) =>
      runtime.view.document(kind, id as string) === undefined
        ? {
            problem: problem(
              'UNKNOWN',
              '',
              `there is no ${kind} ${JSON.stringify(id)}`,
              'Nothing was to be done.',
            ),
          }
        : { record: { op: 'delete', kind, id: id as string, body: '' }, body: undefined },
    )
  }

  /** A document that the program itself makes and that needs no check. */
  async own(runtime: ShopRuntime, parsed: Parsed): Promise<void> {
    await runtime.append([parsed], this.#deps.now())
  }

  /** Before what must not rest on less than other servers have logged by now. */
  async hearOthers(runtime: ShopRuntime): Promise<void> {
    if (!this.#deps.isOnlyWriter) await runtime.catchUp()
  }

  sinkFor(runtime: ShopRuntime, source: string): Sink {
    return {
      send: (kind, records) => {
        if (kind === 'events') return this.events(runtime, records, { source })
        if (kind === 'associates') return putAssociates(this, runtime, records)
        return this.documents(runtime, documentKindOf(kind), 'put', records, { source })
      },
    }
  }

  /** Resolves when all that was taken before is logged or refused: what comes now meets the view as it is. */
  async settle(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  async #take(
    runtime: ShopRuntime,
    raws: readonly unknown[],
    options: IngestOptions,
    now: number,
    parse: (raw: unknown) => Taken | { readonly problem: Problem } | { readonly unchanged: string },
  ): Promise<readonly Outcome[]> {
    if (this.#waitingCount + raws.length > this.#deps.queueRecordsMax && this.#waitingCount > 0)
      throw new AisleError('QUEUE_FULL', `${this.#waitingCount} records are waiting to be written.`)
    this.#waitingCount += raws.length
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#underWay.add(promise)
    try {
      const results = raws.map(parse)
      const good = results.filter((result): result is Taken => 'record' in result)
      const rejects: Reject[] = []
      for (const [k, result] of results.entries())
        if ('problem' in result) {
          const { code, field, message } = result.problem
          const isKept = mayKeepReject(raws[k], runtime.view)
          rejects.push({
            rejectedAt: now,
            source: options.source,
            code,
            field,
            message: isKept ? message : '',
            body: isKept ? textOf(raws[k]) : '',
          })
        }
      // Rejects first: should they not fit on the disk, then nothing of the call was kept, as was promised.
      if (rejects.length > 0) await this.#deps.store.addRejects(runtime.shop, rejects)
      const placed: readonly Placed[] = good.length > 0 ? await runtime.append(good, now) : []
      let next = 0
      return results.map((result) => {
        if ('problem' in result) return rejected(result.problem)
        if ('unchanged' in result) return { status: 'duplicate', id: result.unchanged }
        const { isDuplicate } = placed[next++] as Placed
        const { id } = result.record
        if (isDuplicate) return { status: 'duplicate', id }
        return { status: 'accepted', id, ...(result.warning !== undefined && { warning: result.warning }) }
      })
    } finally {
      this.#underWay.delete(promise)
      resolve()
      this.#waitingCount -= raws.length
    }
  }
}

const idIn = (raw: unknown, field: string): string | undefined => {
  const id = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[field] : undefined
  return typeof id === 'string' ? id : undefined
}
