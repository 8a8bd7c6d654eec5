/** From unknown JSON to an accepted event, or to what is wrong with it. */
import { EVENT_KINDS, type EventKind, type Line, type ShopEvent } from '../domain/event.ts'
import { parseEventKind } from '../domain/event-kind.ts'
import { normalizeCategory } from '../domain/catalog.ts'
import { ID_LENGTH_MAX, isId, WEB_CHANNEL } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import { isCurrency } from '../domain/money.ts'
import { EventSchema, type WireEvent } from './event-schema.ts'
import { FUTURE_TOLERANCE_MS, parseInstant } from './instant.ts'
import { compileCheck, type Problem, problem, shapeProblem } from './problem.ts'

const check = compileCheck(EventSchema)
const FIELDS: ReadonlySet<string> = new Set(Object.keys(EventSchema.properties))
const KIND_ALIASES = ['type', 'event', 'eventType'] as const

/** What a kind cannot do without. */
const NEEDS: Partial<Record<EventKind, readonly (keyof ShopEvent)[]>> = {
  'product-view': ['itemId'],
  'product-share': ['itemId'],
  'product-dismiss': ['itemId'],
  'product-undismiss': ['itemId'],
  'product-rating': ['itemId', 'rating'],
  'wishlist-add': ['itemId'],
  'wishlist-remove': ['itemId'],
  'list-impression': ['itemIds'],
  'list-click': ['itemId'],
  'category-view': ['category'],
  search: ['query'],
  order: ['lines'],
}

/** Needs that a basket satisfies too. */
const NEEDS_ITEM_OR_BASKET: ReadonlySet<EventKind> = new Set(['cart-add', 'cart-remove', 'cart-update'])

/** What is said until it is taken back: of two, the newer counts. */
const SAID: ReadonlySet<EventKind> = new Set([
  'wishlist-add',
  'wishlist-remove',
  'product-dismiss',
  'product-undismiss',
])

/** CUBOT makes telephones. */
const BOT = /(?<!cu)bot\b|crawl|spider|slurp|lighthouse|pingdom|uptime/i

/** True for user agents that say they are programs. Their events are kept in quarantine. */
export const isBotUserAgent = (userAgent: string | undefined): boolean =>
  userAgent !== undefined && BOT.test(userAgent)

type Raw = Readonly<Record<string, unknown>>

/** Unknown fields go to `properties`, and the kind is found under its other names. */
const gather = (raw: Raw): { wire: Raw; kindName: unknown } => {
  const kindName = raw['kind'] ?? KIND_ALIASES.map((name) => raw[name]).find((value) => value !== undefined)
  const extras = Object.keys(raw).filter(
    (key) => !FIELDS.has(key) && !(KIND_ALIASES as readonly string[]).includes(key),
  )
  if (extras.length === 0) return { wire: raw, kindName }
  const given = raw['properties']
  const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const key of extras) properties[key] = raw[key]
  if (typeof given === 'object' && given !== null && !Array.isArray(given))
    for (const [key, value] of Object.entries(given)) properties[key] = value
  const wire: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const key of Object.keys(raw)) if (FIELDS.has(key)) wire[key] = raw[key]
  wire['properties'] = properties
  return { wire, kindName }
}

const lineOf = (line: Line | (Omit<Line, 'quantity'> & { quantity?: number })): Line => ({
  itemId: line.itemId,
  ...(line.sku !== undefined && { sku: line.sku }),
  quantity: line.quantity ?? 1,
  ...(line.priceMinor !== undefined && { priceMinor: line.priceMinor }),
  ...(line.discountMinor !== undefined && { discountMinor: line.discountMinor }),
  ...(line.recommendationId !== undefined && { recommendationId: line.recommendationId }),
})

const lackOf = (kind: EventKind, wire: WireEvent): Problem | undefined => {
  for (const field of NEEDS[kind] ?? []) {
    const value = wire[field as keyof WireEvent]
    if (value === undefined || (Array.isArray(value) && value.length === 0))
      return problem('MISSING', `/${field}`, `an event of kind ${kind} needs ${field}`, 'Add the field.')
  }
  if (NEEDS_ITEM_OR_BASKET.has(kind) && wire.itemId === undefined && wire.basket === undefined)
    return problem(
      'MISSING',
      '/itemId',
      `an event of kind ${kind} needs itemId or basket`,
      'Add one of the two.',
    )
  if (kind === 'refund' && wire.lines === undefined && wire.itemId === undefined)
    return problem('MISSING', '/lines', 'a refund needs lines or itemId', 'Say which items were given back.')
  if (kind === 'identify' && (wire.shopper?.visitorId === undefined || wire.shopper.customerId === undefined))
    return problem(
      'MISSING',
      '/shopper',
      'an event of kind identify needs visitorId and customerId',
      'Send both in `shopper`.',
    )
  return undefined
}

