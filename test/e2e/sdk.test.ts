/** The SDK on the page of a shop elsewhere: a plain page with one script. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sdkPages } from './sdk-page.ts'

const shop = sdkPages()
const LIST = '<aisle-list placement="home.trending" add="Add to basket"></aisle-list>'

const open = async (body: string = LIST, html?: string): Promise<Page> => {
  shop.put('/', body, html === undefined ? {} : { html })
  await shop.page.goto('/')
  return shop.page
}
const tiles = (page: Page) => page.locator('aisle-list a[href]')
const arrivedKinds = (): string[] => shop.arrived.map(({ event }) => event.kind)
/** Tells so many views, by what the page itself could call. */
const track = (page: Page, from: number, count: number): Promise<void> =>
  page.evaluate(
    `for (let n = ${from}; n < ${from + count}; n++) aisle.track({ kind: 'product-view', itemId: 'item ' + n })`,
  )
/** For what should not happen: time in which it could have. */
const pass = (page: Page, ms: number): Promise<void> =>
  page.evaluate(`new Promise((resolve) => setTimeout(resolve, ${ms}))`)
const visitorOf = (page: Page): Promise<string> => page.evaluate('aisle.identity().visitorId ?? ""')
const counts = (page: Page): Promise<{ waiting: number; dropped: number }> => page.evaluate('aisle.counts()')

