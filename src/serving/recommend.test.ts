/** The acceptance tests of the exact lists (T01 to T04, T23), and what each list promises beyond them. */
import { expect, test } from 'vitest'
import { DAY_MS } from '../domain/local-day.ts'
import { daysAgo, given, ids, item, NOW, sold } from './given.test-support.ts'

test('T01: New goes by the date the channel began to sell, newest first, and needs no sale', () => {
  const { ask } = given({
    items: [
      item('old', { addedAt: daysAgo(300) }),
      item('newest', { addedAt: daysAgo(1) }),
      item('middle', { addedAt: daysAgo(30) }),
      item('late-in-berlin', {
        addedAt: daysAgo(200),
        channels: { web: { from: daysAgo(200) }, berlin: { from: daysAgo(2) } },
      }),
    ],
  })
  expect(ids(ask({ list: 'new' }))).toEqual(['newest', 'middle', 'late-in-berlin', 'old'])
  expect(ids(ask({ list: 'new', context: { channel: 'berlin' } }))).toEqual([
    'newest',
    'late-in-berlin',
    'middle',
    'old',
  ])
})

test('T01: what is not sold yet, or no longer, or not here, is not in New', () => {
  const { ask } = given({
    items: [
      item('sold'),
      item('planned', { addedAt: NOW + 1 }),
      item('planned-here', { channels: { web: { from: NOW + DAY_MS } } }),
      item('ended', { channels: { web: { until: NOW } } }),
      item('elsewhere', { channels: { berlin: {} } }),
      item('blocked', { status: 'blocked' }),
      item('recalled', { status: 'recalled' }),
      item('excluded', { channels: { web: { mode: 'exclude' } } }),
    ],
  })
  expect(ids(ask({ list: 'new' }))).toEqual(['sold'])
})

test('T01: an item shows on the first request after its first instant, and is gone after its last', () => {
  const { ask } = given({ items: [item('rye', { channels: { web: { from: NOW + 10, until: NOW + 20 } } })] })
  expect(ids(ask({ list: 'new' }, NOW + 9))).toEqual([])
  expect(ids(ask({ list: 'new' }, NOW + 10))).toEqual(['rye'])
  expect(ids(ask({ list: 'new' }, NOW + 19))).toEqual(['rye'])
  expect(ids(ask({ list: 'new' }, NOW + 20))).toEqual([])
})

test('assortments of a channel include and exclude by item and category, and exclude wins', () => {
  const { ask } = given({
    items: [
      item('rye', { categories: ['Food > Bread'] }),
      item('bun', { categories: ['Food > Bread'] }),
      item('jam', { categories: ['Spreads'] }),
    ],
    channels: [
      {
        channelId: 'kiosk',
        assortments: [
          { assortmentId: 'bread', mode: 'include', categories: ['Food'] },
          { assortmentId: 'no-buns', mode: 'exclude', itemIds: ['bun'] },
        ],
      },
    ],
  })
  expect(ids(ask({ list: 'new', context: { channel: 'kiosk' } }))).toEqual(['rye'])
  expect(ids(ask({ list: 'new' }))).toEqual(['bun', 'jam', 'rye'])
})

test('T02: Trending takes items added within 180 days and sales of the last 30, in calendar days of the shop', () => {
  const { ask } = given({
    items: [
      item('too-old', { addedAt: daysAgo(181) }),
      item('just-new', { addedAt: daysAgo(180) }),
      item('sold-too-long-ago', { addedAt: daysAgo(100) }),
      item('sold-30-days-ago', { addedAt: daysAgo(100) }),
    ],
    events: [
      sold('too-old', 1, 1_000),
      sold('just-new', 1, 5),
      sold('sold-too-long-ago', 31, 50),
      sold('sold-30-days-ago', 30, 3),
    ],
  })
  expect(ids(ask({ list: 'trending' }))).toEqual(['just-new', 'sold-30-days-ago'])
})

