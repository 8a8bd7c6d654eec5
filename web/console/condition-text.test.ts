import { expect, test } from 'vitest'
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
