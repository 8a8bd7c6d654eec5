/** T09 to T13: lines by hand, lists by hand, channels and assortments, variants and stock. */
import { expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/local-day.ts'
import { daysAgo, ids, NOW, openServer, order, sold, type TestShop, times } from './shop.test-support.ts'

const { newShop, ask, clock } = await openServer()

/** Best selling: a, b, c, d, e, each one less than the one before; f is sold and never bought. */
const letters = async (rest: object = {}): Promise<TestShop> => {
  const shop = await newShop(rest)
  await shop.put('items', ...[...'abcdef'].map((itemId) => ({ itemId, title: itemId })))
  await shop.send(...[...'abcde'].map((itemId, k) => sold(itemId, 10 - k)))
  return shop
}
const include = (ruleId: string, itemIds: readonly string[], rest: object = {}) => ({
  ruleId,
  action: { do: 'include', itemIds },
  ...rest,
})
const exclude = (ruleId: string, itemIds: readonly string[], rest: object = {}) => ({
  ruleId,
  action: { do: 'exclude', items: { itemIds } },
  ...rest,
})
const best = { list: 'best-selling' }
const inBest = { scope: { lists: ['best-selling'] } }

test('T09: included items come first, by priority and then by the id of the rule, whenever they were written', async () => {
  const { put, shows } = await letters()
  await put('rules', include('z-last', ['e'], inBest), include('m-equal', ['d'], inBest))
  await put('rules', include('a-equal', ['f'], inBest), include('first', ['c'], { priority: 5, ...inBest }))
  expect(await shows(best)).toEqual(['c', 'f', 'd', 'e', 'a', 'b'])
})

test('T09: an excluded item is absent from that list only, and stays to be found', async () => {
  const { shop, put, shows, rank } = await letters()
  await put('rules', exclude('no-a', ['a'], inBest))
  expect(await shows(best)).toEqual(['b', 'c', 'd', 'e'])
  expect(await shows({ list: 'new' })).toContain('a')
  expect(await shows({ list: 'trending' })).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect((await ask('GET', `/api/v1/items?shop=${shop}&query=a`)).body.items).toMatchObject([{ itemId: 'a' }])
  expect(ids(await rank({ itemIds: ['b', 'a'] }))).toEqual(['b', 'a'])
})

test('T09: an included item that cannot be had does not show, and a removed line is undone', async () => {
  const { put, remove, shows } = await letters()
  await put('items', { itemId: 'gone', status: 'stopped' })
  await put('items', { itemId: 'out', channels: { web: { stock: 0 } } })
  await put('items', { itemId: 'elsewhere', channels: { berlin: {} } })
  await put('rules', include('front', ['gone', 'out', 'never-heard-of', 'elsewhere', 'e'], inBest))
  expect(await shows(best)).toEqual(['e', 'a', 'b', 'c', 'd'])
  await remove('rules', 'front')
  expect(await shows(best)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('T09: of an item that is both included and excluded, the exclusion wins, and who wrote it is told', async () => {
  const { put, shows } = await letters()
  await put('rules', exclude('out', ['d'], { priority: -9, ...inBest }))
  const { body } = await put('rules', include('front', ['d', 'e'], { priority: 9, ...inBest }))
  expect(body.warnings).toMatchObject([{ ruleIds: expect.arrayContaining(['front', 'out']) }])
  expect(await shows(best)).toEqual(['e', 'a', 'b', 'c'])
})

test('T10: lines for a seed hold for that seed alone', async () => {
  const { put, send, train, shows } = await letters()
  await send(...times(4, () => order('a', 'c')), ...times(4, () => order('b', 'c')))
  await train()
  const beside = (itemId: string) => shows({ list: 'people-also-like', context: { itemId } })
  expect([await beside('a'), await beside('b')]).toEqual([['c'], ['c']])
  await put(
    'rules',
    include('with-a', ['f', 'e'], { scope: { lists: ['people-also-like'], seedItemIds: ['a'] } }),
    exclude('not-c', ['c'], { scope: { lists: ['people-also-like'], seedItemIds: ['a'] } }),
  )
  expect([await beside('a'), await beside('b')]).toEqual([['f', 'e'], ['c']])
})

test('T10: a seed in the basket counts as one too', async () => {
  const { put, send, train, shows } = await letters()
  await send(...times(4, () => order('a', 'c')), ...times(4, () => order('b', 'c')))
  await train()
  await put('rules', exclude('not-c', ['c'], { scope: { seedItemIds: ['a'] } }))
  const beside = (...basket: readonly string[]) => shows({ list: 'fbt', context: { basket } })
  expect(await beside('b')).toContain('c')
  expect(await beside('b', 'a')).not.toContain('c')
})

test('T11: a list by hand shows its items in their order and skips those that cannot be had', async () => {
  const { put, recommend, patch } = await letters()
  await put('items', { itemId: 'out', channels: { web: { stock: 0 } } })
  await put('curated-lists', {
    curatedListId: 'Editors.picks~2026',
    title: 'Our favourites',
    itemIds: ['e', 'out', 'nowhere', 'a', 'e', 'c'],
  })
  const answer = await recommend({ list: 'editors.PICKS~2026' })
  expect(answer.body.title).toBe('Our favourites')
  expect(ids(answer)).toEqual(['e', 'a', 'c'])
  await patch('items', { itemId: 'out', channels: { web: { stock: 1 } } })
  expect(ids(await recommend({ list: 'Editors.picks~2026' }))).toEqual(['e', 'out', 'a', 'c'])
})

test('T11: a list by hand shows from its first instant to its last', async () => {
  const { put, recommend } = await letters()
  await put('curated-lists', {
    curatedListId: 'spring',
    itemIds: ['b', 'a'],
    from: NOW + DAY_MS,
    until: NOW + 2 * DAY_MS,
  })
  const at = async (now: number) => {
    clock.now = now
    const { body } = await recommend({ list: 'spring' })
    clock.now = NOW
    return body
  }
  const empty = (cause: string) => ({ items: [], fallback: { cause } })
  expect(await at(NOW + DAY_MS - 1)).toMatchObject(empty('LIST_NOT_YET'))
  expect(await at(NOW + DAY_MS)).toMatchObject({ items: [{ itemId: 'b' }, { itemId: 'a' }], fallback: null })
  expect((await at(NOW + 2 * DAY_MS - 1)).items).toHaveLength(2)
  expect(await at(NOW + 2 * DAY_MS)).toMatchObject(empty('LIST_OVER'))
})

test.each(['RecoNew', 'new', 'best_selling', 'PAL', 'Picks', 'fbt', 'RecoTrending', 'looks'])(
  'T11: %s is a name of a list that ships, and cannot be taken',
  async (curatedListId) => {
    const { tryPut } = await letters()
    const { body } = await tryPut('curated-lists', { curatedListId, itemIds: ['a'] })
    expect(body.results).toMatchObject([
      { status: 'rejected', field: '/curatedListId', fix: expect.stringContaining('another name') },
    ])
  },
)

test.each(['Get the look', 'mens/accessories', 'n'.repeat(65), '', 'größe', '..'])(
  'T11: %j does not name a list',
  async (curatedListId) => {
    const { tryPut } = await letters()
    const { body } = await tryPut('curated-lists', { curatedListId, itemIds: ['a'] })
    expect(body.results).toMatchObject([{ status: 'rejected', field: '/curatedListId' }])
  },
)

test('T11: names of 64 signs are allowed, and case alone makes no other name', async () => {
  const { put, tryPut } = await letters()
  await put('curated-lists', { curatedListId: `A-z_0~9.${'n'.repeat(56)}`, itemIds: ['a'] })
  await put('curated-lists', { curatedListId: 'Sale', itemIds: ['a'] })
  const { body } = await tryPut('curated-lists', { curatedListId: 'sALE', itemIds: ['b'] })
  expect(body.results).toMatchObject([{ status: 'rejected', field: '/curatedListId' }])
})

/** A catalog of a business customer is a channel with assortments of its own. */
test('T12: each channel and each catalog lists its own assortment, and an exclusion beats an inclusion', async () => {
  const { put, shows } = await newShop()
  await put(
    'items',
    ...['rye', 'bun', 'roll'].map((itemId) => ({ itemId, categories: ['Food > Bread'] })),
    { itemId: 'jam', categories: ['Food'] },
    { itemId: 'lamp', categories: ['Home'] },
  )
  const assortment = (assortmentId: string, mode: string, rest: object) => ({ assortmentId, mode, ...rest })
  await put(
    'channels',
    {
      channelId: 'kiosk',
      assortments: [
        assortment('food', 'include', { categories: ['Food'] }),
        assortment('bun-included', 'include', { itemIds: ['bun'] }),
        assortment('no-buns', 'exclude', { itemIds: ['bun'] }),
        assortment('roll-later', 'exclude', { itemIds: ['roll'], from: NOW + 1 }),
      ],
    },
    {
      channelId: 'b2b-hotels',
      assortments: [
        assortment('hotels', 'include', { itemIds: ['lamp', 'bun'] }),
        assortment('no-food', 'exclude', { categories: ['Food'] }),
      ],
    },
  )
  const inChannel = async (channel: string) => (await shows({ list: 'new', context: { channel } })).toSorted()
  expect(await inChannel('kiosk')).toEqual(['jam', 'roll', 'rye'])
  expect(await inChannel('b2b-hotels')).toEqual(['lamp'])
  expect(await inChannel('web')).toEqual(['bun', 'jam', 'lamp', 'roll', 'rye'])
})

test('T12: what is stopped, blocked or recalled never shows, not even where somebody put it by hand', async () => {
  const { put, send, shows, page } = await letters()
  const statuses = ['stopped', 'blocked', 'recalled']
  await put('items', ...statuses.map((status) => ({ itemId: status, status, addedAt: daysAgo(1) })))
  await send(
    ...statuses.flatMap((itemId) => [sold(itemId, 100), { kind: 'product-view', itemId, sessionId: itemId }]),
  )
  await put('curated-lists', { curatedListId: 'by-hand', itemIds: [...statuses, 'a'] })
  await put('rules', include('front', statuses), {
    ruleId: 'pinned',
    action: { do: 'pin', itemId: 'recalled', slot: 1 },
  })
  for (const list of ['new', 'best-selling', 'trending', 'most-viewed', 'most-purchased', 'by-hand'])
    for (const itemId of await shows({ list, stock: 'as-is' })) expect(statuses).not.toContain(itemId)
  const { body } = await page({
    placements: [{ placement: 'home.best-selling' }, { placement: 'home.new' }],
  })
  for (const list of body.lists)
    for (const itemId of ids({ body: list })) expect(statuses).not.toContain(itemId)
})

const dressShop = async (): Promise<TestShop> => {
  const shop = await newShop()
  const sku = (name: string, stock: number) => ({ sku: name, stock: { web: stock } })
  await shop.put(
    'items',
    { itemId: 'dress', channels: { web: { stock: 0 } } },
    { itemId: 'dress-s', masterId: 'dress', channels: { web: { stock: 0 } } },
    { itemId: 'dress-m', masterId: 'dress', channels: { web: { stock: 2 } } },
    { itemId: 'shoe', skus: [sku('shoe-40', 0), sku('shoe-41', 1)] },
    { itemId: 'hat', skus: [sku('hat-1', 0), sku('hat-2', 0)] },
    { itemId: 'sock' },
    { itemId: 'belt' },
  )
  await shop.send(
    sold('hat', 99),
    sold('dress-s', 3),
    sold('dress-m', 4),
    sold('dress', 1),
    { ...sold('shoe'), lines: [{ itemId: 'shoe', sku: 'shoe-41', quantity: 6 }] },
    sold('sock', 5),
    sold('belt', 2),
  )
  return shop
}

test('T13: variants show as one master, with the sales of all of them', async () => {
  const { recommend } = await dressShop()
  expect((await recommend({ ...best, stock: 'as-is' })).body.items).toMatchObject([
    { itemId: 'hat', score: 99 },
    { itemId: 'dress', score: 8 },
    { itemId: 'shoe', score: 6 },
    { itemId: 'sock', score: 5 },
    { itemId: 'belt', score: 2 },
  ])
})

test('T13: a master is out only when all of its variants are', async () => {
  const { shows, patch } = await dressShop()
  expect(await shows(best)).toEqual(['dress', 'shoe', 'sock', 'belt'])
  await patch('items', { itemId: 'dress-m', channels: { web: { stock: 0 } } })
  expect(await shows(best)).toEqual(['shoe', 'sock', 'belt'])
  await patch('items', { itemId: 'dress-s', channels: { web: { stock: 1 } } })
  expect(await shows(best)).toEqual(['dress', 'shoe', 'sock', 'belt'])
})

test('T13: out of stock as it is, last, or hidden; last also across pages, hidden still with the count asked for', async () => {
  const { shows } = await dressShop()
  const by = (stock: string, rest: object = {}) => shows({ ...best, stock, ...rest })
  expect(await by('as-is', { limit: 2 })).toEqual(['hat', 'dress'])
  expect(await by('last')).toEqual(['dress', 'shoe', 'sock', 'belt', 'hat'])
  const paged = await Promise.all([0, 2, 4].map((skip) => by('last', { skip, limit: 2 })))
  expect(paged.flat()).toEqual(await by('last'))
  for (const limit of [1, 2, 3, 4]) expect(await by('hide', { limit })).toHaveLength(limit)
  expect(await by('hide')).not.toContain('hat')
})
