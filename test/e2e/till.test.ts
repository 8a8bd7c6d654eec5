/** Associates at the till in a real browser, against a real server. */
import { expect, test } from 'vitest'
import type { RecommendationsRequest } from '../../src/api/list-schema.ts'
import type { Item } from '../../src/domain/catalog.ts'
import { browserShop } from './browser-shop.ts'
import { topScore } from './top-score.ts'

const shop = browserShop()
const { ask, row, barriers } = shop

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
  await shop.page.goto('/pos/')
  await shop.page.getByRole('button', { name: store?.title ?? '' }).click()
  const lookup = shop.page.getByRole('searchbox', { name: 'Name, number or barcode' })
  await lookup.fill(sold?.itemId ?? '')
  await lookup.press('Enter')
  const ticket = shop.page.getByRole('complementary', { name: 'Ticket' })
  await ticket.getByText(title).first().waitFor()
  const unitsNeeded = (await topScore(shop, store?.channelId)) + 1
  for (let units = 1; units < unitsNeeded; units++)
    await ticket.getByRole('button', { name: `One more ${title}` }).click()
  await ticket.getByRole('button', { name: 'Take payment' }).click()
  await ticket.getByText(/Sale P-.* is kept and counted/).waitFor()
  await expect
    .poll(() => row('Best selling in this store').locator('.item-button').first().innerText())
    .toContain(title)

  await shop.page.locator('label', { hasText: 'Return' }).click()
  await lookup.fill('no such thing at all')
  await lookup.press('Enter')
  await shop.page.getByText('Nothing is called “no such thing at all”.').waitFor()
  // Browsers report every answer of 404, and this one is asked for.
  expect(shop.complaints.splice(0)).toEqual([expect.stringContaining('404')])
})

test('the till proposes by the basket, and otherwise when the customer is known', async () => {
  const { channels } = await ask<{ channels: { kind: string; title: string }[] }>(
    '/api/v1/channels?shop=demo',
  )
  await shop.page.goto('/pos/')
  const store = channels.find(({ kind }) => kind === 'store')
  await shop.page.getByRole('button', { name: store?.title ?? '' }).click()
  const ticket = shop.page.getByRole('complementary', { name: 'Ticket' })
  const notes = (title: string) => row(title).locator('.item-button:not(.is-blank)').allInnerTexts()
  const tapIn = (title: string, place: number) =>
    row(title).locator('.item-button:not(.is-blank)').nth(place).click()
  await row('Trending in this store').locator('.item-button:not(.is-blank)').first().waitFor()
  expect(await row('Goes with this basket').count()).toBe(0)

  await tapIn('Best selling in this store', 0)
  const proposed = ticket.getByRole('region', { name: /Goes with this basket$/i })
  await proposed.locator('.item-button:not(.is-blank)').first().waitFor()
  const one = await proposed.innerText()
  await tapIn('Best selling in this store', 1)
  await tapIn('Best selling in this store', 2)
  await expect.poll(() => proposed.innerText()).not.toBe(one)
  const anonymous = await proposed.innerText()

  await ticket.getByRole('textbox', { name: 'Customer number (optional)' }).fill('nobody-at-all')
  await ticket.getByRole('button', { name: 'Attach' }).click()
  await ticket.getByText('Nobody is known by “nobody-at-all”').waitFor()
  expect(shop.complaints.splice(0)).toEqual([expect.stringContaining('404')])
  const { customer } = await ask<{ customer: { customerId: string; name: string } }>(
    '/api/v1/customers/customer-1001?shop=demo',
  )
  await ticket.getByRole('textbox', { name: 'Customer number (optional)' }).fill(customer.customerId)
  await shop.page.keyboard.press('Enter')
  await ticket.getByText(customer.name, { exact: true }).waitFor()
  const personal = `For ${customer.name} and this basket`
  await expect.poll(() => notes(personal).then(({ length }) => length)).toBeGreaterThan(0)
  expect((await notes(personal)).join('\n')).not.toBe(anonymous)
  const forCustomer = await notes(`Recommended for ${customer.name}`)
  expect(forCustomer.length).toBeGreaterThan(0)
  const titles = [...(await notes(personal)), ...forCustomer].map((text) => text.split('\n')[0])
  expect(new Set(titles).size).toBe(titles.length)
  expect(await barriers()).toEqual([])

  await ticket.getByRole('button', { name: `Take ${customer.name} off the ticket` }).click()
  await ticket.getByRole('region', { name: 'Goes with this basket' }).waitFor()
  expect(await row(`Recommended for ${customer.name}`).count()).toBe(0)
})

test('a product is looked at before it is added, with what goes with it', async () => {
  const { channels } = await ask<{ channels: { channelId: string; kind: string; title: string }[] }>(
    '/api/v1/channels?shop=demo',
  )
  const store = channels.find(({ kind }) => kind === 'store')
  const { items } = await ask<{ items: Item[] }>(
    `/api/v1/items?shop=demo&limit=1&channel=${store?.channelId}`,
  )
  const title = items[0]?.title ?? ''
  await shop.page.goto('/pos/')
  await shop.page.getByRole('button', { name: store?.title ?? '' }).click()
  const request = shop.page.waitForRequest((sent) => sent.postData()?.includes('pos.product') === true)
  await shop.page.getByRole('searchbox', { name: 'Name, number or barcode' }).fill(title)
  await shop.page
    .getByRole('button', { name: `Look at ${title}` })
    .first()
    .click()
  await row(title).locator('.item-button:not(.is-blank)').first().waitFor()
  expect(((await request).postDataJSON() as RecommendationsRequest).context).toEqual({
    channel: store?.channelId,
    itemId: items[0]?.itemId,
  })
  expect(await barriers()).toEqual([])
})
