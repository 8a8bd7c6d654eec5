/** Pictures of products that this till never showed, while the network is down. */
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { browserShop } from './browser-shop.ts'
import { JOURNEY_MS_MAX, tillOf } from './till.ts'

const shop = browserShop()
const { signIn, items, scan, sell, status, isReadyToBeAlone, forgetFailedCalls } = tillOf(shop)

const pictures = (): Locator => shop.page.locator('.status-panel dt:text-is("Pictures") + dd')
const openStatus = async (): Promise<void> => {
  if (!(await shop.page.locator('.status-panel').isVisible())) await status().click()
}
const isAllThere = async (): Promise<void> => {
  await openStatus()
  await expect.poll(() => pictures().innerText()).toMatch(/^(\d+) of \1 kept/)
}
/** Addresses of what was taken ahead. */
const kept = (): Promise<string[]> =>
  shop.page.evaluate(async () =>
    (await (await caches.open('aisle-pos-pictures-ahead')).keys()).map(({ url }) => new URL(url).pathname),
  )
/** Whether the first picture of the product's own page is there, and not its letter. */
const isPictured = async (): Promise<boolean> => {
  const picture = shop.page.locator('.product-pictures img').first()
  return (
    (await picture.count()) === 1 &&
    (await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
  )
}

test(
  'pictures of the whole store are taken while there is time, and show without the network',
  async () => {
    await signIn()
    await isReadyToBeAlone()
    await isAllThere()
    const have = await kept()
    // Pictures also stand elsewhere, and the worker may load them where pages may show them.
    const { headers } = await fetch(`${shop.url}/pos/sw.js`)
    expect(headers.get('content-security-policy')).toContain("connect-src 'self' https:")
    const never = (await items()).at(-1)
    const address = never?.pictures?.[0]?.url
    expect(have).toContain(address)
    const seen = await shop.page.evaluate(async () =>
      (await (await caches.open('aisle-pos-pictures')).keys()).map(({ url }) => new URL(url).pathname),
    )
    expect(seen).not.toContain(address)
    // The browser's own cache has them and the engine too, for a while; a till is alone for longer.
    const browser = await shop.page.context().newCDPSession(shop.page)
    await browser.send('Network.clearBrowserCache')
    await shop.whileAway(async () => {
      await shop.page.goto(`/pos/product/${never?.itemId}`)
      await shop.page.getByRole('heading', { level: 1, name: never?.title ?? '' }).waitFor()
      await expect.poll(isPictured).toBe(true)
      await isAllThere()
    })
    await expect.poll(() => status().innerText()).toBe('Online')
    forgetFailedCalls()
  },
  JOURNEY_MS_MAX,
)

test(
  'what the store has no more is dropped, and what it has new is taken',
  async () => {
    await signIn()
    await isReadyToBeAlone()
    await isAllThere()
    await shop.send('PUT', '/api/v1/items', {
      shop: 'demo',
      items: [{ itemId: 'lamp-new', title: 'Lamp', priceMinor: 1_900 }],
    })
    await shop.page.evaluate(async () => {
      const ahead = await caches.open('aisle-pos-pictures-ahead')
      await ahead.put('/pictures/demo/no-more.svg', new Response('', { headers: { 'content-length': '0' } }))
    })
    expect(await kept()).toContain('/pictures/demo/no-more.svg')
    // Loading the page asks for the snapshot anew; the server makes one at most every half minute.
    await expect
      .poll(
        async () => {
          await shop.page.reload()
          await isReadyToBeAlone()
          await isAllThere()
          return kept()
        },
        { timeout: 90_000 },
      )
      .toContain('/pictures/demo/lamp-new.svg')
    expect(await kept()).not.toContain('/pictures/demo/no-more.svg')
  },
  JOURNEY_MS_MAX,
)

test(
  'a device that saves data takes none ahead, and says so',
  async () => {
    await shop.page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
    })
    await signIn()
    await isReadyToBeAlone()
    await openStatus()
    await expect.poll(() => pictures().innerText()).toMatch(/^0 of \d+ kept: this device saves data$/)
    expect(await kept()).toEqual([])
  },
  JOURNEY_MS_MAX,
)

test(
  'while somebody works at the till none are taken, and all once the hands rest',
  async () => {
    await shop.page.addInitScript(() => {
      const hands = setInterval(() => dispatchEvent(new Event('pointerdown')), 100)
      addEventListener('rest', () => clearInterval(hands))
    })
    await signIn()
    await isReadyToBeAlone()
    await openStatus()
    await expect.poll(() => pictures().innerText()).toMatch(/^0 of \d+ kept$/)
    await shop.page.waitForTimeout(3_000)
    expect(await kept()).toEqual([])
    await shop.page.evaluate(() => dispatchEvent(new Event('rest')))
    await isAllThere()
  },
  JOURNEY_MS_MAX,
)

test(
  'where the browser has little room left none are taken, and the till says so',
  async () => {
    await shop.page.addInitScript(() => {
      navigator.storage.estimate = () => Promise.resolve({ usage: 60, quota: 100 })
    })
    await signIn()
    await isReadyToBeAlone()
    await openStatus()
    await expect.poll(() => pictures().innerText()).toMatch(/^0 of \d+ kept: there is no room for more$/)
    expect(await kept()).toEqual([])
  },
  JOURNEY_MS_MAX,
)

test(
  'a sale for which there is no room takes that of the pictures',
  async () => {
    await signIn()
    await isReadyToBeAlone()
    await isAllThere()
    await shop.page.keyboard.press('Escape')
    await scan((await items())[0]?.itemId ?? '')
    await shop.page.evaluate(() => {
      // As a browser does whose disk is full, once.
      const { prototype } = IDBObjectStore
      const put = Reflect.get(prototype, 'put')
      prototype.put = function (this: IDBObjectStore, value: unknown) {
        if (this.name !== 'sales') return put.call(this, value)
        prototype.put = put
        throw new DOMException('The disk is full.', 'QuotaExceededError')
      }
    })
    await shop.page.context().setOffline(true)
    await sell()
    await shop.page.getByText('1 sale waits to be sent.').waitFor()
    expect(await kept()).toEqual([])
    forgetFailedCalls()
  },
  JOURNEY_MS_MAX,
)
