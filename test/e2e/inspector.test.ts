/** What a demonstrator shows: why a product is there, and what goes over the wire. */
import { expect, test } from 'vitest'
import { browserShop, DESKTOP, PHONE } from './browser-shop.ts'
import { isFocused, opacityOf, shopSteps } from './shop-steps.ts'

const shop = browserShop()
const { row, watchEvents } = shop
const steps = shopSteps(shop)

const inspector = () => row('Event inspector')
const rows = (text: string) => inspector().locator('tbody tr', { hasText: text })
const toggle = () => shop.page.locator('.demo-bar').getByRole('button', { name: 'Event inspector' })

test('a tile says why it is there, in plain words first and then in full', async () => {
  await steps.untilTrained()
  await shop.page.goto('/shop/')
  await row('Best sellers').locator('.tile').first().hover()
  await row('Best sellers').getByRole('button', { name: /^Why / }).first().click()
  const panel = shop.page.getByRole('dialog', { name: 'Why is this here?' })
  await panel.waitFor()
  await panel.getByText('The whole decision').waitFor()
  const text = await panel.innerText()
  expect(text).toMatch(/sold in the last \d+ days[\s\S]*best-selling at home\.best-selling/)
  for (const fact of [
    /Made of/,
    /Model\s+[0-9a-f]{16}/,
    /Engine\s+\d+\.\d+\.\d+, log read up to [\d,]+/,
    /this list [\d.]+ ms, server [\d.]+ ms, with the network [\d.]+ ms/,
    /Recommendation\s+[0-9A-HJKMNP-TV-Z]{26}/,
  ])
    expect(text).toMatch(fact)
  await shop.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await panel.getByRole('button', { name: /^Copy/ }).click()
  expect(await shop.page.evaluate('navigator.clipboard.readText()')).toMatch(/^[0-9A-Z]{26}$/)
  expect(await shop.barriers()).toEqual([])
  await shop.page.keyboard.press('Escape')
  await expect.poll(() => panel.isVisible()).toBe(false)
})

test('the shop looks like a shop until the demonstrator says otherwise, and that is remembered', async () => {
  await shop.page.goto('/shop/')
  const why = row('Best sellers').getByRole('button', { name: /^Why / }).nth(1)
  await why.waitFor({ state: 'attached' })
  expect(await opacityOf(why)).toBe('0')
  await why.focus()
  expect(await opacityOf(why)).toBe('1')
  await shop.page.getByRole('switch', { name: 'Show why' }).check()
  await shop.page.reload()
  await why.waitFor({ state: 'attached' })
  expect(await opacityOf(why)).toBe('1')
})

test('a list that stands in for another says so', async () => {
  await shop.page.goto('/shop/search?q=nothing-has-this-name')
  await row('You may like').getByRole('button', { name: /^Why / }).first().click()
  const panel = shop.page.getByRole('dialog', { name: 'Why is this here?' })
  await panel.getByText('A fallback.').waitFor()
  expect(await panel.innerText()).toMatch(/inspired-by-you was asked for, and had nothing/)
})

