/** Signing out everywhere, in the storefront: this browser, and another one. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { browserShop, PHONE } from './browser-shop.ts'
import { personSteps } from './person-steps.ts'

const shop = browserShop()
const { buyer, account, menuItem, emulate, signUp } = personSteps(shop)
const question = () => shop.page.getByRole('dialog', { name: 'Sign out everywhere?' })

const askToSignOut = async (): Promise<void> => {
  await shop.page.goto('/shop/account')
  await shop.page.getByRole('button', { name: 'Sign out everywhere…' }).click()
  await question().waitFor()
}

/** Somebody’s other browser, signed in. */
const signInElsewhere = async (email: string): Promise<Page> => {
  const context = await shop.page.context().browser()?.newContext({ baseURL: shop.url })
  const page = (await context?.newPage()) as Page
  page.setDefaultTimeout(30_000)
  await page.goto('/shop/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText(/^Welcome back/).waitFor()
  return page
}

test('who signs out everywhere is told what happens, and is signed out here and in every other browser', async () => {
  const { page } = shop
  await signUp('Mara Finch')
  const elsewhere = await signInElsewhere('mara.finch@example.com')
  await askToSignOut()
  await question().getByText('in this browser and in every other one').waitFor()
  await question().getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByText('You are signed out everywhere.').waitFor()
  await page.getByRole('heading', { level: 1, name: 'You are not signed in' }).waitFor()
  // The other one notices with what it asks next.
  await elsewhere.goto('/shop/account')
  await elsewhere.getByText('Your sign-in has ended, so you were signed out.').waitFor()
  await elsewhere.getByRole('heading', { level: 1, name: 'You are not signed in' }).waitFor()
  expect(await elsewhere.getByText('Mara Finch').count()).toBe(0)
  await elsewhere.context().close()
  const again = await signInElsewhere('mara.finch@example.com')
  await again.goto('/shop/account')
  await again.getByRole('heading', { level: 1, name: 'Mara Finch' }).waitFor()
  await again.context().close()
})

test('who thinks again stays signed in, and the question keeps nobody out, on a phone too', async () => {
  await shop.openContext(PHONE)
  await signUp('Otto Wren')
  await askToSignOut()
  expect(await shop.barriers()).toEqual([])
  expect(await shop.overflow()).toBeLessThanOrEqual(0)
  await question().getByRole('button', { name: 'Stay signed in' }).click()
  await question().waitFor({ state: 'detached' })
  await shop.page.reload()
  await shop.page.getByRole('heading', { level: 1, name: 'Otto Wren' }).waitFor()
})

test('when it fails, it says so, and they are still signed in', async () => {
  const { page } = shop
  await signUp('Ines Dale')
  await askToSignOut()
  await page.route('**/api/v1/me/tokens', (route) =>
    route.fulfill({
      status: 507,
      json: { error: { code: 'STORE_FULL', message: 'The disk is full.', fix: '' } },
    }),
  )
  await question().getByRole('button', { name: 'Sign out everywhere' }).click()
  await question().getByText('The disk is full.').waitFor()
  expect(await page.getByRole('heading', { level: 1, name: 'Ines Dale' }).count()).toBe(1)
  shop.complaints.length = 0
})

test('who acts as a shopper cannot sign them out', async () => {
  await shop.page.goto('/shop/')
  await emulate(await buyer())
  await account().click()
  await menuItem('Profile').click()
  await shop.page.getByRole('button', { name: 'Save' }).waitFor()
  expect(await shop.page.getByRole('button', { name: 'Sign out everywhere…' }).count()).toBe(0)
})
