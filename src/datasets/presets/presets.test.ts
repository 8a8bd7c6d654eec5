import { expect, test } from 'vitest'
import type { Step } from '../translate.ts'
import { createPreset, type PresetName } from './presets.ts'

const run = (name: PresetName, csv: string): { readonly kind: string; readonly steps: readonly Step[] } => {
  const steps: Step[] = []
  const [header = '', ...lines] = csv.trim().split('\n')
  const columns = header.split(',')
  const context = {
    emit: (step: Step) => steps.push(step),
    format: 'csv' as const,
    columns,
    currency: 'GBP',
    timeZone: 'UTC',
  }
  const { kind, translator } = createPreset(name, context)
  lines.forEach((line, k) => {
    const cells = line.split(',')
    translator.take({ rowNumber: k + 1, row: new Map(columns.map((column, c) => [column, cells[c]])) })
  })
  translator.end()
  return { kind, steps }
}

const recordsOf = (steps: readonly Step[], kind: string): readonly unknown[] =>
  steps.flatMap((step) => (step.step === 'record' && step.kind === kind ? [step.record] : []))

const RETAIL = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE  HEART ,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.0,17850.0,United Kingdom
536366,85123A,WHITE HEART,2,7/1/2011 8:28,2.95,,France
536367,85123A,damaged?,1,2011-07-02 08:28:00,2.95,12345.0,Unspecified
C536379,85123A,returned,-1,2011-07-03 09:41:00,2.55,17850.0,United Kingdom
536414,22139,,56,2010-12-01 11:52:00,0.0,,United Kingdom
536941,22734,amazon,20,2010-12-03 12:08:00,0.0,,United Kingdom
536942,22734,BALLOON,1,2010-12-03 12:08:00,0.0,17850.0,United Kingdom
A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,United Kingdom
563187,B,Adjust,1,2011-08-12 14:52:00,-5,,United Kingdom
563188,22734,BALLOON,0,2011-08-12 14:52:00,5,,United Kingdom
563189,22734,BALLOON,1,2011-02-30 14:52:00,5,,United Kingdom
563190,,BALLOON,1,2011-02-20 14:52:00,5,,United Kingdom
563191,22734,BALLOON,1,2011-02-20 14:52:00,dear,,United Kingdom
,22734,BALLOON,1,2011-02-20 14:52:00,5,,United Kingdom
563192,POST,POSTAGE,-1,2011-02-20 14:52:00,18,17850.0,United Kingdom`

test('invoices of Online Retail become orders and refunds, in pounds and British time', () => {
  const { kind, steps } = run('online-retail', RETAIL)
  expect(kind).toBe('orders')
  expect(recordsOf(steps, 'events')).toMatchObject([
    {
      kind: 'order',
      orderId: '536365',
      at: Date.UTC(2010, 11, 1, 8, 26),
      shopper: { customerId: '17850' },
      currency: 'GBP',
      lines: [
        { itemId: '85123A', quantity: 6, priceMinor: 255 },
        { itemId: 'POST', quantity: 1, priceMinor: 1800 },
      ],
    },
    { kind: 'order', orderId: '536366', at: Date.UTC(2011, 6, 1, 7, 28) },
    { kind: 'order', orderId: '536367' },
    { kind: 'refund', orderId: 'C536379', lines: [{ itemId: '85123A', quantity: 1, priceMinor: 255 }] },
    { kind: 'order', orderId: '536942', lines: [{ itemId: '22734', quantity: 1, priceMinor: 0 }] },
    { kind: 'refund', orderId: '563192', lines: [{ itemId: 'POST', quantity: 1 }] },
  ])
  expect(recordsOf(steps, 'events')[1]).not.toHaveProperty('shopper')
})

test('rows that are no sales are refused, each with its reason', () => {
  const refused = run('online-retail', RETAIL).steps.flatMap((step) =>
    step.step === 'refusal' ? [`${step.rowNumber} ${step.problem.code}`] : [],
  )
  expect(refused).toEqual([
    '6 EMPTY_LINE',
    '7 STOCK_ADJUSTMENT',
    '9 LEDGER_ADJUSTMENT',
    '10 NEGATIVE_PRICE',
    '11 BAD_NUMBER',
    '12 BAD_DATE',
    '13 MISSING',
    '14 BAD_MONEY',
    '15 MISSING',
  ])
})

test('the catalog has the last true title, the usual price and the first day; services are stopped', () => {
  const at = Date.UTC(2010, 11, 1, 8, 26)
  expect(recordsOf(run('online-retail', RETAIL).steps, 'items')).toEqual([
    { itemId: '85123A', title: 'WHITE HEART', priceMinor: 295, currency: 'GBP', addedAt: at },
    { itemId: 'POST', title: 'POSTAGE', priceMinor: 1800, currency: 'GBP', addedAt: at, status: 'stopped' },
    { itemId: '22734', title: 'BALLOON', currency: 'GBP', addedAt: Date.UTC(2010, 11, 3, 12, 8) },
  ])
})

test('customers have their country, as a code where it is one', () => {
  expect(recordsOf(run('online-retail', RETAIL).steps, 'customers')).toEqual([
    { customerId: '17850', addresses: [{ country: 'GB' }], attributes: { country: 'United Kingdom' } },
    { customerId: '12345', attributes: { country: 'Unspecified' } },
  ])
})

test('a file that is not Online Retail is named as such', () => {
  expect(() => run('online-retail', 'InvoiceNo,StockCode\n1,2')).toThrow('no column "Description"')
})

test('interactions of Amazon Personalize become events', () => {
  const { kind, steps } = run(
    'amazon-personalize',
    `USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,IMPRESSION,RECOMMENDATION_ID,DEVICE
u1,i1,1291191960,View,,i1|i2,RID-1,phone
u1,i1,1291191961,Purchase,9.5,,,phone
u2,i2,1291191962,,,,,`,
  )
  expect(kind).toBe('events')
  expect(recordsOf(steps, 'events')).toMatchObject([
    {
      kind: 'View',
      at: 1_291_191_960_000,
      shopper: { customerId: 'u1' },
      itemId: 'i1',
      itemIds: ['i1', 'i2'],
      recommendationId: 'RID-1',
      properties: { DEVICE: 'phone' },
    },
    {
      kind: 'Purchase',
      lines: [{ itemId: 'i1', quantity: 1 }],
      properties: { eventValue: 9.5, DEVICE: 'phone' },
    },
    { kind: 'product-view', itemId: 'i2' },
  ])
})

test('items and users of Amazon Personalize are known by their header, in any case', () => {
  const items = run(
    'amazon-personalize',
    'item_id,PRICE,CATEGORY_L1,CATEGORY_L2,PRODUCT_DESCRIPTION,CREATION_TIMESTAMP,AGE_GROUP\ni1,12.5,Food,Bread,Rye,1291191960,adult',
  )
  expect(recordsOf(items.steps, 'items')).toEqual([
    {
      itemId: 'i1',
      priceMinor: 1250,
      categories: ['Food > Bread'],
      description: 'Rye',
      addedAt: 1_291_191_960_000,
      attributes: { AGE_GROUP: 'adult' },
    },
  ])
  expect(recordsOf(run('amazon-personalize', 'USER_ID,AGE,GENDER\nu1,31,F').steps, 'customers')).toEqual([
    { customerId: 'u1', gender: 'F', attributes: { AGE: 31 } },
  ])
  expect(() => run('amazon-personalize', 'a;b\n1')).toThrow('no Amazon Personalize data set')
})
