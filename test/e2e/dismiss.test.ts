/** "Not interested" on the tiles of the storefront's lists, and what comes of it. */
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import type { ShopEvent } from '../../src/domain/event.ts'
import { browserShop, PHONE } from './browser-shop.ts'
import { personSteps } from './person-steps.ts'

const shop = browserShop()
const { row, ask, send, watchEvents } = shop
const { account, menuItem, buyer, emulate, signUp } = personSteps(shop)

const ROW = 'Best sellers'
const tile = (place: number): Locator => row(ROW).getByRole('listitem').nth(place)
const button = (place: number): Locator => tile(place).getByRole('button', { name: /^Not interested in / })
const undo = (place: number): Locator => tile(place).getByRole('button', { name: /^Undo: show .* again$/ })
const hasFocus = (control: Locator): Promise<boolean> => control.evaluate((each) => each.matches(':focus'))
const titles = (): Promise<string[]> => shop.page.locator('.home .tile-title').allTextContents()

const openHome = async (): Promise<void> => {
  await shop.page.goto('/shop/')
  await row(ROW).locator('.tile-link').first().waitFor()
}
/** When the server has answered for one of this kind: a busy one takes a while, and a page does not wait for it for ever. */
const answerFor = (kind: string): Promise<unknown> =>
  shop.page.waitForResponse((response) => {
    const request = response.request()
    return request.url().endsWith('/api/v1/events') && (request.postData() ?? '').includes(`"${kind}"`)
  })
const ofDismissals = (events: readonly ShopEvent[]): readonly ShopEvent[] =>
  events.filter(({ kind }) => kind.endsWith('dismiss'))

test('a tile gives way to a note in its place, nothing moves, and the next page has it no more', async () => {
  const { page } = shop
  const events = watchEvents()
  await openHome()
  await tile(1).scrollIntoViewIfNeeded()
  const title = await tile(1).locator('.tile-title').innerText()
  const address = await tile(1).locator('.tile-link').getAttribute('href')
  const box = await tile(1).boundingBox()
  await page.evaluate(`window.shifts = 0
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shifts += value })
      .observe({ type: 'layout-shift' })`)
  const answer = answerFor('product-dismiss')
  await button(1).click()
  await tile(1).getByText('Hidden.', { exact: true }).waitFor()
  await expect.poll(() => hasFocus(undo(1))).toBe(true)
  expect(await tile(1).boundingBox()).toEqual(box)
  expect(await tile(1).getByRole('link').count()).toBe(0)
  await expect
    .poll(() => ofDismissals(events))
    .toMatchObject([
      {
        kind: 'product-dismiss',
        itemId: decodeURIComponent(address?.split('/').at(-1) ?? ''),
        list: 'best-selling',
        position: 1,
        recommendationId: expect.any(String),
        shopper: { visitorId: expect.any(String) },
      },
    ])
  expect(await page.evaluate('window.shifts')).toBe(0)
  expect(await shop.barriers()).toEqual([])
  await answer
  await openHome()
  expect(await titles()).not.toContain(title)
})

test('undo by keyboard brings it back where it was, and lists have it again', async () => {
  const { page } = shop
  const events = watchEvents()
  await openHome()
  const title = await tile(0).locator('.tile-title').innerText()
  await button(0).focus()
  const answer = answerFor('product-undismiss')
  await page.keyboard.press('Enter')
  await expect.poll(() => hasFocus(undo(0))).toBe(true)
  await page.keyboard.press('Enter')
  await tile(0).getByRole('link').waitFor()
  await expect.poll(() => hasFocus(button(0))).toBe(true)
  await expect
    .poll(() => ofDismissals(events).map(({ kind }) => kind))
    .toEqual(['product-dismiss', 'product-undismiss'])
  const [said, takenBack] = ofDismissals(events)
  for (const field of ['itemId', 'list', 'position', 'recommendationId'] as const)
    expect(takenBack?.[field]).toBe(said?.[field])
  await answer
  await openHome()
  expect(await titles()).toContain(title)
})

test('of who does not want to be remembered nothing is told, and it is hidden on this page only', async () => {
  const { page } = shop
  await page.addInitScript('Object.defineProperty(navigator, "globalPrivacyControl", { value: true })')
  const events = watchEvents()
  await openHome()
  const title = await tile(0).locator('.tile-title').innerText()
  await button(0).click()
  await tile(0).getByText('Hidden on this page.').waitFor()
  await undo(0).click()
  await button(0).click()
  await tile(1).locator('.tile-link').click()
  await expect.poll(() => events.map(({ kind }) => kind)).toContain('list-click')
  expect(ofDismissals(events)).toEqual([])
  await openHome()
  expect(await titles()).toContain(title)
})

