/** A merchandiser at the console, and what shoppers see of it. */
import { afterEach, expect, test } from 'vitest'
import type { CuratedList, Rule } from '../../src/domain/rule.ts'
import { browserShop, PHONE } from './browser-shop.ts'

const shop = browserShop()
const { ask, send, row, titlesIn, barriers } = shop

const rules = async (): Promise<readonly Rule[]> =>
  (await ask<{ rules: Rule[] }>('/api/v1/rules?shop=demo')).rules

afterEach(async () => {
  const ids = (await rules()).map(({ ruleId }) => ruleId)
  if (ids.length > 0) await send('DELETE', '/api/v1/rules', { shop: 'demo', ids })
})

const tileNames = (): Promise<string[]> => shop.page.locator('.merch-name').allInnerTexts()

const openMerchandising = async (): Promise<void> => {
  await shop.page.goto('/console/merchandising')
  await shop.page.locator('.merch-correct').first().waitFor()
}

/** Names of a home row, as a new visitor sees it. */
const homeRow = async (title: string): Promise<readonly string[]> => {
  await shop.page.goto('/shop/')
  await row(title).locator('.tile:not(.is-skeleton)').first().waitFor()
  return titlesIn(title)
}

test('a merchandiser pins, sees before and after, saves, sees it in the shop, and undoes it', async () => {
  const { page } = shop
  const [first = '', , third = ''] = await homeRow('Best sellers')
  await openMerchandising()
  const place = (await tileNames()).indexOf(third) + 1
  expect(place).toBeGreaterThan(1)
  await page.getByRole('button', { name: `Correct ${third}` }).click()
  await page.getByRole('button', { name: `Pin here, at ${place}` }).click()
  await page.getByRole('spinbutton', { name: 'Place' }).fill('1')
  const after = row('With the rule').getByRole('listitem').first()
  await expect.poll(() => after.innerText()).toContain(`↑ ${place - 1}`)
  expect(await after.innerText()).toContain(third)
  expect(
    await row('Now')
      .getByRole('listitem')
      .nth(place - 1)
      .innerText(),
  ).toContain(third)
  expect(await rules()).toEqual([])

  await page.getByRole('button', { name: 'Save the rule' }).click()
  await page.getByText('Saved. It holds from now on.').waitFor()
  await expect.poll(async () => (await tileNames())[0]).toBe(third)
  expect(await rules()).toMatchObject([
    { scope: { placements: ['home.best-selling'] }, action: { do: 'pin', slot: 1 } },
  ])
  expect((await homeRow('Best sellers'))[0]).toBe(third)

  await openMerchandising()
  const name = `Pins ${third} to place 1`
  await page.getByText('Holds here').waitFor()
  await page.getByRole('switch', { name: `On: ${name}` }).click()
  await page.getByText('The rule is off.').waitFor()
  expect(await rules()).toMatchObject([{ isEnabled: false }])
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Holds here').waitFor()
  await page.getByRole('button', { name: `History of ${name}` }).click()
  await page.getByRole('button', { name: 'Go back to none' }).click()
  await expect.poll(rules).toEqual([])
  expect((await homeRow('Best sellers'))[0]).toBe(first)
})

test('a rule is taken off and comes back by undo', async () => {
  await send('PUT', '/api/v1/rules', {
    shop: 'demo',
    rules: [{ ruleId: 'cheap', title: 'Cheap', action: { do: 'bury', items: { where: 'item.price < 20' } } }],
  })
  await openMerchandising()
  await shop.page.getByText('all with item.price < 20').waitFor()
  await shop.page.getByRole('button', { name: 'Delete Cheap' }).click()
  await expect.poll(rules).toEqual([])
  await shop.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await rules()).map(({ ruleId }) => ruleId)).toEqual(['cheap'])
})

test('rules in each other’s way are told before they are saved', async () => {
  await openMerchandising()
  const [first = '', second = ''] = await tileNames()
  for (const [name, isSaved] of [
    [first, true],
    [second, false],
  ] as const) {
    await shop.page.getByRole('button', { name: `Correct ${name}` }).click()
    await shop.page.getByRole('button', { name: 'Pin here' }).click()
    await shop.page.getByRole('spinbutton', { name: 'Place' }).fill('3')
    if (!isSaved) break
    await shop.page.getByRole('button', { name: 'Save the rule' }).click()
    await shop.page.getByText('Saved.').waitFor()
    await expect.poll(async () => (await tileNames())[2]).toBe(first)
  }
  await shop.page.getByRole('list', { name: 'Warnings' }).getByText('to place 3').waitFor()
})

