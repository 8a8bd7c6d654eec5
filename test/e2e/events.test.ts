/** Use case 4: a shopper's way through the shop, and each event of it, once. */
import { expect, test } from 'vitest'
import type { ShopEvent } from '../../src/domain/event.ts'
import { browserShop } from './browser-shop.ts'
import { shopSteps } from './shop-steps.ts'

const shop = browserShop()
const { row, watchEvents } = shop
const steps = shopSteps(shop)

/** Of the kinds that an order of things is told by. */
const KINDS = [
  'search',
  'list-click',
  'wishlist-add',
  'product-share',
  'cart-add',
  'cart-view',
  'cart-update',
  'cart-remove',
  'checkout-start',
  'checkout-step',
  'order',
] as const

test('use case 4: each event of a way through the shop is told once, with its fields, and in its order', async () => {
  await steps.untilTrained()
  await shop.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const sent = watchEvents()
  // What was on its way when the page was loaded again is sent again, under the id that the server counts once.
  const told = (): readonly ShopEvent[] => [...new Map(sent.map((event) => [event.eventId, event])).values()]
  const views = steps.watchViews()
  const of = (kind: ShopEvent['kind']): readonly ShopEvent[] => told().filter((event) => event.kind === kind)

  await shop.page.goto('/shop/')
  await row('Best sellers').locator('.tile-link').first().waitFor()
  await row('Best sellers').scrollIntoViewIfNeeded()
  const isOfBestSellers = ({ list }: ShopEvent): boolean => list === 'best-selling'
  await expect.poll(() => of('list-impression').filter(isOfBestSellers).length).toBe(1)
  await row('Best sellers').locator('.tile-link').first().click()
  const bought = await shop.page.getByRole('heading', { level: 1 }).innerText()
  await shop.page
    .getByRole('button', { name: `Wish for ${bought}`, exact: true })
    .first()
    .click()
  await shop.page.getByRole('button', { name: 'Share' }).click()
  await shop.page.getByText('Link copied').waitFor()
  await shop.page.getByRole('button', { name: 'Add to basket' }).click()
  await shop.page.getByRole('link', { name: 'See the basket' }).waitFor()

  await shop.page.getByRole('searchbox', { name: 'Search products' }).fill('a')
  await shop.page.keyboard.press('Enter')
  await shop.page.locator('.grid .tile:not(.is-skeleton) .tile-link').nth(3).click()
  const other = await shop.page.getByRole('heading', { level: 1 }).innerText()
  await shop.page.getByRole('button', { name: 'Add to basket' }).click()
  await shop.page.getByRole('link', { name: 'See the basket' }).click()

  await shop.page.getByRole('button', { name: `One more ${bought}`, exact: true }).click()
  await shop.page.getByRole('button', { name: `One more ${bought}`, exact: true }).click()
  await shop.page.getByRole('button', { name: `Remove ${other}`, exact: true }).click()
  await shop.page.reload()
  await shop.page.getByRole('link', { name: 'To the checkout' }).click()
  await steps.fillInCheckout()
  await shop.page.reload()
  await steps.fillInCheckout()
  await shop.page.getByRole('button', { name: 'Place the order' }).dblclick()
  await shop.page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await shop.page.reload()
  await shop.page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await shop.page.goBack()
  await shop.page.getByRole('heading', { name: 'Your basket is empty' }).waitFor()
  await expect.poll(() => of('order').length).toBe(1)

  expect(
    told()
      .map(({ kind }) => kind)
      .filter((kind) => (KINDS as readonly string[]).includes(kind)),
  ).toEqual([
    'list-click',
    'wishlist-add',
    'product-share',
    'cart-add',
    'search',
    'list-click',
    'cart-add',
    'cart-view',
    'cart-update',
    'cart-remove',
    'checkout-start',
    'checkout-step',
    'checkout-step',
    'order',
  ])
  // Pages that ask for their lists at once are viewed by asking.
  expect(new Set(views.map(({ eventId }) => eventId)).size).toBe(3)
  expect(views.map(({ first }) => first)).toEqual([
    'home.inspired',
    'product.bought-together',
    'product.bought-together',
  ])

  const [impression] = of('list-impression').filter(isOfBestSellers)
  const [click, searchClick] = of('list-click')
  const [added, addedByQuery] = of('cart-add')
  const [order] = of('order')
  const itemId = click?.itemId
  const recommendationId = impression?.recommendationId
  expect(impression?.itemIds).toContain(itemId)
  expect(click).toMatchObject({ list: 'best-selling', recommendationId, position: 0 })
  expect(added).toMatchObject({
    itemId,
    quantity: 1,
    list: 'best-selling',
    recommendationId,
    currency: 'GBP',
  })
  expect(added?.priceMinor).toBeGreaterThan(0)
  expect(of('search')).toMatchObject([{ query: 'a', properties: { reranked: 'false' } }])
  expect(searchClick).toMatchObject({ list: 'search', query: 'a', position: 3 })
  expect(addedByQuery?.recommendationId).toBeUndefined()
  expect(addedByQuery?.basket?.length).toBe(2)
  expect(of('cart-view')[0]?.basket?.length).toBe(2)
  expect(of('cart-update')).toMatchObject([{ itemId, quantity: 3, properties: { change: 2 } }])
  expect(of('cart-remove')).toMatchObject([{ itemId: searchClick?.itemId, quantity: 1 }])
  expect(of('checkout-start')).toMatchObject([{ basket: [{ itemId, quantity: 3, recommendationId }] }])
  expect(of('checkout-step').map(({ properties }) => properties)).toEqual([
    { step: 'details', number: 1 },
    { step: 'delivery', number: 2 },
  ])
  expect(order).toMatchObject({ lines: [{ itemId, quantity: 3, recommendationId }] })
  expect(order?.totalMinor).toBe(3 * (added?.priceMinor ?? 0))
  expect(new Set(sent.map(({ shopper }) => shopper?.visitorId)).size).toBe(1)
  expect(new Set(sent.map(({ sessionId }) => sessionId)).size).toBe(1)
})
