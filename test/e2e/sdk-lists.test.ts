/** Lists of the SDK on the page of a shop elsewhere: shown, told of, and never in the way. */
import { expect, test } from 'vitest'
import { sdkPages } from './sdk-page.ts'
import { LIST, sdkSteps } from './sdk-steps.ts'

const shop = sdkPages()
const { open, tiles, arrivedKinds, pass, visitorOf } = sdkSteps(shop)

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
