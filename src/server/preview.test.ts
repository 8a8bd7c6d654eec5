import { afterAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, close } = await openTestApp()
afterAll(close)
await createShop('bakery')
await ask('PUT', '/api/v1/items', { shop: 'bakery', items: [{ itemId: 'rye' }] })

const preview = (request: object, rest: object) =>
  ask('POST', '/api/v1/recommendations/preview', { request: { shop: 'bakery', ...request }, ...rest })

test.each([
  [
    'placement',
    { placement: 'home.next' },
    { placements: [{ placementId: 'home.next', page: 'home', title: 'Next', strategy: 'new' }] },
  ],
  [
    'filter',
    { list: 'new', filter: { filterId: 'all' } },
    { filters: [{ filterId: 'all', where: 'always' }] },
  ],
  ['list', { list: 'hand' }, { curatedLists: [{ curatedListId: 'hand', itemIds: ['rye'] }] }],
])('a %s that is not saved yet is seen, and has no before', async (_, request, rest) => {
  expect(await preview(request, rest)).toMatchObject({
    status: 200,
    body: { before: null, after: { items: [{ itemId: 'rye' }] } },
  })
  expect((await preview(request, {})).status).toBe(404)
})

test('nothing that the API says is kept by a cache', async () => {
  await ask('PUT', '/api/v1/customers', { shop: 'bakery', customers: [{ customerId: 'ann' }] })
  for (const url of ['/api/v1/customers/ann?shop=bakery', '/api/v1/decisions?shop=bakery', '/api/v1/nothing'])
    expect((await ask('GET', url)).headers['cache-control']).toBe('no-store')
})
