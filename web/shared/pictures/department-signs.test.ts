import { expect, test } from 'vitest'
import { departmentSign } from './department-signs.ts'

test('departments are known by their words, in any shop', () => {
  const signs = {
    Kitchen: 'kitchen',
    'Phones & Computing': 'computing',
    'Home Accents': 'decor',
    'Bags & Accessories': 'bags',
    'Watches & Jewellery': 'jewellery',
    Women: 'women',
    Men: 'men',
    'Books & Paper': 'books',
    'Pet Supplies': 'pets',
    Womenswear: 'women',
    'Garden Lighting': 'lighting',
  }
  for (const [name, sign] of Object.entries(signs)) expect(departmentSign(name)).toBe(sign)
})

test('a word in the middle of another says nothing', () => {
  expect(departmentSign('Carpets')).toBe('other')
  expect(departmentSign('')).toBe('other')
})