test('a dismissal is of who said it: who acts as somebody else sees their lists', async () => {
  const { page } = shop
  const { categories } = await ask<{ categories: { path: string }[] }>('/api/v1/categories?shop=demo')
  await page.goto(`/shop/category/${encodeURIComponent(categories[0]?.path ?? '')}`)
  const tiles = row('Best sellers here').getByRole('listitem')
  await tiles.first().getByRole('link').waitFor()
  const notes = page.locator('.dismissed-note')
  const hidden = (await shop.titlesIn('Best sellers here')).slice(0, 4)
  for (const place of hidden.keys()) {
    await tiles
      .nth(place)
      .getByRole('button', { name: /^Not interested/ })
      .click()
    await expect.poll(() => notes.count()).toBe(place + 1)
  }
  await emulate(await buyer())
  await expect.poll(() => notes.count()).toBe(0)
  const shown = await shop.titlesIn('Best sellers here')
  expect(hidden.filter((title) => shown.includes(title))).not.toEqual([])
})

const hiddenOf = async (customerId: string): Promise<readonly string[]> => {
  const me = `/api/v1/me?shop=demo&customerId=${customerId}`
  return (await ask<{ customer: { dismissed?: string[] } }>(me)).customer.dismissed ?? []
}
const openHidden = async (): Promise<void> => {
  await account().click()
  await menuItem('Profile').click()
  await shop.page.getByRole('link', { name: 'Hidden products' }).click()
  await shop.page.getByRole('heading', { level: 2, name: 'Hidden products' }).waitFor()
}

test('the account shows what is hidden, and shows it again', async () => {
  const { page } = shop
  await openHome()
  const title = await tile(0).locator('.tile-title').innerText()
  const answer = answerFor('product-dismiss')
  await button(0).click()
  await undo(0).waitFor()
  // What was said before signing in comes along.
  const customerId = await signUp('Ivy Marsh')
  await answer
  await openHome()
  expect(await titles()).not.toContain(title)
  await openHidden()
  const again = page.getByRole('button', { name: `Show again: ${title}`, exact: true })
  await again.waitFor()
  expect(await hiddenOf(customerId)).toHaveLength(1)
  expect(await shop.barriers()).toEqual([])
  await again.click()
  await page.getByText(`${title} may show in lists again.`).waitFor()
  await page.getByText('Nothing is hidden.').waitFor()
  await expect.poll(() => hasFocus(page.getByRole('heading', { name: 'Hidden products' }))).toBe(true)
  expect(await hiddenOf(customerId)).toEqual([])
  await openHome()
  expect(await titles()).toContain(title)
})

test('who is not remembered any more can still show again what they hid before', async () => {
  const { page } = shop
  const customerId = await signUp('Rhea Glen')
  const { items } = await ask<{ items: { itemId: string }[] }>('/api/v1/items?shop=demo&channel=web&limit=2')
  await send('POST', '/api/v1/events', {
    shop: 'demo',
    events: items.map(({ itemId }) => ({
      kind: 'product-dismiss',
      itemId,
      shopper: { customerId },
    })),
  })
  await page.goto('/shop/account/consent')
  await page.getByRole('switch', { name: 'Remember what I do' }).click()
  await page.getByText('What you do from now on is kept without saying that it was you.').waitFor()
  await openHidden()
  const again = page.getByRole('button', { name: /^Show again: / })
  await expect.poll(() => again.count()).toBe(2)
  await again.first().click()
  await expect.poll(() => again.count()).toBe(1)
  await expect.poll(() => hiddenOf(customerId)).toHaveLength(1)
})

test('only what a list proposes can be dismissed; the button fits a finger, and a phone', async () => {
  await shop.openContext(PHONE)
  await openHome()
  const box = await button(0).boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24)
  await button(0).click()
  const back = await undo(0).boundingBox()
  expect(back?.height).toBeGreaterThanOrEqual(24)
  expect(await shop.overflow()).toBeLessThanOrEqual(0)
  await shop.page.goto('/shop/search?q=tea')
  await shop.page.locator('.grid .tile-link').first().waitFor()
  expect(
    await shop.page
      .locator('.grid')
      .getByRole('button', { name: /^Not interested/ })
      .count(),
  ).toBe(0)
})
