import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, engine, close } = await openTestApp()
afterAll(close)
beforeAll(() => createShop('bakery'))

const put = (...curatedLists: readonly object[]) =>
  ask('PUT', '/api/v1/curated-lists', { shop: 'bakery', curatedLists })

test('a full shelf takes no more, and what stands on it can still be replaced', async () => {
  const { merchandise } = engine.shops.get('bakery').view
  for (let k = 0; k < 20_000; k++)
    merchandise.fold('curated-list', `l${k}`, { curatedListId: `l${k}`, itemIds: ['rye'] })
  expect(await put({ curatedListId: 'more', itemIds: ['rye'] })).toMatchObject({
    status: 400,
    body: { error: { field: '/curatedLists', fix: 'Delete some first.' } },
  })
  expect(await put({ curatedListId: 'l7', itemIds: ['cake'] })).toMatchObject({
    status: 200,
    body: { accepted: 1 },
  })
  expect(merchandise.find('curated-list', 'l7')).toMatchObject({ itemIds: ['cake'] })
})
