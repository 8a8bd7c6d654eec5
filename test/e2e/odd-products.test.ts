/** Products and shops of which less is known than one would wish, and more. */
import { expect, test } from 'vitest'
import { browserShop, PHONE } from './browser-shop.ts'
import { tillOf } from './till.ts'

const shop = browserShop()
const { signIn, scan, ticket } = tillOf(shop)

/** A shop of its own, whose products do not say since when they are sold. */
const openShop = async (shopId: string, items: readonly object[]): Promise<void> => {
  await shop.send('PUT', '/api/v1/shops', { shop: shopId, currency: 'EUR', timeZone: 'Europe/Paris' })
  if (items.length > 0) await shop.send('PUT', '/api/v1/items', { shop: shopId, items })
}

test('a product without a price says so, is not to be had for nothing, and stands behind those that have one', async () => {
  await openShop('unpriced', [
    { itemId: 'vase', title: 'Vase', categories: ['Home'] },
    { itemId: 'bowl', title: 'Bowl', categories: ['Home'], priceMinor: 900 },
  ])
  await shop.page.goto('/shop/product/vase?shop=unpriced')
  await shop.page.getByText('This product has no price yet.').waitFor()
  expect(await shop.page.getByRole('button', { name: 'Add to basket' }).count()).toBe(0)
  expect(await shop.page.locator('.product-price').innerText()).not.toMatch(/\d/)
  await shop.page.goto('/shop/category/Home?shop=unpriced')
  await shop.page.getByRole('combobox', { name: 'Sort by' }).selectOption({ label: 'Price, low to high' })
  await expect
    .poll(() => shop.page.locator('.all-items .tile-title').allInnerTexts())
    .toEqual(['Bowl', 'Vase'])
})

test('the window of a shop that does not say what is new shows what it sells', async () => {
  const itemIds = ['cup', 'jug', 'pot', 'pan']
  await openShop(
    'undated',
    itemIds.map((itemId) => ({ itemId, title: itemId, categories: ['Home'], priceMinor: 900 })),
  )
  const lines = itemIds.map((itemId) => ({ itemId, quantity: 1 }))
  const events = [{ eventId: 'sold', kind: 'order', orderId: 'sold', lines }]
  await shop.send('POST', '/api/v1/events', { shop: 'undated', events })
  await shop.page.goto('/shop/?shop=undated')
  await expect.poll(() => shop.page.locator('.hero-pictures a').count()).toBe(3)
  expect(await shop.page.getByRole('link', { name: 'See what is new' }).count()).toBe(0)
  await openShop('bare', [])
  await shop.page.goto('/shop/?shop=bare')
  await shop.page.getByText('There is nothing in this shop yet.').waitFor()
})

test('a name of one very long word is broken, not cut', async () => {
  const title = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  await openShop('wordy', [{ itemId: 'long', title, categories: ['Home'], priceMinor: 900 }])
  await shop.openContext(PHONE)
  await shop.page.goto('/shop/product/long?shop=wordy')
  const heading = shop.page.getByRole('heading', { level: 1, name: title })
  await heading.waitFor()
  const widths = await heading.evaluate((element: unknown) => {
    const { scrollWidth, clientWidth } = element as { scrollWidth: number; clientWidth: number }
    return { scrollWidth, clientWidth }
  })
  expect(widths.scrollWidth).toBeLessThanOrEqual(widths.clientWidth)
})

test('a product without a price is sold at the till for what the associate says, asked once', async () => {
  const items = [{ itemId: 'unpriced-1', title: 'Odd vase' }]
  await shop.send('PUT', '/api/v1/items', { shop: 'demo', items })
  await signIn()
  await scan('unpriced-1')
  const amount = shop.page.getByLabel('Price in GBP')
  await amount.fill('a lot')
  await shop.page.keyboard.press('Enter')
  await shop.page.getByText('That is no amount.').waitFor()
  expect(await shop.barriers()).toEqual([])
  await amount.fill('12,5')
  await shop.page.keyboard.press('Enter')
  await ticket().getByText('Odd vase').waitFor()
  await scan('unpriced-1')
  await ticket().getByText('£25.00').waitFor()
  expect(await amount.count()).toBe(0)
})
