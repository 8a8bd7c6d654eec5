/** From the basket to the order in a real browser, on good days and on bad ones. */
import { expect, test } from 'vitest'
import { browserShop, DESKTOP, PHONE } from './browser-shop.ts'
import { isFocused, shopSteps } from './shop-steps.ts'

const TABLET = { width: 820, height: 1_100 }

const shop = browserShop()
const { row, watchEvents, ask } = shop
const steps = shopSteps(shop)

const placeOrder = () => shop.page.getByRole('button', { name: 'Place the order' })
const thanks = () => shop.page.getByRole('heading', { name: 'Thank you' })

/** A basket of one product, at the last look of the checkout. */
const toTheLastLook = async (): Promise<string> => {
  const [path = ''] = await steps.productPaths(1)
  const title = await steps.addToBasket(path)
  await shop.page.goto('/shop/checkout')
  await steps.fillInCheckout()
  return title
}

/** That were counted so far. */
const orderCount = async (): Promise<number> => {
  const { shop: counted } = await ask<{ shop: { eventsByDay: { orders: number }[] } }>(
    '/internal/status?shop=demo',
  )
  return counted.eventsByDay.reduce((sum, { orders }) => sum + orders, 0)
}

test('what goes with the whole basket can be added from its tile, and says which list it came from', async () => {
  const [first = '', second = ''] = await steps.productPaths(2)
  await steps.addToBasket(first)
  await steps.addToBasket(second)
  const events = watchEvents()
  const asked = shop.page.waitForRequest((sent) => sent.postData()?.includes('cart.bought-together') === true)
  await shop.page.goto('/shop/basket')
  const { context } = (await asked).postDataJSON() as { context: { basket: string[] } }
  expect(context.basket.length).toBe(2)
  await shop.page.locator('.tile-add').first().click()
  await expect
    .poll(async () => (await shop.page.locator('.line').count()) > 2 || shop.page.url().includes('/product/'))
    .toBe(true)
  if (shop.page.url().includes('/product/')) return
  await expect.poll(() => events.filter(({ kind }) => kind === 'cart-add').length).toBe(1)
  expect(events.find(({ kind }) => kind === 'cart-add')).toMatchObject({
    list: expect.any(String) as string,
    recommendationId: expect.any(String) as string,
  })
})

test('many presses of a quantity are one change, told with how much it changed', async () => {
  const [path = ''] = await steps.productPaths(1)
  const title = await steps.addToBasket(path)
  await shop.page.goto('/shop/basket')
  const events = watchEvents()
  const more = shop.page.getByRole('button', { name: `One more ${title}` })
  for (let press = 0; press < 4; press++) await more.click()
  await shop.page.getByRole('button', { name: `One less ${title}` }).click()
  const changes = () => events.filter(({ kind }) => kind === 'cart-update')
  await expect.poll(() => changes().length).toBe(1)
  expect(changes()[0]).toMatchObject({ quantity: 4, properties: { change: 3 }, basket: [{ quantity: 4 }] })
  // What has not been told yet is told before what comes after it.
  await more.click()
  await shop.page.getByRole('button', { name: `Remove ${title}` }).click()
  await expect.poll(() => events.filter(({ kind }) => kind === 'cart-remove').length).toBe(1)
  expect(changes()[1]).toMatchObject({ quantity: 5, properties: { change: 1 } })
})

test('what was removed by mistake goes back to its place', async () => {
  const [first = '', second = ''] = await steps.productPaths(2)
  const one = await steps.addToBasket(first)
  const other = await steps.addToBasket(second)
  await shop.page.goto('/shop/basket')
  const events = watchEvents()
  await shop.page.getByRole('button', { name: `Remove ${one}` }).click()
  const undo = shop.page.getByRole('button', { name: 'Put it back' })
  expect(await isFocused(undo)).toBe(true)
  await shop.page.keyboard.press('Enter')
  const titles = () => shop.page.locator('.line-words a').allInnerTexts()
  await expect.poll(titles).toEqual([one, other])
  await expect
    .poll(() => events.map(({ kind }) => kind).filter((kind) => /^cart-(add|remove)$/.test(kind)))
    .toEqual(['cart-remove', 'cart-add'])
  await shop.page.getByRole('button', { name: `Remove ${one}` }).click()
  await shop.page.getByRole('button', { name: `Remove ${other}` }).click()
  await shop.page.getByRole('heading', { name: 'Your basket is empty' }).waitFor()
  await undo.click()
  await expect.poll(titles).toEqual([other])
})

test('a double click places one order, and coming back to it or loading it again orders nothing', async () => {
  await toTheLastLook()
  const events = watchEvents()
  await placeOrder().dblclick()
  await thanks().waitFor()
  await shop.page.reload()
  await thanks().waitFor()
  await row('What you ordered').waitFor()
  await shop.page.goBack()
  await shop.page.goForward()
  await thanks().waitFor()
  const sent = events.filter(({ kind }) => kind === 'order')
  expect(new Set(sent.map(({ eventId }) => eventId)).size).toBe(1)
  expect(sent.length).toBe(1)
  expect(await shop.page.getByRole('link', { name: 'Basket, 0 products' }).count()).toBe(1)
})

