/** The till without the server: it starts, sells, proposes, and sends each sale once when the server is back. */
import { expect, test } from 'vitest'
import { browserShop } from './browser-shop.ts'
import { JOURNEY_MS_MAX, tillOf } from './till.ts'

const shop = browserShop()
const { ask, row, barriers } = shop
const { signIn, items, field, ticket, tiles, scan, status, sell, isReadyToBeAlone, forgetFailedCalls } =
  tillOf(shop)

const orderCount = async (): Promise<number> => {
  const { eventsByDay } = (
    await ask<{ shop: { eventsByDay: { orders: number }[] } }>('/internal/status?shop=demo')
  ).shop
  return eventsByDay.reduce((sum, { orders }) => sum + orders, 0)
}

test(
  'with the server gone the till starts, proposes, finds and sells, and each sale counts once after it',
  async () => {
    await signIn()
    const [first, second] = await items()
    await isReadyToBeAlone()
    const before = await orderCount()
    await scan(first?.itemId ?? '')
    await expect.poll(() => tiles('Goes with this basket').count()).toBeGreaterThan(0)
    const online = await tiles('Goes with this basket').allInnerTexts()
    await shop.whileAway(async () => {
      await scan(second?.itemId ?? '')
      await ticket()
        .getByText(second?.title ?? '')
        .waitFor()
      await shop.page.getByText('Offline.', { exact: true }).waitFor()
      await shop.page.getByRole('button', { name: `Take off ${second?.title}` }).click()
      // The same engine answers the same.
      await expect.poll(() => tiles('Goes with this basket').allInnerTexts()).toEqual(online)

      await shop.page.reload()
      await ticket()
        .getByText(first?.title ?? '')
        .waitFor()
      await expect.poll(() => tiles('Goes with this basket').allInnerTexts()).toEqual(online)
      await sell()
      await shop.page.getByText(/is kept at this till, and sent when the server is back/).waitFor()
      await shop.page.getByRole('button', { name: 'New sale' }).click()
      await field().fill(second?.title ?? '')
      await shop.page
        .getByRole('button', { name: `Look at ${second?.title}` })
        .first()
        .click()
      await shop.page.getByRole('heading', { name: second?.title ?? '', level: 1 }).waitFor()
      await expect.poll(() => tiles('Likely bought together').count()).toBeGreaterThan(0)
      expect(await barriers()).toEqual([])
      await scan(second?.itemId ?? '')
      await shop.page.getByRole('link', { name: 'Transaction' }).click()
      await ticket()
        .getByText(second?.title ?? '')
        .waitFor()
      await sell()
      await shop.page.getByText('2 sales wait to be sent.').waitFor()
      await shop.page.getByRole('link', { name: 'Customer' }).click()
      await shop.page.getByText('nothing personal is kept at the till').waitFor()
      expect(await barriers()).toEqual([])
      // The power is cut, and the sales are still there.
      await shop.page.reload()
      await shop.page.getByText('2 sales wait to be sent.').waitFor()
    })
    await expect.poll(() => status().innerText(), { timeout: 30_000 }).toBe('Online')
    expect(await orderCount()).toBe(before + 2)
    forgetFailedCalls()
  },
  JOURNEY_MS_MAX,
)

test(
  'a network that is cut is noticed, and two tabs send what waits once',
  async () => {
    await signIn()
    await isReadyToBeAlone()
    const before = await orderCount()
    const [first] = await items()
    await shop.page.context().setOffline(true)
    for (let k = 0; k < 3; k++) {
      await scan(first?.itemId ?? '')
      await ticket()
        .getByText(first?.title ?? '')
        .first()
        .waitFor()
      await sell()
      if (k < 2) await shop.page.keyboard.press('Enter')
    }
    await shop.page.getByText('3 sales wait to be sent.').waitFor()
    await shop.page.getByText(/is kept at this till/).waitFor()
    const other = await shop.page.context().newPage()
    await other.goto('/pos/')
    await other.getByText('3 sales wait to be sent.').waitFor()
    await shop.page.context().setOffline(false)
    await expect.poll(() => status().innerText(), { timeout: 30_000 }).toBe('Online')
    await expect.poll(() => other.locator('.status-pill').innerText(), { timeout: 30_000 }).toBe('Online')
    expect(await orderCount()).toBe(before + 3)
    // The receipt that is still open has heard of it.
    await shop.page.getByText(/is kept and counted/).waitFor()
    await other.close()
    forgetFailedCalls()
  },
  JOURNEY_MS_MAX,
)

test(
  'ten thousand sales that wait are sent once each, with their count going down',
  async () => {
    await signIn()
    await isReadyToBeAlone()
    const before = await orderCount()
    const [first] = await items()
    const waiting = 10_000
    await shop.page.context().setOffline(true)
    await shop.page.evaluate(
      ({ count, itemId }) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('aisle-pos')
          opening.addEventListener('success', () => {
            const transaction = opening.result.transaction('sales', 'readwrite')
            const sales = transaction.objectStore('sales')
            for (let k = 0; k < count; k++)
              sales.put({
                id: `waiting-${k}`,
                shop: 'demo',
                state: 'waiting',
                notBefore: 0,
                event: {
                  eventId: `waiting-${k}`,
                  kind: 'order',
                  at: Date.now() - k,
                  channel: 'store-bristol',
                  orderId: `W-${k}`,
                  lines: [{ itemId, quantity: 1, priceMinor: 100 }],
                },
              })
            transaction.addEventListener('complete', () => resolve())
            transaction.addEventListener('error', () => reject(new Error('not kept')))
          })
        }),
      { count: waiting, itemId: first?.itemId ?? '' },
    )
    await shop.page.context().setOffline(false)
    await expect.poll(() => status().innerText(), { timeout: 30_000 }).toMatch(/^Sending [\d,]+$/)
    await expect.poll(() => status().innerText(), { timeout: 120_000 }).toBe('Online')
    expect(await orderCount()).toBe(before + waiting)
    expect(await row('Best selling in this store').count()).toBe(1)
    forgetFailedCalls()
  },
  JOURNEY_MS_MAX,
)

test(
  'a till whose clock is two days ahead sells at the time of the server',
  async () => {
    await signIn()
    await shop.page.clock.install({ time: Date.now() + 2 * 86_400_000 })
    await shop.page.reload()
    const before = await orderCount()
    const [first] = await items()
    await scan(first?.itemId ?? '')
    await ticket()
      .getByText(first?.title ?? '')
      .waitFor()
    await sell()
    await shop.page.getByText(/is kept and counted/).waitFor()
    expect(await orderCount()).toBe(before + 1)
    await status().click()
    await shop.page.getByText(/2880 minutes ahead: the server’s time is used/).waitFor()
  },
  JOURNEY_MS_MAX,
)
