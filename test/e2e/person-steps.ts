/** What tests do in the storefront as people: open the menu, act as a shopper, look for them. */
import type { Locator } from 'playwright-core'
import type { Customer } from '../../src/domain/customer.ts'
import type { BrowserShop } from './browser-shop.ts'

export type Shopper = {
  readonly customerId: string
  readonly name: string
  readonly age?: number
  readonly interests: readonly string[]
  readonly orderCount: number
}

export const personSteps = (shop: BrowserShop) => {
  const fetchShoppers = async (query = ''): Promise<readonly Shopper[]> =>
    (await shop.ask<{ shoppers: Shopper[] }>(`/api/v1/demo/shoppers?shop=demo&limit=50${query}`)).shoppers

  const customerOf = async ({ customerId }: Shopper): Promise<Customer> =>
    (await shop.ask<{ customer: Customer }>(`/api/v1/customers/${customerId}?shop=demo`)).customer

  /** People who bought a lot and said no to nothing, the busiest first. */
  const buyers = async (): Promise<readonly Shopper[]> => {
    const shoppers = [...(await fetchShoppers())].sort((a, b) => b.orderCount - a.orderCount)
    const customers = await Promise.all(shoppers.map(customerOf))
    return shoppers.filter(
      (_, place) =>
        customers[place]?.consent?.personalization !== false && customers[place]?.consent?.tracking !== false,
    )
  }
  const buyer = async (place = 0): Promise<Shopper> => {
    const found = (await buyers())[place]
    if (found === undefined) throw new Error('The demo shop has nobody who bought something.')
    return found
  }

  const account = (): Locator => shop.page.getByRole('button', { name: /^Account/ })
  const menuItem = (name: string): Locator => shop.page.getByRole('menuitem', { name })
  const dialog = (): Locator => shop.page.getByRole('dialog', { name: 'Emulate a shopper' })
  const banner = (): Locator => shop.page.getByRole('region', { name: 'Emulation' })

  const openDialog = async (): Promise<void> => {
    await account().click()
    await shop.page.getByRole('menuitem', { name: /^(Emulate a|Switch) shopper$/ }).click()
    await dialog().waitFor()
  }

  const emulate = async ({ name }: Shopper): Promise<void> => {
    await openDialog()
    await dialog().getByRole('radio', { name: 'Name', exact: true }).check()
    await dialog().getByRole('searchbox', { name: 'Name' }).fill(name)
    await dialog()
      .getByRole('listitem')
      .filter({ has: shop.page.getByText(name, { exact: true }) })
      .first()
      .click()
    await dialog().getByRole('button', { name: 'Shop as' }).click()
    await banner().getByText(name).waitFor()
  }

  /** Makes an account, and shops under it; the next one has another address. */
  const signUp = async (name: string): Promise<string> => {
    const { page } = shop
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/v1/demo/accounts'))
    await page.goto('/shop/create-account')
    await page.getByRole('textbox', { name: 'Name' }).fill(name)
    await page
      .getByRole('textbox', { name: 'E-mail' })
      .fill(`${name.toLowerCase().replaceAll(' ', '.')}@example.com`)
    await page.getByRole('button', { name: 'Create account' }).click()
    const { customer } = (await (await answered).json()) as { customer: Customer }
    await page.getByText(`Welcome, ${name}.`).waitFor()
    return customer.customerId
  }

  const firstTile = (title: string): Locator => shop.row(title).locator('.tile:not(.is-skeleton)').first()
  return {
    fetchShoppers,
    buyer,
    account,
    menuItem,
    dialog,
    banner,
    openDialog,
    emulate,
    signUp,
    firstTile,
  }
}
