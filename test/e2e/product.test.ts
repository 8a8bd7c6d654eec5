/** The pages of a product in a real browser: what goes with it, what is like it, what comes of looking at it. */
import { expect, test } from 'vitest'
import type { SimilarRequest } from '../../src/api/list-schema.ts'
import { browserShop, DESKTOP, PHONE } from './browser-shop.ts'
import { isOfProduct, SHIFT_MAX, shopSteps, TRAINED_WITHIN_MS } from './shop-steps.ts'

const TABLET = { width: 820, height: 1_100 }
/** Shows several rows at once, so that a shift is not out of sight. */
const TALL = { width: 1280, height: 1_600 }

const shop = browserShop()
const { send, row, titlesIn, watchEvents } = shop
const steps = shopSteps(shop)

/** A product that has others of its look and its description. */
const withSimilar = async (): Promise<string> => {
  for (const { itemId } of await steps.items(60)) {
    const counts = await Promise.all(
      (['look', 'text'] as const).map(async (by) => {
        const body = { shop: 'demo', by, context: { itemId }, limit: 1 } satisfies SimilarRequest
        const { totalItems } = await send<{ totalItems: number }>(
          'POST',
          '/api/v1/recommendations/similar',
          body,
        )
        return totalItems
      }),
    )
    if (counts.every((count) => count > 2)) return itemId
  }
  throw new Error('The demo shop has no product that has others like it.')
}

const similarPath = async (by: string): Promise<string> =>
  `/shop/similar/${encodeURIComponent(await withSimilar())}?by=${by}`

test(
  'use case 2: a product has related products, for anonymous and for signed-in shoppers, under the title that was asked for',
  async () => {
    const [path = ''] = await steps.productPaths(1)
    const answeredBy = async (act: () => Promise<unknown>) => {
      const [answer] = await Promise.all([shop.page.waitForResponse(isOfProduct), act()])
      const { lists } = (await answer.json()) as {
        lists: { placement: string; list: string; title: string; items: unknown[] }[]
      }
      return lists.find(({ placement }) => placement === 'product.people-also-like')
    }
    const anonymous = await answeredBy(() => shop.page.goto(path))
    expect(anonymous?.items.length).toBeGreaterThan(0)
    const isLiked = ['people-also-like', 'viewed-viewed'].includes(anonymous?.list ?? '')
    expect(anonymous?.title === 'People also like').toBe(isLiked)
    await row(anonymous?.title ?? '')
      .locator('.tile-link')
      .first()
      .waitFor()
    await steps.signIn()
    const known = await answeredBy(() => shop.page.goto(path))
    expect(known?.items.length).toBeGreaterThan(0)
    await row(known?.title ?? '')
      .locator('.tile-link')
      .first()
      .waitFor()
  },
  2 * TRAINED_WITHIN_MS,
)

test('no title of a row is the name that merchandisers give to a way of making lists', async () => {
  const titles = new Set<string>()
  for (const path of await steps.productPaths(8)) {
    await steps.untilAlike(() => shop.page.goto(path))
    for (const title of await shop.page.locator('main h2').allInnerTexts()) titles.add(title)
  }
  const known =
    /^(In our stores|About it|Details|Frequently bought together|People also like|More like this|Most viewed|Best selling|New|Similar looks|Similar description|Recently viewed)$/
  expect([...titles].filter((title) => !known.test(title))).toEqual([])
})

