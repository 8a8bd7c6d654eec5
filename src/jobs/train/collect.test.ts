import { expect, test } from 'vitest'
import { ACT_KINDS, PURCHASE } from '../../models/acts.ts'
import { type Collected, collect } from './collect.ts'
import { MINUTE_MS, NOON, order, shopLog, view } from './shop-log.test-support.ts'

const MANY = 1_000_000
const collected = async (...given: Parameters<typeof shopLog>): Promise<Collected> =>
  collect(await shopLog(...given), MANY)
/** Acts as `who kind what`, oldest first. */
const actsOf = ({ data: { acts }, itemIds }: Collected): readonly string[] =>
  Array.from(
    { length: acts.count },
    (_, r) => `${acts.shopper[r]} ${ACT_KINDS[acts.kind[r] as number]} ${itemIds[acts.item[r] as number]}`,
  )

test('what says something of taste is an act, the rest is not', async () => {
  const found = await collected([
    { kind: 'home-view', by: 'anna' },
    view('rye', 'anna'),
    { kind: 'cart-add', itemId: 'rye', by: 'anna', basket: [{ itemId: 'rye', quantity: 1 }] },
    { kind: 'wishlist-add', itemId: 'jam', by: 'anna' },
    { kind: 'list-impression', itemIds: ['oat', 'jam'], list: 'new', by: 'anna' },
    order('o1', 'anna', 'rye', 'butter'),
  ])
  expect(actsOf(found)).toEqual([
    '0 view rye',
    '0 cart rye',
    '0 wish jam',
    '0 purchase rye',
    '0 purchase butter',
  ])
  expect([...found.data.acts.order]).toEqual([-1, -1, -1, 0, 0])
  expect(found.itemIds).toEqual(['butter', 'jam', 'rye'])
  expect(found.logSeq).toBe(6)
  expect(found.statistics).toMatchObject({
    actCount: 5,
    viewCount: 1,
    cartCount: 1,
    wishCount: 1,
    purchaseCount: 2,
    itemCount: 3,
    shopperCount: 1,
    orderCount: 1,
    sessionCount: 1,
    firstActAt: NOON + 2 * MINUTE_MS,
    lastActAt: NOON + 6 * MINUTE_MS,
    density: 1,
  })
})

test('a visitor who turns out to be a customer is that customer, before and after', async () => {
  const found = await collected([
    view('rye', 'v:1'),
    view('jam', 'v:2'),
    view('oat', 'anna'),
    { kind: 'identify', by: 'v:1=anna' },
    view('butter', 'v:1'),
  ])
  expect(actsOf(found)).toEqual(['0 view rye', '1 view jam', '0 view oat', '0 view butter'])
  expect(found.data.shopperCount).toBe(2)
})

test('of several customers behind one browser the last counts', async () => {
  const found = await collected([
    view('rye', 'v:1=anna'),
    view('jam', 'v:1=ben'),
    view('oat', 'v:1'),
    view('rye', 'ben'),
  ])
  // What was done under a name stays under it.
  expect(actsOf(found)).toEqual(['0 view rye', '1 view jam', '1 view oat', '1 view rye'])
})

test('a browser of somebody who opted out is not read, whoever else it belongs to', async () => {
  const found = await collected(
    [
      view('secret', 'v:1'),
      view('rye', 'v:1=ben'),
      view('jam', 'v:1=anna'),
      view('oat', 'v:1'),
      view('rye', 'v:2=anna'),
      view('oat', 'v:2'),
    ],
    { customers: [{ customerId: 'anna' }, { customerId: 'ben', consent: { tracking: false } }] },
  )
  expect(actsOf(found)).toEqual(['0 view jam', '0 view rye', '0 view oat'])
  expect(found.cleaning.optedOut).toBe(3)
})

test('events count by when they happened, not by when they came', async () => {
  const found = await collected([
    view('rye', 'anna', { at: NOON }),
    view('oat', 'anna', { at: NOON - 9 * MINUTE_MS }),
    view('jam', 'anna', { at: NOON - 99 * MINUTE_MS }),
  ])
  expect(actsOf(found)).toEqual(['0 view jam', '0 view oat', '0 view rye'])
  expect([...found.data.acts.session]).toEqual([0, 1, 1])
  expect(found.data.now).toBe(NOON)
})

test('variants count as their master, whether by id or by sku', async () => {
  const found = await collected([view('half-rye', 'anna'), order('o1', 'anna', 'rye-large', 'jam')], {
    items: [
      { itemId: 'rye', skus: [{ sku: 'rye-large' }] },
      { itemId: 'half-rye', masterId: 'rye' },
    ],
  })
  expect(actsOf(found)).toEqual(['0 view rye', '0 purchase rye', '0 purchase jam'])
  expect(found.itemIds).toEqual(['jam', 'rye'])
})

test('events of a program are not read', async () => {
  const found = await collected([view('rye', 'anna'), view('spam', 'v:1', { quarantine: 'bot' })])
  expect(found.itemIds).toEqual(['rye'])
})

