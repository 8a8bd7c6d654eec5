/** What the till tells of its lists, so that their effect can be measured as online. */
import { expect, test } from 'vitest'
import type { ShopEvent } from '../../src/domain/event.ts'
import { browserShop } from './browser-shop.ts'
import { JOURNEY_MS_MAX, tillOf } from './till.ts'

const shop = browserShop()
const { signIn, items, ticket, tiles, scan, status, sell, isReadyToBeAlone, forgetFailedCalls } = tillOf(shop)

const CUSTOMER = 'customer-1001'
const BEST = 'Best selling in this store'
const of = (events: readonly ShopEvent[], kind: ShopEvent['kind']): readonly ShopEvent[] =>
  events.filter((event) => event.kind === kind)
const visitOf = (event: ShopEvent | undefined): unknown => event?.properties?.['visit']
const idsOf = (events: readonly ShopEvent[]): readonly string[] => events.map(({ eventId }) => eventId)

/** A tile of the list whose product has no variants, and its place. */
const plainTile = async (list: string): Promise<{ readonly title: string; readonly place: number }> => {
  const titles = new Set((await items()).map(({ title }) => title))
  await expect.poll(() => tiles(list).count()).toBeGreaterThan(0)
  const shown = await shop.row(list).locator('.suggestion-title').allInnerTexts()
  const names = shown.map((text) => text.replace(/^Add\s+/, ''))
  const place = names.findIndex((title) => titles.has(title))
  expect(place).toBeGreaterThanOrEqual(0)
  return { title: names[place] ?? '', place }
}
const orderOf = async (receiptId: string) =>
  (
    await shop.ask<{ order: { lines: { itemId: string; recommendationId?: string }[] } }>(
      `/api/v1/orders/${receiptId}?shop=demo`,
    )
  ).order
const refusedCount = async (): Promise<number> =>
  (await shop.ask<{ total: number }>('/api/v1/events/rejects?shop=demo')).total

test(
  'each list that was really seen is told once, and names nobody',
  async () => {
    const events = shop.watchEvents()
    const { channelId } = await signIn()
    await expect.poll(() => of(events, 'list-impression').length).toBe(1)
    const [seen] = of(events, 'list-impression')
    expect(seen).toMatchObject({
      channel: channelId,
      list: 'best-selling',
      position: 0,
      properties: { placement: 'pos.best-selling', register: `${channelId}-1` },
    })
    expect(seen?.itemIds?.length).toBeGreaterThan(0)
    expect(Object.keys(seen ?? {})).not.toContain('shopper')
    await shop.page.getByRole('link', { name: 'Products' }).click()
    await expect.poll(() => of(events, 'list-impression').length).toBeGreaterThanOrEqual(2)
    await shop.page.reload()
    await expect.poll(() => of(events, 'list-impression').length).toBeGreaterThanOrEqual(3)
    const other = await shop.page.context().newPage()
    await other.goto('/pos/')
    await other.getByRole('region', { name: BEST }).locator('.suggestion-add').first().waitFor()
    await shop.page.bringToFront()
    await shop.page.waitForTimeout(3_000)
    const told = of(events, 'list-impression')
    const answers = told.map(({ recommendationId }) => recommendationId)
    expect(new Set(answers).size).toBe(answers.length)
    expect(new Set(idsOf(told)).size).toBe(told.length)
    expect(new Set(told.map(visitOf)).size).toBe(1)
    expect(await refusedCount()).toBe(0)
    await other.close()
  },
  JOURNEY_MS_MAX,
)

