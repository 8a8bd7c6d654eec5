import { expect, test } from 'vitest'
import type { Condition } from '../domain/condition.ts'
import { ConditionError, type ConditionProblem } from './condition-error.ts'
import { parseCondition } from './parse-condition.ts'

const problemOf = (text: string): ConditionProblem => {
  try {
    parseCondition(text)
  } catch (error) {
    if (error instanceof ConditionError) return error.problem
    throw error
  }
  throw new Error(`${text} was taken`)
}

const kettles: Condition = { field: 'item.categories', is: 'under', than: { value: 'Kitchen > Kettles' } }
const ofA: Condition = { field: 'item.brand', is: '=', than: { value: 'A' } }

test.each<[text: string, condition: Condition]>([
  ['item.brand = "A"', ofA],
  ['(((item.brand = "A")))', ofA],
  ['item.categories under "Kitchen > Kettles"', kettles],
  ['item.title contains "kettle"', { field: 'item.title', is: 'contains', than: { value: 'kettle' } }],
  ['item.title STARTS WITH "K"', { field: 'item.title', is: 'starts with', than: { value: 'K' } }],
  ['item.brand in ("A", "B")', { field: 'item.brand', is: 'in', than: { value: ['A', 'B'] } }],
  ['item.priceMinor Not In (1, -2)', { field: 'item.priceMinor', is: 'not in', than: { value: [1, -2] } }],
  ['item.brand in $BRANDS', { field: 'item.brand', is: 'in', than: { parameter: 'BRANDS' } }],
  ['item.stock is known', { field: 'item.stock', is: 'known' }],
  ['item.stock IS UNKNOWN', { field: 'item.stock', is: 'unknown' }],
  ['item.isInStock = true', { field: 'item.isInStock', is: '=', than: { value: true } }],
  ['item.attributes.size.eu = "42"', { field: 'item.attributes.size.eu', is: '=', than: { value: '42' } }],
  [
    'item.attributes["energy class"] != "A++"',
    { field: 'item.attributes.energy class', is: '!=', than: { value: 'A++' } },
  ],
  [
    'item.priceMinor <= seed.priceMinor * 1.2 + 0',
    { field: 'item.priceMinor', is: '<=', than: { field: 'seed.priceMinor', times: 1.2, plus: 0 } },
  ],
  [
    'item.priceMinor > seed.priceMinor - 500',
    { field: 'item.priceMinor', is: '>', than: { field: 'seed.priceMinor', plus: -500 } },
  ],
  [
    'item.addedAt >= date("2026-01-01")',
    { field: 'item.addedAt', is: '>=', than: { value: Date.UTC(2026, 0, 1) } },
  ],
  [
    'item.addedAt < date("2026-01-01T09:30:00+02:00")',
    { field: 'item.addedAt', is: '<', than: { value: Date.UTC(2026, 0, 1, 7, 30) } },
  ],
  [
    'item.priceMinor between 100 and 500',
    {
      all: [
        { field: 'item.priceMinor', is: '>=', than: { value: 100 } },
        { field: 'item.priceMinor', is: '<=', than: { value: 500 } },
      ],
    },
  ],
  ['always', { all: [] }],
  ['never', { any: [] }],
  ['all (always)', { all: [{ all: [] }] }],
  ['any (always, never)', { any: [{ all: [] }, { any: [] }] }],
  ['not not always', { not: { not: { all: [] } } }],
  ['not always and never', { all: [{ not: { all: [] } }, { any: [] }] }],
  ['some line (item.brand = "A")', { lines: 'some', hold: ofA }],
  ['every LINE (item.brand = "A")', { lines: 'every', hold: ofA }],
  ['no line (item.brand = "A")', { lines: 'none', hold: ofA }],
  [
    'history(purchase, last 30 days, of item) >= 1',
    { history: { acts: ['purchase'], of: 'item', withinDays: 30 }, is: '>=', than: 1 },
  ],
  [
    'history(view cart, of (item.brand = "A")) < 3',
    { history: { acts: ['view', 'cart'], of: ofA }, is: '<', than: 3 },
  ],
  ['history(wish) = 0', { history: { acts: ['wish'] }, is: '=', than: 0 }],
  [
    'sequence(view of (item.brand = "A") last 1 day, purchase of item) within 7 days',
    {
      sequence: [
        { acts: ['view'], of: ofA, withinDays: 1 },
        { acts: ['purchase'], of: 'item' },
      ],
      withinDays: 7,
    },
  ],
])('%s is read', (text, condition) => {
  expect(parseCondition(text)).toEqual(condition)
})

