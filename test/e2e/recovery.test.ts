/** A server that is away for a while: pages come back by themselves. */
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { browserShop } from './browser-shop.ts'
import { shopSteps } from './shop-steps.ts'

const shop = browserShop()
const steps = shopSteps(shop)

const tiles = (title: string): Locator => shop.row(title).locator('.tile:not(.is-skeleton)')

/** What a browser shows in red of a server that does not answer. */
const forgiveFailedCalls = (): void => {
  const others = shop.complaints.filter((text) => !text.startsWith('Failed to load resource'))
  shop.complaints.splice(0, shop.complaints.length, ...others)
}

/**
 * Answers calls as a server that has just been started.
 *
 * @returns what ends that
 */
const beNotReady = (calls: string): (() => void) => {
  let isReady = false
  const error = { code: 'NOT_READY', message: 'The shops are still being read.', fix: '' }
  void shop.page.route(calls, (route) =>
    isReady ? route.continue() : route.fulfill({ status: 503, json: { error } }),
  )
  return () => {
    isReady = true
  }
}

test('a page of the shop that found the server reading its log fills by itself', async () => {
  const becomeReady = beNotReady('**/api/**')
  await shop.page.goto('/shop/')
  await shop.page.getByRole('alert').getByText('tries again by itself').first().waitFor()
  becomeReady()
  await expect.poll(() => tiles('Trending now').count()).toBeGreaterThan(2)
  await expect.poll(() => shop.page.locator('.brand').innerText()).not.toBe('\u00a0')
  expect(await shop.page.getByRole('alert').count()).toBe(0)
  forgiveFailedCalls()
})

test('a view whose lists had to be asked for twice counts once', async () => {
  const before = await steps.viewCount()
  const becomeReady = beNotReady('**/api/v1/recommendations/**')
  await shop.page.goto('/shop/product/kettle-1001')
  await shop.page.getByRole('alert').first().waitFor()
  becomeReady()
  await expect.poll(() => tiles('People also like').count()).toBeGreaterThan(2)
  await expect.poll(() => steps.viewCount()).toBe(before + 1)
  forgiveFailedCalls()
})

test('a page that was opened without a network fills as soon as the browser has one again', async () => {
  await shop.page.goto('/shop/')
  const first = shop.row('Trending now').locator('.tile-link').first()
  await first.waitFor()
  await shop.page.context().setOffline(true)
  await first.click()
  await shop.page.getByRole('alert').first().waitFor()
  await shop.page.context().setOffline(false)
  await shop.page.getByRole('button', { name: 'Add to basket' }).waitFor()
  expect(await shop.page.getByRole('alert').count()).toBe(0)
  forgiveFailedCalls()
})

test('a till that cannot start starts when the server is back', async () => {
  const becomeReady = beNotReady('**/api/**')
  await shop.page.goto('/pos/')
  await shop.page.getByRole('alert').waitFor()
  becomeReady()
  await shop.page.getByRole('heading', { name: 'Which store is this?' }).waitFor()
  expect(await shop.page.getByRole('alert').count()).toBe(0)
  forgiveFailedCalls()
})

test('a part of the page whose code cannot be had leaves the rest as it is, and comes when it can', async () => {
  await shop.page.goto('/shop/product/kettle-1001')
  const add = shop.page.getByRole('button', { name: 'Add to basket' })
  await add.waitFor()
  await shop.page.context().setOffline(true)
  await shop.page.getByRole('button', { name: 'Event inspector' }).click()
  await shop.page.getByText('The inspector could not be loaded.').waitFor()
  expect(await add.isVisible()).toBe(true)
  await shop.page.context().setOffline(false)
  await shop.page.getByRole('region', { name: 'Event inspector' }).getByRole('table').first().waitFor()
  forgiveFailedCalls()
})

test('a fault in a page leaves the head of the shop as it is, and the next page is whole', async () => {
  // No server says that: a brand that is no text is a fault for whoever draws it.
  const json = { item: { itemId: 'kettle-1001', brand: {} }, isListed: true }
  await shop.page.route('**/api/v1/items/kettle-1001?*', (route) => route.fulfill({ json }))
  await shop.page.goto('/shop/product/kettle-1001')
  await shop.page.getByRole('alert').waitFor()
  await shop.page.getByRole('link', { name: 'Basket, 0 products' }).click()
  await shop.page.getByRole('heading', { name: 'Your basket is empty' }).waitFor()
  expect(await shop.page.getByRole('alert').count()).toBe(0)
  expect(shop.complaints.splice(0).length).toBeGreaterThan(0)
})
