/** Shoppers and operators in a real browser, against a real server. */
import { expect, test } from 'vitest'
import type { Item } from '../../src/domain/catalog.ts'
import { browserShop, PHONE } from './browser-shop.ts'
import { SHIFT_MAX, shopSteps, TRAINED_WITHIN_MS } from './shop-steps.ts'
import { bestSeller, topScore } from './top-score.ts'

/** Shows several rows at once, so that a shift is not out of sight. */
const TALL = { width: 1280, height: 1_600 }

const shop = browserShop()
const { ask, send, row, barriers, openContext, watchEvents } = shop
const steps = shopSteps(shop)

/** Whether any of a row is in view, as the browser tells its observers. */
const isInView = (title: string): Promise<boolean> =>
  row(title).evaluate(
    (element: unknown) =>
      new Promise<boolean>((resolve) => {
        const { IntersectionObserver } = globalThis as unknown as {
          IntersectionObserver: new (
            tell: (entries: { isIntersecting: boolean }[]) => void,
          ) => { observe: (e: unknown) => void }
        }
        new IntersectionObserver(([entry]) => resolve(entry?.isIntersecting === true)).observe(element)
      }),
  )

test('a shopper finds, buys, and sees the lists change', async () => {
  const events = watchEvents()
  const views = steps.watchViews()
  await shop.page.goto('/')
  for (const title of ['Trending now', 'Best sellers', 'New in'])
    await expect.poll(() => row(title).locator('.tile:not(.is-skeleton)').count()).toBeGreaterThan(2)
  await expect
    .poll(() =>
      row('Trending now')
        .locator('img')
        .first()
        .evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth),
    )
    .toBeGreaterThan(0)
  expect(await row('Recently viewed').count()).toBe(0)

  await shop.page.locator('.department a, a.department').first().click()
  await shop.page.locator('.all-items .tile-link').last().click()
  await shop.page.getByRole('button', { name: 'Add to basket' }).waitFor()
  const bought = await shop.page.getByRole('heading', { level: 1 }).innerText()
  const unitsNeeded = (await topScore(shop)) + 1
  for (let units = 1; units < unitsNeeded; units++)
    await shop.page.getByRole('button', { name: `One more ${bought}` }).click()
  await shop.page.getByRole('button', { name: 'Add to basket' }).click()
  await shop.page.getByRole('link', { name: 'See the basket' }).click()
  await shop.page.getByRole('link', { name: 'To the checkout' }).click()
  await steps.fillInCheckout()
  await shop.page.getByRole('button', { name: 'Place the order' }).click()
  await shop.page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await shop.page.getByRole('link', { name: 'Go on looking' }).click()
  await expect.poll(async () => await bestSeller(shop)).toBe(bought)
  await expect
    .poll(async () => (await shop.page.locator('.shelf .tile-title').allInnerTexts()).includes(bought))
    .toBe(true)
  expect(await shop.page.getByRole('link', { name: 'Basket, 0 products' }).count()).toBe(1)

  const counts = Object.groupBy(
    [...new Map(events.map((event) => [event.eventId, event])).values()],
    ({ kind }) => kind,
  )
  for (const kind of ['cart-add', 'cart-view', 'checkout-start', 'order'] as const)
    expect([kind, counts[kind]?.length]).toEqual([kind, 1])
  // Pages that ask for their lists at once are viewed by asking, and by nothing else.
  for (const kind of ['home-view', 'category-view', 'product-view'] as const)
    expect([kind, counts[kind]]).toEqual([kind, undefined])
  expect(views.map(({ first }) => first)).toEqual([
    'home.inspired',
    'category.best-selling',
    'product.bought-together',
    'home.inspired',
  ])
  expect(counts.order?.[0]?.lines?.[0]).toMatchObject({
    itemId: views[2]?.itemId,
    quantity: unitsNeeded,
  })
  expect(new Set(events.map(({ shopper }) => shopper?.visitorId)).size).toBe(1)
})

test(
  'the home page asks once, and shows no product twice',
  async () => {
    for (const path of await steps.productPaths(3)) await steps.untilAlike(() => shop.page.goto(path))
    const asked: string[] = []
    shop.page.on('request', (request) => {
      if (request.url().includes('/api/v1/recommendations')) asked.push(new URL(request.url()).pathname)
    })
    await shop.page.goto('/shop/')
    await row('New in').locator('.tile:not(.is-skeleton)').first().waitFor()
    const addresses = await shop.page
      .locator('main a[href*="/product/"]')
      .evaluateAll((links: unknown[]) => links.map((link) => (link as { href: string }).href))
    expect(addresses.length).toBeGreaterThan(20)
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(asked).toEqual(['/api/v1/recommendations/page'])
  },
  2 * TRAINED_WITHIN_MS,
)

