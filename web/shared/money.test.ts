import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyDigits } from '../../src/domain/money.ts'
import { countOf, formatMoney, minorDigits, minorOf, reductionPercent } from './money.ts'

test('minor units have as many digits here as in the engine, in every currency', () => {
  const differing = Intl.supportedValuesOf('currency').filter(
    (code) => minorDigits(code) !== currencyDigits(code),
  )
  expect(differing).toEqual([])
})

test('money shows in the digits of its currency', () => {
  expect(formatMoney(1999, 'GBP')).toBe('£19.99')
  expect(formatMoney(1999, 'JPY')).toBe('¥1,999')
  expect(formatMoney(1999, 'KWD')).toContain('1.999')
})

test('a code that is no currency does not break the page', () => {
  expect(formatMoney(1999, '??')).toBe('?? 19.99')
})

test('a reduction is in whole per cent, and none where the list price is not higher', () => {
  expect(reductionPercent(7_500, 10_000)).toBe(25)
  expect(reductionPercent(10_000, 10_000)).toBe(0)
  expect(reductionPercent(12_000, 10_000)).toBe(0)
})

test('one is not said in the plural', () => {
  expect([0, 1, 2_400].map((count) => countOf(count, 'product'))).toEqual([
    '0 products',
    '1 product',
    '2,400 products',
  ])
})

test('an amount that somebody types is read with a point or a comma, and nothing else is one', () => {
  const read = (text: string, currency = 'EUR') => minorOf(text, currency)
  expect(['12', '12.5', ' 12,50 ', '0', '12.'].map((text) => read(text))).toEqual([
    1_200, 1_250, 1_250, 0, 1_200,
  ])
  expect(read('1200', 'JPY')).toBe(1_200)
  expect(read('1.234', 'KWD')).toBe(1_234)
  for (const text of ['', '.', '-1', '1.234', '1,2,3', '£12', '1e3', '1234567890', 'twelve'])
    expect(read(text)).toBeUndefined()
  expect(read('1.5', 'JPY')).toBeUndefined()
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99_999_999 }),
      fc.constantFrom('GBP', 'JPY', 'KWD'),
      (minor, currency) => {
        const digits = minorDigits(currency)
        expect(minorOf((minor / 10 ** digits).toFixed(digits), currency)).toBe(minor)
      },
    ),
  )
})
