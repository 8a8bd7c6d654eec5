/** The elements of the SDK on the page of a shop elsewhere: for everybody, by keys, and for whom they are meant. */
import { expect, test } from 'vitest'
import { sdkPages } from './sdk-page.ts'
import { LIST, sdkSteps } from './sdk-steps.ts'

const shop = sdkPages()
const { open, tiles, arrivedKinds, track, pass } = sdkSteps(shop)

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
