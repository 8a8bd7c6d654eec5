import { expect, test } from 'vitest'
import { checkColumns, nearestNames, parseMapping } from './mapping.ts'

const message = (raw: unknown): string => {
  try {
    parseMapping(raw)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

test('a mapping is read as it stands', () => {
  const raw = {
    kind: 'items',
    delimiter: ';',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    rest: 'keep',
    empty: ['NULL'],
    fields: {
      itemId: 'SKU',
      priceMinor: { column: 'Prix', type: 'money', decimal: ',' },
      categories: { columns: ['L1', 'L2'] },
      status: { value: 'active' },
      'attributes.Size.EU': 'size',
    },
  }
  expect(parseMapping(raw).fields).toEqual({
    itemId: { column: 'SKU' },
    priceMinor: { column: 'Prix', type: 'money', decimal: ',' },
    categories: { columns: ['L1', 'L2'], type: 'category' },
    status: { value: 'active' },
    'attributes.Size.EU': { column: 'size' },
  })
})

test.each([
  [[], 'its root'],
  [{}, 'kind'],
  [{ kind: 'products' }, 'kind: "products" is none of events, items'],
  [{ kind: 'items', feilds: {} }, 'feilds: there is no such setting; did you mean fields?'],
  [{ kind: 'items', fields: [] }, 'fields'],
  [{ kind: 'items', fields: { itemID: 'a' } }, 'fields.itemID: items have no such field; nearest: itemId'],
  [{ kind: 'items', fields: { itemId: 3 } }, 'fields.itemId'],
  [{ kind: 'items', fields: { itemId: {} } }, 'fields.itemId.column'],
  [
    { kind: 'items', fields: { itemId: { column: 'a', typ: 'text' } } },
    'fields.itemId.typ: there is no such setting; did you mean type?',
  ],
  [{ kind: 'items', fields: { itemId: { column: 'a', type: 'word' } } }, 'fields.itemId.type'],
  [{ kind: 'items', fields: { addedAt: { column: 'a', format: 'dd/mm' } } }, 'fields.addedAt.format'],
  [{ kind: 'items', fields: { categories: { columns: [] } } }, 'fields.categories.columns'],
  [{ kind: 'items', fields: { categories: { columns: ['a'], type: 'list' } } }, 'fields.categories.type'],
  [{ kind: 'items', fields: { status: { column: 'a', values: ['x'] } } }, 'fields.status.values'],
  [{ kind: 'items', fields: { categories: { column: 'a', separator: '' } } }, 'fields.categories.separator'],
  [{ kind: 'items', delimiter: ';;' }, 'delimiter'],
  [{ kind: 'items', delimiter: '"' }, 'delimiter'],
  [{ kind: 'items', format: 'xlsx' }, 'format'],
  [{ kind: 'items', encoding: 'ebcdic' }, 'encoding'],
  [{ kind: 'items', currency: 'POUND' }, 'currency: "POUND" is no ISO 4217 code'],
  [{ kind: 'items', timeZone: 'London' }, 'timeZone: "London" is no IANA name'],
  [{ kind: 'items', empty: 'NULL' }, 'empty'],
  [{ kind: 'items', rest: 'all' }, 'rest'],
])('%j is wrong, and the message says where', (raw, where) => {
  expect(message(raw)).toContain(`The mapping is wrong at ${where}`)
})

test('a column that the file lacks is named with the nearest ones', () => {
  const mapping = parseMapping({
    kind: 'items',
    fields: { itemId: 'StokCode', categories: { columns: ['L1'] } },
  })
  expect(() => checkColumns(mapping, ['StockCode', 'Price', 'L1'])).toThrow(
    'no column "StokCode"; nearest: "StockCode"',
  )
  expect(() => checkColumns(mapping, ['StockCode;Price'])).toThrow('the delimiter may be another')
  expect(() => checkColumns(mapping, ['StokCode', 'L1'])).not.toThrow()
  expect(() => checkColumns(mapping, ['StokCode', 'L2'])).toThrow('no column "L1"')
})

test('nearness counts edits, not case', () => {
  expect(nearestNames('PRICE', ['rice', 'price', 'brand'], 2)).toEqual(['price', 'rice'])
})
