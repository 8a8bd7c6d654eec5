/** People in the storefront: signed in, emulated, or nobody known. Numbers are those of the use cases of the seeds. */
import { expect, test } from 'vitest'
import type { PageRequest, RankRequest } from '../../src/api/list-schema.ts'
import { browserShop, DESKTOP, PHONE } from './browser-shop.ts'
import { personSteps } from './person-steps.ts'

const shop = browserShop()
const { ask, send, row, titlesIn, barriers, openContext, watchEvents } = shop
const { fetchShoppers, buyer, account, menuItem, dialog, banner, openDialog, emulate, firstTile } =
  personSteps(shop)

const TABLET = { width: 820, height: 1_180 }
const INSPIRED = 'Inspired by your shopping trends'

/** What a visit of a page asks for as its lists. */
const watchPages = (): { body: PageRequest; token: string | undefined }[] => {
  const pages: ReturnType<typeof watchPages> = []
  shop.page.on('request', (request) => {
    if (request.url().endsWith('/api/v1/recommendations/page'))
      pages.push({
        body: request.postDataJSON() as PageRequest,
        token: request.headers()['aisle-shopper'],
      })
  })
  return pages
}

test('the menu of the person opens by key, goes by arrows and letters, and Escape gives the focus back', async () => {
  const { page } = shop
  await page.goto('/shop/')
  await account().focus()
  await page.keyboard.press('ArrowDown')
  const focused = (name: string) =>
    expect
      .poll(() => menuItem(name).evaluate((item: unknown) => item === globalThis.document.activeElement))
      .toBe(true)
  await focused('Sign in')
  await page.keyboard.press('ArrowDown')
  await focused('Create account')
  await page.keyboard.press('End')
  await focused('Wish list')
  await page.keyboard.press('ArrowDown')
  await focused('Sign in')
  await page.keyboard.press('e')
  await focused('Emulate a shopper')
  await page.keyboard.press('Escape')
  await expect.poll(() => menuItem('Sign in').isVisible()).toBe(false)
  expect(await account().evaluate((button: unknown) => button === globalThis.document.activeElement)).toBe(
    true,
  )
  await page.keyboard.press('ArrowUp')
  await focused('Wish list')
})

test('use case 1: a stranger sees what is featured; whoever is emulated what they are inspired by, before one’s eyes', async () => {
  const shopper = await buyer()
  const pages = watchPages()
  await shop.page.goto('/shop/')
  await firstTile('Featured').waitFor()
  expect(await row(INSPIRED).count()).toBe(0)
  await shop.page.evaluate('globalThis.isSamePage = true')

  await emulate(shopper)
  await firstTile(INSPIRED).waitFor()
  await shop.page.getByRole('heading', { level: 1, name: shopper.name.split(' ')[0] ?? '' }).waitFor()
  expect(await row('Featured').count()).toBe(0)
  expect(await shop.page.evaluate('globalThis.isSamePage')).toBe(true)
  expect(pages.map(({ body }) => body.shopper?.customerId)).toEqual([undefined, shopper.customerId])
  expect(pages.map(({ token }) => token === undefined)).toEqual([true, false])

  const [one, other] = [await titlesIn(INSPIRED), await buyer(1)]
  await emulate(other)
  await shop.page.getByRole('heading', { level: 1, name: other.name.split(' ')[0] ?? '' }).waitFor()
  await expect.poll(async () => (await titlesIn(INSPIRED)).join()).not.toBe(one.join())

  await banner().getByRole('button', { name: 'Leave' }).click()
  await firstTile('Featured').waitFor()
  expect([await banner().count(), await row(INSPIRED).count(), await row('Picks for you').count()]).toEqual([
    0, 0, 0,
  ])
})

test('use case 1: what a stranger looks at makes them somebody, and featured gives way to what inspires', async () => {
  await shop.page.goto('/shop/')
  await firstTile('Featured').locator('.tile-link').click()
  await shop.page.getByRole('button', { name: 'Add to basket' }).waitFor()
  await shop.page.getByRole('link', { name: 'Home' }).first().click()
  await firstTile(INSPIRED).waitFor()
  expect(await row('Featured').count()).toBe(0)
})

