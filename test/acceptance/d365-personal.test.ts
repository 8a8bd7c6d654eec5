/** T07, T08, T15 to T17: personal lists, who gets them, and who never does. */
import { expect, test } from 'vitest'
import { answerOffline } from '../../src/snapshot/offline-answer.ts'
import { openSnapshot } from '../../src/snapshot/open-snapshot.ts'
import { as, bought, breakfastIn } from './breakfast.test-support.ts'
import { bytes, ids, NOW, openServer, sold, type TestShop, times } from './shop.test-support.ts'

const { newShop, app } = await openServer()

const breakfast = (rest: object = {}): Promise<TestShop> => breakfastIn(newShop, rest)

test('T07: who is unknown, bought nothing or opted out gets no personal list, and the answer says why', async () => {
  const { send, patch, train, recommend } = await breakfast()
  await send(bought('cleo', ['tea']))
  await patch('customers', { customerId: 'cleo', consent: { personalization: false } })
  await train()
  for (const [shopper, cause] of [
    [undefined, 'NO_SHOPPER'],
    [{ visitorId: 'somebody' }, 'NOT_SIGNED_IN'],
    [{ customerId: 'anna' }, 'NO_PURCHASES'],
    [{ customerId: 'cleo' }, 'OPTED_OUT'],
  ] as const) {
    const asked = { ...(shopper !== undefined && { shopper }) }
    const fallback = { asked: 'picks-for-you', cause, text: expect.any(String) }
    expect((await recommend({ list: 'picks', ...asked })).body).toMatchObject({
      items: [],
      isPersonal: false,
      fallback,
    })
    const collapsed = await recommend({ placement: 'home.picks', ...asked })
    expect(collapsed.body).toMatchObject({ items: [], isHidden: true, fallback })
    const filled = await recommend({ placement: 'account.picks', ...asked })
    expect(filled.body).toMatchObject({ isPersonal: false, fallback })
    expect(filled.body.items.length).toBeGreaterThan(0)
  }
})

test('T07: one purchase in any channel opens personal lists, on the web and at the till', async () => {
  const { send, train, recommend } = await breakfast()
  await train()
  expect((await recommend({ list: 'picks', ...as('ben') })).body.items).toEqual([])
  await send(bought('ben', ['tea'], { channel: 'berlin' }))
  for (const context of [{}, { channel: 'web' }, { channel: 'berlin' }]) {
    const { body } = await recommend({ list: 'picks', context, ...as('ben') })
    expect(body).toMatchObject({ isPersonal: true, fallback: null })
    expect(body.items[0].itemId).toBe('mug')
    expect(ids({ body })).not.toContain('tea')
  }
  const atTill = await recommend({
    placement: 'pos.customer',
    context: { channel: 'berlin' },
    ...as('ben'),
  })
  expect(atTill.body).toMatchObject({ list: 'recommended-for-customer', isPersonal: true, fallback: null })
})

const numbered = async () => {
  const shop = await newShop()
  const all = times(20, (k) => `i${String(k).padStart(2, '0')}`)
  await shop.put('items', ...all.map((itemId) => ({ itemId })))
  await shop.put('customers', { customerId: 'anna' }, { customerId: 'cleo' })
  await shop.send(...all.map((itemId, k) => sold(itemId, 100 - k)))
  await shop.send(bought('anna', ['i01', 'i04']), bought('cleo', ['i01', 'i04']))
  await shop.patch('customers', { customerId: 'cleo', consent: { personalization: false } })
  return { ...shop, all }
}

test('T08: with personalization, what was bought is gone, the rest keeps its order and fills up', async () => {
  const { recommend, all } = await numbered()
  const request = { list: 'best-selling', limit: 8, personalization: { bought: 'drop' }, ...as('anna') }
  const answer = await recommend(request)
  expect(answer.body).toMatchObject({ isPersonal: true, fallback: null, totalItems: 18 })
  expect(ids(answer)).toEqual(all.filter((itemId) => itemId !== 'i01' && itemId !== 'i04').slice(0, 8))
})

test.each(['new', 'trending', 'best-selling'])(
  'T08: %s is the same byte by byte for guests and for who opted out as without personalization',
  async (list) => {
    const { recommend, put } = await numbered()
    await put('placements', {
      placementId: 'home.ours',
      page: 'home',
      strategy: list,
      title: 'Ours',
      size: 8,
      personalization: { bought: 'drop', ranks: true },
    })
    for (const request of [
      { list, limit: 8, personalization: { bought: 'drop' }, withItems: true },
      { placement: 'home.ours', explain: true },
    ]) {
      const guest = bytes(await recommend(request))
      expect(bytes(await recommend({ ...request, ...as('cleo') }))).toBe(guest)
      expect(bytes(await recommend({ ...request, shopper: { visitorId: 'nobody' } }))).toBe(guest)
      expect(bytes(await recommend({ ...request, ...as('anna') }))).not.toBe(guest)
    }
    const plain = await recommend({ list, limit: 8 })
    const guest = await recommend({ list, limit: 8, personalization: { bought: 'drop' } })
    expect(bytes(guest)).toBe(bytes(plain))
  },
)

