/** T14: what people take back, take with them, and have taken away. */
import { expect, test } from 'vitest'
import { as, bought, breakfastIn } from './breakfast.test-support.ts'
import { bytes, ids, NOW, openServer, type TestShop, times } from './shop.test-support.ts'

const { newShop, engine, ask } = await openServer()

type Body = Record<string, unknown>
const breakfast = (rest: object = {}): Promise<TestShop> => breakfastIn(newShop, rest)

test('T14: opting out holds on the next request, and so does opting in again', async () => {
  const { send, train, recommend, patch } = await breakfast()
  await send(bought('dan', ['rye']), { kind: 'product-view', itemId: 'lamp', at: NOW, ...as('dan') })
  await train()
  const requests = [
    { list: 'picks', ...as('dan') },
    { list: 'recently-viewed', ...as('dan') },
    { list: 'buy-again', ...as('dan') },
    { list: 'best-selling', personalization: { bought: 'drop' }, ...as('dan') },
  ]
  const personal = async () => {
    const answers = await Promise.all(requests.map(recommend))
    return answers.map(({ body }) => (body as Body)['isPersonal'])
  }
  expect(await personal()).toEqual([true, true, true, true])
  const before = await Promise.all(requests.map(async (request) => bytes(await recommend(request))))
  await patch('customers', { customerId: 'dan', consent: { personalization: false } })
  expect(await personal()).toEqual([false, false, false, false])
  const [picks] = await Promise.all(requests.map(recommend))
  expect(picks?.body).toMatchObject({ items: [], fallback: { cause: 'OPTED_OUT' } })
  await patch('customers', { customerId: 'dan', consent: { personalization: true } })
  const after = await Promise.all(requests.map(async (request) => bytes(await recommend(request))))
  const withoutSeq = (text: string): string => text.replace(/"logSeq":\d+/, '')
  expect(after.map(withoutSeq)).toEqual(before.map(withoutSeq))
})

/** What was learned, by its content: parts are named by the data and the options that they are made of. */
const learned = async ({ shop, train }: TestShop) => {
  await train()
  const [model] = await engine.models.list(engine.shops.get(shop))
  const { itemIds, recipes } = model ?? { itemIds: [], recipes: [] }
  expect(recipes.some(({ state }) => state === 'trained')).toBe(true)
  return {
    itemIds,
    parts: recipes.map((record) => [record.name, 'part' in record ? record.part : undefined]),
  }
}

test.each([
  [
    'opted out',
    async ({ patch }: TestShop) =>
      patch('customers', { customerId: 'anna', consent: { personalization: false } }),
  ],
  [
    'was deleted',
    async ({ remove }: TestShop) => {
      await remove('customers', 'anna')
    },
  ],
] as const)('T14: after somebody %s, a training equals one in which they never existed', async (_, leave) => {
  const [without, withAnna] = [await breakfast(), await breakfast()]
  await withAnna.send(
    ...times(5, () => bought('anna', ['tea', 'lamp'])),
    { kind: 'product-view', itemId: 'lamp', shopper: { customerId: 'anna', visitorId: 'her-phone' } },
    { kind: 'product-view', itemId: 'rye', shopper: { visitorId: 'her-phone' } },
  )
  const never = await learned(without)
  expect(await learned(withAnna)).not.toEqual(never)
  await leave(withAnna)
  expect(await learned(withAnna)).toEqual(never)
  const asked = { list: 'people-also-like', context: { itemId: 'tea' } }
  expect(ids(await withAnna.recommend(asked))).toEqual(ids(await without.recommend(asked)))
})

const phone = { visitorId: 'her-phone' }
const annasPast = [
  { kind: 'product-view', itemId: 'lamp', shopper: phone },
  { kind: 'search', query: 'a lamp for anna', shopper: { ...phone, customerId: 'anna' } },
  ...times(5, () => bought('anna', ['tea', 'lamp'], { orderId: undefined })),
  { kind: 'product-view', itemId: 'rye', shopper: phone },
]

test('T14: an export holds what a person did and what was shown to them, and nothing of anybody else', async () => {
  const { shop, send, put, train, recommend } = await breakfast()
  await put('customers', { customerId: 'anna', name: 'Anna Moss', wishlist: ['jam'] })
  await send(...annasPast, bought('ben', ['rye']), { kind: 'product-view', itemId: 'jam', ...as('ben') })
  await send(
    { kind: 'product-dismiss', itemId: 'cup', ...as('anna') },
    { kind: 'product-dismiss', itemId: 'tea', ...as('ben') },
  )
  await train()
  const shown = await recommend({ list: 'picks', ...as('anna') })
  await recommend({ list: 'picks', ...as('ben') })
  const { status, headers, body } = await ask('GET', `/api/v1/customers/anna/data?shop=${shop}`)
  expect([status, headers['content-disposition']]).toEqual([
    200,
    `attachment; filename="my-data-${shop}-2026-03-01.json"`,
  ])
  expect(body).toMatchObject({
    profile: { customerId: 'anna', name: 'Anna Moss', wishlist: ['jam'] },
    consent: { said: {}, holds: { personalization: true, tracking: true } },
    wishlist: ['jam'],
    dismissed: ['cup'],
    visitorIds: ['her-phone'],
    used: {
      bought: expect.arrayContaining([expect.objectContaining({ itemId: 'lamp' })]),
      wished: ['jam'],
      dismissed: ['cup'],
    },
    models: { mayLearn: true, serving: expect.any(String), keepsShoppers: false },
  })
  const kinds = (body.events as readonly { kind: string }[]).map(({ kind }) => kind)
  expect(kinds).toEqual([
    'product-view',
    'search',
    ...times(5, () => 'order'),
    'product-view',
    'product-dismiss',
  ])
  expect(body.orders).toHaveLength(5)
  expect(body.decisions).toMatchObject([
    {
      request: { list: 'picks' },
      response: { items: shown.body.items },
      recommendationId: expect.any(String),
    },
  ])
  expect(JSON.stringify(body)).not.toMatch(/ben|rye-\d|tea-\d/)
  expect(await ask('GET', `/api/v1/customers/nobody/data?shop=${shop}`)).toMatchObject({
    status: 404,
    body: { error: { code: 'CUSTOMER_UNKNOWN' } },
  })
})

