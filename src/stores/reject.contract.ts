/** What every store must do with what could not be kept as a record. Part of `store.contract.ts`. */
import { expect, test } from 'vitest'
import type { ShopId } from '../domain/ids.ts'
import {
  OTHER_FIELDS,
  type Reject,
  REJECT_BODY_LENGTH_MAX,
  REJECT_COUNTS_MAX,
  REJECT_FIELD_LENGTH_MAX,
  type Store,
} from './ports.ts'

const reject = (code: string, field: string, body = '{}'): Reject => ({
  rejectedAt: 1_000,
  source: 'http',
  code,
  field,
  message: `what is wrong with ${field}`,
  body,
})

/** @param storeOf  the store at the time of the test: other tests open it anew */
export const testRejects = (storeOf: () => Store, newShop: () => ShopId): void => {
  test('rejects come newest first, page by page, and all of them are counted', async () => {
    const [shop, store] = [newShop(), storeOf()]
    const other = newShop()
    await Promise.all([
      store.addRejects(shop, [reject('BAD_JSON', ''), reject('BAD_REQUEST', '/itemId')]),
      store.addRejects(other, [reject('BAD_JSON', '')]),
      store.addRejects(shop, [reject('BAD_REQUEST', '/itemId'), reject('BAD_REQUEST', '/at')]),
      store.addRejects(shop, []),
    ])
    const newest = await store.listRejects(shop, undefined, 3)
    const rest = await store.listRejects(shop, newest.at(-1)?.rejectId, 3)
    expect([...newest, ...rest].map(({ field }) => field)).toEqual(['/at', '/itemId', '/itemId', ''])
    const [{ rejectId, ...first } = { rejectId: 0 }] = newest
    expect(first).toEqual(reject('BAD_REQUEST', '/at'))
    expect(rejectId).toBeGreaterThan(newest[1]?.rejectId as number)
    expect(await store.countRejects(shop)).toEqual([
      { code: 'BAD_JSON', field: '', count: 1 },
      { code: 'BAD_REQUEST', field: '/at', count: 1 },
      { code: 'BAD_REQUEST', field: '/itemId', count: 2 },
    ])
  })

  test('a reject of any text is kept, cut to its limit', async () => {
    const [shop, store] = [newShop(), storeOf()]
    await store.addRejects(shop, [reject('BAD_JSON', '/\0\ud800', `\0${'x'.repeat(REJECT_BODY_LENGTH_MAX)}`)])
    const [kept] = await store.listRejects(shop, undefined, 1)
    expect(kept?.field).toBe('/\ufffd\ufffd')
    expect(kept?.body).toBe(`\ufffd${'x'.repeat(REJECT_BODY_LENGTH_MAX - 1)}`)
    await store.addRejects(shop, [reject('BAD_JSON', `/${'y'.repeat(3_000_000)}`)])
    const [long] = await store.listRejects(shop, undefined, 1)
    expect(long?.field.length).toBe(REJECT_FIELD_LENGTH_MAX)
  })

  test('fields that senders make up are counted together once there are many', async () => {
    const [shop, store] = [newShop(), storeOf()]
    const invented = Array.from({ length: REJECT_COUNTS_MAX + 20 }, (_, k) => reject('INVALID', `/f${k}`))
    await store.addRejects(shop, invented.slice(0, 10))
    await store.addRejects(shop, invented.slice(10))
    await store.addRejects(shop, [reject('INVALID', '/f3')])
    const counts = await store.countRejects(shop)
    expect(counts.length).toBe(REJECT_COUNTS_MAX + 1)
    expect(counts.find(({ field }) => field === OTHER_FIELDS)?.count).toBe(20)
    expect(counts.find(({ field }) => field === '/f3')?.count).toBe(2)
    const [kept] = await store.listRejects(shop, undefined, 1)
    expect(kept?.field).toBe('/f3')
  })
}
