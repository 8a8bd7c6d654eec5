/** Sales and returns at the till in a real browser, against a real server. */
import { expect, test } from 'vitest'
import { browserShop } from './browser-shop.ts'
import { tillOf } from './till.ts'
import { topScore } from './top-score.ts'

const shop = browserShop()
const { ask, row, barriers } = shop
const { signIn, items, field, ticket, tiles, scan } = tillOf(shop)

const orderCount = async (): Promise<number> => {
  const { eventsByDay } = (
    await ask<{ shop: { eventsByDay: { orders: number }[] } }>('/internal/status?shop=demo')
  ).shop
  return eventsByDay.reduce((sum, { orders }) => sum + orders, 0)
}

test('an associate signs in with a PIN, sells, and sees it counted', async () => {
  const store = await signIn()
  const [sold] = await items()
  const title = sold?.title ?? ''
  await field().fill(sold?.itemId ?? '')
  await field().press('Enter')
  await ticket().getByText(title).first().waitFor()
  const unitsNeeded = (await topScore(shop, store.channelId)) + 1
  for (let units = 1; units < unitsNeeded; units++)
    await ticket()
      .getByRole('button', { name: `One more ${title}` })
      .click()
  await shop.page.getByRole('button', { name: /^Take payment/ }).click()
  await shop.page.getByText(/Sale P-.* is kept and counted/).waitFor()
  expect(await barriers()).toEqual([])
  await shop.page.getByRole('button', { name: 'New sale' }).click()
  await expect.poll(() => tiles('Best selling in this store').first().innerText()).toContain(title)
})

test('a wrong PIN is refused in words, and the register stays chosen over a reload', async () => {
  await shop.page.goto('/pos/')
  await shop.page.locator('.start-choices button').first().click()
  await shop.page.getByRole('button', { name: 'Register 1' }).click()
  await shop.page.locator('.start-choices button').first().click()
  await shop.page.getByRole('group', { name: 'PIN' }).waitFor()
  await shop.page.keyboard.type('99999')
  await shop.page.keyboard.press('Enter')
  await shop.page.getByRole('alert').getByText('The associate or the PIN is not right.').waitFor()
  expect(shop.complaints.splice(0)).toEqual([expect.stringContaining('401')])
  expect(await barriers()).toEqual([])
  await shop.page.reload()
  await shop.page.getByRole('heading', { name: 'Who are you?' }).waitFor()
})

test('two taps on the button are one sale', async () => {
  await signIn()
  const before = await orderCount()
  await scan((await items())[0]?.itemId ?? '')
  await shop.page.getByRole('button', { name: /^Take payment/ }).dblclick()
  await shop.page.getByText(/is kept and counted/).waitFor()
  expect(await orderCount()).toBe(before + 1)
})

test('a scan counts wherever the focus is, and a sale needs no pointer', async () => {
  await signIn()
  const before = await orderCount()
  const [first, second] = await items()
  await shop.page.evaluate('document.activeElement.blur()')
  await scan(first?.itemId ?? '')
  await ticket()
    .getByText(first?.title ?? '')
    .waitFor()
  await shop.page.keyboard.press('F2')
  const name = shop.page.getByRole('searchbox', { name: 'Name, e-mail, telephone or number' })
  await expect.poll(() => name.evaluate('document.activeElement.type')).toBe('search')
  await shop.page.keyboard.press('F8')
  await shop.page.getByRole('button', { name: 'Clear' }).focus()
  await scan(second?.itemId ?? '')
  await ticket()
    .getByText(second?.title ?? '')
    .waitFor()
  await shop.page.keyboard.press('F9')
  await shop.page.getByText(/is kept and counted/).waitFor()
  await shop.page.keyboard.press('Enter')
  await ticket().getByText('Scan, find or tap a product.').waitFor()
  expect(await orderCount()).toBe(before + 1)
})

test('the ticket outlives a reload, and what is called by nothing is said so', async () => {
  await signIn()
  const [first] = await items()
  await scan(first?.itemId ?? '')
  await ticket()
    .getByText(first?.title ?? '')
    .waitFor()
  await shop.page.reload()
  await ticket()
    .getByText(first?.title ?? '')
    .waitFor()
  await scan('no such thing at all')
  await shop.page.getByText('Nothing is called “no such thing at all”.').first().waitFor()
  // Browsers report every answer of 404, and this one is asked for.
  expect(shop.complaints.splice(0)).toEqual([expect.stringContaining('404')])
})

test('what is locked waits for the PIN, with its ticket', async () => {
  await signIn()
  const [first] = await items()
  await scan(first?.itemId ?? '')
  await shop.page.getByRole('button', { name: /sign out or lock/ }).click()
  await shop.page.getByRole('button', { name: 'Lock', exact: true }).click()
  await shop.page.getByText('is locked. The ticket waits.').waitFor()
  await shop.page.keyboard.type('1234')
  await shop.page.keyboard.press('Enter')
  await ticket()
    .getByText(first?.title ?? '')
    .waitFor()
  expect(await row('Goes with this basket').count()).toBe(1)
})
