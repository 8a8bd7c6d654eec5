/** Decisions for people who are not to be remembered: they name nobody, and are made again as far as they can be. */
import { afterAll, expect, test } from 'vitest'
import type { RecommendationsRequest } from '../api/list-schema.ts'
import type { Decision } from '../domain/decision.ts'
import { replayDecision } from '../jobs/replay-decision.ts'
import { ItemSets } from '../serving/item-sets.ts'
import { ListRanking } from '../serving/list-ranking.ts'
import { recommend } from '../serving/recommend.ts'
import { type AskOptions, openTestApp } from './test-app.test-support.ts'

const { ask, createShop, addKey, engine, close } = await openTestApp()
afterAll(close)

const SERVER: AskOptions = { headers: { authorization: 'Bearer server-key' } }
const BROWSER: AskOptions = { headers: { authorization: 'Bearer browser-key' } }
for (const shop of ['bakery', 'asking']) {
  await createShop(shop, shop === 'asking' ? { consentModel: 'opt-in' } : {})
  await addKey(shop, 'server', 'server-key')
  await addKey(shop, 'browser', 'browser-key')
  const items = ['rye', 'jam', 'oat'].map((itemId) => ({ itemId }))
  await ask('PUT', '/api/v1/items', { shop, items }, SERVER)
}
const put = (customerId: string, consent: object) =>
  ask('PUT', '/api/v1/customers', { shop: 'bakery', customers: [{ customerId, consent }] }, SERVER)
/** What was done while nobody had said no. */
const look = (customerId: string) =>
  ask(
    'POST',
    '/api/v1/events',
    {
      shop: 'bakery',
      events: [
        { kind: 'product-view', itemId: 'rye', shopper: { customerId, visitorId: `phone-of-${customerId}` } },
      ],
    },
    SERVER,
  )

const decided = async (
  shopper: object,
  {
    shop = 'bakery',
    list = 'recently-viewed',
    options = SERVER,
    way = '',
    ...rest
  }: Record<string, unknown> = {},
): Promise<Decision> => {
  const asked = { shop, ...(way === '' && { list }), shopper, ...rest }
  const { body } = await ask('POST', `/api/v1/recommendations${way as string}`, asked, options as AskOptions)
  return (await ask('GET', `/api/v1/decisions/${body.recommendationId}`, undefined, SERVER)).body
}
const replayed = (decision: Decision) =>
  replayDecision(decision, {
    store: engine.store,
    openModel: () => Promise.reject(new Error('no model served')),
    answer: (request, { taken: _, ...deps }) =>
      recommend(request as RecommendationsRequest, {
        ...deps,
        isTrusted: true,
        ranking: new ListRanking(deps.view),
        itemSets: new ItemSets(deps.view),
      }).answer,
  })

test('who is remembered is named in the decision, and it is made again', async () => {
  await look('anna')
  const decision = await decided({ customerId: 'anna', visitorId: 'phone-of-anna' })
  expect(decision).toMatchObject({ request: { shopper: { customerId: 'anna' } } })
  expect(decision.shopperKeys).toContain('c:anna')
  expect(decision).not.toHaveProperty('isNameless')
  expect(await replayed(decision)).toMatchObject({ isSame: true, itemCount: 1 })
})

test('who is not to be remembered is named nowhere in the decision, also when their past went into it', async () => {
  await look('ben')
  await put('ben', { tracking: false, personalization: true })
  for (const rest of [{}, { way: '/rank', itemIds: ['jam', 'rye'] }, { list: 'new' }]) {
    const decision = await decided({ customerId: 'ben', visitorId: 'phone-of-ben' }, rest)
    expect(decision.recommendationId).toEqual(expect.any(String))
    expect(JSON.stringify(decision)).not.toMatch(/ben/)
  }
  const decision = await decided({ customerId: 'ben' })
  expect(decision.response.items).toMatchObject([{ itemId: 'rye' }])
  expect(decision).toMatchObject({ isNameless: true, shopperKeys: [] })
  await expect(replayed(decision)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('does not say whose'),
  })
})

test('their browser is not named either, whoever it says that it is', async () => {
  await look('cleo')
  await put('cleo', { tracking: false })
  const visitorId = 'phone-of-cleo'
  for (const [shopper, options] of [
    [{ visitorId }, BROWSER],
    [{ visitorId, customerId: 'cleo' }, BROWSER],
    [{ visitorId, customerId: 'anna' }, BROWSER],
  ] as const)
    expect(JSON.stringify(await decided(shopper, { options }))).not.toMatch(/cleo|anna/)
})

test('where nothing of them was read, it is made again as it was', async () => {
  await look('dora')
  await put('dora', { tracking: false, personalization: false })
  for (const list of ['new', 'recently-viewed', 'most-viewed']) {
    const decision = await decided({ customerId: 'dora', visitorId: 'phone-of-dora' }, { list })
    expect(JSON.stringify(decision)).not.toMatch(/dora/)
    expect(decision).not.toHaveProperty('isNameless')
    expect(await replayed(decision)).toMatchObject({ isSame: true })
  }
})

test('where people have to say yes first, a browser of nobody is not named', async () => {
  const decision = await decided({ visitorId: 'v-1' }, { shop: 'asking', list: 'new' })
  expect(JSON.stringify(decision)).not.toContain('v-1')
  expect(await replayed(decision)).toMatchObject({ isSame: true, itemCount: 3 })
})