test(
  'what is opened in a list and what is added from it is told, and the order names the lists that led to it',
  async () => {
    const events = shop.watchEvents()
    await signIn()
    const looked = await plainTile(BEST)
    await shop.page.getByRole('button', { name: `Look at ${looked.title}` }).click()
    await shop.page.getByRole('button', { name: 'Add to transaction' }).click()
    await shop.page.getByRole('link', { name: 'Transaction' }).click()
    await ticket().getByText(looked.title).first().waitFor()
    const tapped = await plainTile('Goes with this basket')
    await tiles('Goes with this basket').nth(tapped.place).click()
    await ticket().getByText(tapped.title).first().waitFor()
    const scanned = (await items()).find(({ title }) => ![looked.title, tapped.title].includes(title ?? ''))
    await scan(scanned?.itemId ?? '')
    await ticket()
      .getByText(scanned?.title ?? '')
      .first()
      .waitFor()
    // Over being put aside and over a reload.
    await shop.page.getByRole('button', { name: 'Hold', exact: true }).click()
    await ticket().getByText('Scan, find or tap a product.').waitFor()
    await shop.page.reload()
    await ticket()
      .getByRole('button', { name: /1 ticket on hold/ })
      .click()
    await ticket().getByText(tapped.title).first().waitFor()
    await sell()
    const receiptId = (
      await shop.page
        .getByText(/^P-\S+$/)
        .first()
        .innerText()
    ).trim()

    await expect.poll(() => of(events, 'cart-add').length).toBe(2)
    const [click] = of(events, 'list-click')
    const [opened, added] = of(events, 'cart-add')
    const [order] = of(events, 'order')
    expect(click).toMatchObject({ position: looked.place, list: 'best-selling' })
    expect(opened).toMatchObject({
      itemId: click?.itemId,
      quantity: 1,
      recommendationId: click?.recommendationId,
      position: looked.place,
      basket: [{ itemId: click?.itemId, recommendationId: click?.recommendationId }],
    })
    expect(added).toMatchObject({ position: tapped.place, properties: { register: expect.any(String) } })
    expect(added?.basket).toHaveLength(2)
    expect(new Set([click, opened, added, order].map(visitOf)).size).toBe(1)
    expect((await orderOf(receiptId)).lines.map((line) => [line.itemId, line.recommendationId])).toEqual([
      [opened?.itemId, opened?.recommendationId],
      [added?.itemId, added?.recommendationId],
      [scanned?.itemId, undefined],
    ])
    expect(await refusedCount()).toBe(0)
  },
  JOURNEY_MS_MAX,
)

test(
  'with a customer on the ticket the customer is named, and who comes next is somebody else',
  async () => {
    const events = shop.watchEvents()
    await signIn()
    await shop.page.goto(`/pos/customer/${CUSTOMER}`)
    await shop.page.getByRole('button', { name: 'Add to transaction' }).first().click()
    const forThem = shop.page.getByRole('region', { name: /^Recommended for / })
    await forThem.locator('.suggestion-add').first().waitFor()
    const { title, place } = await plainTile((await forThem.getAttribute('aria-label')) ?? '')
    await forThem.locator('.suggestion-add').nth(place).click()
    await ticket().getByText(title).first().waitFor()
    await expect.poll(() => of(events, 'cart-add').length).toBe(1)
    const named = (): readonly ShopEvent[] => events.filter(({ shopper }) => shopper !== undefined)
    expect(of(named(), 'cart-add')).toHaveLength(1)
    await expect.poll(() => of(named(), 'list-impression').length).toBeGreaterThan(0)
    expect(named().every(({ shopper }) => shopper?.customerId === CUSTOMER)).toBe(true)
    expect(named().every(({ shopper }) => shopper?.visitorId === undefined)).toBe(true)
    await sell()
    const soldVisit = visitOf(of(events, 'order')[0])
    await shop.page.getByRole('button', { name: 'New sale' }).click()
    const before = events.length
    await expect.poll(() => of(events.slice(before), 'list-impression').length).toBeGreaterThan(0)
    const [next] = of(events.slice(before), 'list-impression')
    expect(next?.shopper).toBeUndefined()
    expect(visitOf(next)).not.toBe(soldVisit)
  },
  JOURNEY_MS_MAX,
)

