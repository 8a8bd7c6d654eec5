/** Shoppers, associates and operators in a real browser, against a real server. */
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RecommendationsRequest } from '../../src/api/list-schema.ts'
import type { Item } from '../../src/domain/catalog.ts'
import type { ShopEvent } from '../../src/domain/event.ts'
import { findChromium } from '../../scripts/chromium.mjs'
import { startTestServer, type TestServer } from '../start-test-server.ts'

const executablePath = findChromium()
const NO_BROWSER = 'There is no Chromium on this machine. Install one, or name it in AISLE_CHROMIUM.'

/** The server keeps what says that it is a program in quarantine, as a headless browser does. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
/** A tenth is what Core Web Vitals call good; this is a tenth of that. */
const SHIFT_MAX = 0.01
const DESKTOP = { width: 1280, height: 800 }
/** Shows several rows at once, so that a shift is not out of sight. */
const TALL = { width: 1280, height: 1_600 }
const PHONE = { width: 360, height: 740 }

let server: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
/** What a browser would show in red. */
let complaints: string[]

const openContext = async (viewport: { width: number; height: number }): Promise<void> => {
  await context?.close()
  context = await browser.newContext({
    baseURL: server.url,
    viewport,
    userAgent: USER_AGENT,
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
}

beforeAll(async () => {
  if (executablePath === undefined) {
    console.warn(NO_BROWSER)
    return
  }
  // What `npm test` built is what shoppers get; a build made here would be another one, and in its place.
  const isBuilt = existsSync(new URL('../../web/dist/.built', import.meta.url))
  if (!isBuilt) throw new Error('The web apps are not built: run `npm test`, which builds them first.')
  server = await startTestServer()
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-quic', '--no-first-run'],
  })
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

beforeEach(async ({ skip }) => {
  skip(executablePath === undefined, NO_BROWSER)
  complaints = []
  await openContext(DESKTOP)
  return () => {
    if (complaints.length > 0) throw new Error(`The browser complained: ${complaints.join('; ')}`)
  }
})

const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
  const response = await fetch(server.url + path, init)
  expect(response.ok, `${path} answers ${response.status}`).toBe(true)
  return (await response.json()) as T
}

const send = <T>(method: 'POST' | 'PUT', path: string, body: object): Promise<T> =>
  ask(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

/** Units of what sells best: in one channel, or in all together. */
const topScore = async (channel?: string): Promise<number> => {
  const context = channel === undefined ? {} : { channel }
  const request: RecommendationsRequest = { shop: 'demo', list: 'best-selling', context, limit: 1 }
  const { items } = await send<{ items: { score: number }[] }>('POST', '/api/v1/recommendations', request)
  return items[0]?.score ?? 0
}

const row = (title: string) => page.getByRole('region', { name: title, exact: true })
/** Whether any of a row is in view, as the browser tells its observers. */
const isInView = (title: string): Promise<boolean> =>
  row(title).evaluate(
    (element: unknown) =>
      new Promise<boolean>((resolve) => {
        const { IntersectionObserver } = globalThis as unknown as {
          IntersectionObserver: new (
            tell: (entries: { isIntersecting: boolean }[]) => void,
          ) => { observe: (e: unknown) => void }
        }
        new IntersectionObserver(([entry]) => resolve(entry?.isIntersecting === true)).observe(element)
      }),
  )
const titlesIn = (title: string): Promise<string[]> => row(title).locator('.tile-title').allInnerTexts()

/** Violations that keep people out; the mild ones are opinions. */
const barriers = async (): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** The events that the page sends, as they leave it. */
const watchEvents = (): ShopEvent[] => {
  const events: ShopEvent[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/events'))
      events.push(...(request.postDataJSON() as { events: ShopEvent[] }).events)
  })
  return events
}

test('a shopper finds, buys, and sees the lists change', async () => {
  const events = watchEvents()
  await page.goto('/')
  for (const title of ['Trending now', 'Best sellers', 'New in'])
    await expect.poll(() => row(title).locator('.tile:not(.is-skeleton)').count()).toBeGreaterThan(2)
  await expect
    .poll(() =>
      row('Trending now')
        .locator('img')
        .first()
        .evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth),
    )
    .toBeGreaterThan(0)
  expect(await row('Recently viewed').count()).toBe(0)

  await page.locator('.department a, a.department').first().click()
  await page.locator('.all-items .tile-link').last().click()
  await page.getByRole('button', { name: 'Add to basket' }).waitFor()
  const bought = await page.getByRole('heading', { level: 1 }).innerText()
  const unitsNeeded = (await topScore()) + 1
  for (let units = 1; units < unitsNeeded; units++)
    await page.getByRole('button', { name: `One more ${bought}` }).click()
  await page.getByRole('button', { name: 'Add to basket' }).click()
  await page.getByRole('link', { name: 'See the basket' }).click()
  await page.getByRole('link', { name: 'To the checkout' }).click()
  await page.getByRole('button', { name: 'Place the order' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await page.getByRole('link', { name: 'Go on looking' }).click()

  await expect.poll(async () => (await titlesIn('Best sellers'))[0]).toBe(bought)
  await expect.poll(async () => (await titlesIn('Recently viewed'))[0]).toBe(bought)
  expect(await page.getByRole('link', { name: 'Basket, 0 products' }).count()).toBe(1)

  const counts = Object.groupBy(
    [...new Map(events.map((event) => [event.eventId, event])).values()],
    ({ kind }) => kind,
  )
  for (const kind of [
    'category-view',
    'product-view',
    'cart-add',
    'cart-view',
    'checkout-start',
    'order',
  ] as const)
    expect([kind, counts[kind]?.length]).toEqual([kind, 1])
  expect(counts.order?.[0]?.lines?.[0]).toMatchObject({
    itemId: counts['product-view']?.[0]?.itemId,
    quantity: unitsNeeded,
  })
  expect(new Set(events.map(({ shopper }) => shopper?.visitorId)).size).toBe(1)
})

test('a list that was in view is told once, and a click says where it came from', async () => {
  const events = watchEvents()
  await page.clock.install()
  await page.goto('/shop/')
  const tile = row('Best sellers').locator('.tile-link').nth(1)
  await tile.waitFor()
  await row('Best sellers').scrollIntoViewIfNeeded()
  const seen = (kind: string) =>
    events.filter((event) => event.kind === kind && event.list === 'best-selling')
  await expect.poll(() => seen('list-impression').length, { timeout: 10_000 }).toBe(1)
  await page.evaluate('scrollTo(0, 0)')
  await expect.poll(() => isInView('Best sellers')).toBe(false)
  await row('Best sellers').scrollIntoViewIfNeeded()
  await expect.poll(() => isInView('Best sellers')).toBe(true)
  await page.clock.fastForward(5_000)
  const clicked = await tile.getAttribute('href')
  await tile.click()
  await expect.poll(() => seen('list-click').length).toBe(1)
  const [impression] = seen('list-impression')
  const [click] = seen('list-click')
  expect(click).toMatchObject({ recommendationId: impression?.recommendationId, position: 1 })
  expect(impression?.itemIds?.[1]).toBe(click?.itemId)
  expect(clicked).toContain(encodeURIComponent(click?.itemId ?? ''))
  expect(seen('list-impression')).toHaveLength(1)
})

test('a tile says why it is there', async () => {
  await page.goto('/shop/')
  await row('Best sellers').getByRole('button', { name: /^Why / }).first().click()
  const panel = page.getByRole('dialog', { name: 'Why is this here?' })
  await panel.waitFor()
  expect(await panel.innerText()).toMatch(/sold in the last \d+ days[\s\S]*best-selling[\s\S]*engine/)
  await page.keyboard.press('Escape')
  await expect.poll(() => panel.isVisible()).toBe(false)
})

test('pages hold still while they load', async () => {
  await openContext(TALL)
  await page.addInitScript(`
    globalThis.shift = 0
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) globalThis.shift += value
    }).observe({ type: 'layout-shift', buffered: true })
  `)
  const category = await ask<{ categories: { path: string }[] }>('/api/v1/categories?shop=demo')
  const path = category.categories[0]?.path ?? ''
  for (const address of ['/shop/', `/shop/category/${encodeURIComponent(path)}`]) {
    await page.goto(address)
    await page.locator('.tile:not(.is-skeleton)').first().waitFor()
    await page.waitForLoadState('networkidle')
    const shift = await page.evaluate<number>('globalThis.shift')
    expect({ address, isStill: shift < SHIFT_MAX }).toEqual({ address, isStill: true })
  }
  await page.evaluate("document.querySelector('main').style.paddingTop = '900px'")
  await expect.poll(() => page.evaluate<number>('globalThis.shift')).toBeGreaterThan(SHIFT_MAX)
})

/** A page of each kind. */
const addresses = async (): Promise<readonly string[]> => {
  const { items } = await ask<{ items: Item[] }>('/api/v1/items?shop=demo&limit=1')
  const product = `/shop/product/${encodeURIComponent(items[0]?.itemId ?? '')}`
  return [
    '/shop/',
    product,
    '/shop/search?q=a',
    '/shop/basket',
    '/pos/',
    '/console/',
    '/console/lists',
    '/console/rejects',
  ]
}

test('nothing keeps people out', async () => {
  for (const address of await addresses()) {
    await page.goto(address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect([address, await barriers()]).toEqual([address, []])
  }
  await page.evaluate("document.body.append(document.createElement('input'))")
  expect((await barriers()).join()).toContain('label')
}, 60_000)

test('nothing is wider than a phone', async () => {
  await openContext(PHONE)
  for (const address of await addresses()) {
    await page.goto(address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect({ address, isWider: overflow > 0 }).toEqual({ address, isWider: false })
  }
})

test('what a catalog says is shown, never run', async () => {
  const hostile = {
    itemId: '<b>/ü &amp;?#%',
    title: '<img src=x onerror="globalThis.hostile=1">',
    description: '<script>globalThis.hostile=1</script>',
    categories: ['<i>Traps</i>'],
    priceMinor: 100,
    url: 'javascript:globalThis.hostile=1',
    pictures: [{ url: 'javascript:globalThis.hostile=1' }],
  }
  await send('PUT', '/api/v1/items', { shop: 'demo', items: [hostile] })
  await page.goto(`/shop/product/${encodeURIComponent(hostile.itemId)}`)
  await page.getByRole('heading', { level: 1, name: hostile.title }).waitFor()
  expect(
    await page.locator('main script, main h1 img, [href^="javascript"], [src^="javascript"]').count(),
  ).toBe(0)
  expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false)
})

test('a browser that forbids storage can shop all the same', async () => {
  await page.addInitScript(`
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('Forbidden', 'SecurityError')
      },
    })
  `)
  await page.goto('/shop/')
  await row('New in').locator('.tile-link').first().click()
  await page.getByRole('button', { name: 'Add to basket' }).click()
  await expect.poll(() => page.getByRole('link', { name: 'Basket, 1 product', exact: true }).count()).toBe(1)
})

test('an associate sells at the till and sees it counted', async () => {
  const { channels } = await ask<{ channels: { channelId: string; kind: string; title: string }[] }>(
    '/api/v1/channels?shop=demo',
  )
  const store = channels.find(({ kind }) => kind === 'store')
  const { items } = await ask<{ items: Item[] }>(
    `/api/v1/items?shop=demo&limit=200&channel=${store?.channelId}`,
  )
  const sold = items.find(({ skus }) => skus === undefined)
  const title = sold?.title ?? ''
  await page.goto('/pos/')
  await page.getByRole('button', { name: store?.title ?? '' }).click()
  const lookup = page.getByRole('searchbox', { name: 'Name, number or barcode' })
  await lookup.fill(sold?.itemId ?? '')
  await lookup.press('Enter')
  const ticket = page.getByRole('complementary', { name: 'Ticket' })
  await ticket.getByText(title).first().waitFor()
  const unitsNeeded = (await topScore(store?.channelId)) + 1
  for (let units = 1; units < unitsNeeded; units++)
    await ticket.getByRole('button', { name: `One more ${title}` }).click()
  await ticket.getByRole('button', { name: 'Take payment' }).click()
  await ticket.getByText(/Sale P-.* is kept and counted/).waitFor()
  await expect
    .poll(() => row('Best selling in this store').locator('.item-button').first().innerText())
    .toContain(title)

  await page.locator('label', { hasText: 'Return' }).click()
  await lookup.fill('no such thing at all')
  await lookup.press('Enter')
  await page.getByText('Nothing is called “no such thing at all”.').waitFor()
  // Browsers report every answer of 404, and this one is asked for.
  expect(complaints.splice(0)).toEqual([expect.stringContaining('404')])
})

test('the operator sees the counts, what was refused and why, and each list', async () => {
  await send('POST', '/api/v1/events', { shop: 'demo', events: [{ kind: 'product-view' }] })
  const { shop } = await ask<{ shop: { itemCount: number } }>('/internal/status?shop=demo')
  await page.goto('/console/')
  const items = page.locator('.figure', { hasText: 'Items' }).locator('strong')
  await expect.poll(() => items.innerText()).toBe(shop.itemCount.toLocaleString('en-GB'))
  await page.getByRole('link', { name: 'Refused records' }).click()
  await page.getByText('an event of kind product-view needs itemId').first().waitFor()
  await page.getByRole('rowheader', { name: 'MISSING' }).first().waitFor()
  await page.getByRole('link', { name: 'Lists' }).click()
  await page
    .locator('.entry')
    .first()
    .getByText(/^Score \d/)
    .waitFor()
  await page.getByRole('combobox', { name: 'List', exact: true }).selectOption('new')
  await page.getByRole('heading', { level: 2, name: 'New' }).waitFor()
  expect(await page.locator('.entry').count()).toBeGreaterThan(2)
})