test('T02: changing either parameter changes Trending, by request and by the shop’s settings', () => {
  const events = [sold('a', 10, 5), sold('b', 40, 9)]
  const items = [item('a', { addedAt: daysAgo(50) }), item('b', { addedAt: daysAgo(170) })]
  const { ask } = given({ items, events })
  expect(ids(ask({ list: 'trending' }))).toEqual(['a'])
  expect(ids(ask({ list: 'trending', parameters: { windowDays: 40 } }))).toEqual(['b', 'a'])
  expect(ids(ask({ list: 'trending', parameters: { windowDays: 40, addedWithinDays: 60 } }))).toEqual(['a'])
  const set = given({ items, events, shop: { lists: { trending: { windowDays: 40 } } } })
  expect(ids(set.ask({ list: 'trending' }))).toEqual(['b', 'a'])
  expect(set.ask({ list: 'trending' }).parameters).toEqual({
    windowDays: 40,
    addedWithinDays: 180,
    measure: 'units',
  })
})

test('T03: Best selling counts the last 30 days and asks for no age', () => {
  const { ask } = given({
    items: [item('ancient', { addedAt: daysAgo(5 * 365) }), item('fresh'), item('stale')],
    events: [sold('ancient', 30, 9), sold('fresh', 0, 4), sold('stale', 31, 100)],
  })
  const answer = ask({ list: 'best-selling' })
  expect(ids(answer)).toEqual(['ancient', 'fresh'])
  expect(answer.items[0]).toEqual({
    itemId: 'ancient',
    score: 9,
    reasons: [
      { code: 'SOLD_IN_WINDOW', text: '9 sold in the last 30 days', values: { units: 9, windowDays: 30 } },
    ],
  })
  expect(ids(ask({ list: 'best-selling', parameters: { windowDays: 31 } }))).toEqual([
    'stale',
    'ancient',
    'fresh',
  ])
})

test('windows are calendar days of the shop’s time zone: a sale just before midnight is a day older', () => {
  const midnightInBerlin = Date.UTC(2026, 5, 14, 22)
  const { ask } = given({
    items: [item('before'), item('after')],
    events: [
      sold('before', 0, 1, { at: midnightInBerlin - 1 }),
      sold('after', 0, 1, { at: midnightInBerlin }),
    ],
  })
  const thirtyDaysLater = midnightInBerlin + 30 * DAY_MS
  expect(ids(ask({ list: 'best-selling' }, thirtyDaysLater))).toEqual(['after'])
})

test('returns count against sales, and orders can be the measure instead of units', () => {
  const { ask } = given({
    items: [item('a'), item('b'), item('c')],
    events: [
      sold('a', 5, 10),
      { kind: 'refund', at: daysAgo(2), lines: [{ itemId: 'a', quantity: 8 }] },
      sold('b', 5, 1),
      sold('b', 4, 1),
      sold('b', 3, 1),
      sold('c', 3, 2),
      { kind: 'refund', at: daysAgo(2), lines: [{ itemId: 'c', quantity: 2 }] },
    ],
  })
  expect(ask({ list: 'best-selling' }).items.map(({ itemId, score }) => [itemId, score])).toEqual([
    ['b', 3],
    ['a', 2],
  ])
  expect(ids(ask({ list: 'best-selling', parameters: { measure: 'orders' } }))).toEqual(['b', 'a', 'c'])
})

test('a sale shows in the next answer', () => {
  const { ask, fold } = given({ items: [item('a'), item('b')], events: [sold('a', 0, 2)] })
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['a'])
  fold(sold('b', 0, 3))
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['b', 'a'])
})

test('a window moves on by itself when the day changes', () => {
  const { ask } = given({ items: [item('a')], events: [sold('a', 0)] })
  expect(ids(ask({ list: 'best-selling' }, NOW + 30 * DAY_MS))).toEqual(['a'])
  expect(ids(ask({ list: 'best-selling' }, NOW + 31 * DAY_MS))).toEqual([])
})