test('use case 3: categories and Featured stand in the order of the shop, and of whoever is signed in', async () => {
  const { page } = shop
  const ranks: RankRequest[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/recommendations/rank')) ranks.push(request.postDataJSON() as RankRequest)
  })
  const titles = () => page.locator('.all-items .tile-title').allInnerTexts()
  const shopper = await buyer()
  await page.goto('/shop/featured')
  await page.locator('.all-items .tile:not(.is-skeleton)').first().waitFor()
  const natural = await titles()
  const { lists } = await send<{ lists: { items: { item: { title: string } }[] }[] }>(
    'POST',
    '/api/v1/recommendations/page',
    { shop: 'demo', placements: [{ placement: 'home.featured', limit: 24 }], withItems: true },
  )
  expect(natural).toEqual(lists[0]?.items.map(({ item }) => item.title))
  expect(ranks).toEqual([])

  await emulate(shopper)
  await page.getByText('Ordered for you').waitFor()
  const personal = await titles()
  expect(personal).not.toEqual(natural)
  expect(personal.toSorted()).toEqual(natural.toSorted())
  expect(ranks.map((rank) => rank.shopper?.customerId)).toEqual([shopper.customerId])

  await page.locator('.order-bar').getByRole('button', { name: 'Shop order' }).click()
  await expect.poll(titles).toEqual(natural)
  await page.getByRole('button', { name: 'Order for me' }).click()
  await expect.poll(titles).toEqual(personal)

  const [category] = (await ask<{ categories: { path: string }[] }>('/api/v1/categories?shop=demo'))
    .categories
  await page.goto(`/shop/category/${encodeURIComponent(category?.path ?? '')}`)
  await page.getByText('Ordered for you').waitFor()
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Price, low to high')
  await page.locator('.all-items .tile:not(.is-skeleton)').first().waitFor()
  const prices = (await page.locator('.all-items .price').allInnerTexts()).map((text) =>
    Number(/[\d,]+\.\d\d/.exec(text)?.[0].replace(',', '')),
  )
  expect(prices.length).toBeGreaterThan(1)
  expect(prices).toEqual(prices.toSorted((a, b) => a - b))
})

test('emulation: a shopper is drawn by chance, or by age and dearest interest, and another one on demand', async () => {
  const [wanted] = (await fetchShoppers()).filter(({ age = 0 }) => age >= 35 && age <= 44)
  const name = () => dialog().getByRole('article').getByRole('heading').innerText()
  await shop.page.goto('/shop/')
  await openDialog()
  await dialog().getByRole('article').waitFor()
  const first = await name()
  await dialog().getByRole('button', { name: 'Another' }).click()
  await expect.poll(name).not.toBe(first)

  await dialog().getByRole('radio', { name: 'Age & interest' }).check()
  await dialog().getByRole('radio', { name: '35–44' }).check()
  await dialog()
    .getByRole('combobox', { name: 'Primary interest' })
    .selectOption(wanted?.interests[0] ?? '')
  const interest = dialog().getByRole('article').getByRole('list').getByRole('listitem').first()
  await expect.poll(() => interest.innerText()).toContain(wanted?.interests[0])
  expect(
    Number(
      /\d+/.exec(
        await dialog()
          .getByText(/years old/)
          .innerText(),
      )?.[0],
    ),
  ).toSatisfy((age: number) => age >= 35 && age <= 44)
})

test('emulation: events that wait keep the visitor they were made by; later ones are a new visitor’s, and say so', async () => {
  const shopper = await buyer()
  const events = watchEvents()
  const { page } = shop
  await page.goto('/shop/')
  await firstTile('Featured').waitFor()
  let isOffline = true
  await page.route('**/api/v1/events', (route) => (isOffline ? route.abort() : route.continue()))
  await firstTile('Featured')
    .getByRole('button', { name: /^Wish for/ })
    .click()
  await emulate(shopper)
  isOffline = false
  await firstTile('Best sellers').locator('.tile-link').click()
  await page.getByRole('button', { name: 'Add to basket' }).click()
  const kept = (kind: string) => events.filter((event) => event.kind === kind)
  await expect.poll(() => kept('cart-add').length).toBeGreaterThan(0)
  const [before] = kept('wishlist-add')
  const [after] = kept('cart-add')
  expect([before?.shopper?.customerId, before?.isEmulated]).toEqual([undefined, undefined])
  expect([after?.shopper?.customerId, after?.isEmulated]).toEqual([shopper.customerId, true])
  expect(after?.shopper?.visitorId).not.toBe(before?.shopper?.visitorId)
  expect(after?.sessionId).not.toBe(before?.sessionId)
  expect(kept('identify')).toEqual([])
  const complaints = shop.complaints.splice(0)
  expect(complaints.every((text) => text.includes('ERR_FAILED'))).toBe(true)
})

