import { expect, test } from 'vitest'
import { EVENT_KINDS, type EventKind } from '../domain/event.ts'
import { EVENT_KIND_ALIASES } from '../domain/event-kind.ts'
import { clockLagMs, isBotUserAgent, parseEvent } from './parse-event.ts'

const NOW = Date.UTC(2026, 2, 1, 12)
const parse = (raw: unknown, isBot = false) => parseEvent(raw, { now: NOW, newEventId: () => 'given', isBot })
const eventOf = (raw: unknown) => {
  const result = parse(raw)
  if ('problem' in result) throw new Error(`${result.problem.field} ${result.problem.message}`)
  return result.event
}
const problemOf = (raw: unknown) => {
  const result = parse(raw)
  return 'problem' in result ? result.problem : undefined
}

const line = { itemId: 'rye', quantity: 2 }
const LEAST: Partial<Record<EventKind, object>> = {
  'product-view': { itemId: 'rye' },
  'product-share': { itemId: 'rye' },
  'product-dismiss': { itemId: 'rye' },
  'product-undismiss': { itemId: 'rye' },
  'product-rating': { itemId: 'rye', rating: 4 },
  'wishlist-add': { itemId: 'rye' },
  'wishlist-remove': { itemId: 'rye' },
  'cart-add': { itemId: 'rye' },
  'cart-remove': { itemId: 'rye' },
  'cart-update': { basket: [] },
  'list-impression': { itemIds: ['rye'] },
  'list-click': { itemId: 'rye' },
  'category-view': { category: 'Food>Bread' },
  search: { query: 'rye' },
  order: { lines: [line] },
  refund: { itemId: 'rye', orderId: 'o1' },
  identify: { shopper: { visitorId: 'v', customerId: 'anna' } },
}

test.each(EVENT_KINDS)(
  '%s is accepted with what it cannot do without, under every name and field',
  (kind) => {
    for (const field of ['kind', 'type', 'event', 'eventType'])
      for (const name of [kind, ...EVENT_KIND_ALIASES[kind]])
        expect([`${field}: ${name}`, eventOf({ [field]: name, ...LEAST[kind] })]).toMatchObject([
          `${field}: ${name}`,
          {
            kind,
            channel: 'web',
            at: NOW,
            eventId: 'given',
          },
        ])
  },
)

test.each(Object.keys(LEAST) as EventKind[])('%s without it says what to add', (kind) => {
  expect(problemOf({ kind })).toMatchObject({
    code: 'MISSING',
    field: expect.stringMatching(/^\/\w+/),
    fix: expect.any(String),
  })
})

test.each([
  [{ kind: 'bought' }, 'UNKNOWN_KIND', '/kind'],
  [{ kind: '__proto__' }, 'UNKNOWN_KIND', '/kind'],
  [{}, 'MISSING', '/kind'],
  [{ kind: 7 }, 'INVALID', '/kind'],
  [{ at: '1970-01-01' }, 'BAD_DATE', '/at'],
  [{ at: '9999-12-31T00:00:00Z' }, 'BAD_DATE', '/at'],
  [{ at: NOW + 86_400_001 }, 'BAD_DATE', '/at'],
  [{ at: '' }, 'BAD_DATE', '/at'],
  [{ at: Number.NaN }, 'INVALID', '/at'],
  [{ at: null }, 'INVALID', '/at'],
  [{ at: [] }, 'INVALID', '/at'],
  [{ currency: 'XXY' }, 'UNKNOWN_CURRENCY', '/currency'],
  [{ currency: 'gbp' }, 'INVALID', '/currency'],
  [{ quantity: -1 }, 'INVALID', '/quantity'],
  [{ quantity: 0 }, 'INVALID', '/quantity'],
  [{ quantity: '2' }, 'INVALID', '/quantity'],
  [{ priceMinor: -1 }, 'INVALID', '/priceMinor'],
  [{ lines: [line, { itemId: 'jam', quantity: -1 }] }, 'INVALID', '/lines/1/quantity'],
  [{ lines: [{ quantity: 1 }] }, 'MISSING', '/lines/0/itemId'],
  [{ lines: line }, 'INVALID', '/lines'],
  [{ basket: [{ itemId: '' }] }, 'INVALID', '/basket/0/itemId'],
  [{ itemId: 'a\u0000b' }, 'INVALID', '/itemId'],
  [{ itemId: 'a\nb' }, 'INVALID', '/itemId'],
  [{ itemId: '\ud83e' }, 'INVALID', '/itemId'],
  [{ itemId: 'x'.repeat(257) }, 'INVALID', '/itemId'],
  [{ eventId: '' }, 'INVALID', '/eventId'],
  [{ shopper: 'anna' }, 'INVALID', '/shopper'],
  [{ shopper: { name: 'Anna' } }, 'INVALID', '/shopper/name'],
  [{ properties: [] }, 'INVALID', '/properties'],
])('%j is refused with its field and a fix', (wrong, code, field) => {
  const whole =
    'kind' in wrong || Object.keys(wrong).length === 0
      ? wrong
      : { kind: 'product-view', itemId: 'rye', ...wrong }
  expect(problemOf(whole)).toMatchObject({
    code,
    field,
    message: expect.stringMatching(/./),
    fix: expect.stringMatching(/./),
  })
})

