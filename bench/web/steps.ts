/** What people do until a screen shows: sign in, fill a basket, open a register. */
import type { Page } from 'playwright-core'
import { DEMO_PIN } from '../../src/world/tills.ts'

/** Has agreed to personal lists, and bought a lot. */
type Shopper = { readonly customerId: string; readonly name: string; readonly orderCount: number }

export type Step = (page: Page) => Promise<void>

const openEmulation: Step = async (page) => {
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: /^(Emulate a|Switch) shopper$/ }).click()
}

/** One with a past, the same each time. */
export const emulate: Step = async (page) => {
  const answer = await page.request.get('/api/v1/demo/shoppers?shop=demo&limit=50')
  const { shoppers } = (await answer.json()) as { shoppers: readonly Shopper[] }
  const [best] = [...shoppers].sort((a, b) => b.orderCount - a.orderCount || a.name.localeCompare(b.name))
  const name = best?.name ?? ''
  await openEmulation(page)
  const dialog = page.getByRole('dialog', { name: 'Emulate a shopper' })
  await dialog.getByRole('radio', { name: 'Name', exact: true }).check()
  await dialog.getByRole('searchbox', { name: 'Name' }).fill(name)
  await dialog
    .getByRole('listitem')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first()
    .click()
  await dialog.getByRole('button', { name: 'Shop as' }).click()
  await page.getByRole('region', { name: 'Emulation' }).getByText(name).waitFor()
}

export const chooseShopper: Step = async (page) => {
  await openEmulation(page)
  await page.locator('.persona').waitFor()
}

/** Emulates somebody, and goes there. */
export const emulateAt =
  (path: string): Step =>
  async (page) => {
    await emulate(page)
    await page.goto(path)
  }

const addToBasket: Step = async (page) => {
  await page.getByRole('button', { name: 'Add to basket' }).first().click()
  await page
    .getByRole('link', { name: /^Basket/ })
    .first()
    .waitFor()
}

export const fillBasket =
  (path: string): Step =>
  async (page) => {
    await addToBasket(page)
    await page.goto(path)
  }

export const placeOrder: Step = async (page) => {
  await emulate(page)
  await page.goto('/shop/product/kettle-1001')
  await fillBasket('/shop/checkout')(page)
  await page.getByRole('button', { name: 'Go on to delivery' }).click()
  await page.getByRole('button', { name: 'Go on to the last look' }).click()
  await page.getByRole('button', { name: 'Place the order' }).click()
  await page.waitForURL(/\/order\//)
}

export const openInspector: Step = async (page) => {
  await page.getByRole('button', { name: 'Event inspector' }).click()
  await page.getByRole('button', { name: 'Add to basket' }).first().click()
  await page.getByRole('link', { name: 'Kettles' }).first().click()
  await page.waitForURL(/\/category\//)
}

/** Shows the buttons that say why, and opens the first. */
export const askWhy: Step = async (page) => {
  await page.getByRole('switch', { name: 'Show why' }).click()
  await page.getByRole('button', { name: /^Why / }).first().click()
}

/** Signs in at the first register of the first store. */
export const signInAtTill: Step = async (page) => {
  await page.locator('.start-choices button').first().click()
  await page.getByRole('button', { name: 'Register 1' }).click()
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
  await page.locator('.start-choices button').first().click()
  for (const digit of DEMO_PIN) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: 'Enter' }).click()
  await page.getByRole('navigation', { name: 'Screens' }).waitFor()
}

export const scan = async (page: Page, code: string): Promise<void> => {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}

/** A ticket with two things on it. */
export const openTicket: Step = async (page) => {
  await signInAtTill(page)
  await scan(page, 'kettle-1001')
  await page.getByRole('region', { name: 'Ticket' }).getByRole('listitem').first().waitFor()
}

export const atTill =
  (path: string): Step =>
  async (page) => {
    await openTicket(page)
    await page.goto(path)
  }

/** Waits until the browser has all that it needs to go on alone. */
export const waitForSnapshot: Step = async (page) => {
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await page.locator('.status-pill').click()
  await page.getByText(/\d products?$/).waitFor()
  await page.keyboard.press('Escape')
}

export const loseNetwork: Step = async (page) => {
  await openTicket(page)
  await waitForSnapshot(page)
  await page.context().setOffline(true)
  await page.locator('.suggestion-add').first().click()
  await page.getByText('Offline.', { exact: true }).waitFor()
}
