import { expect, test } from 'vitest'
import { currencyDigits } from '../../src/domain/money.ts'
import { countOf, formatMoney, minorDigits, reductionPercent } from './money.ts'

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
