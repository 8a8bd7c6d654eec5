import { expect, test } from 'vitest'
import { parseCondition } from '../../src/conditions/parse-condition.ts'
import { conditionText } from './condition-text.ts'

test('a condition is written as it would be typed', () => {
  expect(
    conditionText({
      all: [
        { field: 'item.price', is: '<=', than: { value: 20 } },
        {
          any: [
            { field: 'item.brand', is: 'in', than: { value: ['A', 'B "C"'] } },
            { field: 'item.stock', is: 'unknown' },
          ],
        },
        { not: { field: 'item.attributes.energy class', is: '=', than: { value: 'A' } } },
      ],
    }),
  ).toBe(
    'item.price <= 20 and (item.brand in ("A", "B \\"C\\"") or item.stock is unknown) and not (item.attributes["energy class"] = "A")',
  )
})

test('other fields, histories, lines and sequences have their words', () => {
  expect(
    conditionText({
      field: 'item.price',
      is: '<',
      than: { field: 'seed.price', times: 1.2, plus: -5 },
    }),
  ).toBe('item.price < seed.price * 1.2 - 5')
  expect(
    conditionText({ history: { acts: ['purchase'], of: 'item', withinDays: 30 }, is: '=', than: 0 }),
  ).toBe('history(purchase, last 30 days, of item) = 0')
  expect(conditionText({ lines: 'none', hold: { all: [] } })).toBe('no line (always)')
  expect(
    conditionText({ sequence: [{ acts: ['view'] }, { acts: ['cart', 'purchase'] }], withinDays: 1 }),
  ).toBe('sequence(view, cart purchase) within 1 day')
  expect(conditionText({ any: [{ all: [] }] })).toBe('any (always)')
})

const CONDITIONS = [
  'item.priceMinor <= 2000 and item.categories under "Kitchen" and not (item.brand in ("A", "B"))',
  'item.priceMinor <= seed.priceMinor * 1.2 or item.priceMinor is unknown',
  'item.price < seed.price * 1.1 - 5 and (item.stock > 3 or item.brand = "a \\"b\\" \\\\ c")',
  'item.attributes.color = "red" and item.attributes["energy class"] in ("A", "B")',
  'item.addedAt >= date("2026-01-01") and item.price between 10 and 25',
  'shopper.loyaltyTier = "gold" and time.weekday in ("saturday", "sunday")',
  'history(view cart, of (item.brand = "A")) >= 3',
  'no line (item.categories under "Gift cards")',
  'sequence(view of (item.brand = "A"), purchase) within 7 days',
  'always or never',
  'not item.isInStock = true',
]

test('the server reads what is written as the same condition', () => {
  for (const text of CONDITIONS) {
    const condition = parseCondition(text)
    expect(parseCondition(conditionText(condition))).toEqual(condition)
  }
})