test('T14: erasing a person removes their events from the log too, with a receipt; who comes again begins with nothing', async () => {
  const [without, withAnna] = [await breakfast(), await breakfast()]
  const never = await learned(without)
  const { shop, send, put, train, recommend } = withAnna
  await put('customers', { customerId: 'anna', name: 'Anna Moss' })
  await send(...annasPast)
  await train()
  expect((await recommend({ list: 'picks', ...as('anna') })).body.isPersonal).toBe(true)
  const units = async (): Promise<unknown> =>
    (await recommend({ list: 'most-purchased', limit: 9 })).body.items.map(({ itemId, score }: Body) => [
      itemId,
      score,
    ])
  const before = await units()
  const receipt = await ask('POST', '/api/v1/customers/erase', { shop, customerId: 'anna' })
  expect(receipt).toMatchObject({
    status: 200,
    body: {
      state: 'done',
      doneShare: 1,
      erased: { events: 8, visitors: 1, documents: 3, decisions: 1, rejects: 0, segments: 0 },
      modelsBefore: [{ isServing: true, keepsShoppers: false }],
      retrainingAt: expect.any(Number),
    },
  })
  const { erasureId } = receipt.body
  expect((await ask('GET', `/api/v1/erasures/${erasureId}?shop=${shop}`)).body).toEqual(receipt.body)
  const log = await engine.store.readLog(engine.shops.get(shop).shop, 0, 1_000)
  expect(JSON.stringify(log)).not.toMatch(/anna|her-phone/i)
  expect(await units()).toEqual(before)
  expect(await learned(withAnna)).toEqual(never)
  expect((await ask('GET', `/api/v1/erasures/${erasureId}?shop=${shop}`)).body).toMatchObject({
    retrainingAt: null,
  })
  for (const method of ['POST', 'GET'] as const)
    expect(
      await ask(
        method,
        method === 'POST' ? '/api/v1/customers/erase' : `/api/v1/customers/anna/data?shop=${shop}`,
        method === 'POST' ? { shop, customerId: 'anna' } : undefined,
      ),
    ).toMatchObject({ status: 404, body: { error: { code: 'CUSTOMER_UNKNOWN' } } })
  // Nobody is asked for by a name that was erased, until they come again.
  expect((await recommend({ list: 'picks', ...as('anna') })).body).toMatchObject({
    items: [],
    fallback: { cause: 'OPTED_OUT' },
  })
  await put('customers', { customerId: 'anna', name: 'Anna Moss' })
  expect((await recommend({ list: 'picks', ...as('anna') })).body).toMatchObject({
    items: [],
    fallback: { cause: 'NO_PURCHASES' },
  })
  await send(bought('anna', ['tea']))
  const again = await recommend({ list: 'picks', ...as('anna') })
  expect([again.body.isPersonal, ids(again)]).toEqual([true, expect.arrayContaining(['mug'])])
})

test('T14: a shopper takes and erases their own data with their token, which is good for nothing then', async () => {
  const { shop, send, put } = await breakfast()
  await put('customers', { customerId: 'anna' })
  await send(...annasPast)
  const made = await ask('POST', '/api/v1/shopper-tokens', { shop, customerId: 'anna' })
  const options = { headers: { 'aisle-shopper': made.body.token as string }, from: '203.0.113.9' }
  const data = await ask('GET', `/api/v1/me/data?shop=${shop}`, undefined, options)
  expect([data.status, data.body.customerId, data.body.events.length]).toEqual([200, 'anna', 8])
  expect(await ask('GET', `/api/v1/customers/anna/data?shop=${shop}`, undefined, options)).toMatchObject({
    status: 403,
  })
  const erased = await ask('DELETE', '/api/v1/me', { shop }, options)
  expect(erased).toMatchObject({ status: 200, body: { state: 'done', erased: { events: 8 } } })
  for (const method of ['GET', 'DELETE'] as const)
    expect(
      await ask(
        method,
        method === 'GET' ? `/api/v1/me/data?shop=${shop}` : '/api/v1/me',
        method === 'GET' ? undefined : { shop },
        options,
      ),
    ).toMatchObject({ status: 401, body: { error: { code: 'SHOPPER_TOKEN_INVALID' } } })
})