test('a product page is one view, also when its lists came only at the second try', async () => {
  const [first = '', second = ''] = await steps.productPaths(2)
  const before = await steps.viewCount()
  await steps.untilAlike(() => shop.page.goto(first))
  expect(await steps.viewCount()).toBe(before + 1)

  const views = steps.watchViews()
  await shop.page.route('**/recommendations/page', (route) => route.abort(), { times: 1 })
  await shop.page.goto(second)
  await expect.poll(steps.viewCount).toBe(before + 2)
  await steps.untilAlike(() => shop.page.getByRole('button', { name: 'Try again' }).click())
  expect(await steps.viewCount()).toBe(before + 2)
  expect(views.length).toBe(2)
  expect(new Set(views.map(({ eventId }) => eventId)).size).toBe(1)
  expect(shop.complaints.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
})

test('coming back to a product page, and loading it again, is no other view of it', async () => {
  const [first = '', second = ''] = await steps.productPaths(2)
  const before = await steps.viewCount()
  await steps.untilAlike(() => shop.page.goto(first))
  await steps.untilAlike(() => shop.page.goto(second))
  await steps.untilAlike(() => shop.page.goBack())
  await steps.untilAlike(() => shop.page.reload())
  expect(await steps.viewCount()).toBe(before + 2)
})

test('what is bought together goes into the basket at once', async () => {
  const addAll = shop.page.getByRole('button', { name: /^Add all \d to the basket$/ })
  for (const path of await steps.productPaths(40)) {
    await steps.untilAlike(() => shop.page.goto(path))
    if ((await addAll.isVisible()) && (await addAll.isEnabled())) break
  }
  const count = Number(/\d/.exec(await addAll.innerText())?.[0])
  const prices = await shop.page.locator('.together .tile .price').evaluateAll((all: unknown[]) =>
    all.map((price) => {
      const { textContent } = price as { textContent: string }
      return Math.round(Number(/£([\d,.]+)/.exec(textContent)?.[1]?.replaceAll(',', '')) * 100)
    }),
  )
  const sum = await shop.page.locator('.together-sum strong').innerText()
  expect(Math.round(Number(sum.replace(/[£,]/g, '')) * 100)).toBe(
    prices.reduce((total, price) => total + price, 0),
  )
  const boxes = shop.page.locator('.together-choice input')
  await boxes.last().uncheck()
  const fewer = shop.page.getByRole('button', { name: `Add ${count - 1} to the basket` })
  await fewer.waitFor()
  const less = await shop.page.locator('.together-sum strong').innerText()
  expect(Math.round(Number(less.replace(/[£,]/g, '')) * 100)).toBe(
    prices.slice(0, -1).reduce((total, price) => total + price, 0),
  )
  await boxes.last().check()
  const events = watchEvents()
  await addAll.click()
  await shop.page.getByRole('link', { name: `Basket, ${count} products`, exact: true }).waitFor()
  await expect.poll(() => events.filter(({ kind }) => kind === 'cart-add').length).toBe(count)
  const added = events.filter(({ kind }) => kind === 'cart-add')
  // The list found the others; the product of the page was there before.
  const [own, ...others] = added
  expect(own?.recommendationId).toBeUndefined()
  expect(new Set(others.map(({ recommendationId }) => recommendationId)).size).toBe(1)
  expect(others[0]).toMatchObject({
    list: 'frequently-bought-together',
    recommendationId: expect.any(String) as string,
  })
})

test('similar looks are narrowed down by what they differ in, with how many each choice leaves', async () => {
  await steps.untilTrained()
  await shop.page.goto(await similarPath('looks'))
  const tiles = shop.page.locator('.similar .tile:not(.is-skeleton)')
  await tiles.first().waitFor()
  const whole = await tiles.count()
  const choice = shop.page.locator('.choice', { has: shop.page.locator('input:enabled') }).last()
  const leaves = Number(await choice.locator('.choice-count').innerText())
  expect(leaves).toBeGreaterThan(0)
  expect(leaves).toBeLessThan(whole)
  await choice.click()
  await expect.poll(() => tiles.count()).toBe(leaves)
  expect(new URL(shop.page.url()).searchParams.get('refine')).toContain('item.')
  await tiles.first().locator('.tile-link').click()
  await shop.page.getByRole('button', { name: 'Add to basket' }).waitFor()
  await shop.page.goBack()
  await expect.poll(() => tiles.count()).toBe(leaves)
  await shop.page.getByRole('button', { name: /^Without / }).click()
  await expect.poll(() => tiles.count()).toBe(whole)
})

test('a product without a picture says why nothing looks like it, and leads to what is described like it', async () => {
  await send('PUT', '/api/v1/items', {
    shop: 'demo',
    items: [{ itemId: 'plain-1', title: 'A plain thing', categories: ['Plain things'], priceMinor: 100 }],
  })
  await shop.page.goto('/shop/product/plain-1')
  // What is drawn for it is for people to see; it is not compared.
  await shop.page.locator('img[src="/pictures/demo/plain-1.svg"]').first().waitFor()
  await shop.page.goto('/shop/similar/plain-1?by=looks')
  await expect.poll(() => shop.page.getByText('or it has no picture').count()).toBe(1)
  await shop.page.getByRole('link', { name: 'Shop similar description' }).click()
  await shop.page.getByText('Described like', { exact: true }).waitFor()
})

test('the address of a product can be shared, and that is told', async () => {
  const [path = ''] = await steps.productPaths(1)
  await shop.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const events = watchEvents()
  await shop.page.goto(path)
  await shop.page.getByRole('button', { name: 'Share' }).click()
  await shop.page.getByText('Link copied').waitFor()
  await expect.poll(() => events.filter(({ kind }) => kind === 'product-share').length).toBe(1)
  expect(await shop.page.evaluate('navigator.clipboard.readText()')).toContain(path)
})

test('what a catalog says is shown, never run', async () => {
  const hostile = {
    itemId: '<b>/ü &amp;?#%',
    title: '<img src=x onerror="globalThis.hostile=1">',
    brand: '<script>globalThis.hostile=1</script>',
    description: '<script>globalThis.hostile=1</script>',
    categories: ['<i>Traps</i>'],
    priceMinor: 100,
    url: 'javascript:globalThis.hostile=1',
    pictures: [{ url: 'javascript:globalThis.hostile=1' }],
    attributes: { '<b>color</b>': '<script>globalThis.hostile=1</script>' },
  }
  await send('PUT', '/api/v1/items', { shop: 'demo', items: [hostile] })
  await shop.page.goto(steps.productPath(hostile.itemId))
  await shop.page.getByRole('heading', { level: 1, name: hostile.title }).waitFor()
  expect(
    await shop.page.locator('main script, main h1 img, [href^="javascript"], [src^="javascript"]').count(),
  ).toBe(0)
  await shop.page.getByRole('button', { name: 'Add to basket' }).click()
  await shop.page.goto('/shop/basket')
  await shop.page.getByText(hostile.title).first().waitFor()
  await shop.page.goto(`/shop/search?q=${encodeURIComponent(hostile.title)}`)
  await shop.page.getByRole('heading', { level: 1, name: hostile.title }).waitFor()
  expect(await shop.page.evaluate(() => 'hostile' in globalThis)).toBe(false)
})

test('the pages of a product keep nobody out, fit every width and hold still', async () => {
  await steps.untilTrained()
  const paths = [
    steps.productPath(await withSimilar()),
    await similarPath('looks'),
    await similarPath('description'),
    '/shop/search?q=a',
    '/shop/search?q=nothing-has-this-name',
  ]
  for (const viewport of [PHONE, TABLET, DESKTOP]) {
    await shop.openContext(viewport)
    for (const path of paths) {
      await shop.page.goto(path)
      await shop.page.getByRole('heading', { level: 1 }).waitFor()
      await shop.page.waitForLoadState('networkidle')
      const overflow = await shop.overflow()
      expect({ path, width: viewport.width, isWider: overflow > 0 }).toEqual({
        path,
        width: viewport.width,
        isWider: false,
      })
      const barriers = viewport === TABLET ? [] : await shop.barriers()
      expect([path, barriers]).toEqual([path, []])
    }
  }
  await shop.openContext(TALL)
  const shift = await steps.watchShift()
  for (const path of paths) {
    await shop.page.goto(path)
    await shop.page.locator('main .tile:not(.is-skeleton), .notice').first().waitFor()
    await shop.page.waitForLoadState('networkidle')
    expect({ path, isStill: (await shift()) < SHIFT_MAX }).toEqual({ path, isStill: true })
  }
})

test('a search is told once with how many it found, and a click on what it found names it', async () => {
  const events = watchEvents()
  await shop.page.goto('/shop/')
  await shop.page.getByRole('searchbox', { name: 'Search products' }).fill('a')
  await shop.page.keyboard.press('Enter')
  await shop.page.locator('.grid .tile:not(.is-skeleton)').first().waitFor()
  const shown = await shop.page.locator('.page-head .muted').innerText()
  await shop.page.locator('.grid .tile-link').nth(1).click()
  await shop.page.getByRole('button', { name: 'Add to basket' }).waitFor()
  await shop.page.goBack()
  await shop.page.locator('.grid .tile:not(.is-skeleton)').first().waitFor()
  await expect.poll(() => events.filter(({ kind }) => kind === 'list-click').length).toBe(1)
  const searches = events.filter(({ kind }) => kind === 'search')
  expect(searches).toMatchObject([
    { query: 'a', properties: { resultCount: Number.parseInt(shown, 10), reranked: 'false' } },
  ])
  expect(events.find(({ kind }) => kind === 'list-click')).toMatchObject({
    list: 'search',
    query: 'a',
    position: 1,
    properties: { searchEventId: searches[0]?.eventId },
  })
})

test('what is found stands in the order of the shop for strangers, and in their own for who is signed in', async () => {
  await steps.untilTrained()
  await shop.page.goto('/shop/search?q=a')
  const titles = (): Promise<string[]> => shop.page.locator('.grid .tile-title').allInnerTexts()
  await expect.poll(async () => (await titles()).length).toBeGreaterThan(5)
  const plain = await titles()
  expect(await shop.page.getByText('Ordered for you').count()).toBe(0)
  await steps.signIn('/shop/search?q=a')
  await shop.page.getByText('Ordered for you').waitFor()
  const own = await titles()
  expect(own).not.toEqual(plain)
  await shop.page.locator('.grid .tile').first().hover()
  await shop.page.locator('.grid .why-button').first().click()
  const why = shop.page.getByRole('dialog', { name: 'Why is this here?' })
  await why.getByText('The whole decision').waitFor()
  expect(await why.innerText()).toMatch(/ranking[\s\S]*Made of[\s\S]*taste/)
  await shop.page.keyboard.press('Escape')
  await shop.page.getByRole('button', { name: 'Shop order' }).click()
  await expect.poll(titles).toEqual(plain)
})

test('a search that finds nothing offers something else', async () => {
  await shop.page.goto('/shop/search?q=nothing-has-this-name')
  await shop.page.getByText('Nothing here has').waitFor()
  await expect.poll(async () => (await titlesIn('You may like')).length).toBeGreaterThan(2)
})
