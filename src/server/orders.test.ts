/** Orders looked up by their number, for who takes something back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOW, openTestApp } from './test-app.test-support.ts'

const app = await openTestApp()
const { ask } = app
afterAll(app.close)

const OWNER = { headers: { authorization: 'Bearer the-owner' } }
const BROWSER = { from: '198.51.100.7' }
const send = (...events: readonly object[]) =>
  ask('POST', '/api/v1/events', { shop: 'bakery', events }, OWNER)
const order = (orderId: string, rest: object = {}) =>
  ask('GET', `/api/v1/orders/${encodeURIComponent(orderId)}?shop=bakery`, undefined, { ...OWNER, ...rest })

beforeAll(async () => {
  await app.createShop('bakery')
  await ask('PUT', '/api/v1/items', { shop: 'bakery', items: [{ itemId: 'rye', title: 'Rye' }] }, OWNER)
  const line = { itemId: 'rye', quantity: 3, priceMinor: 250 }
  await send(
    {
      eventId: 'o-1',
      kind: 'order',
      orderId: 'P/1',
      at: NOW - 5,
      channel: 'north',
      lines: [line],
      totalMinor: 750,
      shopper: { customerId: 'c-1' },
    },
    { eventId: 'o-2', kind: 'order', at: NOW - 4, lines: [line] },
    { eventId: 'v-1', kind: 'product-view', itemId: 'rye', at: NOW - 3, properties: { seen: 'P/1' } },
    { eventId: 'r-1', kind: 'refund', orderId: 'P/1', at: NOW - 2, lines: [{ ...line, quantity: 1 }] },
  )
})

test('an order has its lines with names, who bought it, and what came back', async () => {
  expect(await order('P/1')).toMatchObject({
    status: 200,
    body: {
      order: {
        orderId: 'P/1',
        channel: 'north',
        totalMinor: 750,
        customerId: 'c-1',
        lines: [{ itemId: 'rye', quantity: 3, item: { title: 'Rye' } }],
        refundedLines: [{ itemId: 'rye', quantity: 1 }],
      },
    },
  })
})

test('an order without a number has that of its event, and a number that nobody has is none', async () => {
  expect(await order('o-2')).toMatchObject({ body: { order: { orderId: 'o-2', refundedLines: [] } } })
  for (const unknown of ['P', 'v-1', '"'])
    expect(await order(unknown)).toMatchObject({ status: 404, body: { error: { code: 'ORDER_UNKNOWN' } } })
})

test('orders are no business of browsers', async () => {
  expect(await ask('GET', '/api/v1/orders/o-2?shop=bakery', undefined, BROWSER)).toMatchObject({
    status: 403,
  })
})
