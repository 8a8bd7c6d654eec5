/** A shop of two stores with a register each, and somebody who works there, for tests of tills. */
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

export const OWNER = { headers: { authorization: 'Bearer the-owner' } }
export const MIA = { associateId: 'mia', name: 'Mia Ward', channels: ['north'], pin: '4711' }
export const NORTH_1 = { registerId: 'north-1', channel: 'north', title: 'Register 1' }
export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

/** Opens it for the tests of one file. Each test begins two days after the one before, with registers and associates as they were. */
export const openBakery = async () => {
  const app = await openTestApp()
  const { ask, clock } = app
  const put = (path: string, field: string, ...documents: readonly object[]) =>
    ask('PUT', `/api/v1/${path}`, { shop: 'bakery', [field]: documents }, OWNER)
  const remove = (path: string, ...ids: readonly string[]) =>
    ask('DELETE', `/api/v1/${path}`, { shop: 'bakery', ids }, OWNER)
  const signInFrom = (from: string, rest: object = {}) => {
    const mia = { shop: 'bakery', registerId: 'north-1', associateId: 'mia', pin: '4711' }
    return ask('POST', '/api/v1/pos/sign-in', { ...mia, ...rest }, { from })
  }
  const signIn = (rest: object = {}) => signInFrom('127.0.0.1', rest)

  afterAll(app.close)
  beforeAll(async () => {
    await app.createShop('bakery')
    await put(
      'channels',
      'channels',
      { channelId: 'north', title: 'North Street', kind: 'store' },
      { channelId: 'south', kind: 'store' },
    )
    await put('items', 'items', { itemId: 'rye' })
    await put('customers', 'customers', {
      customerId: 'c-1',
      name: 'Änne Søren',
      email: 'aenne@example.com',
      phone: '+49 30 1234567',
      loyalty: { cardNumber: 'L-900', tier: 'gold' },
      addresses: [{ city: 'Berlin' }],
    })
    await app.addKey('bakery', 'browser', 'browser-key')
  })
  beforeEach(async () => {
    clock.now += 2 * 86_400_000
    await put('registers', 'registers', NORTH_1, { registerId: 'south-1', channel: 'south', title: 'Till' })
    await put('associates', 'associates', MIA, { associateId: 'jo', name: 'Jo Park', pin: '88888888' })
  })
  return { app, ask, clock, put, remove, signIn, signInFrom }
}
