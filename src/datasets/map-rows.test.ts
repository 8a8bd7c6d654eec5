import { expect, test } from 'vitest'
import { createRowMapper } from './map-rows.ts'
import { type Mapping, parseMapping } from './mapping.ts'
import type { FileFormat } from './read-rows.ts'
import type { Step } from './translate.ts'

type Cells = readonly (readonly [string, unknown])[]

const steps = (mapping: Mapping, rows: readonly Cells[], format: FileFormat = 'csv'): readonly Step[] => {
  const all: Step[] = []
  const mapper = createRowMapper(mapping, {
    emit: (step) => all.push(step),
    format,
    columns: undefined,
    currency: 'GBP',
    timeZone: 'Europe/London',
  })
  rows.forEach((cells, k) => mapper.take({ rowNumber: k + 1, row: new Map(cells) }))
  mapper.end()
  return all
}

const map = (mapping: Mapping, cells: Record<string, unknown>, format?: FileFormat): unknown => {
  const [step] = steps(mapping, [Object.entries(cells)], format)
  return step?.step === 'record' ? step.record : step?.step === 'refusal' ? step.problem : step
}

test('columns that bear our names map by themselves, the others are kept', () => {
  const cells = {
    itemId: 'a/b 🍞',
    title: 'Bread',
    price: '2.55',
    categories: 'Food > Bread|New',
    addedAt: '2011-07-01',
    organic: 'yes',
    grams: '500',
  }
  expect(map({ kind: 'items' }, cells)).toEqual({
    itemId: 'a/b 🍞',
    title: 'Bread',
    priceMinor: 255,
    categories: ['Food > Bread', 'New'],
    addedAt: Date.UTC(2011, 5, 30, 23),
    attributes: { organic: 'yes', grams: 500 },
  })
})

test('a mapping renames, casts, fills in and drops', () => {
  const mapping = parseMapping({
    kind: 'customers',
    empty: ['NULL'],
    fields: {
      customerId: 'id',
      gender: { column: 'sex', values: { F: 'female' } },
      'addresses.0.country': 'land',
      'addresses.0.city': { column: 'city', default: 'Paris' },
      'consent.tracking': 'track',
      'loyalty.tier': { value: 'gold' },
      phone: 'phone',
    },
  })
  expect(
    map(mapping, { id: 7, sex: 'F', land: 'FR', city: '', track: 'no', phone: 'NULL', other: 'x' }),
  ).toEqual({
    customerId: '7',
    gender: 'female',
    addresses: [{ country: 'FR', city: 'Paris' }],
    consent: { tracking: false },
    loyalty: { tier: 'gold' },
  })
})

test('levels of a category become one path, as deep as they go', () => {
  const mapping = parseMapping({
    kind: 'items',
    fields: { itemId: 'id', categories: { columns: ['L1', 'L2', 'L3'] } },
  })
  expect(map(mapping, { id: '1', L1: 'Food', L2: 'Bread', L3: '' })).toEqual({
    itemId: '1',
    categories: ['Food > Bread'],
  })
  expect(map(mapping, { id: '1', L1: '', L2: '', L3: '' })).toEqual({ itemId: '1' })
})

test('columns named like the prototype are attributes like any other', () => {
  const [step] = steps({ kind: 'items' }, [
    [
      ['itemId', '1'],
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ],
  ])
  expect(step?.step === 'record' && JSON.stringify(step.record)).toBe(
    '{"itemId":"1","attributes":{"__proto__":"x","constructor":"y"}}',
  )
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
})

test('a cell that cannot be read refuses its row, and names the field', () => {
  expect(map({ kind: 'items' }, { itemId: '1', price: 'free' })).toEqual({
    code: 'BAD_MONEY',
    field: '/priceMinor',
    message: '"free" is not an amount of money',
  })
})

