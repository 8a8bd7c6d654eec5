/** The screens of the till, with and without a customer, as the seeds have them. */
import { expect, test } from 'vitest'
import { browserShop, PHONE } from './browser-shop.ts'
import { JOURNEY_MS_MAX, tillOf } from './till.ts'

const shop = browserShop()
const { ask, row, barriers } = shop
const { signIn, items, ticket, tiles, scan } = tillOf(shop)

const CUSTOMER = 'customer-1001'
const customerOf = async (customerId: string) =>
  (
    await ask<{ customer: { customerId: string; name: string; email: string } }>(
      `/api/v1/customers/${customerId}?shop=demo`,
    )
  ).customer
const firstNameOf = (name: string): string => name.split(' ')[0] ?? name

test(
  'the till proposes by the basket, and otherwise when a customer is attached in the middle',
  async () => {
    await signIn()
    const [first, second] = await items()
    await scan(first?.itemId ?? '')
    await expect.poll(() => tiles('Goes with this basket').count()).toBeGreaterThan(0)
    const one = await tiles('Goes with this basket').allInnerTexts()
    await scan(second?.itemId ?? '')
    await expect.poll(() => tiles('Goes with this basket').allInnerTexts()).not.toEqual(one)
    const anonymous = await tiles('Goes with this basket').allInnerTexts()

    const { name, email } = await customerOf(CUSTOMER)
    await shop.page.getByRole('link', { name: 'Customer' }).click()
    await shop.page.getByRole('searchbox', { name: 'Name, e-mail, telephone or number' }).fill(email)
    await shop.page.getByRole('button', { name: new RegExp(name) }).click()
    await shop.page.getByRole('region', { name: `Recommended for ${firstNameOf(name)}` }).waitFor()
    expect(await barriers()).toEqual([])
    await shop.page.getByRole('button', { name: 'Add to transaction' }).first().click()
    const personal = `For ${firstNameOf(name)} and this basket`
    await expect.poll(() => tiles(personal).count()).toBeGreaterThan(0)
    await expect.poll(() => tiles(personal).allInnerTexts()).not.toEqual(anonymous)
    expect((await tiles(personal).allInnerTexts()).join('\n')).not.toMatch(/\byou(r|’ve)?\b/i)
    expect(await barriers()).toEqual([])

    await shop.page.getByRole('button', { name: `Take ${name} off the ticket` }).click()
    await expect.poll(() => tiles('Goes with this basket').allInnerTexts()).toEqual(anonymous)
  },
  JOURNEY_MS_MAX,
)

test(
  'a product is looked at with its stock in every store, and what goes with it for whom',
  async () => {
    const store = await signIn()
    const [item] = await items()
    const title = item?.title ?? ''
    await shop.page.getByRole('searchbox', { name: 'Name, number or barcode' }).fill(title)
    await shop.page
      .getByRole('button', { name: `Look at ${title}` })
      .first()
      .click()
    await shop.page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await expect.poll(() => tiles('Likely bought together').count()).toBeGreaterThan(0)
    const stock = await shop.page.getByRole('region', { name: 'Stock' }).innerText()
    expect(stock).toContain(store.title)
    const { channels } = await ask<{ channels: { kind: string; title: string }[] }>(
      '/api/v1/channels?shop=demo',
    )
    for (const channel of channels.filter(({ kind }) => kind === 'store'))
      expect(stock).toContain(channel.title)
    expect(await barriers()).toEqual([])

    await shop.page.getByRole('link', { name: 'See more: similar looks' }).click()
    await shop.page.getByRole('heading', { name: `Looks like ${title}` }).waitFor()
    const found = shop.page.locator('.suggestion-add')
    const all = await found.count()
    const category = shop.page.getByRole('combobox', { name: 'Category' })
    await category.selectOption({ index: 1 })
    await expect.poll(() => found.count()).toBeLessThanOrEqual(all)
    expect(await barriers()).toEqual([])
    await shop.page.getByRole('link', { name: `Back to ${title}` }).click()
    await shop.page.getByRole('button', { name: 'Add to transaction' }).click()
    await shop.page.getByRole('link', { name: 'Transaction' }).click()
    await ticket().getByText(title).waitFor()
  },
  JOURNEY_MS_MAX,
)

test(
  'the wish list of a customer is added to and taken from, and feeds what is recommended',
  async () => {
    await signIn()
    const { name } = await customerOf(CUSTOMER)
    const first = firstNameOf(name)
    await shop.page.getByRole('link', { name: 'Customer' }).click()
    await shop.page.getByRole('searchbox', { name: 'Name, e-mail, telephone or number' }).fill(CUSTOMER)
    await shop.page.getByRole('button', { name: new RegExp(name) }).click()
    await shop.page.getByRole('button', { name: 'Add to transaction' }).first().click()
    const wished = (await items()).at(-1)
    const title = wished?.title ?? ''
    await shop.page.goto(`/pos/product/${wished?.itemId}`)
    await shop.page.getByRole('region', { name: `For ${first}, with this` }).waitFor()
    await shop.page.getByRole('button', { name: `Add to ${first}’s wish list` }).click()
    await shop.page.getByRole('button', { name: `Take off ${first}’s wish list` }).waitFor()
    await shop.page.getByRole('link', { name: 'Customer' }).click()
    const list = row('Wish list')
    await expect.poll(() => list.innerText()).toContain('Wish list')
    await list.getByText(title).first().waitFor()
    await list.getByRole('button', { name: `Take ${title} off the wish list` }).click()
    await expect.poll(() => list.getByText(title).count()).toBe(0)
  },
  JOURNEY_MS_MAX,
)

test(
  'every screen fits a phone',
  async () => {
    await shop.openContext(PHONE)
    await signIn()
    const [item] = await items()
    await scan(item?.itemId ?? '')
    for (const path of ['', 'products', `product/${item?.itemId}`, `customer/${CUSTOMER}`, 'return']) {
      await shop.page.goto(`/pos/${path}`)
      await shop.page.getByRole('navigation', { name: 'Screens' }).waitFor()
      await shop.page.waitForLoadState('networkidle')
      expect([path, await shop.overflow(), await barriers()]).toEqual([path, 0, []])
    }
  },
  JOURNEY_MS_MAX,
)