const unknownKind = (name: unknown): Problem =>
  name === undefined
    ? problem('MISSING', '/kind', 'kind is missing', 'Say what happened: product-view, cart-add, order, …')
    : problem(
        'UNKNOWN_KIND',
        '/kind',
        `${JSON.stringify(String(name).slice(0, 60))} is not a kind of event`,
        `Send one of ${EVENT_KINDS.join(', ')}, or an alias from the docs.`,
      )

/** An order has an id of its own: a till that tries again without an `eventId` does not sell twice. */
const ownIdOf = (kind: EventKind, { orderId, channel }: WireEvent): string | undefined => {
  if (kind !== 'order' || orderId === undefined) return undefined
  const ownId = `order:${channel ?? WEB_CHANNEL}:${orderId}`
  return ownId.length <= ID_LENGTH_MAX ? ownId : undefined
}

/** Below it, a difference is the way and not the clock. */
const CLOCK_LAG_MS_MIN = 60_000

/** @param sentAt  the sender's clock when it sent, ms */
export const clockLagMs = (sentAt: number | undefined, now: number): number =>
  sentAt === undefined || Math.abs(now - sentAt) < CLOCK_LAG_MS_MIN ? 0 : now - sentAt

export type EventContext = {
  /** ms UTC */
  readonly now: number
  /** How far the sender's clock is behind, ms; negative when it is ahead. */
  readonly clockLagMs?: number
  /** An id for an event that came without one. */
  readonly newEventId: () => string
  readonly isBot: boolean
}

/** @returns the event as it is logged, or the first thing to mend */
export const parseEvent = (
  raw: unknown,
  context: EventContext,
): { readonly event: ShopEvent } | { readonly problem: Problem } => {
  const misshapen = shapeProblem(raw, 'event')
  if (misshapen !== undefined) return { problem: misshapen }
  const { wire, kindName } = gather(raw as Raw)
  if (!check.is(wire)) return { problem: check.problemOf(wire) }
  const kind = typeof kindName === 'string' ? parseEventKind(kindName) : undefined
  if (kind === undefined) return { problem: unknownKind(kindName) }
  const lack = lackOf(kind, wire)
  if (lack !== undefined) return { problem: lack }
  if (wire.currency !== undefined && !isCurrency(wire.currency))
    return {
      problem: problem(
        'UNKNOWN_CURRENCY',
        '/currency',
        `${wire.currency} is not a currency`,
        'Send an ISO 4217 code, as GBP.',
      ),
    }
  let at = context.now
  if (wire.at !== undefined) {
    const { clockLagMs = 0 } = context
    // What is not a number is left to be refused. A clock that never ran stands near 1970.
    const told = clockLagMs !== 0 && typeof wire.at === 'number' ? wire.at + clockLagMs : wire.at
    const parsed = parseInstant(told, context.now + FUTURE_TOLERANCE_MS)
    if (typeof parsed !== 'number') return { problem: problem('BAD_DATE', '/at', parsed.message, parsed.fix) }
    // A clock that is fast would else keep it from being taken back.
    at = SAID.has(kind) ? Math.min(parsed, context.now) : parsed
  }
  const { basket, lines, category, properties, shopper, eventId, channel, ...rest } = wire
  for (const name of ['kind', 'at', ...KIND_ALIASES]) delete (rest as Record<string, unknown>)[name]
  const named =
    shopper !== undefined && (isId(shopper.visitorId) || isId(shopper.customerId)) ? { shopper } : {}
  const event: ShopEvent = {
    ...rest,
    eventId: eventId ?? ownIdOf(kind, wire) ?? context.newEventId(),
    kind,
    at,
    channel: channel ?? WEB_CHANNEL,
    ...named,
    ...(category !== undefined && { category: normalizeCategory(category) }),
    ...(basket !== undefined && { basket: basket.map(lineOf) }),
    ...(lines !== undefined && { lines: lines.map(lineOf) }),
    ...(properties !== undefined && { properties: properties as JsonObject }),
    ...(context.isBot && { quarantine: 'bot' as const }),
  }
  return { event }
}
