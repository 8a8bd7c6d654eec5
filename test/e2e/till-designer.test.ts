/** Designing the screens of a register, and the register that shows it. */
import { expect, test } from 'vitest'
import { browserShop } from './browser-shop.ts'
import { JOURNEY_MS_MAX, tillOf } from './till.ts'

const shop = browserShop()
const { ask, row, barriers } = shop
const { signIn, items, scan, tiles } = tillOf(shop)

type Layouts = {
  screenLayouts: { layoutId: string; screens: { transaction?: { recommendations?: object } } }[]
}
const stored = async (layoutId: string): Promise<object | undefined> => {
  const { screenLayouts } = await ask<Layouts>('/api/v1/screen-layouts?shop=demo')
  return screenLayouts.find((layout) => layout.layoutId === layoutId)?.screens.transaction?.recommendations
}
const openDesigner = async (): Promise<void> => {
  await shop.page.goto('/pos/designer')
  await shop.page.getByRole('heading', { name: 'Screen layouts' }).waitFor()
  await control().waitFor()
}
const control = () => shop.page.getByRole('button', { name: /^Recommendations: / })
const save = async (): Promise<void> => {
  await shop.page.getByRole('button', { name: 'Save' }).click()
  await shop.page.getByText('Saved. The registers show it now.').waitFor()
}

test(
  'the control is moved by keys and shows at the register at once',
  async () => {
    await signIn()
    const till = shop.page
    await scan((await items())[0]?.itemId ?? '')
    await expect.poll(() => tiles('Goes with this basket').count()).toBe(6)
    const designer = await till.context().newPage()
    designer.setDefaultTimeout(30_000)
    await designer.goto('/pos/designer')
    const moved = designer.getByRole('button', { name: /^Recommendations: / })
    await moved.press('ArrowUp')
    await designer.getByRole('textbox', { name: 'Label of the tab' }).fill('<b>For you</b>')
    await designer.getByRole('button', { name: 'One less recommendations', exact: true }).click()
    await designer.getByRole('button', { name: 'Save' }).click()
    await designer.getByText('Saved. The registers show it now.').waitFor()
    expect(await stored('standard')).toMatchObject({ show: 'tab', tabLabel: '<b>For you</b>', count: 5 })
    // The till heard of it without a reload.
    const tab = till.getByRole('tab', { name: '<b>For you</b>' })
    await tab.waitFor()
    expect(await row('Goes with this basket').count()).toBe(0)
    await tab.click()
    await expect.poll(() => tiles('Goes with this basket').count()).toBe(5)
    expect(await barriers()).toEqual([])
    await designer.close()
  },
  JOURNEY_MS_MAX,
)

test(
  'the control is dragged to a side',
  async () => {
    await openDesigner()
    await shop.page.getByRole('radio', { name: 'Right' }).check()
    const from = await control().boundingBox()
    await shop.page.mouse.move((from?.x ?? 0) + 30, (from?.y ?? 0) + 30)
    await shop.page.mouse.down()
    await shop.page.mouse.move(600, 500)
    const zone = await shop.page.locator('[data-zone="left"]').boundingBox()
    await shop.page.mouse.move((zone?.x ?? 0) + 40, (zone?.y ?? 0) + 40)
    await shop.page.mouse.up()
    expect(await shop.page.getByRole('radio', { name: 'Left' }).isChecked()).toBe(true)
    await shop.page.getByRole('radio', { name: 'Narrow' }).check()
    expect(await barriers()).toEqual([])
    await save()
    expect(await stored('standard')).toMatchObject({ show: 'always', side: 'left', size: 'narrow' })
  },
  JOURNEY_MS_MAX,
)

test(
  'a layout is copied, given to a register, and deleted',
  async () => {
    await openDesigner()
    await shop.page.getByRole('button', { name: 'Copy as a new layout' }).click()
    const title = shop.page.getByRole('textbox', { name: 'Title' })
    await expect.poll(() => title.inputValue()).toMatch(/, copy$/)
    const register = shop.page.getByRole('checkbox', { name: /Register 1$/ }).first()
    await register.check()
    await save()
    await shop.page.getByRole('button', { name: 'Delete' }).click()
    await shop.page.getByText('Deleted.').waitFor()
    // A register whose layout is gone has the standard again.
    await signIn()
    await expect.poll(() => tiles('Best selling in this store').count()).toBeGreaterThan(0)
  },
  JOURNEY_MS_MAX,
)