test('a list that was in view is told once, and a click says where it came from', async () => {
  const events = watchEvents()
  await shop.page.clock.install()
  await shop.page.goto('/shop/')
  const tile = row('Best sellers').locator('.tile-link').nth(1)
  await tile.waitFor()
  await row('Best sellers').scrollIntoViewIfNeeded()
  const seen = (kind: string) =>
    events.filter((event) => event.kind === kind && event.list === 'best-selling')
  await expect.poll(() => seen('list-impression').length).toBe(1)
  await shop.page.evaluate('scrollTo(0, 0)')
  await expect.poll(() => isInView('Best sellers')).toBe(false)
  await row('Best sellers').scrollIntoViewIfNeeded()
  await expect.poll(() => isInView('Best sellers')).toBe(true)
  await shop.page.clock.fastForward(5_000)
  const clicked = await tile.getAttribute('href')
  await tile.click()
  await expect.poll(() => seen('list-click').length).toBe(1)
  const [impression] = seen('list-impression')
  const [click] = seen('list-click')
  expect(click).toMatchObject({ recommendationId: impression?.recommendationId, position: 1 })
  expect(impression?.itemIds?.[1]).toBe(click?.itemId)
  expect(clicked).toContain(encodeURIComponent(click?.itemId ?? ''))
  expect(seen('list-impression')).toHaveLength(1)
})

test('pages hold still while they load', async () => {
  await openContext(TALL)
  const shiftSoFar = await steps.watchShift()
  const category = await ask<{ categories: { path: string }[] }>('/api/v1/categories?shop=demo')
  const path = category.categories[0]?.path ?? ''
  for (const address of ['/shop/', `/shop/category/${encodeURIComponent(path)}`]) {
    await shop.page.goto(address)
    await shop.page.locator('.tile:not(.is-skeleton)').first().waitFor()
    await shop.page.waitForLoadState('networkidle')
    const shift = await shiftSoFar()
    expect({ address, isStill: shift < SHIFT_MAX }).toEqual({ address, isStill: true })
  }
  await shop.page.evaluate("document.querySelector('main').style.paddingTop = '900px'")
  await expect.poll(shiftSoFar).toBeGreaterThan(SHIFT_MAX)
})

/** A page of each kind. */
const addresses = async (): Promise<readonly string[]> => {
  const { items } = await ask<{ items: Item[] }>('/api/v1/items?shop=demo&limit=1')
  const product = `/shop/product/${encodeURIComponent(items[0]?.itemId ?? '')}`
  return [
    '/shop/',
    product,
    '/shop/search?q=a',
    '/shop/basket',
    '/pos/',
    '/console/',
    '/console/lists',
    '/console/merchandising',
    '/console/merchandising/by-hand',
    '/console/rejects',
  ]
}

test('nothing keeps people out', async () => {
  for (const address of await addresses()) {
    await shop.page.goto(address)
    await shop.page.getByRole('heading', { level: 1 }).waitFor()
    expect([address, await barriers()]).toEqual([address, []])
  }
  await shop.page.evaluate("document.body.append(document.createElement('input'))")
  expect((await barriers()).join()).toContain('label')
})

test('nothing is wider than a phone', async () => {
  await openContext(PHONE)
  for (const address of await addresses()) {
    await shop.page.goto(address)
    await shop.page.getByRole('heading', { level: 1 }).waitFor()
    const overflow = await shop.overflow()
    expect({ address, isWider: overflow > 0 }).toEqual({ address, isWider: false })
  }
})

test('a browser that forbids storage can shop all the same', async () => {
  await shop.page.addInitScript(`
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('Forbidden', 'SecurityError')
      },
    })
  `)
  await shop.page.goto('/shop/')
  await row('New in').locator('.tile-link').first().click()
  await shop.page.getByRole('button', { name: 'Add to basket' }).click()
  await expect
    .poll(() => shop.page.getByRole('link', { name: 'Basket, 1 product', exact: true }).count())
    .toBe(1)
})

test('the operator sees the counts, what was refused and why, and each list', async () => {
  await send('POST', '/api/v1/events', { shop: 'demo', events: [{ kind: 'product-view' }] })
  const { shop: counted } = await ask<{ shop: { itemCount: number } }>('/internal/status?shop=demo')
  await shop.page.goto('/console/')
  const items = shop.page.locator('.figure', { hasText: 'Items' }).locator('strong')
  await expect.poll(() => items.innerText()).toBe(counted.itemCount.toLocaleString('en-GB'))
  await shop.page.getByRole('link', { name: 'Refused records' }).click()
  await shop.page.getByText('an event of kind product-view needs itemId').first().waitFor()
  await shop.page.getByRole('rowheader', { name: 'MISSING' }).first().waitFor()
  await shop.page.getByRole('link', { name: 'Lists' }).click()
  await shop.page
    .locator('.entry')
    .first()
    .getByText(/^Score \d/)
    .waitFor()
  await shop.page.getByRole('combobox', { name: 'List', exact: true }).selectOption('new')
  await shop.page.getByRole('heading', { level: 2, name: 'New' }).waitFor()
  expect(await shop.page.locator('.entry').count()).toBeGreaterThan(2)
})
