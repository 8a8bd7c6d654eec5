import { afterAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, engine, close } = await openTestApp()
afterAll(close)
await createShop('bakery')
await ask('PUT', '/api/v1/items', {
  shop: 'bakery',
  items: [{ itemId: 'rye', priceMinor: 300, channels: { till: { priceMinor: 250 } } }],
})
const logSeq = () => engine.shops.get('bakery').logSeq
const page = (placements: readonly string[], view?: object) =>
  ask('POST', '/api/v1/recommendations/page', {
    shop: 'bakery',
    placements: placements.map((placement) => ({ placement })),
    view,
  })

test('a page that is refused is no view', async () => {
  const before = logSeq()
  expect((await page(['home.new', 'home.nowhere'], {})).status).toBe(404)
  await page(['home.new'])
  expect(logSeq()).toBe(before)
})

test('a page tells the log that its lists read, as their decisions do', async () => {
  const before = logSeq()
  const { body } = await page(['home.new'], {})
  expect(logSeq()).toBe(before + 1)
  expect(body.versions.logSeq).toBe(before)
  const decision = await ask('GET', `/api/v1/decisions/${body.lists[0].recommendationId}`)
  expect(decision.body.response.versions).toEqual(body.versions)
})

test.each([
  [undefined, 300],
  ['till', 250],
  ['market', 300],
])('a tile in the channel %s shows its price', async (channel, priceMinor) => {
  const request = { shop: 'bakery', withItems: true, context: channel === undefined ? {} : { channel } }
  const list = await ask('POST', '/api/v1/recommendations', { ...request, list: 'new' })
  const seen = await ask('POST', '/api/v1/recommendations/preview', { request: { ...request, list: 'new' } })
  const ranked = await ask('POST', '/api/v1/recommendations/rank', { ...request, itemIds: ['rye'] })
  for (const { items } of [list.body, seen.body.after, ranked.body])
    for (const { item } of items) expect(item.priceMinor).toBe(priceMinor)
  expect(ranked.body.items).toHaveLength(1)
})
