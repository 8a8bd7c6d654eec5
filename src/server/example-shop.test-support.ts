/** A shop in which every example of the API reference can be asked: a few products of the demo shop, and their sales. */
import type { Answer, openTestApp } from './test-app.test-support.ts'

type TestApp = Awaited<ReturnType<typeof openTestApp>>

const SHOP = 'demo'
/** The owner: examples make keys, and a shop with keys asks for one. */
const headers = { authorization: 'Bearer the-owner' }

const item = (itemId: string, title: string, category: string, priceMinor: number, rest: object = {}) => ({
  itemId,
  title,
  brand: 'Alder',
  categories: [`Kitchen > ${category}`],
  priceMinor,
  addedAt: Date.UTC(2026, 1, 10),
  ...rest,
})
const DOCUMENTS = {
  items: [
    item('kettle-1001', 'Gooseneck Kettle', 'Kettles', 4_595),
    item('mug-1004', 'Stoneware Mug', 'Mugs', 1_250),
    item('tea-1009', 'Assam Tea', 'Tea', 890, { relations: { accessories: ['mug-1004'] } }),
  ],
  customers: [
    {
      customerId: 'customer-1001',
      name: 'Rosa Hale',
      gender: 'female',
      birthYear: 1985,
      attributes: { interests: ['Kitchen', 'Garden'] },
    },
    { customerId: 'c-17', name: 'Ada Moss', loyalty: { tier: 'gold', points: 1_200 } },
    { customerId: 'c-18', name: 'Ben Ash' },
  ],
  channels: [
    { channelId: 'web', title: 'Web shop', kind: 'web' },
    { channelId: 'store-london', title: 'London', kind: 'store' },
  ],
  registers: [{ registerId: 'london-1', channel: 'store-london', title: 'Register 1' }],
  associates: [{ associateId: 'mia', name: 'Mia Ward', channels: ['store-london'], pin: '4711' }],
  filters: [{ filterId: 'cheap', where: 'item.priceMinor <= 2000' }],
  'curated-lists': [{ curatedListId: 'tea-time', itemIds: ['kettle-1001', 'tea-1009'] }],
  strategies: [
    {
      strategyId: 'sold-or-new',
      title: 'Worth a look',
      sources: [{ from: 'figure', figure: 'best-selling' }],
    },
  ],
  placements: [{ placementId: 'home.worth', page: 'home', strategy: 'sold-or-new', title: 'Worth a look' }],
  rules: [
    {
      ruleId: 'kettle-first',
      scope: { placements: ['home.best-selling'] },
      action: { do: 'pin', itemId: 'kettle-1001', slot: 1 },
    },
  ],
}

/** Puts the documents as they were, whatever an example did to them. */
export const restoreExampleShop = async ({ ask }: TestApp): Promise<void> => {
  for (const [path, documents] of Object.entries(DOCUMENTS)) {
    const field = path === 'curated-lists' ? 'curatedLists' : path
    const { body } = await ask('PUT', `/api/v1/${path}`, { shop: SHOP, [field]: documents }, { headers })
    if (body.rejected !== 0) throw new Error(JSON.stringify(body))
  }
}

export const openExampleShop = async (app: TestApp): Promise<void> => {
  await app.createShop(SHOP, { currency: 'GBP', timeZone: 'Europe/London', isDemo: true })
  await restoreExampleShop(app)
  const bought = (eventId: string, ...itemIds: readonly string[]) => ({
    kind: 'order',
    eventId,
    shopper: { customerId: 'c-17' },
    lines: itemIds.map((itemId) => ({ itemId, quantity: 2 })),
  })
  await app.ask('POST', '/api/v1/events', {
    shop: SHOP,
    events: [
      bought('o-1', 'kettle-1001', 'tea-1009'),
      bought('o-2', 'kettle-1001', 'mug-1004'),
      bought('o-3', 'kettle-1001'),
      { kind: 'product-view', eventId: 'v-1', itemId: 'mug-1004', shopper: { visitorId: 'v-42' } },
      { kind: 'order', eventId: 'bad-1' },
    ],
  })
}

type Asked = { readonly method: string; readonly url: string; readonly body?: unknown }

/** Asks as the owner of the machine. */
export const askExample = (
  { ask }: TestApp,
  { method, url, body }: Asked,
  contentType = 'application/json',
): Promise<Answer> =>
  ask(method.toUpperCase() as 'GET', url, body, { headers: { ...headers, 'content-type': contentType } })
