import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conditionArbitrary } from './conditions.test-support.ts'
import { checkCondition } from './check-condition.ts'
import { parseCondition } from './parse-condition.ts'
import { printCondition } from './print-condition.ts'

test('what is printed is read back as it was', () => {
  fc.assert(
    fc.property(conditionArbitrary, (condition) => {
      expect(checkCondition(condition)).toEqual({ condition })
      expect(parseCondition(printCondition(condition))).toEqual(condition)
    }),
    { numRuns: 1_000 },
  )
})

test('dates are printed as dates, and only of fields that are dates', () => {
  const value = Date.UTC(2026, 0, 1)
  expect(printCondition({ field: 'item.addedAt', is: '<', than: { value } })).toBe(
    'item.addedAt < date("2026-01-01")',
  )
  expect(printCondition({ field: 'time.at', is: '<', than: { value: value + 1 } })).toBe(
    'time.at < date("2026-01-01T00:00:00.001Z")',
  )
  expect(printCondition({ field: 'item.stock', is: '<', than: { value } })).toBe(`item.stock < ${value}`)
})

test.each([
  'item.priceMinor <= 2000 and item.categories under "Kitchen" and not (item.brand in ("A", "B"))',
  'item.priceMinor <= seed.priceMinor * 1.2 - 5 or (item.stock is known and item.brand = $BRAND)',
  'item.attributes.size.eu = "42" and item.attributes["energy class"] is known',
  'every line (history(view cart, last 1 day, of item) < 3)',
  'sequence(view last 3 days of (item.brand = "A"), purchase) within 7 days',
])('%s is printed as it was written', (text) => {
  expect(printCondition(parseCondition(text))).toBe(text)
})