test('a list shows, is told of when it was seen for a second, and its click before the page is left', async () => {
  const page = await open()
  await tiles(page).first().waitFor()
  expect(
    await page.getByRole('region', { name: 'Trending now' }).getByRole('listitem').count(),
  ).toBeGreaterThan(4)
  expect(arrivedKinds()).toEqual([])
  await expect.poll(arrivedKinds).toContain('list-impression')
  const seen = shop.arrived[0]?.event
  expect(seen?.recommendationId).toBeTruthy()
  expect(seen?.position).toBe(0)
  // What a window of this width shows, and no more.
  expect(seen?.itemIds?.length).toBeGreaterThan(2)
  expect(seen?.itemIds?.length).toBeLessThan(7)

  shop.put('/product/', '')
  await tiles(page).nth(1).click()
  await page.waitForURL(/\/product\//)
  await expect.poll(arrivedKinds).toContain('list-click')
  const click = shop.arrived.find(({ event }) => event.kind === 'list-click')?.event
  expect(click).toMatchObject({
    recommendationId: seen?.recommendationId,
    position: 1,
    itemId: seen?.itemIds?.[1],
  })
  expect(arrivedKinds().filter((kind) => kind === 'list-impression')).toHaveLength(1)

  // What is added and ordered later in the visit names the list.
  const lines = JSON.stringify([{ itemId: click?.itemId, quantity: 1 }])
  await page.evaluate(`aisle.track({ kind: 'cart-add', itemId: ${JSON.stringify(click?.itemId)} })
    aisle.track({ kind: 'order', lines: ${lines} })`)
  await expect.poll(arrivedKinds).toContain('order')
  const { recommendationId } = click ?? {}
  expect(shop.arrived.find(({ event }) => event.kind === 'cart-add')?.event).toMatchObject({
    recommendationId,
  })
  expect(shop.arrived.at(-1)?.event.lines).toMatchObject([{ recommendationId }])
})

test('the files are for pages of every origin, kept for minutes, and asked for again by their tag', async () => {
  for (const file of ['aisle.js', 'tracker.js']) {
    const address = `${shop.serverUrl}/sdk/${file}`
    const first = await shop.context.request.get(address)
    const headers = first.headers()
    expect([first.status(), headers['access-control-allow-origin']]).toEqual([200, '*'])
    expect(headers['content-type']).toContain('javascript')
    expect(headers['cache-control']).toBe('public, max-age=300')
    const again = await shop.context.request.get(address, {
      headers: { 'if-none-match': headers['etag'] ?? '' },
    })
    expect(again.status()).toBe(304)
  }
  expect((await fetch(`${shop.serverUrl}/sdk/other.js`)).status).toBe(404)
})

test('a list in the distance is not told of until it comes into view', async () => {
  const page = await open(`<div style="block-size: 200vh"></div>${LIST}`)
  await tiles(page).first().waitFor()
  await pass(page, 2_000)
  expect(arrivedKinds()).toEqual([])
  await page.locator('aisle-list').scrollIntoViewIfNeeded()
  await expect.poll(arrivedKinds).toEqual(['list-impression'])
})

test('adding from a tile is told with its list, unless the page does it itself', async () => {
  const page = await open()
  await tiles(page).first().waitFor()
  await page.getByRole('button', { name: 'Add to basket' }).first().click()
  await expect.poll(arrivedKinds).toContain('cart-add')
  const added = shop.arrived.find(({ event }) => event.kind === 'cart-add')?.event
  expect(added).toMatchObject({ quantity: 1, position: 0, recommendationId: expect.any(String) })
  expect(added?.priceMinor).toBeGreaterThan(0)
  const own = page.evaluate<{ itemId: string }>(`new Promise((resolve) =>
    document.addEventListener('aisle-add', (event) => { event.preventDefault(); resolve(event.detail) }))`)
  await page.getByRole('button', { name: 'Add to basket' }).nth(1).click()
  expect((await own).itemId).not.toBe(added?.itemId)
  await page.evaluate('aisle.flush()')
  expect(arrivedKinds().filter((kind) => kind === 'cart-add')).toHaveLength(1)
})

test('nothing moves while a page of lists comes, and asking is the view of the page', async () => {
  const asked: unknown[] = []
  shop.page.on('request', (request) => {
    if (request.url().endsWith('/recommendations/page')) asked.push(request.postDataJSON())
  })
  await open(`<aisle-page view>${LIST}<aisle-list placement="home.best-selling" limit="6"></aisle-list>
    <aisle-list placement="home.new"></aisle-list></aisle-page><p>Below.</p>`)
  const { page } = shop
  await expect.poll(() => tiles(page).count()).toBeGreaterThan(10)
  const shift = await page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value })
      .observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => resolve(sum), 500)
  })`)
  expect(shift).toBe(0)
  const links = await tiles(page).evaluateAll((all: unknown[]) =>
    all.map((link) => (link as { href: string }).href),
  )
  expect(new Set(links).size).toBe(links.length)
  expect(asked).toEqual([
    expect.objectContaining({ view: { eventId: expect.any(String), sessionId: expect.any(String) } }),
  ])
  expect(arrivedKinds()).not.toContain('home-view')
})

test('the view of a page whose lists cannot be had is told all the same', async () => {
  await shop.context.route('**/recommendations/page', (route) => route.abort())
  const page = await open(`<aisle-page view>${LIST}</aisle-page>`)
  await page.locator('aisle-list[hidden]').waitFor({ state: 'attached' })
  await expect.poll(arrivedKinds).toEqual(['home-view'])
  shop.complaints.length = 0
})

test('the view of a page that is taken away before its lists have come is told all the same', async () => {
  await shop.context.route('**/recommendations/page', () => {})
  const page = await open(`<aisle-page view>${LIST}</aisle-page>`)
  await page.waitForRequest('**/recommendations/page')
  await page.evaluate(`document.querySelector('aisle-page').remove()`)
  await expect.poll(arrivedKinds).toEqual(['home-view'])
})

test.each([
  [
    'who is remembered but takes no personal lists',
    { tracking: true, personalization: false },
    ['home-view'],
  ],
  ['who takes personal lists but is not remembered', { tracking: false, personalization: true }, []],
])('the view of a page of %s', async (_who, consent, kinds) => {
  const asked: object[] = []
  shop.page.on('request', (request) => {
    if (request.url().endsWith('/recommendations/page')) asked.push(request.postDataJSON() as object)
  })
  await shop.context.addInitScript(
    `localStorage.setItem('aisle.demo.consent', ${JSON.stringify(JSON.stringify(consent))})`,
  )
  const page = await open(`<aisle-page view>${LIST}</aisle-page>`)
  await tiles(page).first().waitFor()
  await page.evaluate('aisle.flush()')
  // It names who was there, or is not told at all; the lists never bring it.
  expect(arrivedKinds().filter((kind) => kind === 'home-view')).toEqual(kinds)
  for (const { event } of shop.arrived) expect(event.shopper?.visitorId).toBe(await visitorOf(page))
  for (const each of asked) expect(each).not.toHaveProperty('view')
})

test('nothing keeps people out, from left to right and from right to left, on a telephone too', async () => {
  const body = `<aisle-search action="/search"></aisle-search>${LIST}<aisle-consent></aisle-consent>`
  for (const html of ['lang="en"', 'lang="ar" dir="rtl"']) {
    const page = await open(body, html)
    await tiles(page).first().waitFor()
    expect(await shop.barriers()).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  }
})

test('a row is walked by keys and scrolled by buttons, in the direction of its text', async () => {
  for (const [html, sign] of [
    ['lang="en"', 1],
    ['lang="ar" dir="rtl"', -1],
  ] as const) {
    const page = await open(LIST, html)
    await tiles(page).first().waitFor()
    const back = page.getByRole('button', { name: 'Scroll back' })
    const on = page.getByRole('button', { name: 'Scroll on' })
    expect(await back.getAttribute('aria-disabled')).toBe('true')
    await on.press('Enter')
    const scrolled = (): Promise<number> =>
      page.locator('aisle-list ul').evaluate((row: unknown) => (row as { scrollLeft: number }).scrollLeft)
    await expect.poll(async () => (await scrolled()) * sign).toBeGreaterThan(100)
    await expect.poll(() => back.getAttribute('aria-disabled')).toBe('false')
    await back.press('Enter')
    await expect.poll(scrolled).toBe(0)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(
      await page.evaluate(
        `document.querySelector('aisle-list').shadowRoot.activeElement.matches('a[href]:focus-visible')`,
      ),
    ).toBe(true)
  }
})

test('prices are written as the language of the page writes them', async () => {
  const page = await open(`<div lang="de">${LIST}</div>`)
  await tiles(page).first().waitFor()
  expect(await page.locator('[part=price]').first().innerText()).toMatch(/^\d+,\d\d\s£/)
})

test('names and addresses that are code are text, and lead nowhere', async () => {
  const evil = '<img src=x onerror="document.title=\'taken\'">'
  const item = {
    itemId: 'evil',
    title: evil,
    brand: '<script>document.title="taken"</script>',
    categories: ['Kitchen'],
    priceMinor: 100,
    url: 'javascript:document.title="taken"',
    pictures: [{ url: 'javascript:document.title="taken"', alt: evil }],
  }
  await shop.send('PUT', '/api/v1/items', { shop: 'demo', items: [item] })
  const curatedLists = [{ curatedListId: 'evil-hand', title: evil, itemIds: ['evil'] }]
  await shop.send('PUT', '/api/v1/curated-lists', { shop: 'demo', curatedLists })
  const own =
    '<template><a data-field="link"><b data-field="title"></b><img data-field="picture" alt=""></a></template>'
  const page = await open(`<aisle-list list="evil-hand" item-url=""></aisle-list>
    <aisle-list list="evil-hand">${own}</aisle-list><aisle-search></aisle-search>`)
  await expect.poll(() => page.getByText(evil).count()).toBeGreaterThan(2)
  await page.getByRole('combobox').fill('onerror')
  await page.getByRole('option').first().waitFor()
  expect(await page.title()).toBe('Corner shop')
  const addresses = await page
    .locator('a[href], img[src]')
    .evaluateAll((all: unknown[]) =>
      all.map((each) => (each as { href?: string; src?: string }).href ?? (each as { src?: string }).src),
    )
  expect(addresses.filter((address) => !address?.startsWith('http'))).toEqual([])
})

test('a list with nothing to show, or of a server that fails, is not there', async () => {
  const page = await open('<aisle-list list="recently-viewed"></aisle-list>')
  const hidden = (): Promise<number> => page.locator('aisle-list[hidden]').count()
  await expect.poll(hidden).toBe(1)
  await shop.context.route('**/recommendations', (route) => route.fulfill({ status: 500, body: 'no' }))
  await open()
  await expect.poll(hidden).toBe(1)
  shop.complaints.length = 0
})

test('tiles that the server of the page made stay, and are told of', async () => {
  const made = ['a', 'b', 'c'].map(
    (id) => `<li data-item-id="item-${id}"><a href="/product/${id}">${id}</a></li>`,
  )
  const page = await open(
    `<aisle-list list="trending" recommendation-id="r-1"><ul>${made.join('')}</ul></aisle-list>`,
  )
  await expect.poll(arrivedKinds).toEqual(['list-impression'])
  expect(shop.arrived[0]?.event).toMatchObject({
    recommendationId: 'r-1',
    itemIds: ['item-a', 'item-b', 'item-c'],
  })
  await page.getByRole('link', { name: 'b' }).click()
  await expect.poll(arrivedKinds).toEqual(['list-impression', 'list-click'])
  expect(shop.arrived[1]?.event).toMatchObject({ itemId: 'item-b', position: 1 })
})

test('a search box suggests while one types, by keys alone', async () => {
  const page = await open('<aisle-search action="/search"></aisle-search>')
  const box = page.getByRole('combobox')
  await box.fill('tea')
  await page.getByRole('option').first().waitFor()
  expect(await box.getAttribute('aria-expanded')).toBe('true')
  expect(await shop.barriers()).toEqual([])
  await box.press('ArrowDown')
  expect(await box.getAttribute('aria-activedescendant')).toBe('option-0')
  expect(await page.getByRole('option').first().getAttribute('aria-selected')).toBe('true')
  await box.press('Escape')
  expect(await box.getAttribute('aria-expanded')).toBe('false')
  await box.press('Enter')
  await page.waitForURL('**/search?q=tea')
  await expect.poll(arrivedKinds).toContain('search')
  await page.goBack()
  await page.getByRole('combobox').fill('kettle')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/product/**')
})

test('a block is for whom it is meant, and never flashes', async () => {
  const page = await open(`<aisle-block audience="anonymous" hidden>Sign in</aisle-block>
    <aisle-block audience="signed-in" hidden>Welcome back</aisle-block>
    <aisle-block audience="signed-in returning" hidden>You again</aisle-block>`)
  await page.getByText('Sign in').waitFor()
  expect(await page.getByText('Welcome back').isVisible()).toBe(false)
  await page.evaluate(`aisle.identify('c-000001')`)
  await page.getByText('Welcome back').waitFor()
  expect(await page.getByText('Sign in').isVisible()).toBe(false)
  expect(await page.getByText('You again').isVisible()).toBe(false)
})

test('a browser that asks not to be tracked is not, until the person says otherwise by a switch', async () => {
  await shop.context.addInitScript(
    `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`,
  )
  const page = await open(`${LIST}<aisle-consent></aisle-consent>`)
  await tiles(page).first().waitFor()
  await track(page, 0, 3)
  await pass(page, 2_000)
  expect(arrivedKinds()).toEqual([])
  expect(await page.evaluate('JSON.stringify(localStorage)')).toBe('{}')
  const remember = page.getByRole('switch', { name: /Remember/ })
  expect(await remember.isChecked()).toBe(false)
  await remember.press('Space')
  await track(page, 3, 1)
  await expect.poll(() => shop.arrived.map(({ event }) => event.itemId)).toContain('item 3')
  // Withdrawn again, nothing of it is left in the browser.
  await remember.press('Space')
  expect(await page.evaluate('JSON.stringify(localStorage)')).not.toMatch(/visitorId|sessionId|item/)
})

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

test('ten thousand events that were told offline arrive, and the page is never held up for long', async () => {
  const page = await open('')
  await page.evaluate(`import('${shop.serverUrl}/sdk/tracker.js').then(({ createTracker }) => {
    window.patient = createTracker({ url: '${shop.serverUrl}', shop: 'demo', eventsPerMinute: 1e9 })
  })`)
  await shop.context.setOffline(true)
  await page.evaluate(`(async () => {
    window.longest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration)
    }).observe({ type: 'longtask' })
    for (let n = 0; n < 10_000; n++) {
      patient.track({ kind: 'product-view', itemId: 'item ' + n })
      if (n % 50 === 0) await new Promise((resolve) => setTimeout(resolve))
    }
  })()`)
  expect((await counts(page)).waiting).toBe(10_000)
  await shop.context.setOffline(false)
  await expect.poll(async () => (await counts(page)).waiting, { timeout: 120_000 }).toBe(0)
  const items = shop.arrived.flatMap(({ event, status }) => (status === 'accepted' ? [event.itemId] : []))
  expect(items).toEqual(Array.from({ length: 10_000 }, (_, n) => `item ${n}`))
  // A shopper does not notice; a machine that does ten things at once may take longer.
  expect(await page.evaluate<number>('window.longest')).toBeLessThan(1_000)
  shop.complaints.length = 0
})