test('and binds tighter than or, and parentheses keep what they hold together', () => {
  const [a, b, c] = ['A', 'B', 'C'].map(
    (value): Condition => ({ field: 'item.brand', is: '=', than: { value } }),
  ) as [Condition, Condition, Condition]
  const text = 'item.brand = "A" or item.brand = "B" and item.brand = "C"'
  expect(parseCondition(text)).toEqual({ any: [a, { all: [b, c] }] })
  expect(parseCondition('(item.brand = "A" AND item.brand = "B") and item.brand = "C"')).toEqual({
    all: [{ all: [a, b] }, c],
  })
})

const nested = (depth: number): string => (depth === 0 ? 'always' : `not (${nested(depth - 1)})`)

test.each<[text: string, offset: number, found: string, message: RegExp, fix: RegExp]>([
  ['', 0, 'the end', /expected a condition/, /Begin with a field/],
  ['item.brand', 10, 'the end', /expected a comparison/, /Use one of = != </],
  ['item.brand = ', 13, 'the end', /expected a value/, /double quotes/],
  ['item.brand = red', 13, 'red', /expected a value/, /"red"/],
  ['item.brand = "red', 13, 'the end', /expected a closing quote/, /Close the text/],
  ["item.brand = 'red'", 13, "'", /expected a value/, /straight double quotes/],
  ['item.brand = “red”', 13, '“', /expected a value/, /straight double quotes/],
  ['item.brand = "\\q"', 13, '"\\q"', /expected a text/, /backslash/],
  ['item.brand == "A"', 12, '=', /expected a value/, /one = is enough/],
  ['item.brand in "A"', 14, '"A"', /expected a list/, /in \("A", "B"\)/],
  ['item.brand = ("A")', 13, '(', /expected a value/, /write in/],
  ['item.brand in ("A" "B")', 19, '"B"', /expected "\)"/, /comma/],
  ['item.isInStock in (true)', 19, 'true', /a text or a number/, /= true/],
  ['item.isInStock is true', 18, 'true', /"known" or "unknown"/, /= instead/],
  ['brand = "A"', 0, 'brand', /expected a condition/, /item\.brand/],
  ['itm.brand = "A"', 0, 'itm.brand', /expected a field of item, seed/, /item\.brand/],
  ['(item.brand = "A"', 17, 'the end', /expected "\)"/, /Close the parenthesis/],
  ['item.brand = "A" item.brand = "B"', 17, 'item.brand', /"and", "or" or the end/, /Join/],
  ['item.brand = $', 13, '$', /expected a parameter/, /\$PRICE_MAX/],
  [`item.brand = $${'x'.repeat(51)}`, 13, `$${'x'.repeat(51)}`, /expected a parameter/, /50/],
  ['item.price < 1e999', 13, '1e999', /expected a number/, /1e308/],
  ['item.addedAt > date("2026-02-30")', 20, '"2026-02-30"', /expected a date/, /2026-01-31/],
  ['item.addedAt > date("soon")', 20, '"soon"', /expected a date/, /zone/],
  ['item.price < seed.price * "2"', 26, '"2"', /expected a number/, /multiplied/],
  ['history(bought) > 1', 8, 'bought', /one of view, cart, wish, purchase/, /history\(/],
  ['history(purchase, 30 days) > 1', 18, '30', /"last" or "of"/, /last 30 days/],
  ['history(purchase)', 17, 'the end', /< <= = >= >/, />= 1/],
  ['sequence(view, cart)', 20, 'the end', /expected "within"/, /within 7 days/],
  ['some line', 9, 'the end', /expected "\("/, /parentheses/],
  ['item.brand = "A" & item.brand = "B"', 17, '&', /expected a condition/, /Take the sign out/],
])('%s is refused at its place', (text, offset, found, message, fix) => {
  const problem = problemOf(text)
  expect(problem).toMatchObject({ offset, found, pointer: '' })
  expect(problem.message).toMatch(message)
  expect(problem.message).toContain(`character ${offset + 1}`)
  expect(problem.fix).toMatch(fix)
})

test('text of 100 kB is refused before it is looked at', () => {
  const problem = problemOf('"'.repeat(100_000))
  expect(problem.message).toContain('expected at most 10000 characters, found 100000')
  expect(problem.fix).toContain('Shorten')
})

test('32 conditions may stand within each other', () => {
  expect(parseCondition(nested(31))).toBeDefined()
  const problem = problemOf(nested(32))
  expect(problem.message).toContain('more than 32 levels')
  expect(problem.fix).toContain('flatter')
})

test.each(['(', 'not ', 'some line (', 'history(view, of (', 'all ('])(
  'nothing but %s is refused without running out of stack',
  (piece) => {
    const problem = problemOf(piece.repeat(9_999 / piece.length))
    expect(problem.message).toContain('more than 32 levels')
  },
)

test('500 comparisons are the limit', () => {
  const text = (count: number): string => Array.from({ length: count }, () => 'always').join(' or ')
  expect(parseCondition(text(500))).toBeDefined()
  expect(problemOf(text(501)).message).toContain('501 comparisons, more than 500')
})
