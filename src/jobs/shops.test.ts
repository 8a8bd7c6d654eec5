import { expect, test } from 'vitest'
import type { ShopId } from '../domain/ids.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import { Shops } from './shops.ts'

test('a shop that was made is there, also when the store is opened again', async () => {
  const { folder, shops, close } = await openJobs()
  const runtime = await shops.create(BAKERY)
  expect(shops.get('bakery')).toBe(runtime)
  expect(shops.opened()).toEqual([runtime])
  await close()
  const again = await openJobs({ folder })
  expect(again.shops.has('bakery')).toBe(false)
  await again.shops.openAll()
  expect(again.shops.get('bakery').view.shop).toEqual(BAKERY)
})

test('a shop cannot be made twice, nor under a name that is none', async () => {
  const { shops } = await openJobs()
  await shops.create(BAKERY)
  await expect(shops.create(BAKERY)).rejects.toMatchObject({ code: 'BAD_REQUEST', field: '/shop' })
  await expect(shops.create({ ...BAKERY, shop: '../x' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    field: '/shop',
  })
})

test('made twice at once, a shop is made once', async () => {
  const { shops, store } = await openJobs()
  const made = await Promise.allSettled([shops.create(BAKERY), shops.create({ ...BAKERY, currency: 'GBP' })])
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await store.headSeq(bakery)).toBe(1)
})

test('opening twice at once reads once; an unknown shop is unknown, and may be made later', async () => {
  const { shops } = await openJobs()
  await expect(shops.open(bakery)).rejects.toMatchObject({ code: 'SHOP_UNKNOWN' })
  await shops.create(BAKERY)
  const [one, two] = await Promise.all([shops.open(bakery), shops.open(bakery)])
  expect(one).toBe(two)
  expect(() => shops.get('__proto__')).toThrow(
    expect.objectContaining({ code: 'SHOP_UNKNOWN', field: '/shop' }),
  )
  await expect(shops.open('nowhere' as ShopId)).rejects.toMatchObject({ code: 'SHOP_UNKNOWN' })
})

test('what another process logs, and the shops that it makes, are there after catching up', async () => {
  const { shops, store } = await openJobs()
  const elsewhere = new Shops({ store, now: () => NOW, segmentsOf: () => undefined })
  const theirs = await elsewhere.create(BAKERY)
  expect(shops.has('bakery')).toBe(false)
  await shops.catchUp()
  const key = { keyId: 'k', hash: 'h', role: 'server', createdAt: NOW }
  await theirs.append(
    [{ record: { op: 'put', kind: 'key', id: 'k', body: JSON.stringify(key) }, body: key }],
    NOW,
  )
  expect(shops.get('bakery').view.isLocked).toBe(false)
  await shops.catchUp()
  expect(shops.get('bakery').view.isLocked).toBe(true)
  expect(shops.get('bakery').view.fingerprint()).toBe(theirs.view.fingerprint())
})

test('a time zone that another process changed counts after catching up', async () => {
  const { shops, store } = await openJobs()
  const ours = await shops.create(BAKERY)
  const elsewhere = new Shops({ store, now: () => NOW, segmentsOf: () => undefined })
  const theirs = await elsewhere.open(bakery)
  const body = { timeZone: 'Pacific/Auckland' }
  await theirs.append(
    [{ record: { op: 'patch', kind: 'shop', id: bakery, body: JSON.stringify(body) }, body }],
    NOW,
  )
  await shops.catchUp()
  expect(ours.view.timeZone).toBe('Pacific/Auckland')
  expect(ours.view.fingerprint()).toBe(theirs.view.fingerprint())
})