test('T15: personalization switched off leaves the other lists as they were', async () => {
  const { send, train, recommend, patchShop } = await breakfast()
  await send(bought('dan', ['rye']))
  await train()
  const others = [
    { list: 'new' },
    { list: 'best-selling' },
    { list: 'trending' },
    { list: 'most-purchased' },
    { list: 'pal', context: { itemId: 'tea' } },
    { list: 'fbt', context: { basket: ['tea'] } },
    { list: 'descriptions', context: { itemId: 'tea' } },
  ]
  const all = async () =>
    (await Promise.all(others.map((one) => recommend({ ...one, ...as('dan') })))).map(ids)
  const before = await all()
  expect(before[4]).toContain('mug')
  await patchShop({ switches: { personalization: false } })
  expect(await all()).toEqual(before)
  for (const list of ['picks', 'recommended-for-customer', 'inspired-by-you'])
    expect((await recommend({ list, ...as('dan') })).body).toMatchObject({
      items: [],
      isPersonal: false,
      fallback: { cause: 'PERSONALIZATION_OFF' },
    })
  const applied = { list: 'best-selling', personalization: { bought: 'drop' } }
  expect(bytes(await recommend({ ...applied, ...as('dan') }))).toBe(bytes(await recommend(applied)))
  await patchShop({ switches: { personalization: true } })
  expect((await recommend({ list: 'picks', ...as('dan') })).body.isPersonal).toBe(true)
})

test.each([
  ['similarLooks', 'looks', 'descriptions'],
  ['similarText', 'descriptions', 'looks'],
] as const)('T15: %s switched off takes %s away, and nothing else', async (name, off, on) => {
  const { put, send, train, recommend, patchShop, shop } = await breakfast()
  await put(
    'items',
    ...['mug-red', 'mug-rose', 'mug-blue'].map((itemId) => ({
      itemId,
      title: `A mug of clay, ${itemId.slice(4)}`,
      categories: ['Mugs'],
      attributes: { form: 'mug', color: itemId.slice(4) },
      pictures: [{ url: `/pictures/${shop}/${itemId}.svg` }],
    })),
  )
  await send(bought('dan', ['rye']))
  await train()
  const lists = [off, on, 'pal', 'fbt', 'picks', 'new', 'best-selling']
  const all = async () =>
    Promise.all(
      lists.map(async (list) =>
        ids(await recommend({ list, context: { itemId: 'mug-red', basket: ['tea'] }, ...as('dan') })),
      ),
    )
  const [wasOff, ...before] = await all()
  expect(wasOff?.length).toBeGreaterThan(0)
  expect(before[0]?.length).toBeGreaterThan(0)
  await patchShop({ switches: { [name]: false } })
  expect(await all()).toEqual([[], ...before])
  expect((await recommend({ list: off, context: { itemId: 'mug-red' } })).body.fallback.cause).toBe(
    'SWITCHED_OFF',
  )
})

test('T16: personal answers are kept by no cache, and never mix, however many ask in the same second', async () => {
  const { send, train, recommend, page, rank, similar } = await breakfast()
  const people = times(24, (k) => as(k < 12 ? `tea-${k}` : `rye-${k - 12}`))
  await send(
    ...people.flatMap(({ shopper }, k) =>
      times(1 + (k % 4), (n) => ({
        kind: 'product-view',
        itemId: ['lamp', 'mug', 'jam', 'tea'][n],
        shopper,
      })),
    ),
  )
  await train()
  const asks = people.flatMap((person) => [
    () => recommend({ list: 'picks', ...person }),
    () => recommend({ list: 'recently-viewed', ...person }),
    () => recommend({ list: 'best-selling', personalization: { bought: 'drop', ranks: true }, ...person }),
    () => similar({ context: { itemId: 'tea' }, by: 'bought', ...person }),
    () => rank({ itemIds: ['lamp', 'jam', 'mug', 'butter'], ...person }),
    () => page({ placements: [{ placement: 'account.picks' }, { placement: 'home.trending' }], ...person }),
  ])
  const plain = ({ body }: { readonly body: unknown }): string =>
    JSON.stringify(body).replaceAll(/"recommendationId":"[^"]+"/g, '')
  const alone: string[] = []
  for (const one of asks) alone.push(plain(await one()))
  expect(new Set(alone).size).toBeGreaterThan(20)
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(asks.map((one) => one()))
    for (const { status, headers } of answers)
      expect([status, headers['cache-control'], headers['etag']]).toEqual([200, 'no-store', undefined])
    expect(answers.map(plain)).toEqual(alone)
  }
})

