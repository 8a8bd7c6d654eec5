/** Sales and returns at the till in a real browser, against a real server. */
import { expect, test } from 'vitest'
import { browserShop } from './browser-shop.ts'
import { JOURNEY_MS_MAX, tillOf } from './till.ts'
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

test(
  'an associate signs in with a PIN, sells, and sees it counted',
  async () => {
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
  },
  JOURNEY_MS_MAX,
)

test(
  'a wrong PIN is refused in words, and the register stays chosen over a reload',
  async () => {
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
  },
  JOURNEY_MS_MAX,
)

test(
  'two taps on the button are one sale',
  async () => {
    await signIn()
    const before = await orderCount()
    await scan((await items())[0]?.itemId ?? '')
    await shop.page.getByRole('button', { name: /^Take payment/ }).dblclick()
    await shop.page.getByText(/is kept and counted/).waitFor()
    expect(await orderCount()).toBe(before + 1)
  },
  JOURNEY_MS_MAX,
)

test(
  'a scan counts wherever the focus is, and a sale needs no pointer',
  async () => {
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
  },
  JOURNEY_MS_MAX,
)

test(
  'the ticket outlives a reload, and what is called by nothing is said so',
  async () => {
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
  },
  JOURNEY_MS_MAX,
)

test(
  'what is locked waits for the PIN, with its ticket',
  async () => {
    await signIn()
    const [first] = await items()
    await scan(first?.itemId ?? '')
    await shop.page.getByRole('button', { name: /sign out or lock/ }).click()
    await shop.page.getByRole('button', { name: 'Lock', exact: true }).click()
    await shop.page.getByText('is locked. The ticket waits.').waitFor()
    const asked = shop.page.waitForRequest('**/api/v1/pos/sign-in')
    await shop.page.keyboard.type('1234')
    await shop.page.keyboard.press('Enter')
    await ticket()
      .getByText(first?.title ?? '')
      .waitFor()
    expect(await row('Goes with this basket').count()).toBe(1)
    // The server knows the device again: who guesses elsewhere keeps nobody out here.
    expect((await asked).postDataJSON()).toMatchObject({ deviceToken: expect.stringContaining('.') })
  },
  JOURNEY_MS_MAX,
)

test(
  'a return finds the order by its number, and what came back counts once',
  async () => {
    const store = await signIn()
    const [first] = await items()
    const itemId = first?.itemId ?? ''
    await shop.send('POST', '/api/v1/events', {
      shop: 'demo',
      events: [
        {
          eventId: 'bought-before',
          kind: 'order',
          orderId: 'B-1',
          at: Date.now() - 60_000,
          channel: store.channelId,
          lines: [{ itemId, quantity: 2, priceMinor: 150 }],
        },
      ],
    })
    const comeBack = async () => {
      await shop.page.keyboard.press('F4')
      await shop.page.getByRole('textbox', { name: 'Number on the receipt or of the order' }).fill('B-1')
      await shop.page.getByRole('button', { name: 'Look up' }).click()
      await shop.page.getByRole('region', { name: 'Order B-1' }).waitFor()
    }
    await comeBack()
    await shop.page.getByRole('button', { name: `One more ${first?.title} that come back` }).click()
    expect(await barriers()).toEqual([])
    await shop.page.getByRole('button', { name: 'Put on a return' }).click()
    await shop.page.getByText('of B-1').waitFor()
    await shop.page.getByRole('button', { name: /^Give money back/ }).click()
    await shop.page.getByText(/Return R-.* is kept and counted/).waitFor()
    const { order } = await ask<{ order: { refundedLines: object[] } }>('/api/v1/orders/B-1?shop=demo')
    expect(order.refundedLines).toEqual([{ itemId, quantity: 1, priceMinor: 150 }])
    await shop.page.getByRole('button', { name: 'New sale' }).click()
    await comeBack()
    await shop.page.getByText('1 came back before').waitFor()
  },
  JOURNEY_MS_MAX,
)

test(
  'who is given another PIN is asked for it, and the ticket waits',
  async () => {
    await signIn()
    const [first] = await items()
    await scan(first?.itemId ?? '')
    await ticket()
      .getByText(first?.title ?? '')
      .waitFor()
    await shop.page.getByRole('button', { name: `One more ${first?.title}` }).click()
    type Associates = { associates: { associateId: string; name: string; channels?: string[] }[] }
    const { associates } = await ask<Associates>('/api/v1/associates?shop=demo')
    await shop.send('PUT', '/api/v1/associates', {
      shop: 'demo',
      associates: associates.map((associate) => ({ ...associate, pin: '2468' })),
    })
    // The till may have heard of it by then.
    await shop.page.keyboard.press('F9')
    await shop.page.getByText('The sign-in ended. The ticket and the sales wait.').waitFor()
    await shop.page.keyboard.type('2468')
    await shop.page.keyboard.press('Enter')
    await shop.page.getByRole('navigation', { name: 'Screens' }).waitFor()
    expect(shop.complaints.splice(0).every((text) => text.includes('401'))).toBe(true)
  },
  JOURNEY_MS_MAX,
)

test(
  'names are text, whatever is in them',
  async () => {
    const title = '<img src=x onerror=alert(1)>"\'`'
    await shop.send('PUT', '/api/v1/items', {
      shop: 'demo',
      items: [{ itemId: 'xss-1', title, priceMinor: 100 }],
    })
    await shop.send('PUT', '/api/v1/associates', {
      shop: 'demo',
      associates: [
        { associateId: 'bristol-1', name: 'Niamh Shah', channels: ['store-bristol'], pin: '1234' },
      ],
    })
    await signIn()
    // A till that waited too long for a busy server sells by its snapshot for a while, which does not have it yet.
    const shown = ticket().getByText(title)
    await expect
      .poll(async () => {
        await field().fill('')
        await scan('xss-1')
        return shown.waitFor({ timeout: 5_000 }).then(
          () => true,
          () => false,
        )
      })
      .toBe(true)
    const heading = shop.page.getByRole('heading', { level: 1 })
    await expect
      .poll(async () => {
        await shop.page.goto('/pos/product/xss-1')
        await heading.waitFor()
        return heading.innerText()
      })
      .toBe(title)
  },
  JOURNEY_MS_MAX,
)

test(
  'what was left in the field does not get into a scan',
  async () => {
    await signIn()
    const [first, second] = await items()
    await field().fill('something')
    await scan(first?.itemId ?? '')
    await ticket()
      .getByText(first?.title ?? '')
      .waitFor()
    await field().fill('something else')
    await shop.page.getByRole('button', { name: 'Clear' }).focus()
    await scan(second?.itemId ?? '')
    await ticket()
      .getByText(second?.title ?? '')
      .waitFor()
    expect(await field().inputValue()).toBe('')
  },
  JOURNEY_MS_MAX,
)

test(
  'a code whose first sign was heard late is still that code, when its field has the focus',
  async () => {
    await signIn()
    const [first] = await items()
    await field().focus()
    await scan(first?.itemId ?? '', { pauseMs: 500 })
    await ticket()
      .getByText(first?.title ?? '')
      .waitFor()
    expect(await field().inputValue()).toBe('')
  },
  JOURNEY_MS_MAX,
)
