import { expect, test } from 'vitest'
import { ID_LENGTH_MAX, isId, isShopId } from './ids.ts'

test.each([
  'a',
  'a/b',
  'rye bread',
  '漢字',
  '🥖',
  '__proto__',
  'constructor',
  '"',
  '\\',
  '%2F',
  'x'.repeat(ID_LENGTH_MAX),
])('%j can be an id', (id) => {
  expect(isId(id)).toBe(true)
})

test.each([
  '',
  'a\nb',
  '\u0000',
  '\u007f',
  'tab\t',
  '\ud83e',
  'a\udd56',
  'x'.repeat(ID_LENGTH_MAX + 1),
  7,
  null,
  undefined,
])('%j cannot be an id', (id) => {
  expect(isId(id)).toBe(false)
})

test('names of shops are plain', () => {
  expect(['bakery', '0', 'a_b-c', 'x'.repeat(63)].every(isShopId)).toBe(true)
  expect(['', '-a', '_a', 'A', 'a b', 'a/b', '..', 'a\n', 'x'.repeat(64), 7].some(isShopId)).toBe(false)
})
