import { afterAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, engine, addKey, close } = await openTestApp()
afterAll(close)
await createShop('bakery')
const bakery = engine.shops.get('bakery')

const put = (item: object) => ask('PUT', '/api/v1/items', { shop: 'bakery', items: [item] })
const patch = (item: object) => ask('PATCH', '/api/v1/items', { shop: 'bakery', items: [item] })
const history = async (kind: string, id: string, rest = '') =>
  ask('GET', `/api/v1/history?shop=bakery&kind=${kind}&id=${encodeURIComponent(id)}${rest}`)
const undo = (kind: string, id: string, toSeq?: number) =>
  ask('POST', '/api/v1/history/undo', { shop: 'bakery', kind, id, ...(toSeq !== undefined && { toSeq }) })
const documents = async (kind: string, id: string) =>
  ((await history(kind, id)).body.versions as readonly { document: unknown }[]).map((v) => v.document)
const item = (id: string) => ask('GET', `/api/v1/items/${encodeURIComponent(id)}?shop=bakery`)

test('the versions of a document are told newest first, page by page, each as it was', async () => {
  const id = 'rye & "spelt"/🫖'
  await put({ itemId: id, title: 'Rye' })
  await patch({ itemId: id, brand: 'Us' })
  await ask('DELETE', '/api/v1/items', { shop: 'bakery', ids: [id] })
  const { versions } = (await history('item', id)).body
  expect(versions).toEqual([
    { seq: 4, loggedAt: expect.any(Number), op: 'delete', document: null },
    {
      seq: 3,
      loggedAt: expect.any(Number),
      op: 'patch',
      document: { itemId: id, title: 'Rye', brand: 'Us' },
    },
    { seq: 2, loggedAt: expect.any(Number), op: 'put', document: { itemId: id, title: 'Rye' } },
  ])
  expect((await history('item', id, '&limit=1')).body.versions).toEqual([versions[0]])
  expect((await history('item', id, '&limit=1&beforeSeq=4')).body.versions).toEqual([versions[1]])
  expect((await history('item', 'never')).body.versions).toEqual([])
})

test('an undo brings back what was before the newest change, at once, and can be undone', async () => {
  await put({ itemId: 'jam', title: 'Jam' })
  await patch({ itemId: 'jam', title: 'Jelly' })
  expect((await undo('item', 'jam')).body).toMatchObject({ op: 'put', document: { title: 'Jam' } })
  expect((await item('jam')).body.item).toEqual({ itemId: 'jam', title: 'Jam' })
  await undo('item', 'jam')
  expect((await item('jam')).body.item.title).toBe('Jelly')
  await ask('DELETE', '/api/v1/items', { shop: 'bakery', ids: ['jam'] })
  await undo('item', 'jam')
  expect((await item('jam')).body.item.title).toBe('Jelly')
})

test('what was made by the newest change is gone after the undo, and is kept in the history', async () => {
  await put({ itemId: 'bun' })
  expect((await undo('item', 'bun')).body).toMatchObject({ op: 'delete', document: null })
  expect((await item('bun')).status).toBe(404)
  expect(await documents('item', 'bun')).toEqual([null, { itemId: 'bun' }])
  expect((await undo('item', 'bun', 0)).body).toMatchObject({ op: 'delete', document: null })
  expect(await documents('item', 'bun')).toHaveLength(2)
})

test('any version can be gone back to, of what merchandisers write too', async () => {
  const rule = (title: string) => ({ ruleId: 'r1', title, action: { do: 'pin', itemId: 'rye', slot: 1 } })
  for (const title of ['a', 'b', 'c'])
    await engine.ingest.documents(bakery, 'rule', 'put', [rule(title)], { source: 'http' })
  const { versions } = (await history('rule', 'r1')).body
  expect((await undo('rule', 'r1', versions[2].seq)).body.document).toEqual(rule('a'))
  expect(bakery.view.merchandise.find('rule', 'r1')).toEqual(rule('a'))
  expect((await undo('rule', 'r1', 1)).body.error).toMatchObject({ code: 'BAD_REQUEST', field: '/toSeq' })
  expect((await undo('rule', 'never')).body.error).toMatchObject({ code: 'BAD_REQUEST', field: '/id' })
})

test('a shop goes back to its settings of before, and never to before it was there', async () => {
  await ask('PATCH', '/api/v1/shops', { shop: 'bakery', title: 'New name' })
  expect((await undo('shop', 'bakery')).body.document).not.toHaveProperty('title')
  expect(bakery.view.shop.title).toBeUndefined()
  expect((await undo('shop', 'bakery', 0)).status).toBe(400)
  expect(bakery.view.shop.currency).toBe('EUR')
})

test('a version that is not allowed any more is refused and changes nothing', async () => {
  await engine.store.append(bakery.shop, [{ op: 'put', kind: 'item', id: 'old', body: '{"itemId":7}' }], 1)
  await bakery.catchUp()
  await put({ itemId: 'old', title: 'Old' })
  expect((await undo('item', 'old')).body.error).toMatchObject({ code: 'BAD_REQUEST' })
  expect((await item('old')).body.item.title).toBe('Old')
})

test('keys and customers have no history here, and only servers read one', async () => {
  for (const kind of ['key', 'customer', 'event'])
    expect([(await history(kind, 'x')).status, (await undo(kind, 'x')).status]).toEqual([400, 400])
  await createShop('keyed')
  await addKey('keyed', 'browser', 'browser-key')
  const headers = { authorization: 'Bearer browser-key' }
  const url = '/api/v1/history?shop=keyed&kind=shop&id=keyed'
  expect((await ask('GET', url, undefined, { headers })).status).toBe(403)
  const body = { shop: 'keyed', kind: 'shop', id: 'keyed' }
  expect((await ask('POST', '/api/v1/history/undo', body, { headers })).status).toBe(403)
})

test('what something else names is not undone away, as it cannot be deleted', async () => {
  const sources = [{ from: 'figure', figure: 'new' }]
  const strategies = [{ strategyId: 'ours', title: 'Ours', sources }]
  await ask('PUT', '/api/v1/strategies', { shop: 'bakery', strategies })
  const placements = [{ placementId: 'home.ours', page: 'home', title: 'Ours', strategy: 'ours' }]
  await ask('PUT', '/api/v1/placements', { shop: 'bakery', placements })
  expect(await undo('strategy', 'ours')).toMatchObject({ status: 409, body: { error: { code: 'IN_USE' } } })
  expect(bakery.view.merchandise.find('strategy', 'ours')).toBeDefined()
  expect((await undo('placement', 'home.ours')).status).toBe(200)
  expect((await undo('strategy', 'ours')).status).toBe(200)
})