test('what is wrong in a condition is said at its field, with the fix', async () => {
  await openMerchandising()
  await shop.page.getByRole('button', { name: 'New rule' }).click()
  const field = shop.page.getByRole('textbox', { name: 'Products by condition' })
  expect(await shop.page.getByText('Name products, or write a condition.').count()).toBe(1)
  await field.fill('item.pric < 20')
  await shop.page.getByText('item.pric is no field. Did you mean item.price?').waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  // Browsers report every answer of 400, and this one is asked for.
  expect(shop.complaints.splice(0)).toEqual([expect.stringContaining('400')])
  await field.fill('item.price < 20')
  await row('With the rule').getByText(/↑ \d/).first().waitFor()
})

test('“why not?” names the first thing that keeps a product out, and what it passed', async () => {
  const { lists } = await send<{ lists: { items: { itemId: string }[] }[] }>(
    'POST',
    '/api/v1/recommendations/page',
    { shop: 'demo', placements: [{ placement: 'home.best-selling' }] },
  )
  const itemId = lists[0]?.items[0]?.itemId ?? ''
  await send('PUT', '/api/v1/rules', {
    shop: 'demo',
    rules: [{ ruleId: 'not-this', action: { do: 'exclude', items: { itemIds: [itemId] } } }],
  })
  await openMerchandising()
  const field = shop.page.getByRole('combobox', { name: 'Product that is missed' })
  await field.fill(itemId)
  await shop.page.getByRole('button', { name: 'Ask' }).click()
  await shop.page.getByText('The rule "not-this" excludes it.').waitFor()
  const passed = await row('Why not?').getByRole('listitem').allInnerTexts()
  expect(passed.map((text) => text.trim())).toContain('sold')
  await field.fill('no-such-item')
  await shop.page.getByRole('button', { name: 'Ask' }).click()
  await shop.page.getByText('The shop has no such item').waitFor()
})

test('a list by hand is made, put in order by keys, and saved', async () => {
  const { page } = shop
  const { items } = await ask<{ items: { itemId: string; title: string }[] }>(
    '/api/v1/items?shop=demo&limit=3',
  )
  await page.goto('/console/merchandising/by-hand')
  await page.getByRole('button', { name: 'New list' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('front-row')
  const add = page.getByRole('combobox', { name: 'Add a product' })
  for (const { itemId } of items) {
    await add.fill(itemId)
    await add.press('Enter')
  }
  const [first, second, third] = items
  const down = page.getByRole('button', { name: `Move ${first?.title} down` })
  await down.focus()
  await page.keyboard.press('Enter')
  await page.getByText(`${first?.title} is now at place 2 of 3.`).waitFor()
  await expect.poll(() => down.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByText(`${first?.title} is now at place 3 of 3.`).waitFor()
  expect(await barriers()).toEqual([])
  await page.getByLabel('Until').fill('2099-01-01T00:00')
  await page.getByRole('button', { name: 'Save the list' }).click()
  await page.getByText(/^Saved/).waitFor()
  const { curatedLists } = await ask<{ curatedLists: CuratedList[] }>('/api/v1/curated-lists?shop=demo')
  const saved = curatedLists.find(({ curatedListId }) => curatedListId === 'front-row')
  expect(saved?.itemIds).toEqual([second?.itemId, third?.itemId, first?.itemId])
  expect(saved?.until).toBeGreaterThan(Date.UTC(2098, 1))
})

test('the merchandising page keeps nobody out, and is no wider than a phone', async () => {
  for (const viewport of [PHONE, { width: 1440, height: 1_000 }]) {
    await shop.openContext(viewport)
    await openMerchandising()
    const check = async (what: string): Promise<void> =>
      expect([what, await barriers(), Math.max(0, await shop.overflow())]).toEqual([what, [], 0])
    await check('list')
    await shop.page.locator('.merch-correct').first().click()
    await check('tile')
    await shop.page.keyboard.press('Escape')
    expect(await shop.page.locator('.merch-actions').count()).toBe(0)
    await shop.page.getByRole('button', { name: 'New rule' }).click()
    await shop.page.getByText('Channels, categories, audience, priority').click()
    await shop.page.getByRole('textbox', { name: 'Products by condition' }).fill('item.price < 20')
    await row('With the rule').waitFor()
    await check('draft')
    await shop.page.getByRole('button', { name: 'Save the rule' }).click()
    await shop.page.getByText('Saved.').waitFor()
    await shop.page
      .getByRole('button', { name: /^History of / })
      .first()
      .click()
    await shop.page.getByText('Now').first().waitFor()
    await check('history')
  }
})

test('the list holds still while it loads again', async () => {
  await openMerchandising()
  await shop.page.evaluate(`
    globalThis.shift = 0
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) globalThis.shift += value
    }).observe({ type: 'layout-shift' })
  `)
  for (const channel of ['store-london', 'web', '']) {
    const answer = shop.page.waitForResponse('**/api/v1/recommendations')
    await shop.page.getByRole('combobox', { name: 'Channel' }).selectOption(channel)
    await answer
  }
  await shop.page.waitForLoadState('networkidle')
  expect(await shop.page.evaluate<number>('globalThis.shift')).toBeLessThan(0.01)
})
