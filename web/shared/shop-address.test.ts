import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf, pathNames, shopOf } from './shop-address.ts'

test('the demo is the shop of an address that names none', () => {
  expect(shopOf('')).toBe('demo')
  expect(shopOf('?shop=')).toBe('demo')
  expect(shopOf('?shop=north')).toBe('north')
})

test('addresses keep to their shop', () => {
  expect(addressOf('demo', ['shop'])).toBe('/shop/')
  expect(addressOf('north', ['shop', 'search'], { q: 'a b' })).toBe('/shop/search?q=a+b&shop=north')
})

test('names of any signs come back from an address as they went in', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !['.', '..'].includes(text) && text.isWellFormed())
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), (names) => {
      const { pathname } = new URL(addressOf('demo', ['shop', ...names]), 'http://localhost')
      expect(pathNames(pathname)).toEqual(['shop', ...names])
    }),
  )
  expect(addressOf('demo', ['shop', 'product', 'a/b ü💡'])).toBe('/shop/product/a%2Fb%20%C3%BC%F0%9F%92%A1')
})

test('an address that cannot be decoded is no page, not an error', () => {
  expect(pathNames('/shop/product/%E0%A4%A')).toBeUndefined()
})
