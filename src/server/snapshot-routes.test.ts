/** Stores that tills take along. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openSnapshot } from '../snapshot/open-snapshot.ts'
import { bearer, OWNER, openBakery } from './bakery.test-support.ts'

const { app, ask, clock, put, signIn } = await openBakery()

const snapshotUrl = '/api/v1/pos/snapshot?shop=bakery'

test('a register takes its store along, and hears when nothing has changed', async () => {
  const { token } = (await signIn()).body
  const plain = await ask('GET', snapshotUrl, undefined, bearer(token))
  expect([plain.status, plain.headers['content-type']]).toEqual([200, 'application/octet-stream'])
  const { etag } = plain.headers as { etag: string }
  const again = (known: string) =>
    ask('GET', snapshotUrl, undefined, {
      headers: { authorization: `Bearer ${token}`, 'if-none-match': known },
    })
  expect(await again(etag)).toMatchObject({ status: 304, body: '' })
  expect(await again(`"other", W/${etag}`)).toMatchObject({ status: 304 })
  clock.now += 60_000
  await ask(
    'POST',
    '/api/v1/events',
    { shop: 'bakery', events: [{ kind: 'product-view', itemId: 'rye' }] },
    OWNER,
  )
  // Somebody looked at something in the web shop: of this store, nothing changed.
  expect(await again(etag)).toMatchObject({
    status: 304,
    headers: { 'aisle-snapshot-checked-at': String(clock.now) },
  })
  clock.now += 60_000
  await put('items', 'items', { itemId: 'bun' })
  expect((await again(etag)).status).toBe(200)
})

test('what was compressed opens to the same bytes', async () => {
  const url = `${snapshotUrl}&channel=north`
  const raw = async (encoding: string) =>
    app.app.inject({ url, headers: { ...OWNER.headers, 'accept-encoding': encoding } })
  const [plain, gzipped, brotli] = await Promise.all([raw('identity'), raw('gzip, deflate'), raw('gzip, br')])
  expect(brotli.headers['content-encoding']).toBe('br')
  expect(gunzipSync(gzipped.rawPayload)).toEqual(plain.rawPayload)
  expect(brotliDecompressSync(brotli.rawPayload)).toEqual(plain.rawPayload)
  expect('wrong' in openSnapshot(new Uint8Array(plain.rawPayload))).toBe(false)
})

test('a store is not given to browsers, and one that is not there is told as such', async () => {
  const browser = await ask('GET', `${snapshotUrl}&channel=north`, undefined, bearer('browser-key'))
  expect([browser.status, browser.body.error.code]).toEqual([403, 'FORBIDDEN'])
  for (const url of [snapshotUrl, `${snapshotUrl}&channel=east`])
    expect((await ask('GET', url, undefined, OWNER)).body.error).toMatchObject({
      code: 'BAD_REQUEST',
      field: '/channel',
      fix: expect.stringContaining('GET /api/v1/channels'),
    })
})