test('use case 4: events and lists are seen going out and coming back, for both destinations', async () => {
  await shop.page.goto('/shop/')
  await row('New in').locator('.tile:not(.is-skeleton)').first().waitFor()
  await shop.page.keyboard.press('Alt+KeyI')
  await inspector().getByText('Nothing yet').waitFor()
  const [path = ''] = await steps.productPaths(1)
  const itemId = decodeURIComponent(path.split('/').at(-1) ?? '')
  await shop.page.getByRole('searchbox', { name: 'Search products' }).fill('a')
  await shop.page.keyboard.press('Enter')
  await rows('ProductSearched').getByText('accepted').waitFor()
  // Stays open when the page is loaded anew.
  await shop.page.goto(path)
  await rows('ProductViewed').getByText('accepted').waitFor()
  await shop.page.getByRole('button', { name: 'Add to basket' }).click()
  await rows('ProductAdded').getByText('accepted').waitFor()
  expect(await rows('ProductAdded').innerText()).toMatch(/cart-add[\s\S]*\d+(\.\d)? ms/)
  const call = rows('recommendations/page')
  expect(await call.innerText()).toMatch(/\d+ lists · \d+ products[\s\S]*200[\s\S]*ms \([\d.]+ ms\)/)
  await call.getByRole('button').click()
  const detail = row('/api/v1/recommendations/page in full')
  expect(await detail.innerText()).toMatch(/answered by[\s\S]*with \d+ reasons?[\s\S]*Out: the request/)
  await rows('ProductAdded').getByRole('button').click()
  expect(await row('cart-add in full').innerText()).toMatch(
    new RegExp(`Out: the event[\\s\\S]*"itemId": "${itemId}"[\\s\\S]*Back from aisle[\\s\\S]*"ProductAdded"`),
  )
})

test('entries are filtered by kind, copied as JSON and cleared', async () => {
  await shop.page.goto('/shop/')
  await toggle().click()
  await shop.page.goto('/shop/basket')
  await rows('CartViewed').getByText('accepted').waitFor()
  await shop.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await inspector().getByRole('combobox', { name: 'Show' }).selectOption('cart-view')
  expect(await inspector().locator('tbody tr').count()).toBe(1)
  await inspector().getByRole('button', { name: 'Copy JSON' }).click()
  await inspector().getByText('Copied').waitFor()
  const copied = JSON.parse(await shop.page.evaluate<string>('navigator.clipboard.readText()')) as object[]
  expect(copied).toMatchObject([{ event: { kind: 'cart-view' }, destinations: [{ sink: 'aisle' }, {}] }])
  await inspector().getByRole('button', { name: 'Clear' }).click()
  expect(await inspector().locator('tbody tr').count()).toBe(0)
})

test('closed it costs nothing: its code is not loaded, and events go the same way', async () => {
  const scripts: string[] = []
  shop.page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url())
  })
  const events = watchEvents()
  await shop.page.goto('/shop/basket')
  await expect.poll(() => events.filter(({ kind }) => kind === 'cart-view').length).toBe(1)
  expect(scripts.filter((url) => url.includes('inspector'))).toEqual([])
  await toggle().click()
  await inspector().waitFor()
  expect(scripts.filter((url) => url.includes('inspector')).length).toBe(1)
})

test('by keyboard it is opened, read and left, and focus comes back', async () => {
  await shop.page.goto('/shop/basket')
  await toggle().focus()
  await shop.page.keyboard.press('Enter')
  const heading = inspector().getByRole('heading', { name: 'Event inspector' })
  await expect.poll(() => isFocused(heading)).toBe(true)
  await shop.page.keyboard.press('Tab')
  await shop.page.keyboard.press('Escape')
  await expect.poll(() => inspector().count()).toBe(0)
  expect(await isFocused(toggle())).toBe(true)
  expect(await toggle().getAttribute('aria-expanded')).toBe('false')
})

test('an event that something keeps back is seen to fail', async () => {
  await shop.page.route('**/api/v1/events', (route) => route.abort('blockedbyclient'))
  await shop.page.goto('/shop/')
  await toggle().click()
  await shop.page.goto('/shop/basket')
  await expect.poll(() => rows('cart-view').getByText('failed').count()).toBe(1)
  shop.complaints.splice(0)
})

test('the inspector keeps nobody out, and fits a phone', async () => {
  for (const viewport of [PHONE, DESKTOP]) {
    await shop.openContext(viewport)
    await shop.page.goto('/shop/')
    await toggle().click()
    await shop.page.goto('/shop/basket')
    await rows('cart-view').first().getByRole('button').click()
    await row('cart-view in full').waitFor()
    expect(await shop.barriers()).toEqual([])
    expect(await shop.overflow()).toBeLessThanOrEqual(0)
  }
})
