import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyDigits, isCurrency, toMinor } from './money.ts'

test.each([
  [2.55, 'GBP', 255],
  [1.005, 'EUR', 101],
  [-1.005, 'EUR', -101],
  [8.325, 'KWD', 8325],
  [1234, 'JPY', 1234],
  [0.5, 'JPY', 1],
  [1.00005, 'CLF', 10001],
  [1e21, 'USD', 1e23],
  [1e-9, 'USD', 0],
])('%d %s is %d in minor units', (amount, currency, minor) => {
  expect(toMinor(amount, currency)).toBe(minor)
})

test('minor units written as an amount come back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.constantFrom('GBP', 'JPY', 'KWD'),
      (minor, currency) => {
        expect(toMinor(minor / 10 ** currencyDigits(currency), currency)).toBe(minor === 0 ? 0 : minor)
      },
    ),
  )
})

test('what is no amount is not a number of minor units', () => {
  expect(
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((amount) => toMinor(amount, 'GBP')),
  ).toEqual([Number.NaN, Number.NaN, Number.NaN])
})

test('currencies are ISO codes in capitals', () => {
  expect(['GBP', 'EUR', 'JPY'].every(isCurrency)).toBe(true)
  expect(['gbp', 'XXY', '', 'EURO', '__proto__'].some(isCurrency)).toBe(false)
})