test('the catalog says what items are, also those that nobody has seen', async () => {
  const { data, itemIds } = await collected([view('rye', 'anna')], {
    items: [
      {
        itemId: 'oat',
        title: 'Oat loaf',
        brand: 'Mill',
        categories: ['Bread > Dark', 'Bread > New'],
        attributes: { organic: true, grains: ['oat', 'rye'], weight: 500, story: 'x'.repeat(200), no: null },
        priceMinor: 400,
        addedAt: NOON - 5,
      },
    ],
  })
  const { facts } = data
  expect(itemIds).toEqual(['oat', 'rye'])
  expect([facts.createdAt[0], facts.priceMinor[0]]).toEqual([NOON - 5, 400])
  expect([facts.createdAt[1], facts.priceMinor[1]]).toEqual([Number.NaN, Number.NaN])
  expect(facts.tagNames).toEqual([
    'category:Bread > Dark',
    'category:Bread',
    'category:Bread > New',
    'brand:Mill',
    'organic:true',
    'grains:oat',
    'grains:rye',
    'weight:500',
  ])
  expect([...facts.tags.starts]).toEqual([0, 8, 8])
  expect(facts.textFields[0]).toEqual({ name: 'title', texts: ['Oat loaf', ''] })
})

test('who opted out is not read: the data are those of a shop that never saw them', async () => {
  const others = [view('rye', 'anna'), order('o1', 'anna', 'rye', 'jam'), view('rye', 'v:3')]
  const theirs = [
    view('secret', 'v:1'),
    view('rye', 'v:1=ben'),
    order('o2', 'ben', 'rye', 'secret'),
    view('oat', 'v:1'),
    view('oat', 'cleo'),
  ]
  const customers = [
    { customerId: 'anna' },
    { customerId: 'ben', consent: { tracking: false } },
    { customerId: 'cleo', consent: { personalization: false } },
  ]
  const at = (events: typeof others, from: number) =>
    events.map((event, k) => ({ ...event, at: NOON + (from + 10 * k) * MINUTE_MS }))
  const withThem = await collected(
    [...at(theirs.slice(0, 2), 1), ...at(others, 0), ...at(theirs.slice(2), 5)],
    {
      customers,
    },
  )
  const without = await collected(at(others, 0), { customers })
  expect(withThem.dataHash).toBe(without.dataHash)
  expect(withThem.data.acts).toEqual(without.data.acts)
  expect(withThem.itemIds).toEqual(['jam', 'rye'])
  expect([withThem.cleaning.optedOut, without.cleaning.optedOut]).toEqual([6, 0])
})

test('in a shop that asks first, only who said yes is read', async () => {
  const events = [
    view('rye', 'anna'),
    view('jam', 'ben'),
    view('oat', 'v:1'),
    view('bun', 'v:2=ben'),
    order('o1', undefined, 'rye', 'jam'),
  ]
  const customers = [
    { customerId: 'ben', consent: { tracking: true, personalization: true } },
    { customerId: 'anna' },
  ]
  const found = await collected(events, { shop: { consentModel: 'opt-in' }, customers })
  expect(actsOf(found)).toEqual(['0 view jam', '0 view bun', '-1 purchase rye', '-1 purchase jam'])
})

test('of more acts than fit into memory the newest are read', async () => {
  const events = Array.from({ length: 20 }, (_, k) => view(`item-${k}`, 'anna'))
  const found = await collect(await shopLog(events, { blockEvents: 5 }), 10)
  expect(found.data.acts.count).toBe(10)
  expect(found.cleaning.tooOld).toBe(10)
  expect(found.itemIds).not.toContain('item-9')
})

test('how the log is cut into blocks changes nothing', async () => {
  const events = [
    view('rye', 'v:1'),
    order('o1', 'anna', 'rye', 'jam'),
    view('jam', 'v:1=anna'),
    view('oat', 'v:2'),
  ]
  const one = await collected(events, { blockEvents: 1 })
  const two = await collected(events, { blockEvents: 100 })
  expect(two.dataHash).toBe(one.dataHash)
})

test('any difference in what recipes see is another hash', async () => {
  const hash = async (...given: Parameters<typeof shopLog>): Promise<string> =>
    (await collected(...given)).dataHash
  const item = { itemId: 'rye', title: 'Rye' }
  const hashes = [
    await hash([view('rye', 'anna')]),
    await hash([view('rye', 'anna')], { items: [item] }),
    await hash([view('rye', 'anna')], { items: [{ ...item, title: 'Rye bread' }] }),
    await hash([view('rye')]),
    await hash([order('o1', 'anna', 'rye')]),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('odd logs are read', async () => {
  const nothing = await collected([])
  expect([nothing.data.acts.count, nothing.itemIds, nothing.data.now]).toEqual([0, [], 0])
  const nobody = await collected([order('o1', undefined, 'rye')])
  expect(actsOf(nobody)).toEqual(['-1 purchase rye'])
  const noPrice = await collected([
    { kind: 'order', orderId: 'o', lines: [{ itemId: '__proto__', quantity: 0.5, priceMinor: Number.NaN }] },
  ])
  expect([...noPrice.data.acts.kind]).toEqual([PURCHASE])
  expect([...noPrice.data.acts.units]).toEqual([0.5])
})
