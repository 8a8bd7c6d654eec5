import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const names = ['brand', 'priceMinor', 'price', 'categories']

test.each([
  ['brnad', 'brand'],
  ['Brand', 'brand'],
  ['pricemino', 'priceMinor'],
  ['prize', 'price'],
  ['category', 'categories'],
])('%s is taken for %s', (given, near) => {
  expect(nearestName(given, names)).toBe(near)
})

test.each(['', 'color', 'x', 'p'.repeat(10_000)])('nothing is near %s', (given) => {
  expect(nearestName(given, names)).toBeUndefined()
})