test('T04: a category list holds that category, its descendants only when asked, and says when that is why it is empty', () => {
  const { ask } = given({
    items: [
      item('food', { categories: ['Food'] }),
      item('rye', { categories: ['Food > Bread'] }),
      item('lamp', { categories: ['Home > Lamps'] }),
    ],
    events: [sold('food', 1, 1), sold('rye', 1, 5), sold('lamp', 1, 9)],
  })
  expect(ids(ask({ list: 'best-selling', context: { category: 'Food' } }))).toEqual(['food'])
  expect(ids(ask({ list: 'best-selling', context: { category: ' Food>Bread ' } }))).toEqual(['rye'])
  expect(ids(ask({ list: 'best-selling', context: { category: 'Food', includeDescendants: true } }))).toEqual(
    ['rye', 'food'],
  )
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['lamp', 'rye', 'food'])
  expect(ask({ list: 'best-selling', context: { category: 'Home' } }).fallback?.cause).toBe(
    'CATEGORY_HAS_ONLY_DESCENDANTS',
  )
  expect(ask({ list: 'best-selling', context: { category: 'Garden' } }).fallback?.cause).toBe(
    'CATEGORY_UNKNOWN',
  )
})

test('a channel’s list counts the channel’s own sales; without a channel all of them count', () => {
  const { ask } = given({
    items: [item('a'), item('b')],
    events: [sold('a', 1, 5), sold('b', 1, 2, { channel: 'berlin' }), sold('b', 1, 9, { channel: 'kiosk' })],
  })
  expect(ids(ask({ list: 'best-selling', context: { channel: 'berlin' } }))).toEqual(['b'])
  expect(ids(ask({ list: 'best-selling', context: { channel: 'web' } }))).toEqual(['a'])
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['b', 'a'])
})

test('T23: limit, skip and totalItems agree', () => {
  const items = Array.from({ length: 30 }, (_, k) => item(`i${String(k).padStart(2, '0')}`))
  const { ask } = given({ items, events: items.map(({ itemId }, k) => sold(itemId, 1, 100 - k)) })
  const all = items.map(({ itemId }) => itemId)
  expect(ids(ask({ list: 'best-selling', limit: 1_000 }))).toEqual(all)
  for (const [skip, limit] of [
    [0, 0],
    [0, 7],
    [7, 7],
    [25, 12],
    [30, 5],
    [99, 5],
  ] as const) {
    const answer = ask({ list: 'best-selling', skip, limit })
    expect(ids(answer)).toEqual(all.slice(skip, skip + limit))
    expect(answer.totalItems).toBe(30)
  }
})

test('T23: pages put together are the whole list, also beyond what is kept ranked and without the item of the page', () => {
  const items = Array.from({ length: 700 }, (_, k) => item(`i${String(k).padStart(3, '0')}`))
  const { ask } = given({ items, events: items.map(({ itemId }, k) => sold(itemId, 1, 1_000 - k)) })
  const paged = [0, 200, 400, 600].flatMap((skip) =>
    ids(ask({ list: 'best-selling', skip, limit: 200, context: { itemId: 'i300' } })),
  )
  expect(paged).toEqual(items.map(({ itemId }) => itemId).filter((itemId) => itemId !== 'i300'))
  expect(ask({ list: 'best-selling', context: { itemId: 'i300' } }).totalItems).toBe(699)
})

test('T23: an unknown list or placement is refused with the names there are; an unknown seed or shopper is not', () => {
  const { ask } = given({ items: [item('a')], events: [sold('a', 1)] })
  expect(() => ask({ list: 'hottest' })).toThrow(
    expect.objectContaining({ code: 'LIST_UNKNOWN', fix: expect.stringContaining('best-selling') as string }),
  )
  expect(() => ask({ placement: 'home.nowhere' })).toThrow(
    expect.objectContaining({ code: 'LIST_UNKNOWN', field: '/placement' }),
  )
  expect(() => ask({})).toThrow(expect.objectContaining({ code: 'BAD_REQUEST', field: '/list' }))
  expect(
    ids(ask({ list: 'best-selling', context: { itemId: 'never-seen' }, shopper: { customerId: 'nobody' } })),
  ).toEqual(['a'])
})