const viewedBy = async (customerId: string): Promise<readonly string[]> => {
  const { items } = await send<{ items: { item: { title: string } }[] }>('POST', '/api/v1/recommendations', {
    shop: 'demo',
    list: 'recently-viewed',
    shopper: { customerId },
    withItems: true,
  })
  return items.map(({ item }) => item.title)
}

test('a new account takes along what was looked at, and is told once', async () => {
  const events = watchEvents()
  const { page } = shop
  await page.goto('/shop/')
  await firstTile('Featured').locator('.tile-link').click()
  await page.getByRole('button', { name: 'Add to basket' }).waitFor()
  const viewed = await page.getByRole('heading', { level: 1 }).innerText()
  await account().click()
  await menuItem('Create account').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Ira Stone')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ira.stone@example.com')
  await page.locator('.interest-choice label').first().click()
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByText('Welcome, Ira Stone.').waitFor()
  // Back where they came from.
  await page.getByRole('heading', { level: 1, name: viewed }).waitFor()
  await page.getByRole('link', { name: 'Home' }).first().click()
  await firstTile(INSPIRED).waitFor()
  const told = events.filter(({ kind }) => kind === 'identify')
  const customerId = told[0]?.shopper?.customerId ?? ''
  expect(await viewedBy(customerId)).toEqual([viewed])
  expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(1)
  expect(await banner().count()).toBe(0)

  await account().click()
  await menuItem('Sign out').click()
  await page.getByText('You are signed out.').waitFor()
  await firstTile('Featured').waitFor()
  expect(await row('Recently viewed').count()).toBe(0)
  await account().click()
  await menuItem('Sign in').click()
  await page.getByRole('textbox', { name: 'E-mail' }).fill('nobody@example.com')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ira.stone@example.com')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('Welcome back, Ira Stone.').waitFor()
  await firstTile(INSPIRED).waitFor()
  expect(await viewedBy(customerId)).toEqual([viewed])
  expect(shop.complaints.splice(0)).toEqual([expect.stringContaining('404')])
})

test('whose sign-in has run out is signed out, is told, and keeps the basket', async () => {
  const { page } = shop
  await page.goto('/shop/')
  await emulate(await buyer())
  await firstTile('Best sellers').locator('.tile-link').click()
  await page.getByRole('button', { name: 'Add to basket' }).click()
  await page.route('**/api/v1/recommendations/page', (route) => {
    const isProven = route.request().headers()['aisle-shopper'] !== undefined
    return isProven
      ? route.fulfill({
          status: 401,
          json: { error: { code: 'SHOPPER_TOKEN_EXPIRED', message: 'The token has run out.', fix: '' } },
        })
      : route.continue()
  })
  await page.goto('/shop/')
  await page.getByText('Your sign-in has ended').waitFor()
  await firstTile('Featured').waitFor()
  expect(await banner().count()).toBe(0)
  expect(await page.getByRole('link', { name: 'Basket, 1 product', exact: true }).count()).toBe(1)
  expect(shop.complaints.splice(0).every((text) => text.includes('401'))).toBe(true)
})

test('two tabs and the back button show one person: who is signed in now', async () => {
  const { page } = shop
  const shopper = await buyer()
  await page.goto('/shop/')
  await firstTile('Featured').waitFor()
  const other = await page.context().newPage()
  await other.goto('/shop/')
  await page.bringToFront()
  await emulate(shopper)
  const inOther = other.getByRole('region', { name: 'Emulation' })
  await inOther.getByText(shopper.name).waitFor()
  await other.getByRole('region', { name: INSPIRED }).locator('.tile-link').first().waitFor()

  await page.goto('/console/')
  await other.bringToFront()
  await inOther.getByRole('button', { name: 'Leave' }).click()
  await page.bringToFront()
  await page.goBack()
  await firstTile('Featured').waitFor()
  expect(await banner().count()).toBe(0)
  await other.close()
})

