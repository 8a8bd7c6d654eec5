/** The pages of a person in the storefront: profile, orders, wish list, consent, what is kept of them. */
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Customer } from '../../src/domain/customer.ts'
import { browserShop } from './browser-shop.ts'
import { personSteps } from './person-steps.ts'

const shop = browserShop()
const { ask, send, row } = shop
const { buyer, account, menuItem, banner, emulate, firstTile, signUp } = personSteps(shop)

const open = async (section: string): Promise<void> => {
  await account().click()
  await menuItem(section).click()
  await shop.page.getByRole('heading', { level: 2, name: section, exact: true }).waitFor()
}

const customerOf = async (customerId: string): Promise<Customer> =>
  (await ask<{ customer: Customer }>(`/api/v1/customers/${customerId}?shop=demo`)).customer

const listFor = async (customerId: string, list: string) =>
  (
    await send<{ items: { itemId: string }[] }>('POST', '/api/v1/recommendations', {
      shop: 'demo',
      list,
      shopper: { customerId },
    })
  ).items.map(({ itemId }) => itemId)

/** Opens the product of the first tile of a row. @returns its id */
const look = async (title: string): Promise<string> => {
  const { page } = shop
  await page.goto('/shop/')
  const counted = page.waitForResponse(
    (response) =>
      response.url().endsWith('/recommendations/page') &&
      response.request().postData()?.includes('product.') === true,
  )
  await firstTile(title).locator('.tile-link').click()
  await counted
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')
}

test('a profile is changed, and what was emptied is gone', async () => {
  const { page } = shop
  const customerId = await signUp('Nia Field')
  await open('Profile')
  await page.getByRole('textbox', { name: 'Name' }).fill('Nia Meadow')
  await page.getByRole('textbox', { name: 'Phone' }).fill('+44 7700 900123')
  await page.getByRole('textbox', { name: 'City' }).fill('Leeds')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  await page.getByRole('heading', { level: 1, name: 'Nia Meadow' }).waitFor()
  expect(await customerOf(customerId)).toMatchObject({
    name: 'Nia Meadow',
    phone: '+44 7700 900123',
    addresses: [{ city: 'Leeds' }],
  })
  await page.getByRole('textbox', { name: 'Phone' }).fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => 'phone' in (await customerOf(customerId))).toBe(false)
})

test('orders stand newest first, of stores too, and a line is bought again', async () => {
  const { page } = shop
  const shopper = await buyer()
  await page.goto('/shop/')
  await emulate(shopper)
  await open('Orders')
  const orders = page.getByRole('article', { name: /^Order / })
  await orders.first().waitFor()
  const days = (await orders.getByRole('heading', { level: 3 }).allInnerTexts()).map((text) =>
    Date.parse(text),
  )
  expect(days.length).toBe(Math.min(shopper.orderCount, 10))
  expect(days).toEqual(days.toSorted((a, b) => b - a))
  const basket = page.getByRole('link', { name: 'Basket, 1 product', exact: true })
  const lines = await page.getByRole('button', { name: /^Buy .* again$/ }).all()
  // What is sold out or no longer sold says so.
  for (const line of lines) {
    await line.click()
    await page.locator('.order output, .added-card').first().waitFor()
    if ((await basket.count()) > 0) break
  }
  expect(await basket.count()).toBe(1)
})

test('what somebody wishes for is on their list here and in the shop’s own records', async () => {
  const { page } = shop
  const customerId = await signUp('Theo Marsh')
  await page.goto('/shop/')
  const tile = firstTile('Best sellers')
  const title = await tile.locator('.tile-title').innerText()
  const heart = tile.getByRole('button', { name: `Wish for ${title}` })
  await heart.click()
  await expect.poll(async () => (await customerOf(customerId)).wishlist?.length).toBe(1)
  expect(await heart.getAttribute('aria-pressed')).toBe('true')
  await page.reload()
  await open('Wish list')
  await expect.poll(() => page.locator('.grid .tile-title').allInnerTexts()).toEqual([title])
  await page.getByRole('button', { name: `Wish for ${title}` }).click()
  await expect.poll(async () => (await customerOf(customerId)).wishlist?.length ?? 0).toBe(0)
})

test('a wish that comes before the profile does is added to the list, and takes nothing off it', async () => {
  const { page } = shop
  const customerId = await signUp('Nell Frost')
  const wish = (row: string): Promise<void> =>
    firstTile(row)
      .getByRole('button', { name: /^Wish for/ })
      .click()
  const wished = async (): Promise<number | undefined> => (await customerOf(customerId)).wishlist?.length
  await page.goto('/shop/')
  await wish('Best sellers')
  await expect.poll(wished).toBe(1)
  const profile = Promise.withResolvers<void>()
  await page.route('**/api/v1/me?*', async (route) => {
    await profile.promise
    await route.continue()
  })
  await page.reload()
  await wish('New in')
  profile.resolve()
  await expect.poll(wished).toBe(2)
})