test('money is in the currency of the row, else of the mapping, else of the shop', () => {
  const fields = { itemId: 'id', priceMinor: { column: 'p', type: 'money' } }
  const currencyField = { ...fields, currency: 'cur' }
  expect(map(parseMapping({ kind: 'items', fields }), { id: '1', p: '5' })).toMatchObject({ priceMinor: 500 })
  expect(map(parseMapping({ kind: 'items', currency: 'JPY', fields }), { id: '1', p: '5' })).toMatchObject({
    priceMinor: 5,
    currency: 'JPY',
  })
  expect(
    map(parseMapping({ kind: 'items', fields: currencyField }), { id: '1', p: '5', cur: 'KWD' }),
  ).toMatchObject({
    priceMinor: 5000,
    currency: 'KWD',
  })
  expect(
    map(parseMapping({ kind: 'items', fields: currencyField }), { id: '1', p: '5', cur: 'XQQ' }),
  ).toMatchObject({
    code: 'UNKNOWN_CURRENCY',
  })
})

test('an event without an id gets one from its content, the same each time', () => {
  const row: Cells = [
    ['kind', 'product-view'],
    ['at', '2011-07-01 10:00'],
    ['itemId', 'tea'],
    ['visitorId', 'v1'],
  ]
  const other: Cells = [...row.slice(0, 3), ['visitorId', 'v2']]
  const ids = (): unknown[] =>
    steps({ kind: 'events' }, [row, other, row]).flatMap((step) =>
      step.step === 'record' ? [step.record['eventId']] : [],
    )
  expect(ids()).toEqual(ids())
  expect(new Set(ids()).size).toBe(3)
  expect(map({ kind: 'events' }, { eventId: 'mine', kind: 'product-view', itemId: 'tea' })).toMatchObject({
    eventId: 'mine',
  })
})

test('a purchase of one item is an order of one line', () => {
  expect(
    map({ kind: 'events' }, { eventType: 'Purchase', itemId: 'tea', price: '2.55', customerId: 'c1' }),
  ).toMatchObject({
    kind: 'Purchase',
    shopper: { customerId: 'c1' },
    lines: [{ itemId: 'tea', quantity: 1, priceMinor: 255 }],
  })
})

test('an empty text is a missing cell in CSV, and a text elsewhere', () => {
  expect(map({ kind: 'items' }, { itemId: '1', title: '' }, 'csv')).toEqual({ itemId: '1' })
  expect(map({ kind: 'items' }, { itemId: '1', title: '', url: null }, 'jsonl')).toEqual({
    itemId: '1',
    title: '',
  })
})

test('order lines become orders and refunds, and a bad line costs its row only', () => {
  const line = (orderId: string, itemId: string, quantity: string, price = '1.00'): Cells => [
    ['orderId', orderId],
    ['at', '2011-07-01 10:00'],
    ['customerId', 'c1'],
    ['itemId', itemId],
    ['quantity', quantity],
    ['price', price],
  ]
  const all = steps({ kind: 'orders' }, [
    line('1', 'tea', '2'),
    line('1', '', '1'),
    line('1', 'jam', '0'),
    line('1', 'jam', '1', '-1'),
    line('', 'jam', '1'),
    line('1', 'jam', '-3'),
    line('1', 'bread', ''),
    line('1', 'bread', '1').filter(([column]) => column !== 'at'),
  ])
  expect(
    all.flatMap((step) => (step.step === 'refusal' ? [`${step.rowNumber} ${step.problem.field}`] : [])),
  ).toEqual(['2 /itemId', '3 /quantity', '4 /priceMinor', '5 /orderId', '8 /at'])
  const at = Date.UTC(2011, 6, 1, 9)
  const head = { eventId: expect.any(String) as string, orderId: '1', at, shopper: { customerId: 'c1' } }
  expect(all.flatMap((step) => (step.step === 'record' ? [step.record] : []))).toEqual([
    {
      ...head,
      kind: 'order',
      lines: [
        { itemId: 'tea', quantity: 2, priceMinor: 100 },
        { itemId: 'bread', quantity: 1, priceMinor: 100 },
      ],
    },
    { ...head, kind: 'refund', lines: [{ itemId: 'jam', quantity: 3, priceMinor: 100 }] },
  ])
})

test('a mapping that names a column the file lacks is an error at once', () => {
  const mapping = parseMapping({ kind: 'items', fields: { itemId: 'SKU' } })
  const create = (): unknown =>
    createRowMapper(mapping, {
      emit: () => undefined,
      format: 'csv',
      columns: ['sku'],
      currency: 'GBP',
      timeZone: 'UTC',
    })
  expect(create).toThrow('no column "SKU"; nearest: "sku"')
})