test.each([null, undefined, 7, 'order', [], [{}], true])('%j is no event', (raw) => {
  expect(problemOf(raw)).toMatchObject({ code: 'INVALID', field: '' })
})

test('an order of 10,000 lines is an event', () => {
  expect(
    eventOf({ kind: 'order', lines: Array.from({ length: 10_000 }, (_, k) => ({ itemId: `item-${k}` })) })
      .lines,
  ).toHaveLength(10_000)
})

test.each(['a/b', 'rye bread', '🥖', '__proto__', 'constructor'])(
  '%j is an item like any other',
  (itemId) => {
    expect(eventOf({ kind: 'product-view', itemId }).itemId).toBe(itemId)
  },
)

test('what an event has besides is kept under properties, and names of ours come from nowhere else', () => {
  const event = eventOf({
    event: 'OrderCompleted',
    lines: [{ itemId: 'rye' }],
    quarantine: 'bot',
    affiliate: 'radio',
    properties: { affiliate: 'web', ab: [1] },
  })
  expect(event.properties).toEqual({ quarantine: 'bot', affiliate: 'web', ab: [1] })
  expect(Object.keys(event).sort()).toEqual(['at', 'channel', 'eventId', 'kind', 'lines', 'properties'])
  expect(Object.keys(eventOf({ type: 'product-view', itemId: 'rye' })).sort()).toEqual([
    'at',
    'channel',
    'eventId',
    'itemId',
    'kind',
  ])
})

test('keys named __proto__ stay data at every place and pollute nothing', () => {
  const text =
    '{"kind":"product-view","itemId":"rye","__proto__":{"polluted":1},"properties":{"__proto__":{"polluted":2},"constructor":3}}'
  expect(JSON.stringify(eventOf(JSON.parse(text)).properties)).toBe(
    '{"__proto__":{"polluted":2},"constructor":3}',
  )
  const top = '{"kind":"product-view","itemId":"rye","__proto__":{"polluted":1}}'
  expect(JSON.stringify(eventOf(JSON.parse(top)).properties)).toBe('{"__proto__":{"polluted":1}}')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('what is nested without end is refused, not followed', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown
  expect(problemOf({ kind: 'product-view', itemId: 'rye', properties: { deep } })).toMatchObject({
    code: 'TOO_DEEP',
  })
})

test('a line without a quantity is one; a category is written in one way; nobody is nobody', () => {
  expect(eventOf({ kind: 'order', lines: [{ itemId: 'rye' }] }).lines).toEqual([
    { itemId: 'rye', quantity: 1 },
  ])
  expect(eventOf({ kind: 'category-view', category: ' Food>Bread ' }).category).toBe('Food > Bread')
  expect(eventOf({ kind: 'home-view', shopper: {} })).not.toHaveProperty('shopper')
})

test('programs that say so are put in quarantine', () => {
  expect(parse({ kind: 'home-view' }, true)).toMatchObject({ event: { quarantine: 'bot' } })
  expect(['Googlebot/2.1', 'bingbot', 'Chrome-Lighthouse', 'Baiduspider'].every(isBotUserAgent)).toBe(true)
  expect(['Mozilla/5.0 (X11; Linux) Firefox/140.0', 'Cubot X30 phone', undefined].some(isBotUserAgent)).toBe(
    false,
  )
})

test('an order that is sent again without an eventId has the same one, and so is not sold twice', () => {
  const idOf = (rest: object): string => eventOf({ kind: 'order', lines: [line], ...rest }).eventId
  expect(idOf({ orderId: '17' })).toBe(idOf({ orderId: '17' }))
  expect(idOf({ orderId: '17' })).not.toBe(idOf({ orderId: '17', channel: 'till' }))
  expect(idOf({ orderId: '17', eventId: 'own' })).toBe('own')
  expect(idOf({})).toBe('given')
  expect(idOf({ orderId: 'x'.repeat(256) })).toBe('given')
})

test('a line keeps the decision that it was taken from', () => {
  const parsed = parseEvent(
    { kind: 'order', lines: [{ itemId: 'tea', recommendationId: 'r-1' }] },
    { now: 1, newEventId: () => 'e-1', isBot: false },
  )
  expect(parsed).toMatchObject({
    event: { lines: [{ itemId: 'tea', quantity: 1, recommendationId: 'r-1' }] },
  })
})

test('a clock that is wrong by a minute or more is corrected; a slow way is not a wrong clock', () => {
  const day = 86_400_000
  const atOf = (at: number | string, sentAt?: number): number | undefined => {
    const context = { now: NOW, newEventId: () => 'given', isBot: false, clockLagMs: clockLagMs(sentAt, NOW) }
    const result = parseEvent({ kind: 'home-view', at }, context)
    return 'event' in result ? result.event.at : undefined
  }
  expect(atOf(NOW + 3 * day - 5_000)).toBeUndefined()
  expect(atOf(NOW + 3 * day - 5_000, NOW + 3 * day)).toBe(NOW - 5_000)
  expect(atOf(9_000, 10_000)).toBe(NOW - 1_000)
  expect(atOf(NOW - 5_000, NOW - 59_000)).toBe(NOW - 5_000)
  expect(atOf('2026-03-01T11:00:00Z', NOW - day)).toBe(NOW - 3_600_000)
})
