/** T18 and T19: how fresh lists are, and what they say of themselves. */
import { expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/local-day.ts'
import { daysAgo, NOW, openServer, order, sold, type TestShop, times } from './shop.test-support.ts'

const { newShop, clock, ask } = await openServer()

const as = (customerId: string) => ({ shopper: { customerId } })
const best = { list: 'best-selling' }

/** Tea goes with mugs and rye with jam, and tea sells best. */
const breakfast = async (): Promise<TestShop> => {
  const shop = await newShop()
  await shop.put(
    'items',
    ...['tea', 'mug', 'spoon', 'rye', 'jam', 'lamp'].map((itemId, k) => ({
      itemId,
      title: itemId,
      addedAt: daysAgo(10 + k),
    })),
  )
  await shop.send(
    ...times(3, (k) => ({ ...order('tea'), at: daysAgo(9), ...as(`only-${k}`) })),
    ...times(9, (k) => ({ ...order('tea', 'mug'), at: daysAgo(9), ...as(`tea-${k}`) })),
    ...times(6, (k) => ({ ...order('rye', 'jam'), at: daysAgo(9), ...as(`rye-${k}`) })),
    ...times(6, (k) => ({ ...order('tea', 'mug', 'spoon'), at: daysAgo(9), ...as(`spoon-${k}`) })),
  )
  return shop
}

/*
 * The bound of T18 is one request: what was acknowledged counts in the very next answer. Nothing here waits, and the
 * clock stands still.
 */
test('T18: a purchase counts in the next answer of Best selling, Trending and Picks', async () => {
  const { send, shows, recommend, train } = await breakfast()
  await train()
  expect((await shows(best))[0]).toBe('tea')
  expect((await shows({ list: 'trending' }))[0]).toBe('tea')
  expect(await shows({ list: 'picks', ...as('anna') })).toEqual([])
  await send({ kind: 'order', at: NOW, lines: [{ itemId: 'jam', quantity: 100 }], ...as('anna') })
  expect((await shows(best))[0]).toBe('jam')
  expect((await shows({ list: 'trending' }))[0]).toBe('jam')
  const { body } = await recommend({ list: 'picks', ...as('anna') })
  expect(body.items[0]).toMatchObject({ itemId: 'rye', reasons: expect.arrayContaining([expect.anything()]) })
  await send({ kind: 'order', at: NOW, lines: [{ itemId: 'rye' }], ...as('anna') })
  expect(await shows({ list: 'picks', ...as('anna') })).not.toContain('rye')
  await send({ kind: 'refund', at: NOW, lines: [{ itemId: 'jam', quantity: 100 }], ...as('anna') })
  expect((await shows(best))[0]).toBe('tea')
})

test('T18: what a channel begins to sell, sells out of or takes off is so in the next answer', async () => {
  const { put, patch, shows, remove } = await breakfast()
  await put('items', { itemId: 'cake', addedAt: NOW })
  expect((await shows({ list: 'new' }))[0]).toBe('cake')
  await patch('items', { itemId: 'cake', channels: { web: { stock: 0 } } })
  expect(await shows({ list: 'new' })).not.toContain('cake')
  await patch('items', { itemId: 'cake', channels: { web: { stock: 1 } } })
  expect((await shows({ list: 'new' }))[0]).toBe('cake')
  await put('channels', {
    channelId: 'web',
    assortments: [{ assortmentId: 'no-cake', mode: 'exclude', itemIds: ['cake'] }],
  })
  expect(await shows({ list: 'new' })).not.toContain('cake')
  await put('channels', { channelId: 'web' })
  expect((await shows({ list: 'new' }))[0]).toBe('cake')
  await remove('items', 'cake')
  expect(await shows({ list: 'new' })).not.toContain('cake')
})

test('T18: an assortment begins and ends by itself, at its instants', async () => {
  const { put, shows } = await breakfast()
  await put('items', { itemId: 'cake', channels: { web: { from: NOW + 10, until: NOW + 20 } } })
  const at = async (now: number): Promise<boolean> => {
    clock.now = now
    const shown = await shows({ list: 'new' })
    clock.now = NOW
    return shown.includes('cake')
  }
  const seen: boolean[] = []
  for (const ms of [9, 10, 19, 20]) seen.push(await at(NOW + ms))
  expect(seen).toEqual([false, true, true, false])
})

test('T18: what a merchandiser writes, changes and deletes is so in the next answer', async () => {
  const { put, shows, remove } = await breakfast()
  const rule = (itemId: string, rest: object = {}) => ({
    ruleId: 'front',
    action: { do: 'include', itemIds: [itemId] },
    ...rest,
  })
  const first = async () => (await shows(best))[0]
  await put('rules', rule('lamp'))
  expect(await first()).toBe('lamp')
  await put('rules', rule('jam'))
  expect(await first()).toBe('jam')
  await put('rules', rule('jam', { isEnabled: false }))
  expect(await first()).toBe('tea')
  await put('rules', rule('jam'))
  await remove('rules', 'front')
  expect(await first()).toBe('tea')
  const sources = [{ from: 'figure', figure: 'new' }]
  await put('strategies', { strategyId: 'best-selling', title: 'Best selling', sources })
  expect((await shows(best)).at(-1)).toBe('lamp')
  await remove('strategies', 'best-selling')
  expect(await first()).toBe('tea')
})

test('T19: every item of every list that ships has a reason in words', async () => {
  const { put, send, train, recommend } = await breakfast()
  await put('customers', { customerId: 'anna', wishlist: ['lamp'] })
  await put('items', {
    itemId: 'tea',
    title: 'tea',
    addedAt: daysAgo(10),
    relations: { related: ['lamp'] },
  })
  await send(
    { ...order('rye'), at: daysAgo(30), ...as('anna') },
    ...['mug', 'jam'].map((itemId) => ({ kind: 'product-view', itemId, at: NOW, ...as('anna') })),
    ...times(20, (k) => ({
      kind: 'product-view',
      itemId: ['tea', 'mug'][k % 2],
      sessionId: `s${k >> 1}`,
      shopper: { visitorId: `v${k >> 1}` },
    })),
    ...times(9, (k) => ({ kind: 'cart-add', itemId: 'mug', shopper: { visitorId: `v${k}` } })),
  )
  await train()
  await put('rules', { ruleId: 'front', action: { do: 'include', itemIds: ['spoon'] } })
  const { lists } = (await ask('GET', '/api/v1/lists')).body
  const answered: string[] = []
  for (const { list } of lists as readonly { readonly list: string }[]) {
    const { body } = await recommend({ list, context: { itemId: 'tea' }, ...as('anna') })
    if (body.fallback === null) answered.push(list)
    expect(body.fallback?.cause ?? 'NONE').toMatch(/^[A-Z_]+$/)
    for (const { reasons } of body.items) {
      expect([list, reasons.length]).toEqual([list, expect.any(Number)])
      expect(reasons.length).toBeGreaterThan(0)
      for (const reason of reasons)
        expect(reason).toMatchObject({
          code: expect.stringMatching(/^[A-Z_]+$/),
          text: expect.stringMatching(/\S \S/),
          values: expect.any(Object),
        })
    }
  }
  expect(answered).toEqual(
    expect.arrayContaining([
      'new',
      'best-selling',
      'trending',
      'most-viewed',
      'most-purchased',
      'most-added-to-cart',
      'recently-viewed',
      'buy-again',
      'people-also-like',
      'frequently-bought-together',
      'picks-for-you',
      'recommended-for-customer',
      'inspired-by-you',
      'related',
    ]),
  )
})

test('T19: why not names the first thing that keeps an item out', async () => {
  const { put, send, train, whyNot } = await breakfast()
  await put(
    'items',
    { itemId: 'blocked', status: 'blocked' },
    { itemId: 'elsewhere', channels: { berlin: {} } },
    { itemId: 'planned', channels: { web: { from: NOW + DAY_MS } } },
    { itemId: 'out', channels: { web: { stock: 0 } } },
    { itemId: 'mug-small', masterId: 'mug' },
    { itemId: 'dear', priceMinor: 9_000 },
    { itemId: 'old', addedAt: daysAgo(500) },
    { itemId: 'sold-long-ago', addedAt: daysAgo(50) },
  )
  await send(sold('old', 5), sold('sold-long-ago', 5, 31), sold('out', 99), sold('blocked', 99))
  await train()
  await put('rules', { ruleId: 'no-spoons', action: { do: 'exclude', items: { itemIds: ['spoon'] } } })
  const why = async (itemId: string, request: object = best) => (await whyNot({ itemId, ...request })).body
  const cause = async (itemId: string, request?: object) => (await why(itemId, request)).cause
  expect(await cause('nothing')).toMatchObject({ code: 'ITEM_UNKNOWN' })
  expect(await cause('blocked')).toMatchObject({
    code: 'NOT_ACTIVE',
    text: expect.stringContaining('blocked'),
  })
  expect(await cause('elsewhere')).toMatchObject({ code: 'NOT_SOLD_HERE' })
  expect(await cause('planned')).toMatchObject({
    code: 'NOT_SOLD_HERE',
    text: expect.stringContaining('2026-03-02'),
  })
  expect(await cause('out')).toMatchObject({ code: 'OUT_OF_STOCK' })
  expect(await cause('mug-small')).toMatchObject({
    code: 'SHOWS_AS_MASTER',
    text: expect.stringContaining('mug'),
  })
  expect(await cause('spoon')).toMatchObject({
    code: 'EXCLUDED_BY_RULE',
    text: expect.stringContaining('no-spoons'),
  })
  expect(await cause('lamp')).toMatchObject({ code: 'TOO_LITTLE_KNOWN' })
  expect(await cause('sold-long-ago')).toMatchObject({ code: 'TOO_LITTLE_KNOWN' })
  expect(await cause('sold-long-ago', { ...best, parameters: { windowDays: 31 } })).toBeNull()
  expect(await cause('old', { list: 'trending' })).toMatchObject({ code: 'ADDED_TOO_LONG_AGO' })
  expect(await cause('jam', { list: 'pal', context: { itemId: 'tea' } })).toMatchObject({
    code: 'TOO_LITTLE_KNOWN',
  })
  expect(await cause('tea', { ...best, context: { itemId: 'tea' } })).toMatchObject({ code: 'ITEM_OF_PAGE' })
  expect(await cause('tea', { ...best, context: { basket: ['tea'] } })).toMatchObject({ code: 'IN_BASKET' })
  expect(await cause('tea', { ...best, context: { category: 'Food' } })).toMatchObject({
    code: 'OTHER_CATEGORY',
  })
  expect(await cause('dear', { list: 'new', filter: { where: 'item.priceMinor < 100' } })).toMatchObject({
    code: 'FILTERED_OUT',
    text: expect.stringContaining('item.priceMinor < 100'),
  })
  expect(await cause('tea', { ...best, personalization: { bought: 'drop' }, ...as('tea-1') })).toMatchObject({
    code: 'BOUGHT_BEFORE',
  })
  expect(await why('mug', { ...best, limit: 1 })).toMatchObject({
    place: 2,
    cause: { code: 'BEHIND_THE_PAGE' },
  })
  expect(await why('tea')).toMatchObject({ place: 1, cause: null })
})

test('T19: why not knows the filter of a placement', async () => {
  const { put, patch, whyNot } = await breakfast()
  await patch('items', { itemId: 'tea', brand: 'Ours' })
  await put('placements', {
    placementId: 'home.ours',
    page: 'home',
    strategy: 'best-selling',
    title: 'Ours',
    where: 'item.brand = "Ours"',
  })
  expect((await whyNot({ placement: 'home.ours', itemId: 'tea' })).body.cause).toBeNull()
  expect((await whyNot({ placement: 'home.ours', itemId: 'mug' })).body.cause).toMatchObject({
    code: 'FILTERED_OUT',
    text: expect.stringContaining('placement'),
  })
})
