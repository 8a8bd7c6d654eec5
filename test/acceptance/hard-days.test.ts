/** Days on which something is wrong: with a request, a rule, a model, a clock. Lists answer, or say what to mend. */
import { expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/local-day.ts'
import { type Answer, daysAgo, ids, NOW, openServer, order, sold, times } from './shop.test-support.ts'

const { newShop, ask, clock } = await openServer()
const POST = '/api/v1/recommendations'

/** A to e, best sold first; the model knows that they go together. */
const small = async () => {
  const shop = await newShop()
  await shop.put(
    'items',
    ...[...'abcdef'].map((itemId, k) => ({
      itemId,
      title: itemId,
      priceMinor: 100 * k,
      addedAt: daysAgo(9),
    })),
  )
  await shop.send(...[...'abcde'].map((itemId, k) => sold(itemId, 10 - k)))
  return shop
}
const best = { list: 'best-selling' }
const allFive = ['a', 'b', 'c', 'd', 'e']

/** What matters of a refusal: a client's fault, its field, and words of what is wrong and what to do. */
const refusal = ({ status, body }: Answer) => {
  const { code = '', field, message = '', fix = '' } = body.error ?? {}
  const saysAll = /^[A-Z_]+$/.test(code) && [message, fix].every((text) => /\w{3}/.test(text))
  return { isClients: status >= 400 && status < 500, field, saysAll }
}
const refused = (field: string) => ({ isClients: true, field, saysAll: true })

const { shop } = await small()
const bad: readonly (readonly [name: string, path: string, request: object, field: string])[] = [
  ['an unknown list', POST, { list: 'hottest' }, '/list'],
  ['an unknown placement', POST, { placement: 'home.nowhere' }, '/placement'],
  ['neither list nor placement', POST, {}, '/list'],
  ['a negative limit', POST, { ...best, limit: -1 }, '/limit'],
  ['a limit of 10,000', POST, { ...best, limit: 10_000 }, '/limit'],
  ['a limit of a half', POST, { ...best, limit: 0.5 }, '/limit'],
  ['a limit in words', POST, { ...best, limit: 'twelve' }, '/limit'],
  ['a negative skip', POST, { ...best, skip: -1 }, '/skip'],
  ['a basket of 501', POST, { ...best, context: { basket: times(501, (k) => `i${k}`) } }, '/context/basket'],
  [
    'a filter of 100 kB',
    POST,
    { ...best, filter: { where: `item.title = "${'x'.repeat(100_000)}"` } },
    '/filter/where',
  ],
  ['a filter that cannot be read', POST, { ...best, filter: { where: 'item.price <' } }, '/filter/where'],
  ['a filter of an unknown field', POST, { ...best, filter: { where: 'item.prize < 3' } }, '/filter/where'],
  ['a filter without its value', POST, { ...best, filter: { where: 'item.price < $most' } }, '/filter/where'],
  ['a filter that nobody saved', POST, { ...best, filter: { filterId: 'gone' } }, '/filter/filterId'],
  [
    'an expression that cannot be read',
    POST,
    { ...best, filter: { expression: 'INCLUDE' } },
    '/filter/expression',
  ],
  [
    'a promotion of nothing',
    POST,
    { ...best, promotions: [{ name: 'p', where: 'item.price < 3' }] },
    '/promotions/0',
  ],
  ['a field that is none', POST, { ...best, count: 3 }, '/count'],
  [
    'an unknown placement of a page',
    `${POST}/page`,
    { placements: [{ placement: 'home.new' }, { placement: 'x' }] },
    '/placements/1',
  ],
  ['a page of nothing', `${POST}/page`, { placements: [] }, '/placements'],
  ['a ranking of nothing', `${POST}/rank`, { itemIds: [] }, '/itemIds'],
  ['likeness by smell', `${POST}/similar`, { by: 'smell', context: { itemId: 'a' } }, '/by'],
  ['why not, of no item', `${POST}/why-not`, { ...best }, '/itemId'],
]
test.each(bad)('%s is refused with its field and what to do', async (_, path, request, field) => {
  expect(refusal(await ask('POST', path, { shop, ...request }))).toEqual(refused(field))
})

test('an unknown shop is refused on every path that lists have', async () => {
  for (const [path, request] of [
    [POST, best],
    [`${POST}/page`, { placements: [{ placement: 'home.new' }] }],
    [`${POST}/rank`, { itemIds: ['a'] }],
    [`${POST}/next`, {}],
    [`${POST}/similar`, { context: { itemId: 'a' } }],
    [`${POST}/why-not`, { ...best, itemId: 'a' }],
  ] as const)
    expect(await ask('POST', path, { shop: 'atlantis', ...request })).toMatchObject({
      status: 404,
      body: { error: { code: 'SHOP_UNKNOWN', fix: expect.stringContaining('shops') } },
    })
})

test('what nobody heard of is no error: item, person, channel, session, basket', async () => {
  const { recommend, rank, whyNot, similar } = await small()
  const context = { itemId: 'nothing', channel: 'nowhere', basket: ['nothing'], lookedAt: ['nothing'] }
  const shopper = { customerId: 'nobody', visitorId: 'nobody' }
  expect(ids(await recommend({ ...best, context: { ...context, channel: 'web' }, shopper }))).toEqual(allFive)
  expect(await recommend({ ...best, context, shopper })).toMatchObject({
    status: 200,
    body: { items: [], fallback: { cause: 'NO_SALES_IN_WINDOW' } },
  })
  for (const by of ['text', 'look', 'bought', 'viewed'])
    expect(await similar({ by, context: { itemId: 'nothing' } })).toMatchObject({
      status: 200,
      body: { items: [], fallback: { cause: 'NO_SEED' } },
    })
  expect(ids(await rank({ itemIds: ['nothing', 'a'], shopper }))).toEqual(['nothing', 'a'])
  expect((await whyNot({ ...best, itemId: 'nothing' })).body.cause.code).toBe('ITEM_UNKNOWN')
})

test('a limit of none, an empty basket and a basket of 500 are no error', async () => {
  const { recommend } = await small()
  expect((await recommend({ ...best, limit: 0 })).body).toMatchObject({
    items: [],
    totalItems: 5,
    fallback: null,
  })
  expect(ids(await recommend({ ...best, context: { basket: [] } }))).toEqual(allFive)
  const basket = times(500, (k) => (k === 77 ? 'a' : `i${k}`))
  expect(ids(await recommend({ ...best, context: { basket } }))).toEqual(allFive.slice(1))
  expect((await recommend({ list: 'fbt', context: { basket } })).body).toMatchObject({
    items: [],
    fallback: { cause: 'NO_MODEL' },
  })
})

test('an item that was deleted is in no list, and a list for it falls back and says so', async () => {
  const { send, train, remove, recommend, put } = await small()
  await send(...times(5, () => order('a', 'b')), ...times(3, () => order('a', 'c')))
  await train()
  await put('curated-lists', { curatedListId: 'hand', itemIds: ['b', 'c'] })
  await put('rules', { ruleId: 'front', action: { do: 'include', itemIds: ['b'] } })
  expect(ids(await recommend({ list: 'pal', context: { itemId: 'a' } }))).toEqual(['b', 'c'])
  await remove('items', 'b')
  expect(ids(await recommend({ list: 'pal', context: { itemId: 'a' } }))).toEqual(['c'])
  expect(ids(await recommend({ list: 'hand' }))).toEqual(['c'])
  expect(ids(await recommend(best))).toEqual(['a', 'c', 'd', 'e'])
  await remove('items', 'a')
  const answer = await recommend({ placement: 'product.people-also-like', context: { itemId: 'a' } })
  expect(answer.status).toBe(200)
  expect(ids(answer)).not.toContain('a')
  expect(ids(answer)).not.toContain('b')
  expect(answer.body.items.length).toBeGreaterThan(0)
})

test('a filter that nothing passes gives an empty list that says so', async () => {
  const { recommend, whyNot } = await small()
  const filter = { where: 'item.priceMinor > 1000000' }
  for (const request of [best, { list: 'new' }, { placement: 'home.trending' }]) {
    const { status, body } = await recommend({ ...request, filter })
    expect([status, body.items, body.totalItems]).toEqual([200, [], 0])
    expect(body.fallback).toMatchObject({ cause: 'FILTERED_OUT', text: expect.stringContaining('filter') })
  }
  expect((await whyNot({ ...best, filter, itemId: 'a' })).body.cause.code).toBe('FILTERED_OUT')
})

test('rules that contradict each other are warned of, and one of them wins', async () => {
  const { put, recommend } = await small()
  const { body } = await put(
    'rules',
    { ruleId: 'a-first', action: { do: 'pin', itemId: 'e', slot: 1 } },
    { ruleId: 'b-second', action: { do: 'pin', itemId: 'd', slot: 1 } },
    { ruleId: 'c-out', action: { do: 'exclude', items: { itemIds: ['c'] } } },
    { ruleId: 'd-in', action: { do: 'include', itemIds: ['c'] } },
    { ruleId: 'e-up', action: { do: 'boost', items: { itemIds: ['b'] }, factor: 9 } },
    { ruleId: 'f-down', action: { do: 'bury', items: { itemIds: ['b'] } } },
  )
  const warned = (body.warnings as readonly { ruleIds: readonly string[] }[]).flatMap(
    ({ ruleIds }) => ruleIds,
  )
  expect(warned).toEqual(expect.arrayContaining(['a-first', 'b-second', 'c-out', 'd-in']))
  expect(ids(await recommend(best))).toEqual(['e', 'd', 'a', 'b'])
})

test('rules that exclude the whole catalog give empty lists that say so, until they are deleted', async () => {
  const { put, remove, recommend, whyNot } = await small()
  await put('rules', { ruleId: 'none', action: { do: 'exclude', items: { where: 'item.priceMinor >= 0' } } })
  for (const request of [
    best,
    { list: 'new' },
    { placement: 'home.trending' },
    { placement: 'cart.best-selling' },
  ]) {
    const { status, body } = await recommend(request)
    expect([status, body.items, body.fallback.cause]).toEqual([200, [], 'EXCLUDED_BY_RULE'])
  }
  expect((await whyNot({ ...best, itemId: 'a' })).body.cause).toMatchObject({
    code: 'EXCLUDED_BY_RULE',
    text: expect.stringContaining('none'),
  })
  await remove('rules', 'none')
  expect(ids(await recommend(best))).toEqual(allFive)
})

test('what is scheduled does nothing before its first instant and from its last on', async () => {
  const { put, recommend } = await small()
  const window = { from: NOW + DAY_MS, until: NOW + 2 * DAY_MS }
  await put('rules', { ruleId: 'front', action: { do: 'include', itemIds: ['e'] }, ...window })
  await put('curated-lists', { curatedListId: 'hand', itemIds: ['e'], ...window })
  const at = async (now: number) => {
    clock.now = now
    const [first] = ids(await recommend(best))
    const { body } = await recommend({ list: 'hand' })
    clock.now = NOW
    return [first, body.fallback?.cause ?? null]
  }
  expect(await at(NOW)).toEqual(['a', 'LIST_NOT_YET'])
  expect(await at(NOW + DAY_MS)).toEqual(['e', null])
  expect(await at(NOW + 2 * DAY_MS)).toEqual(['a', 'LIST_OVER'])
})

test('a window that ends before it begins is refused', async () => {
  const { tryPut } = await small()
  const wrong = { from: NOW, until: NOW - 1 }
  const rule = { ruleId: 'r', action: { do: 'include', itemIds: ['e'] }, ...wrong }
  for (const { body } of [
    await tryPut('rules', rule),
    await tryPut('curated-lists', { curatedListId: 'hand', itemIds: ['e'], ...wrong }),
  ])
    expect(body.results).toMatchObject([
      { status: 'rejected', field: '/until', fix: expect.stringMatching(/\w/) },
    ])
})

test('a clock that jumps back breaks nothing, and lists are as they are when it is right again', async () => {
  const { send, put, recommend } = await small()
  const shopper = { customerId: 'anna' }
  await send({ kind: 'product-view', itemId: 'c', at: NOW, shopper })
  const asked = [
    best,
    { list: 'new' },
    { list: 'trending' },
    { list: 'recently-viewed', shopper },
    { list: 'trending-now' },
  ]
  const all = () => Promise.all(asked.map(async (one) => ids(await recommend(one))))
  const before = await all()
  for (const back of [1, 3_600_000, 45 * DAY_MS, 400 * DAY_MS]) {
    clock.now = NOW - back
    for (const one of asked) expect((await recommend(one)).status).toBe(200)
    await put('items', { itemId: `late-${back}`, addedAt: NOW + DAY_MS })
  }
  clock.now = NOW
  expect(await all()).toEqual(before)
})

test('what is named by others cannot be deleted, and what was named by a document that went away is passed over', async () => {
  const { put, remove, recommend } = await small()
  const strategy = {
    strategyId: 'ours',
    title: 'Ours',
    sources: [{ from: 'curated', curatedListId: 'hand' }],
  }
  await put('curated-lists', { curatedListId: 'hand', itemIds: ['e', 'd'] })
  await put('strategies', strategy)
  await put('placements', {
    placementId: 'home.ours',
    page: 'home',
    strategy: 'ours',
    title: 'Ours',
    fallbacks: ['hand', 'best-selling'],
  })
  expect(await remove('curated-lists', 'hand')).toMatchObject({
    status: 409,
    body: { error: { code: 'IN_USE', field: '/ids/0', fix: expect.stringMatching(/\w/) } },
  })
  expect((await remove('strategies', 'ours')).status).toBe(409)
  expect(ids(await recommend({ placement: 'home.ours', limit: 3 }))).toEqual(['e', 'd', 'a'])
  await remove('items', 'e', 'd')
  expect((await recommend({ placement: 'home.ours' })).body).toMatchObject({
    list: 'best-selling',
    fallback: { asked: 'ours', cause: 'NOTHING_OF_IT_SOLD' },
  })
})

test('a strategy or a placement that names what there is not is refused', async () => {
  const { tryPut } = await small()
  const placement = { placementId: 'p', page: 'home', strategy: 'best-selling', title: 'P' }
  const refused = async (shelf: 'strategies' | 'placements' | 'rules', document: object) =>
    (await tryPut(shelf, document)).body.results
  const rejected = (field: string) => [{ status: 'rejected', field, fix: expect.stringMatching(/\w/) }]
  const strategy = (source: object) => ({ strategyId: 's', title: 'S', sources: [source] })
  expect(await refused('strategies', strategy({ from: 'figure', figure: 'hot' }))).toMatchObject(
    rejected('/sources/0/figure'),
  )
  expect(await refused('strategies', strategy({ from: 'curated', curatedListId: 'gone' }))).toMatchObject(
    rejected('/sources/0/curatedListId'),
  )
  expect(await refused('placements', { ...placement, strategy: 'gone' })).toMatchObject(rejected('/strategy'))
  expect(await refused('placements', { ...placement, fallbacks: ['new', 'gone'] })).toMatchObject(
    rejected('/fallbacks/1'),
  )
  const action = { do: 'include', itemIds: ['a'] }
  expect(await refused('rules', { ruleId: 'r', scope: { lists: ['gone'] }, action })).toMatchObject(
    rejected('/scope/lists/0'),
  )
  expect(await refused('rules', { ruleId: 'r', scope: { placements: ['gone'] }, action })).toMatchObject(
    rejected('/scope/placements/0'),
  )
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'something called %s is what it is called, and nothing else',
  async (name) => {
    const { put, tryPut, send, recommend, whyNot, similar, page } = await small()
    await put('items', { itemId: name, title: name, categories: [name], brand: name, addedAt: daysAgo(3) })
    await send(sold(name, 50), { kind: 'product-view', itemId: name, at: NOW, shopper: { customerId: name } })
    expect(ids(await recommend(best))[0]).toBe(name)
    expect(ids(await recommend({ ...best, context: { category: name } }))).toEqual([name])
    expect(ids(await recommend({ list: 'recently-viewed', shopper: { customerId: name } }))).toEqual([name])
    expect(ids(await recommend({ ...best, context: { channel: name } }))).toEqual([])
    expect(ids(await recommend({ list: 'new', context: { channel: name } }))).toContain('a')
    expect((await whyNot({ ...best, itemId: name })).body.cause).toBeNull()
    expect((await similar({ context: { itemId: name } })).status).toBe(200)
    expect(refusal(await recommend({ list: name }))).toEqual(refused('/list'))
    expect(refusal(await recommend({ placement: name }))).toEqual(refused('/placement'))
    expect(refusal(await page({ placements: [{ placement: name }] }))).toEqual(refused('/placements/0'))
    expect(refusal(await recommend({ ...best, filter: { filterId: name } }))).toEqual(
      refused('/filter/filterId'),
    )
    expect(refusal(await recommend({ ...best, filter: { where: `item.${name} = 1` } }))).toEqual(
      refused('/filter/where'),
    )
    expect(refusal(await recommend({ ...best, filter: { where: `item.title = $${name}` } }))).toEqual(
      refused('/filter/where'),
    )
    expect(ids(await recommend({ ...best, filter: { where: `item.attributes.${name} = "x"` } }))).toEqual([])
    const { body } = await tryPut('curated-lists', { curatedListId: name, itemIds: ['b', name] })
    expect(body.accepted).toBe(1)
    expect(ids(await recommend({ list: name }))).toEqual(['b', name])
    await put('rules', { ruleId: name, action: { do: 'exclude', items: { itemIds: [name] } } })
    expect(ids(await recommend(best))).toEqual(allFive)
  },
)

test('with 10,000 rules, lists answer as the rules say', async () => {
  const { put, recommend, remove } = await small()
  const rules = times(10_000, (k) => ({
    ruleId: `r${String(k).padStart(5, '0')}`,
    priority: k,
    scope: k % 2 === 0 ? { seedItemIds: [`s${k}`] } : { categories: [`C${k}`] },
    action: { do: 'include', itemIds: ['f'] },
  }))
  for (let from = 0; from < rules.length; from += 1_000)
    await put('rules', ...rules.slice(from, from + 1_000))
  expect(ids(await recommend(best))).toEqual(allFive)
  await put('items', { itemId: 's4242' })
  expect(ids(await recommend({ ...best, context: { itemId: 's4242' } }))).toEqual(['f', ...allFive])
  await put(
    'rules',
    ...times(1_000, (k) => ({
      ruleId: `all-${k}`,
      action: { do: 'boost', items: { itemIds: ['e'] }, factor: 1.01 },
    })),
  )
  expect(ids(await recommend(best))[0]).toBe('e')
  await remove('rules', ...times(1_000, (k) => `all-${k}`))
  expect(ids(await recommend(best))).toEqual(allFive)
  const { status, body } = await recommend({ ...best, explain: true })
  expect([status, ids({ body })]).toEqual([200, allFive])
})