test('names of other systems ask for the same lists', () => {
  const { ask } = given({ items: [item('a')], events: [sold('a', 1)] })
  for (const [alias, list] of [
    ['RecoNew', 'new'],
    ['bestselling', 'best-selling'],
    ['Popular', 'best-selling'],
    ['RecoTrending', 'trending'],
    ['Most Viewed', 'most-viewed'],
  ] as const)
    expect(ask({ list: alias }).list).toBe(list)
})

test('a channel that becomes known sells what its assortments say from the next request on', () => {
  const { ask, view } = given({ items: [item('rye'), item('bun')] })
  const inKiosk = { list: 'new', context: { channel: 'kiosk' } }
  expect(ids(ask(inKiosk))).toEqual(['bun', 'rye'])
  const assortments = [{ assortmentId: 'none', mode: 'exclude' as const, itemIds: ['bun'] }]
  view.foldDocument('channel', 'kiosk', { channelId: 'kiosk', assortments }, NOW)
  expect(ids(ask(inKiosk))).toEqual(['rye'])
  view.foldDocument('channel', 'kiosk', undefined, NOW)
  expect(ids(ask(inKiosk))).toEqual(['bun', 'rye'])
})

test('goods sold by weight add up exactly, whatever the order', () => {
  const weights = [0.1, 0.2, 0.7, -1, 0.3]
  const events = weights.map((quantity) =>
    quantity > 0
      ? sold('flour', 1, quantity)
      : { kind: 'refund' as const, at: daysAgo(1), lines: [{ itemId: 'flour', quantity: -quantity }] },
  )
  for (const order of [events, events.toReversed()])
    expect(
      given({ items: [item('flour')], events: order }).ask({ list: 'best-selling' }).items[0]?.score,
    ).toBe(0.3)
})

test('equal scores are ordered by id', () => {
  const { ask } = given({
    items: [item('b'), item('a'), item('c')],
    events: [sold('c', 1), sold('b', 1), sold('a', 1)],
  })
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['a', 'b', 'c'])
})

test('with a catalog, only what is in it is listed; without one, what events name', () => {
  const without = given({ events: [sold('ghost', 1)] })
  expect(ids(without.ask({ list: 'best-selling' }))).toEqual(['ghost'])
  expect(ids(without.ask({ list: 'new' }))).toEqual([])
  const withOne = given({ items: [item('a')], events: [sold('ghost', 1, 5), sold('a', 1)] })
  expect(ids(withOne.ask({ list: 'best-selling' }))).toEqual(['a'])
})

test('Most viewed counts product pages', () => {
  const { ask } = given({
    items: [item('a'), item('b')],
    events: [
      { itemId: 'a' },
      { itemId: 'b' },
      { itemId: 'b' },
      { itemId: 'a', at: daysAgo(31) },
      { itemId: 'a', at: daysAgo(31) },
    ],
  })
  expect(ask({ list: 'most-viewed' }).items.map(({ itemId, score }) => [itemId, score])).toEqual([
    ['b', 2],
    ['a', 1],
  ])
})

test('a placement falls back in its stated order and says why; its title holds for its list and where it says so', () => {
  const { ask, fold } = given({ items: [item('a', { addedAt: daysAgo(500) })] })
  const atFirst = ask({ placement: 'home.trending' })
  expect([atFirst.list, atFirst.title, atFirst.fallback]).toEqual([
    'new',
    'New',
    { asked: 'trending', cause: 'NO_SALES_IN_WINDOW', text: expect.any(String) as string },
  ])
  const nothingFound = ask({ placement: 'search.nothing-found' })
  expect([nothingFound.list, nothingFound.title]).toEqual(['new', 'You may like'])
  fold(sold('a', 0))
  expect(ask({ placement: 'home.trending' }).list).toBe('best-selling')
  const whole = ask({ placement: 'home.best-selling' })
  expect([whole.list, whole.title, whole.fallback]).toEqual(['best-selling', 'Best sellers', null])
})
