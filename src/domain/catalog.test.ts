import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categoryAncestors, normalizeCategory } from './catalog.ts'

test('names of a path are trimmed and joined in one way', () => {
  expect(normalizeCategory(' Kitchen>Kettles ')).toBe('Kitchen > Kettles')
  expect(normalizeCategory('> Kitchen > > Kettles >')).toBe('Kitchen > Kettles')
  expect(normalizeCategory(' > ')).toBe('')
  fc.assert(
    fc.property(fc.string(), (path) => {
      expect(normalizeCategory(normalizeCategory(path))).toBe(normalizeCategory(path))
    }),
  )
})

test('a path and all above it, the nearest first', () => {
  expect(categoryAncestors('A > B > C')).toEqual(['A > B > C', 'A > B', 'A'])
  expect(categoryAncestors('A')).toEqual(['A'])
})
