import { expect, test } from 'vitest'
import { type CastOptions, CastProblem, compileCast } from './cast.ts'

const cast = (cell: unknown, options: Omit<CastOptions, 'timeZone'>, currency = 'GBP'): unknown => {
  const value = compileCast({ timeZone: 'Europe/London', ...options })(cell, currency)
  return value instanceof CastProblem ? value.code : value
}

test.each([
  ['2.55', 'GBP', 255],
  ['£1,234.50', 'GBP', 123_450],
  ['-3', 'GBP', -300],
  ['1200', 'JPY', 1200],
  ['1.005', 'KWD', 1005],
  [2.55, 'GBP', 255],
])('%j in %s is %d minor units', (cell, currency, minor) => {
  expect(cast(cell, { type: 'money' }, currency)).toBe(minor)
})

test('a decimal comma is read when it is asked for', () => {
  expect(cast('1.234,50 €', { type: 'money', decimal: ',' }, 'EUR')).toBe(123_450)
  expect(cast('2,5', { type: 'number', decimal: ',' })).toBe(2.5)
})

test('what is no money, or in no currency, is refused', () => {
  expect(cast('free', { type: 'money' })).toBe('BAD_MONEY')
  expect(cast('2,55', { type: 'money' })).toBe('BAD_MONEY')
  expect(cast('2.55', { type: 'money' }, 'ZZZ')).toBe('UNKNOWN_CURRENCY')
})

test('numbers are whole where they must be', () => {
  expect(cast(' 7 ', { type: 'integer' })).toBe(7)
  expect(cast('1e3', { type: 'number' })).toBe(1000)
  expect(cast('7.5', { type: 'integer' })).toBe('BAD_NUMBER')
  expect(cast('seven', { type: 'number' })).toBe('BAD_NUMBER')
  expect(cast('Infinity', { type: 'number' })).toBe('BAD_NUMBER')
})

test('text stays as it is; numbers become it, objects do not', () => {
  expect(cast(' a/b 🍞 ', { type: 'text' })).toBe(' a/b 🍞 ')
  expect(cast(42, { type: 'text' })).toBe('42')
  expect(cast({}, { type: 'text' })).toBe('BAD_TEXT')
})

test('lists are split, or read as JSON, or kept', () => {
  expect(cast('tea| jam |', { type: 'list' })).toEqual(['tea', 'jam'])
  expect(cast('tea;jam', { type: 'list', separator: ';' })).toEqual(['tea', 'jam'])
  expect(cast('["a|b"]', { type: 'list' })).toEqual(['a|b'])
  expect(cast([1, 'b'], { type: 'list' })).toEqual(['1', 'b'])
  expect(cast(true, { type: 'list' })).toEqual(['true'])
  expect(cast({}, { type: 'list' })).toBe('BAD_TEXT')
})

test('a category is a path in the one spelling', () => {
  expect(cast('Kitchen/ Kettles', { type: 'category', separator: '/' })).toBe('Kitchen > Kettles')
  expect(cast('Kitchen>Kettles', { type: 'category' })).toBe('Kitchen > Kettles')
  expect(cast([], { type: 'category' })).toBe('BAD_TEXT')
})

test('yes and no are known by their usual words', () => {
  expect(['Yes', 't', '1', true].map((cell) => cast(cell, { type: 'boolean' }))).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['no', 'F', '0', false].map((cell) => cast(cell, { type: 'boolean' }))).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(cast('perhaps', { type: 'boolean' })).toBe('BAD_BOOLEAN')
})

test('JSON is read, or kept when it is read already', () => {
  expect(cast('{"a":[1]}', { type: 'json' })).toEqual({ a: [1] })
  expect(cast({ a: 1 }, { type: 'json' })).toEqual({ a: 1 })
  expect(cast('{', { type: 'json' })).toBe('BAD_JSON')
})

test('columns without a type give numbers only where nothing is lost', () => {
  const cells = ['12', '-0.5', '007', '1e5', '12345678901234567', 'x', true]
  expect(cells.map((cell) => cast(cell, { type: 'auto' }))).toEqual([
    12,
    -0.5,
    '007',
    '1e5',
    '12345678901234567',
    'x',
    true,
  ])
})

test('dates are read in their format', () => {
  expect(cast('1291191960', { type: 'date', format: 'epoch-s' })).toBe(1_291_191_960_000)
  expect(cast('2010-12-01 08:26:00', { type: 'date' })).toBe(1_291_191_960_000)
  expect(cast('soon', { type: 'date' })).toBe('BAD_DATE')
})
