import { expect, test } from 'vitest'
import type { AisleError } from '../domain/errors.ts'
import { BROWSER_FILTER_WORK_MAX } from './filters.ts'
import { given, ids, item, NOW } from './given.test-support.ts'

const shopHas = given({
  items: [item('rye', { brand: 'b0' }), item('cake', { brand: 'b3' })],
  merchandise: [
    [
      'filter',
      'large',
      { filterId: 'large', where: { any: Array.from({ length: 400 }, (_, k) => brand(k)) } },
    ],
  ],
})
function brand(k: number) {
  return { field: 'item.brand' as const, is: '=' as const, than: { value: `b${k}` } }
}
const any = (count: number) => ({ any: Array.from({ length: count }, (_, k) => brand(k + 1)) })
const sequence = (steps: number) => ({
  sequence: Array.from({ length: steps }, () => ({ acts: ['view'] })),
  withinDays: 30,
})
const amazon = (count: number) =>
  `INCLUDE ItemID WHERE ${Array.from({ length: count }, (_, k) => `Items.BRAND IN ("b${k + 1}")`).join(' OR ')}`

const fieldOf = (filter: object, isServer: boolean): string | undefined => {
  try {
    shopHas.ask({ list: 'new', filter }, NOW, isServer)
    return undefined
  } catch (error) {
    return (error as AisleError).field
  }
}

test.each([
  ['a condition', '/filter/where', (count: number) => ({ where: any(count) })],
  ['a filter expression', '/filter/expression', (count: number) => ({ expression: amazon(count) })],
])('%s that a browser sends is of bounded work, and a server’s is not', (_, field, filterOf) => {
  expect(fieldOf(filterOf(BROWSER_FILTER_WORK_MAX), false)).toBeUndefined()
  expect(fieldOf(filterOf(BROWSER_FILTER_WORK_MAX + 1), false)).toBe(field)
  expect(fieldOf(filterOf(BROWSER_FILTER_WORK_MAX + 1), true)).toBeUndefined()
})

test('steps of sequences count', () => {
  const where = { any: Array.from({ length: 4 }, () => sequence(8)) }
  expect(fieldOf({ where }, false)).toBe('/filter/where')
  expect(fieldOf({ where: { any: where.any.slice(0, 3) } }, false)).toBeUndefined()
})

test('a filter that the shop has put may be as large as it likes, for browsers too', () => {
  expect(ids(shopHas.ask({ list: 'new', filter: { filterId: 'large' } }, NOW, false)).toSorted()).toEqual([
    'cake',
    'rye',
  ])
})

test('filters of hundreds of characters that differ at the end do not mix', () => {
  const filterOf = (last: string) => ({
    where: {
      any: [
        ...any(2).any,
        { field: 'item.title', is: '=', than: { value: 'x'.repeat(300) } },
        last === '' ? brand(0) : brand(3),
      ],
    },
  })
  expect(ids(shopHas.ask({ list: 'new', filter: filterOf('') }))).toEqual(['rye'])
  expect(ids(shopHas.ask({ list: 'new', filter: filterOf('x') }))).toEqual(['cake'])
})
