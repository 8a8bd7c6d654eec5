/** T01 to T06: what each list holds, and why it is empty. */
import { expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/local-day.ts'
import { daysAgo, NOW, openServer, order, sold, times } from './shop.test-support.ts'

const { newShop } = await openServer()

test('T01: New goes by the date the channel began to sell, newest first, and needs no sale', async () => {
  const { put, shows } = await newShop()
  await put(
    'items',
    { itemId: 'old', addedAt: daysAgo(300) },
    { itemId: 'newest', addedAt: daysAgo(1) },
    {
      itemId: 'late-in-berlin',
      addedAt: daysAgo(200),
      channels: { web: { from: daysAgo(200) }, berlin: { from: daysAgo(0.5) } },
    },
    { itemId: 'middle', addedAt: daysAgo(30) },
  )
  expect(await shows({ list: 'RecoNew' })).toEqual(['newest', 'middle', 'late-in-berlin', 'old'])
  expect(await shows({ list: 'new', context: { channel: 'berlin' } })).toEqual([
    'late-in-berlin',
    'newest',
    'middle',
    'old',
  ])
})

test('T01: an assortment that starts in the future or has ended keeps its items out of New', async () => {
  const { put, shows } = await newShop()
  await put(
    'items',
    { itemId: 'sold', categories: ['Food'], addedAt: daysAgo(9) },
    { itemId: 'planned', addedAt: NOW + 1 },
    { itemId: 'planned-here', channels: { web: { from: NOW + 1 } } },
    { itemId: 'ended', channels: { web: { until: NOW } } },
    { itemId: 'garden', categories: ['Garden'], addedAt: daysAgo(3) },
    { itemId: 'snow', categories: ['Snow'], addedAt: daysAgo(3) },
  )
  const assortment = (assortmentId: string, category: string, rest: object = {}) => ({
    assortmentId,
    mode: 'include',
    categories: [category],
    ...rest,
  })
  await put('channels', {
    channelId: 'kiosk',
    assortments: [
      assortment('all-year', 'Food'),
      assortment('summer', 'Garden', { from: NOW + DAY_MS }),
      assortment('winter', 'Snow', { until: NOW }),
    ],
  })
  expect((await shows({ list: 'new' })).toSorted()).toEqual(['garden', 'snow', 'sold'])
  expect(await shows({ list: 'new', context: { channel: 'kiosk' } })).toEqual(['sold'])
})

const trendingShop = async () => {
  const shop = await newShop()
  await shop.put(
    'items',
    { itemId: 'too-old', addedAt: daysAgo(181) },
    { itemId: 'just-new', addedAt: daysAgo(180) },
    { itemId: 'sold-31-days-ago', addedAt: daysAgo(100) },
    { itemId: 'sold-30-days-ago', addedAt: daysAgo(100) },
  )
  await shop.send(
    sold('too-old', 1_000),
    sold('just-new', 5),
    sold('sold-31-days-ago', 50, 31),
    sold('sold-30-days-ago', 3, 30),
  )
  return shop
}

test('T02: Trending takes items added within 180 days, and counts the sales of 30', async () => {
  const { shows } = await trendingShop()
  expect(await shows({ list: 'RecoTrending' })).toEqual(['just-new', 'sold-30-days-ago'])
})

test('T02: either parameter changes Trending, in a request, in a strategy and in the settings of the shop', async () => {
  const { shows, put, patchShop } = await trendingShop()
  const wider = ['too-old', 'just-new', 'sold-30-days-ago']
  const longer = ['sold-31-days-ago', 'just-new', 'sold-30-days-ago']
  expect(await shows({ list: 'trending', parameters: { addedWithinDays: 181 } })).toEqual(wider)
  expect(await shows({ list: 'trending', parameters: { windowDays: 31 } })).toEqual(longer)
  const sources = [{ from: 'figure', figure: 'trending', parameters: { windowDays: 31 } }]
  await put('strategies', { strategyId: 'slow-trends', title: 'Slow trends', sources })
  expect(await shows({ list: 'slow-trends' })).toEqual(longer)
  await patchShop({ lists: { trending: { addedWithinDays: 181 } } })
  expect(await shows({ list: 'trending' })).toEqual(wider)
  expect(await shows({ list: 'trending', parameters: { addedWithinDays: 100 } })).toEqual([
    'sold-30-days-ago',
  ])
})

test('T03: Best selling counts the sales of 30 days, and an item of five years ago can be first', async () => {
  const { put, send, shows, recommend } = await newShop()
  await put(
    'items',
    { itemId: 'ancient', addedAt: daysAgo(5 * 365) },
    { itemId: 'fresh' },
    { itemId: 'sold-31-days-ago' },
  )
  await send(sold('ancient', 9, 30), sold('fresh', 4, 0), sold('sold-31-days-ago', 100, 31))
  const { body } = await recommend({ list: 'bestselling' })
  expect(body.items).toMatchObject([
    { itemId: 'ancient', score: 9 },
    { itemId: 'fresh', score: 4 },
  ])
  expect(body.parameters).toEqual({ windowDays: 30, measure: 'units' })
  expect(await shows({ list: 'best-selling', parameters: { windowDays: 31 } })).toEqual([
    'sold-31-days-ago',
    'ancient',
    'fresh',
  ])
})

test.each([
  ['new', ['lamp', 'rye', 'food']],
  ['best-selling', ['lamp', 'rye', 'food']],
  ['trending', ['lamp', 'rye', 'food']],
  ['most-viewed', ['lamp', 'rye', 'food']],
])(
  'T04: %s of a category holds that category, those below it when asked, and the whole shop without one',
  async (list, whole) => {
    const { put, send, shows, recommend } = await newShop()
    const categories = { food: 'Food', rye: 'Food > Bread', lamp: 'Home > Lamps' }
    for (const [k, [itemId, category]] of Object.entries(categories).entries()) {
      await put('items', { itemId, categories: [category], addedAt: daysAgo(9 - k) })
      await send(
        sold(itemId, k + 1),
        ...times(k + 1, (visit) => ({ kind: 'product-view', itemId, sessionId: `${itemId}-${visit}` })),
      )
    }
    const of = (category: string, rest: object = {}) => ({ list, context: { category, ...rest } })
    expect(await shows({ list })).toEqual(whole)
    expect(await shows(of('Food'))).toEqual(['food'])
    expect(await shows(of('Food', { includeDescendants: true }))).toEqual(['rye', 'food'])
    expect((await recommend(of('Home'))).body).toMatchObject({
      items: [],
      fallback: { cause: 'CATEGORY_HAS_ONLY_DESCENDANTS' },
    })
    expect((await recommend(of('Garden'))).body).toMatchObject({
      items: [],
      fallback: { cause: 'CATEGORY_UNKNOWN' },
    })
  },
)

test('T05: People also like is empty without an item and says why; with one, neither it nor its variants are in it', async () => {
  const { put, send, train, recommend, shows } = await newShop()
  await put(
    'items',
    { itemId: 'rye', title: 'Rye' },
    { itemId: 'rye-small', masterId: 'rye' },
    { itemId: 'rye-large', masterId: 'rye' },
    { itemId: 'jam', skus: [{ sku: 'jam-red' }, { sku: 'jam-blue' }] },
    { itemId: 'tea' },
  )
  await send(
    ...times(4, () => order('rye-small', 'rye-large', 'jam')),
    ...times(3, () => order('rye-large', 'tea')),
  )
  await train()
  expect((await recommend({ list: 'pal' })).body).toMatchObject({
    items: [],
    totalItems: 0,
    fallback: { asked: 'people-also-like', cause: 'NO_SEED', text: expect.stringContaining('names none') },
  })
  for (const itemId of ['rye', 'rye-small', 'rye-large']) {
    const { body } = await recommend({ list: 'people-also-like', context: { itemId } })
    expect(body.items).toMatchObject([
      { itemId: 'jam', reasons: [{ code: 'BOUGHT_TOGETHER' }] },
      { itemId: 'tea' },
    ])
    expect(body.fallback).toBeNull()
  }
  expect(await shows({ list: 'pal', context: { itemId: 'jam' } })).toEqual(['rye'])
})

test('T06: Frequently bought together is made for the whole basket, not for its items one by one', async () => {
  const { put, send, train, recommend, shows } = await newShop()
  await put('items', ...['flour', 'yeast', 'cake', 'beer', 'tin'].map((itemId) => ({ itemId })))
  await send(
    ...times(40, () => order('flour', 'cake')),
    ...times(40, () => order('yeast', 'beer')),
    ...times(20, () => order('flour', 'yeast', 'tin')),
  )
  await train()
  const beside = (...basket: readonly string[]) => shows({ list: 'fbt', context: { basket } })
  const [flour, yeast, both] = [await beside('flour'), await beside('yeast'), await beside('flour', 'yeast')]
  expect(flour[0]).toBe('cake')
  expect(yeast[0]).toBe('beer')
  expect(both[0]).toBe('tin')
  for (const itemId of ['flour', 'yeast']) expect(both).not.toContain(itemId)
  expect((await recommend({ list: 'fbt', context: { basket: [] } })).body).toMatchObject({
    items: [],
    fallback: { asked: 'frequently-bought-together', cause: 'NO_BASKET' },
  })
})

test('T06: without a basket in the request, the one that the shopper’s events tell of is taken', async () => {
  const { put, send, train, shows } = await newShop()
  await put('items', ...['rye', 'jam', 'tea', 'lamp', 'bulb'].map((itemId) => ({ itemId })))
  await send(
    ...times(9, () => order('rye', 'jam')),
    ...times(4, () => order('tea', 'rye')),
    ...times(20, () => order('lamp', 'bulb')),
  )
  await train()
  const shopper = { visitorId: 'v1' }
  expect(await shows({ list: 'fbt', shopper })).toEqual([])
  await send({ kind: 'cart-add', itemId: 'rye', shopper })
  expect(await shows({ list: 'fbt', shopper })).toEqual(['jam', 'tea'])
  await send({ kind: 'cart-add', itemId: 'jam', shopper })
  expect(await shows({ list: 'fbt', shopper })).toEqual(['tea'])
  await send({ kind: 'cart-remove', itemId: 'rye', shopper }, { kind: 'cart-remove', itemId: 'jam', shopper })
  expect(await shows({ list: 'fbt', shopper })).toEqual([])
})