const tillShop = async () => {
  const shop = await breakfast()
  await shop.put('channels', { channelId: 'berlin', kind: 'store' })
  await shop.patch('customers', { customerId: 'ben', wishlist: ['lamp'] })
  await shop.send(bought('ben', ['rye'], { channel: 'berlin' }))
  await shop.train()
  const screen = async (placement: string, context: object, shopper?: object) => {
    const request = { placement, context: { channel: 'berlin', ...context }, ...(shopper && { shopper }) }
    const { body } = await shop.recommend(request)
    return body
  }
  return { ...shop, screen }
}

test('T17: the screens of the till show product, transaction and customer, and a customer changes them', async () => {
  const { screen } = await tillShop()
  const ben = { customerId: 'ben' }
  const product = await screen('pos.product', { itemId: 'tea' })
  expect(product).toMatchObject({ list: 'frequently-bought-together', isPersonal: false, fallback: null })
  expect(product.items[0].itemId).toBe('mug')
  const productForBen = await screen('pos.product', { itemId: 'tea' }, ben)
  expect(productForBen).toMatchObject({ list: 'beside-item-for-customer', isPersonal: true, fallback: null })
  expect(ids({ body: productForBen })).toEqual(expect.arrayContaining(['mug', 'jam']))
  expect(ids({ body: productForBen })).not.toContain('rye')

  const transaction = await screen('pos.transaction', { basket: ['rye', 'butter'] })
  expect(transaction).toMatchObject({ list: 'frequently-bought-together', isPersonal: false, fallback: null })
  expect(transaction.items[0].itemId).toBe('jam')

  expect(await screen('pos.customer', {})).toMatchObject({
    list: 'best-selling',
    isPersonal: false,
    fallback: { asked: 'recommended-for-customer', cause: 'NO_SHOPPER' },
  })
  const customer = await screen('pos.customer', {}, ben)
  expect(customer).toMatchObject({ list: 'recommended-for-customer', isPersonal: true, fallback: null })
  expect(ids({ body: customer })).toEqual(expect.arrayContaining(['jam', 'lamp']))
})

test('T17: a customer who is attached in the middle of a transaction changes the next answer, and leaves with it', async () => {
  const { screen } = await tillShop()
  const basket = { basket: ['tea'] }
  const before = await screen('pos.transaction', basket)
  const attached = await screen('pos.transaction', basket, { customerId: 'ben' })
  const detached = await screen('pos.transaction', basket)
  expect(before).toMatchObject({ list: 'frequently-bought-together', isPersonal: false })
  expect(attached).toMatchObject({ list: 'recommended-for-customer', isPersonal: true })
  expect(ids({ body: attached })).toEqual(expect.arrayContaining(['mug', 'jam']))
  expect(ids({ body: attached })).not.toContain('tea')
  expect(bytes({ body: detached })).toBe(bytes({ body: before }))
})

test('T17: a till that cannot reach the server shows its offline snapshot: the same lists for a basket and a product, and says so for a customer', async () => {
  const { shop, screen } = await tillShop()
  const answer = await app.inject(`/api/v1/pos/snapshot?shop=${shop}&channel=berlin`)
  const store = openSnapshot(new Uint8Array(answer.rawPayload))
  if ('wrong' in store) throw new Error(store.wrong)
  const offline = (placement: string, context: object, shopper?: object) =>
    answerOffline(
      store,
      { shop, placement, context: { channel: 'berlin', ...context }, ...(shopper && { shopper }) },
      { now: NOW, recommendationId: 'offline', seed: 1 },
    )
  const shared = ({ items, list, title, fallback }: ReturnType<typeof offline>) => ({
    items,
    list,
    title,
    fallback,
  })
  for (const [placement, context] of [
    ['pos.product', { itemId: 'tea' }],
    ['pos.transaction', { basket: ['rye', 'butter'] }],
    ['pos.best-selling', {}],
    ['pos.trending', {}],
  ] as const)
    expect(await screen(placement, context)).toMatchObject(shared(offline(placement, context)))
  expect(offline('pos.transaction', { basket: ['rye', 'butter'] }).items[0]?.itemId).toBe('jam')
  expect(offline('pos.product', { itemId: 'tea' }, { customerId: 'ben' })).toMatchObject({
    isPersonal: false,
    fallback: { asked: 'beside-item-for-customer', cause: 'OFFLINE' },
  })
  expect(Buffer.from(answer.rawPayload).toString('latin1')).not.toContain('ben')
})
