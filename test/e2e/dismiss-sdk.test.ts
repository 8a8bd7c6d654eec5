/** "Not interested" on a list of the SDK, on the page of a shop elsewhere. */
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { ShopEvent } from '../../src/domain/event.ts'
import { sdkPages } from './sdk-page.ts'

const shop = sdkPages()
const LIST = '<aisle-list placement="home.trending" add="Add" dismiss="Not interested"></aisle-list>'

const open = async (body: string = LIST): Promise<Page> => {
  shop.put('/', body)
  await shop.page.goto('/')
  await shop.page.locator('aisle-list a[href]').first().waitFor()
  return shop.page
}
const tile = (place: number): Locator => shop.page.locator('aisle-list').getByRole('listitem').nth(place)
const dismissed = (place: number): Locator => tile(place).getByRole('button', { name: /^Not interested: / })
const undo = (place: number): Locator => tile(place).getByRole('button', { name: /^Hidden\. Undo: / })
const told = (): readonly ShopEvent[] =>
  shop.arrived.map(({ event }) => event).filter(({ kind }) => kind.endsWith('dismiss'))
const hrefs = (): Promise<string[]> =>
  shop.page
    .locator('aisle-list a[href]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
const watchShifts = (page: Page): Promise<unknown> =>
  page.evaluate(`window.shifts = 0
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shifts += value })
      .observe({ type: 'layout-shift' })`)

test('a tile that is dismissed gives way in its place, is told with its list, and is in no list that comes after', async () => {
  const page = await open()
  const before = await hrefs()
  const size = await tile(1).boundingBox()
  await watchShifts(page)
  await dismissed(1).click()
  await expect.poll(() => undo(1).evaluate((button) => button.matches(':focus'))).toBe(true)
  await tile(1).getByText('Hidden.').waitFor()
  expect(await tile(1).boundingBox()).toEqual(size)
  expect(await tile(1).getByRole('link').count()).toBe(0)
  await expect.poll(told).toMatchObject([
    {
      kind: 'product-dismiss',
      list: 'trending',
      position: 1,
      itemId: decodeURIComponent(before[1]?.split('/').at(-1) ?? ''),
      recommendationId: expect.any(String),
      shopper: { visitorId: expect.any(String) },
    },
  ])
  expect(await page.evaluate('window.shifts')).toBe(0)
  expect(await shop.barriers()).toEqual([])
  await open()
  expect(await hrefs()).not.toContain(before[1])
  expect(await hrefs()).toContain(before[0])
})

test('undo brings the tile back with the keyboard where it was, takes it back, and lists have it again', async () => {
  const page = await open()
  const before = await hrefs()
  await dismissed(0).focus()
  await page.keyboard.press('Enter')
  await undo(0).waitFor()
  await page.keyboard.press('Enter')
  await tile(0).getByRole('link').waitFor()
  await expect.poll(() => dismissed(0).evaluate((button) => button.matches(':focus'))).toBe(true)
  await expect.poll(() => told().map(({ kind }) => kind)).toEqual(['product-dismiss', 'product-undismiss'])
  const [said, takenBack] = told()
  expect(takenBack).toMatchObject({
    itemId: said?.itemId,
    list: said?.list,
    position: 0,
    recommendationId: said?.recommendationId,
  })
  await open()
  expect(await hrefs()).toEqual(before)
})

test('a page that does it itself keeps the tile, and nothing is told', async () => {
  const page = await open()
  const own = page.evaluate<{ itemId: string; position: number }>(`new Promise((resolve) =>
    document.addEventListener('aisle-dismiss', (event) => { event.preventDefault(); resolve(event.detail) }))`)
  await dismissed(0).click()
  expect(await own).toMatchObject({ itemId: expect.any(String), position: 0 })
  await page.evaluate('aisle.flush()')
  expect(told()).toEqual([])
  expect(await tile(0).getByRole('link').count()).toBe(1)
})

test('of who does not want to be remembered nothing is told, also without a name: it is hidden on this page', async () => {
  const page = await open()
  await page.evaluate('aisle.setConsent({ tracking: false })')
  await page.locator('aisle-list a[href]').first().waitFor()
  await dismissed(0).click()
  await undo(0).waitFor()
  await page.evaluate('aisle.track({ kind: "product-view", itemId: "the last" })')
  await page.evaluate('aisle.flush()')
  expect(told()).toEqual([])
})

test('own tiles have a button of their own, and words of their own', async () => {
  const page =
    await open(`<aisle-list placement="home.trending" dismissed="Ausgeblendet." undo="Zurück"><template>
    <article><a data-field="link"><b data-field="title"></b></a><button data-dismiss>Nein danke</button></article>
  </template></aisle-list>`)
  const button = page.locator('[slot=tile-0]').getByRole('button', { name: 'Nein danke' })
  await button.click()
  const back = tile(0).getByRole('button', { name: /^Ausgeblendet\. Zurück: / })
  await back.waitFor()
  expect(await button.isVisible()).toBe(false)
  await back.click()
  await expect.poll(() => button.evaluate((each) => each.matches(':focus'))).toBe(true)
})

test('tiles of the page are told of, and left to the page', async () => {
  const page = await open(`<aisle-list list="mine" recommendation-id="r-1"><ul>
    <li data-item-id="kettle-1001"><a href="/k">Kettle</a><button data-dismiss>No</button></li></ul></aisle-list>`)
  await page.getByRole('button', { name: 'No' }).click()
  await expect.poll(told).toMatchObject([{ kind: 'product-dismiss', itemId: 'kettle-1001', list: 'mine' }])
  expect(await page.getByRole('link', { name: 'Kettle' }).isVisible()).toBe(true)
})

test('the button is large enough for a finger, and shows when the tile is pointed at or reached', async () => {
  const page = await open()
  const opacity = (): Promise<string> => dismissed(0).evaluate((button) => getComputedStyle(button).opacity)
  await page.mouse.move(0, 0)
  expect(await opacity()).toBe('0')
  await tile(0).hover()
  await expect.poll(opacity).toBe('1')
  await page.mouse.move(0, 0)
  await dismissed(0).focus()
  await expect.poll(opacity).toBe('1')
  const box = await dismissed(0).boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24)
})