test(
  'what lists did while the server was away waits behind the sales and is sent once',
  async () => {
    const batches: ShopEvent[][] = []
    shop.page.context().on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/v1/events'))
        batches.push((request.postDataJSON() as { events: ShopEvent[] }).events)
    })
    await signIn()
    await isReadyToBeAlone()
    await shop.page.context().setOffline(true)
    await shop.page.getByText('Offline.', { exact: true }).waitFor()
    const { title, place } = await plainTile(BEST)
    await tiles(BEST).nth(place).click()
    await ticket().getByText(title).first().waitFor()
    await status().click()
    await shop.page.getByText(/^[2-9]\d* events wait$/).waitFor()
    await shop.page.keyboard.press('Escape')
    await sell()
    await shop.page.reload()
    await shop.page.getByText('1 sale waits to be sent.').waitFor()
    const other = await shop.page.context().newPage()
    await other.goto('/pos/')
    await other.getByText('1 sale waits to be sent.').waitFor()
    const before = batches.length
    await shop.page.context().setOffline(false)
    await expect.poll(() => status().innerText()).toBe('Online')
    const sent = (): readonly ShopEvent[] => batches.slice(before).flat()
    await expect.poll(() => of(sent(), 'cart-add').length).toBeGreaterThan(0)
    expect(batches[before]?.map(({ kind }) => kind)).toEqual(['order'])
    const offline = sent().filter(({ recommendationId }) => recommendationId?.startsWith('offline-'))
    expect(of(offline, 'list-impression').length).toBeGreaterThan(0)
    expect(of(sent(), 'order')[0]?.lines?.[0]?.recommendationId).toBe(
      of(sent(), 'cart-add')[0]?.recommendationId,
    )
    await status().click()
    await shop.page.getByText('Sales that wait').waitFor()
    await expect.poll(() => shop.page.getByText(/events? waits?$/).count()).toBe(0)
    expect(new Set(idsOf(sent())).size).toBe(sent().length)
    expect(await refusedCount()).toBe(0)
    await other.close()
    forgetFailedCalls()
  },
  JOURNEY_MS_MAX,
)

test(
  'of too many events of lists the oldest are lost and counted, and the sale is kept',
  async () => {
    await signIn()
    await isReadyToBeAlone()
    await shop.page.context().setOffline(true)
    await shop.page.getByText('Offline.', { exact: true }).waitFor()
    await shop.page.evaluate(
      (count) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('aisle-pos-lists')
          opening.addEventListener('success', () => {
            const transaction = opening.result.transaction('events', 'readwrite')
            const kept = transaction.objectStore('events')
            kept.clear()
            for (let k = 0; k < count; k++)
              kept.put({
                shop: 'demo',
                notBefore: 0,
                event: { eventId: `old-${k}`, kind: 'home-view', at: k },
              })
            transaction.addEventListener('complete', () => resolve())
            transaction.addEventListener('error', () => reject(new Error('not kept')))
          })
        }),
      10_000,
    )
    const { title, place } = await plainTile(BEST)
    await tiles(BEST).nth(place).click()
    await ticket().getByText(title).first().waitFor()
    await status().click()
    await shop.page.getByText(/^10,000 events wait, [1-9] lost$/).waitFor()
    await shop.page.keyboard.press('Escape')
    const firstKept = await shop.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const opening = indexedDB.open('aisle-pos-lists')
          opening.addEventListener('success', () => {
            const first = opening.result.transaction('events').objectStore('events').openCursor()
            first.addEventListener('success', () =>
              resolve(
                (first.result as unknown as { value: { event: { eventId: string } } }).value.event.eventId,
              ),
            )
          })
        }),
    )
    expect(firstKept).toMatch(/^old-[1-9]$/)
    await sell()
    await shop.page.getByText('1 sale waits to be sent.').waitFor()
    forgetFailedCalls()
  },
  JOURNEY_MS_MAX,
)