test('an order whose answer was lost is counted once, however often it is tried, also after the page was closed', async () => {
  await toTheLastLook()
  const events = watchEvents()
  const before = await orderCount()
  let isDown = true
  // The order arrives, and then the server is gone.
  await shop.page.route('**/api/v1/events', async (route) => {
    if (!isDown) return route.continue()
    if (route.request().postData()?.includes('"order"') === true) await route.fetch()
    return route.abort()
  })
  await shop.page.route('**/api/v1/shops/demo*', (route) => (isDown ? route.abort() : route.continue()))
  await placeOrder().click()
  await shop.page.getByText('we do not know whether order').waitFor()
  await shop.page.getByText('it is counted once').waitFor()
  isDown = false
  await shop.page.goto('/shop/checkout')
  await steps.fillInCheckout()
  await placeOrder().click()
  await thanks().waitFor()
  const sent = events.filter(({ kind }) => kind === 'order')
  expect(sent.length).toBe(2)
  expect(new Set(sent.map(({ eventId, orderId }) => `${eventId} ${orderId}`)).size).toBe(1)
  await expect.poll(orderCount).toBe(before + 1)
  expect(shop.complaints.splice(0).length).toBeGreaterThan(0)
})

test('who is offline is told so, keeps the basket, and orders when they are back', async () => {
  await toTheLastLook()
  await shop.page.context().setOffline(true)
  await placeOrder().click()
  await shop.page.getByText('You are offline').waitFor()
  expect(await shop.page.getByRole('link', { name: 'Basket, 1 product', exact: true }).count()).toBe(1)
  await shop.page.context().setOffline(false)
  await shop.page.getByRole('button', { name: 'Try again' }).click()
  await thanks().waitFor()
  shop.complaints.splice(0)
})

test('with an ad blocker between, the shop works, and says what it could not tell', async () => {
  const [path = ''] = await steps.productPaths(1)
  await steps.addToBasket(path)
  await shop.page.route('**/api/v1/events', (route) => route.abort('blockedbyclient'))
  await shop.page.goto('/shop/checkout')
  await steps.fillInCheckout()
  await placeOrder().click()
  await thanks().waitFor()
  await shop.page.getByText('an ad blocker perhaps').waitFor()
  await shop.page.goto('/shop/')
  await expect.poll(() => row('New in').locator('.tile:not(.is-skeleton)').count()).toBeGreaterThan(2)
  shop.complaints.splice(0)
})

test('who is signed in finds their name in the checkout, and no event tells where they live', async () => {
  const { name, email } = await steps.signIn()
  const [path = ''] = await steps.productPaths(1)
  await steps.addToBasket(path)
  const events = watchEvents()
  await shop.page.goto('/shop/checkout')
  await expect.poll(() => shop.page.getByLabel('Name').inputValue()).toBe(name)
  const street = await shop.page.getByLabel('Street and number').inputValue()
  await steps.fillInCheckout(true)
  await placeOrder().click()
  await thanks().waitFor()
  const told = JSON.stringify(events)
  for (const secret of [name, email, street]) expect(told).not.toContain(secret)
})

test('an order that this browser does not know is none', async () => {
  await shop.page.goto('/shop/order/W-0000-0000')
  await expect.poll(() => shop.page.getByText('Order W-0000-0000 is not in this shop').count()).toBe(1)
})

test('the way from the basket to the order keeps nobody out, and fits every width', async () => {
  for (const viewport of [PHONE, TABLET, DESKTOP]) {
    await shop.openContext(viewport)
    const check = async (screen: string): Promise<void> => {
      await shop.page.waitForLoadState('networkidle')
      const said = { screen, width: viewport.width }
      expect({ ...said, isWider: (await shop.overflow()) > 0 }).toEqual({ ...said, isWider: false })
      const barriers = viewport === TABLET ? [] : await shop.barriers()
      expect([said, barriers]).toEqual([said, []])
    }
    await shop.page.goto('/shop/basket')
    await check('empty basket')
    const [path = ''] = await steps.productPaths(1)
    const title = await steps.addToBasket(path)
    await shop.page.goto('/shop/basket')
    await check('basket')
    await shop.page.getByRole('button', { name: `Remove ${title}` }).click()
    await check('removed')
    await shop.page.getByRole('button', { name: 'Put it back' }).click()
    await shop.page.getByRole('link', { name: 'To the checkout' }).click()
    await check('details')
    await shop.page.getByRole('button', { name: 'Fill in an example' }).click()
    await shop.page.getByRole('button', { name: 'Go on to delivery' }).click()
    await check('delivery')
    await shop.page.getByRole('button', { name: 'Go on to the last look' }).click()
    await check('last look')
    await placeOrder().click()
    await thanks().waitFor()
    await check('order')
  }
})