test('a browser that forbids storage can be somebody all the same', async () => {
  await shop.page.addInitScript(`
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('Forbidden', 'SecurityError')
      },
    })
  `)
  await shop.page.goto('/shop/')
  await emulate(await buyer())
  await firstTile(INSPIRED).waitFor()
  await banner().getByRole('button', { name: 'Leave' }).click()
  await firstTile('Featured').waitFor()
  expect(await banner().count()).toBe(0)
})

test('a shop that is no demo signs nobody in by itself', async () => {
  await send('PUT', '/api/v1/shops', { shop: 'plain', currency: 'GBP', timeZone: 'Europe/London' })
  await shop.page.goto('/shop/?shop=plain')
  await shop.page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(() => shop.page.getByRole('button', { name: 'Emulate a shopper' }).count()).toBe(0)
  await account().click()
  expect(await shop.page.getByRole('menuitem').allInnerTexts()).toEqual(['Wish list'])
  for (const path of ['sign-in', 'create-account']) {
    await shop.page.goto(`/shop/${path}?shop=plain`)
    await shop.page.getByRole('heading', { name: 'Not here' }).waitFor()
  }
})

test('the wish list of a browser is a page, and goes along into an account', async () => {
  const { page } = shop
  await page.goto('/shop/')
  const tile = firstTile('Best sellers')
  const title = await tile.locator('.tile-title').innerText()
  await tile.getByRole('button', { name: `Wish for ${title}` }).click()
  await account().click()
  await menuItem('Wish list').click()
  await page.getByRole('heading', { level: 1, name: 'Wish list' }).waitFor()
  await expect.poll(() => page.locator('.grid .tile-title').allInnerTexts()).toEqual([title])
  await page.getByRole('button', { name: `Wish for ${title}` }).click()
  await page.getByText('The heart on a product puts it here.').waitFor()
})

type Check = (screen: string) => Promise<void>

/** Goes to each screen of people, in every state, and looks at it. */
const lookAtScreens = async (check: Check): Promise<void> => {
  const { page } = shop
  const visit = async (path: string): Promise<void> => {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await check(path)
  }
  for (const path of ['/shop/sign-in', '/shop/create-account', '/shop/account', '/shop/account/wish-list'])
    await visit(path)
  await page.goto('/shop/')
  await account().click()
  await check('menu of a stranger')
  await page.keyboard.press('Escape')
  await openDialog()
  for (const way of ['Surprise me', 'Age & interest', 'Name']) {
    await dialog().getByRole('radio', { name: way, exact: true }).check()
    await page.waitForLoadState('networkidle')
    await check(way)
  }
  await page.keyboard.press('Escape')
  await emulate(await buyer())
  await firstTile(INSPIRED).waitFor()
  await check('home of somebody')
  await account().click()
  await check('menu of somebody')
  const [category] = (await ask<{ categories: { path: string }[] }>('/api/v1/categories?shop=demo'))
    .categories
  const own = ['', '/orders', '/wish-list', '/consent'].map((section) => `/shop/account${section}`)
  for (const path of ['/shop/featured', `/shop/category/${encodeURIComponent(category?.path ?? '')}`, ...own])
    await visit(path)
}

for (const viewport of [PHONE, TABLET, DESKTOP])
  test(`no screen of people is wider than ${viewport.width} pixels`, async () => {
    await openContext(viewport)
    const wider: string[] = []
    await lookAtScreens(async (screen) => {
      if ((await shop.overflow()) > 0) wider.push(screen)
    })
    expect(wider).toEqual([])
  })

for (const viewport of [PHONE, DESKTOP])
  test(`the screens of people keep nobody out at ${viewport.width} pixels`, async () => {
    await openContext(viewport)
    const found: string[] = []
    await lookAtScreens(async (screen) => {
      found.push(...(await barriers()).map((barrier) => `${screen}: ${barrier}`))
    })
    expect(found).toEqual([])
  })
