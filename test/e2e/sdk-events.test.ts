/** Events that the SDK tells from the page of a shop elsewhere: each arrives once, whatever befalls the browser. */
import { expect, test } from 'vitest'
import { sdkPages } from './sdk-page.ts'
import { sdkSteps } from './sdk-steps.ts'

const shop = sdkPages()
const { open, tiles, track, pass, visitorOf, counts } = sdkSteps(shop)

test('two tabs offline and back: each event arrives, each once', async () => {
  shop.put('/', '')
  const left = await open('')
  const right = await shop.openPage()
  await right.goto('/')
  await shop.context.setOffline(true)
  await track(left, 0, 120)
  await track(right, 120, 120)
  await expect.poll(async () => (await counts(left)).waiting).toBe(240)
  await pass(left, 1_000)
  await shop.context.setOffline(false)
  const accepted = (): readonly (string | undefined)[] =>
    shop.arrived.flatMap(({ event, status }) => (status === 'accepted' ? [event.itemId] : []))
  await expect.poll(() => accepted().length).toBe(240)
  expect(new Set(accepted()).size).toBe(240)
  await expect.poll(async () => (await counts(left)).waiting).toBe(0)
  shop.complaints.length = 0
})

test('behind an ad blocker the page works, and what waited arrives when it is gone, also after a reload', async () => {
  await shop.context.route('**/api/v1/events', (route) => route.abort())
  const page = await open()
  await tiles(page).first().waitFor()
  await track(page, 0, 20)
  await pass(page, 1_000)
  await page.reload()
  expect((await counts(page)).waiting).toBeGreaterThanOrEqual(20)
  expect(shop.complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([])
  await shop.context.unroute('**/api/v1/events')
  shop.complaints.length = 0
  await page.reload()
  const items = (): number =>
    new Set(shop.arrived.flatMap(({ event }) => (event.kind === 'product-view' ? [event.itemId] : []))).size
  // After failures the tracker waits longer from time to time, up to a minute.
  await expect.poll(items, { timeout: 90_000 }).toBe(20)
  await expect.poll(async () => (await counts(page)).waiting, { timeout: 90_000 }).toBe(0)
})

test('where storage is blocked, it works in memory', async () => {
  await shop.context.addInitScript(`Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('Access is denied', 'SecurityError') } })`)
  const page = await open()
  await tiles(page).first().waitFor()
  const visitor = await visitorOf(page)
  await track(page, 0, 3)
  await expect.poll(() => shop.arrived.filter(({ event }) => event.kind === 'product-view').length).toBe(3)
  expect(shop.arrived.every(({ event }) => event.shopper?.visitorId === visitor)).toBe(true)
})

test('what was told just before the page was left arrives, and the next page does not count it again', async () => {
  const eventCount = async (): Promise<number> => {
    const response = await fetch(`${shop.serverUrl}/internal/status?shop=demo`)
    return ((await response.json()) as { shop: { eventCount: number } }).shop.eventCount
  }
  const page = await open('')
  const before = await eventCount()
  await page.evaluate(`aisle.track({ kind: 'home-view' }); location.assign('about:blank')`)
  await page.waitForURL('about:blank')
  await expect.poll(eventCount).toBe(before + 1)
  await page.goto('/')
  await expect.poll(async () => (await counts(page)).waiting).toBe(0)
  expect(await eventCount()).toBe(before + 1)
})

test('a browser whose clock is five days ahead is believed', async () => {
  await shop.page.clock.install({ time: Date.now() + 5 * 86_400_000 })
  const page = await open('')
  await track(page, 0, 1)
  await page.clock.runFor(1_000)
  await expect.poll(() => shop.arrived.map(({ status }) => status)).toEqual(['accepted'])
})

test('ten thousand events that were told offline arrive, each once', async () => {
  const page = await open('')
  await page.evaluate(`import('${shop.serverUrl}/sdk/tracker.js').then(({ createTracker }) => {
    window.patient = createTracker({ url: '${shop.serverUrl}', shop: 'demo', eventsPerMinute: 1e9 })
  })`)
  await shop.context.setOffline(true)
  await page.evaluate(`(async () => {
    for (let n = 0; n < 10_000; n++) {
      patient.track({ kind: 'product-view', itemId: 'item ' + n })
      if (n % 50 === 0) await new Promise((resolve) => setTimeout(resolve))
    }
  })()`)
  expect((await counts(page)).waiting).toBe(10_000)
  await shop.context.setOffline(false)
  await expect.poll(async () => (await counts(page)).waiting, { timeout: 120_000 }).toBe(0)
  const items = () =>
    shop.arrived.flatMap(({ event, status }) => (status === 'accepted' ? [event.itemId] : []))
  // The page may know of the last answer before this test does.
  await expect.poll(() => items().length).toBe(10_000)
  expect(new Set(items()).size).toBe(10_000)
  shop.complaints.length = 0
})
