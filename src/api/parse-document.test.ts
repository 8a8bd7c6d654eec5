import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json.ts'
import { idFieldOf, parseDocument, type WireDocumentKind } from './parse-document.ts'

const bodyOf = (kind: WireDocumentKind, raw: unknown, current?: JsonObject): JsonObject => {
  const result = parseDocument(kind, raw, current)
  if ('problem' in result) throw new Error(`${result.problem.field} ${result.problem.message}`)
  return result.body
}
const problemOf = (kind: WireDocumentKind, raw: unknown, current?: JsonObject) => {
  const result = parseDocument(kind, raw, current)
  return 'problem' in result ? result.problem : undefined
}

test('every kind has its id field', () => {
  expect((['item', 'customer', 'channel', 'shop'] as const).map(idFieldOf)).toEqual([
    'itemId',
    'customerId',
    'channelId',
    'shop',
  ])
})

test('dates become instants wherever they stand', () => {
  const at = Date.UTC(2026, 2, 1)
  expect(
    bodyOf('item', {
      itemId: 'rye',
      addedAt: '2026-03-01',
      channels: { web: { from: '2026-03-01T00:00:00Z', until: at }, till: {} },
    }),
  ).toEqual({ itemId: 'rye', addedAt: at, channels: { web: { from: at, until: at }, till: {} } })
  expect(bodyOf('customer', { customerId: 'anna', loyalty: { since: '2026-03-01' } })).toMatchObject({
    loyalty: { since: at },
  })
  expect(
    bodyOf('channel', {
      channelId: 'web',
      assortments: [{ assortmentId: 'a', mode: 'include', from: '2026-03-01' }],
    }),
  ).toMatchObject({ assortments: [{ from: at }] })
})

test('category paths are written in one way, each once', () => {
  expect(
    bodyOf('item', { itemId: 'rye', categories: ['Food>Bread', ' Food > Bread', 'Food', '>'] }),
  ).toMatchObject({
    categories: ['Food > Bread', 'Food'],
  })
})

test('what came in is not changed', () => {
  const raw = { itemId: 'rye', addedAt: '2026-03-01', categories: ['A>B'] }
  bodyOf('item', raw)
  expect(raw).toEqual({ itemId: 'rye', addedAt: '2026-03-01', categories: ['A>B'] })
})

test.each([
  ['item', {}, 'MISSING', '/itemId'],
  ['item', { itemId: 'a\tb' }, 'INVALID', '/itemId'],
  ['item', { itemId: 'rye', colour: 'brown' }, 'INVALID', '/colour'],
  ['item', { itemId: 'rye', addedAt: '2026-02-30' }, 'BAD_DATE', '/addedAt'],
  ['item', { itemId: 'rye', addedAt: 1e300 }, 'BAD_DATE', '/addedAt'],
  ['item', { itemId: 'rye', channels: { web: { until: 'soon' } } }, 'BAD_DATE', '/channels/web/until'],
  ['item', { itemId: 'rye', channels: { web: { stock: -1 } } }, 'INVALID', '/channels/web/stock'],
  ['item', { itemId: 'rye', currency: 'XXY' }, 'UNKNOWN_CURRENCY', '/currency'],
  ['item', { itemId: 'rye', status: 'gone' }, 'INVALID', '/status'],
  ['item', { itemId: 'rye', skus: [{ title: 'Large' }] }, 'MISSING', '/skus/0/sku'],
  ['item', { itemId: 'rye', categories: 'Food' }, 'INVALID', '/categories'],
  ['customer', { customerId: 'anna', birthYear: 190 }, 'INVALID', '/birthYear'],
  ['customer', { customerId: 'anna', consent: { tracking: 'no' } }, 'INVALID', '/consent/tracking'],
  ['channel', { channelId: 'web', timeZone: 'Mars/Olympus' }, 'UNKNOWN_TIME_ZONE', '/timeZone'],
  ['channel', { channelId: 'web', assortments: [{ assortmentId: 'a' }] }, 'MISSING', '/assortments/0/mode'],
  ['shop', { shop: 'bakery', currency: 'EUR' }, 'MISSING', '/timeZone'],
  ['shop', { shop: 'bakery', currency: 'XXY', timeZone: 'UTC' }, 'UNKNOWN_CURRENCY', '/currency'],
  ['shop', { shop: 'bakery', currency: 'EUR', timeZone: 'Berlin' }, 'UNKNOWN_TIME_ZONE', '/timeZone'],
  ['shop', { shop: 'The Bakery', currency: 'EUR', timeZone: 'UTC' }, 'INVALID', '/shop'],
] as const)('%s %j is refused with its field and a fix', (kind, raw, code, field) => {
  expect(problemOf(kind, raw)).toMatchObject({
    code,
    field,
    message: expect.stringMatching(/./),
    fix: expect.stringMatching(/./),
  })
})

test('a patch is logged as it came and judged by what it leaves behind', () => {
  const current = { itemId: 'rye', title: 'Rye', priceMinor: 300 }
  expect(bodyOf('item', { itemId: 'rye', title: null }, current)).toEqual({ itemId: 'rye', title: null })
  expect(problemOf('item', { itemId: 'rye', priceMinor: -1 }, current)).toMatchObject({
    field: '/priceMinor',
  })
  expect(
    problemOf(
      'shop',
      { shop: 'bakery', timeZone: null },
      { shop: 'bakery', currency: 'EUR', timeZone: 'UTC' },
    ),
  ).toMatchObject({
    code: 'MISSING',
    field: '/timeZone',
  })
  expect(bodyOf('item', { itemId: 'rye', channels: { web: { from: null } } }, current)).toEqual({
    itemId: 'rye',
    channels: { web: { from: null } },
  })
})

test('attributes named __proto__ stay data, also beside a date that is rewritten', () => {
  const raw = JSON.parse(
    '{"itemId":"rye","addedAt":"2026-03-01","attributes":{"__proto__":{"polluted":1}},"channels":{"__proto__":{"from":"2026-03-01"}}}',
  ) as unknown
  const text = JSON.stringify(bodyOf('item', raw))
  expect(text).toContain('"attributes":{"__proto__":{"polluted":1}}')
  expect(text).toContain(`"channels":{"__proto__":{"from":${Date.UTC(2026, 2, 1)}}}`)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('attributes nested without end are refused, not followed', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown
  expect(problemOf('item', { itemId: 'rye', attributes: { deep } })).toMatchObject({ code: 'TOO_DEEP' })
})