test('consent: personal lists stop and return with the next page', async () => {
  const { page } = shop
  await page.goto('/shop/')
  await emulate(await buyer(1))
  await row('Picks for you').waitFor()
  await open('Consent')
  await page.getByRole('switch', { name: 'Personal lists' }).click()
  await page.getByText('From the next page on, you see what everybody sees.').waitFor()
  await page.getByRole('link', { name: 'Aisle & Co' }).click()
  await firstTile('Featured').waitFor()
  expect(await row('Picks for you').count()).toBe(0)
  await page.goto('/shop/featured')
  await page.getByText('Shop order: personal lists are off.').waitFor()
  await page.getByRole('link', { name: 'Change that' }).click()
  await page.getByRole('switch', { name: 'Personal lists' }).click()
  await page.getByText('The next page you open has personal lists again.').waitFor()
  await page.getByRole('link', { name: 'Aisle & Co' }).click()
  await row('Picks for you').waitFor()
})

test('consent: what is done after it was withdrawn is nobody’s, in the middle of a visit', async () => {
  const { page } = shop
  const customerId = await signUp('Ada Quill')
  const before = await look('Best sellers')
  expect(await listFor(customerId, 'recently-viewed')).toEqual([before])
  await open('Consent')
  await page.getByRole('switch', { name: 'Remember what I do' }).click()
  await page.getByText('What you do from now on is kept without saying that it was you.').waitFor()
  const after = await look('New in')
  expect(after).not.toBe(before)
  expect(await listFor(customerId, 'recently-viewed')).toEqual([before])
  expect(await banner().count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Account of Ada Quill' }).count()).toBe(1)
})

test('who has signed in in a browser that asks not to be tracked has no page kept under their name', async () => {
  const { page } = shop
  await page.addInitScript(`Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`)
  const customerId = await signUp('Una Reed')
  const told = page.waitForRequest(
    (request) =>
      request.url().endsWith('/api/v1/events') && request.postData()?.includes('product-view') === true,
  )
  await look('Best sellers')
  const { events } = (await told).postDataJSON() as { events: { kind: string; shopper?: object }[] }
  expect(events.find(({ kind }) => kind === 'product-view')).not.toHaveProperty('shopper')
  expect(await listFor(customerId, 'recently-viewed')).toEqual([])
  // Nor are lists made from what is known of them.
  const lists = page.waitForRequest((request) => request.url().endsWith('/api/v1/recommendations/page'))
  await page.goto('/shop/')
  expect((await lists).headers()['aisle-shopper']).toBeUndefined()
  expect((await lists).postDataJSON()).toMatchObject({ shopper: {} })
})

test('my data: seen in words, taken along as a file, erased after a typed word, and told', async () => {
  const { page } = shop
  const customerId = await signUp('Ivo Larch')
  const viewed = await look('Best sellers')
  await open('My data')
  await page.getByText(/^name, e-mail/).waitFor()
  expect(await page.locator('.data-facts').innerText()).toMatch(/Browsers that were yours\s+1/)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as a file' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^my-data-demo.*\.json$/)
  const file = await readFile(await download.path(), 'utf8')
  expect(JSON.parse(file)).toMatchObject({ customerId, profile: { name: 'Ivo Larch' } })
  expect(file).toContain(viewed)

  const erase = page.getByRole('button', { name: 'Erase everything' })
  expect(await erase.isDisabled()).toBe(true)
  await page.getByLabel('Type “erase” to confirm').fill('Erase')
  await erase.click()
  await page.getByText(/^You are erased: .* You are signed out\.$/).waitFor()
  await page.getByRole('heading', { level: 1, name: 'You are not signed in' }).waitFor()
  const gone = await fetch(new URL(`/api/v1/customers/${customerId}?shop=demo`, page.url()))
  expect(gone.status).toBe(404)
  await page.goto('/shop/')
  await firstTile('Featured').waitFor()
})

test('who acts as a shopper sees what is kept of them, and cannot erase them', async () => {
  const { page } = shop
  await page.goto('/shop/')
  await emulate(await buyer())
  await open('My data')
  await page.getByText('and cannot erase them').waitFor()
  expect(await page.getByRole('button', { name: 'Erase everything' }).count()).toBe(0)
})
