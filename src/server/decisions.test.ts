import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, addKey, decisions, clock, folder, close } = await openTestApp()
afterAll(close)
for (const shop of ['bakery', 'florist', 'keyed']) await createShop(shop)
await addKey('keyed', 'server', 'server-key')
await addKey('keyed', 'browser', 'browser-key')

const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
const decide = async (shop: string, key = 'none'): Promise<string> => {
  clock.now += 1_000
  const options = key === 'none' ? {} : withKey(key)
  const { body } = await ask('POST', '/api/v1/recommendations', { shop, list: 'new', limit: 0 }, options)
  return body.recommendationId as string
}
const idsOf = (answer: { body: { decisions: readonly { recommendationId: string }[] } }) =>
  answer.body.decisions.map(({ recommendationId }) => recommendationId)

test('decisions outlast the memory of the server, for those who may see them', async () => {
  const [open, locked] = [await decide('bakery'), await decide('keyed', 'browser-key')]
  for (let k = 0; k < 100; k++) await decide('florist')
  await decisions.flush()
  expect((await ask('GET', `/api/v1/decisions/${open}`)).body).toMatchObject({ shop: 'bakery' })
  const statusOf = async (key: string) =>
    (await ask('GET', `/api/v1/decisions/${locked}`, undefined, withKey(key))).status
  expect([await statusOf('server-key'), await statusOf('browser-key'), await statusOf('no-key')]).toEqual([
    200, 404, 404,
  ])
  expect(readdirSync(join(folder, 'decisions', 'bakery'))).toEqual(['2026-03-01.jsonl'])
})

test('the decisions of a shop are listed newest first, from memory and disk, page by page', async () => {
  const ids = []
  for (let k = 0; k < 5; k++) ids.unshift(await decide('bakery'))
  const page = await ask('GET', '/api/v1/decisions?shop=bakery&limit=3')
  expect(idsOf(page)).toEqual(ids.slice(0, 3))
  const until = page.body.decisions[2].decidedAt as number
  expect(idsOf(await ask('GET', `/api/v1/decisions?shop=bakery&limit=2&until=${until}`))).toEqual(
    ids.slice(3),
  )
  expect((await ask('GET', '/api/v1/decisions?shop=bakery&until=x')).status).toBe(400)
  expect(page.body.writing).toMatchObject({ droppedCount: 0, problem: null })
})

test('the decisions of a shop are listed for its servers only', async () => {
  const list = (options: object) => ask('GET', '/api/v1/decisions?shop=keyed', undefined, options)
  expect([
    (await list({})).status,
    (await list(withKey('browser-key'))).status,
    (await list(withKey('server-key'))).status,
  ]).toEqual([401, 403, 200])
})
