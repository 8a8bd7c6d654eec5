import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCondition } from './check-condition.ts'
import type { ConditionProblem } from './condition-error.ts'
import { readCondition } from './read-condition.ts'

const problemOf = (raw: unknown): ConditionProblem => {
  const checked = checkCondition(raw)
  if ('problem' in checked) return checked.problem
  throw new Error(`${JSON.stringify(raw)} was taken`)
}
const comparison = (field: unknown, is: unknown, value: unknown) => ({ field, is, than: { value } })
const history = (more: object) => ({ history: { acts: ['view'] }, is: '>=', than: 1, ...more })

test.each<[raw: unknown, pointer: string, message: RegExp, fix: RegExp]>([
  [null, '', /null is no condition/, /object/],
  ['item.brand', '', /no condition/, /object/],
  [[], '', /no condition/, /object/],
  [{}, '', /no condition/, /all, any, not/],
  [{ all: {} }, '/all', /no list/, /list of conditions/],
  [{ all: [{ any: [3] }] }, '/all/0/any/0', /3 is no condition/, /object/],
  [{ all: [], note: '' }, '/note', /note is not known/, /all/],
  [{ not: { all: [] }, 'a/b~': 1 }, '/a~1b~0', /a\/b~ is not known/, /not/],
  [comparison('item.prise', '<', 1), '/field', /item.prise is no field/, /item\.price/],
  [comparison('item.colour', '=', 'A'), '/field', /no field/, /item\.attributes\.NAME/],
  [comparison('session.brand', '=', 'A'), '/field', /no field/, /viewCount/],
  [comparison('itm.brand', '=', 'A'), '/field', /no field/, /item\.brand/],
  [comparison('item.attributes.*', '=', 'A'), '/field', /no field/, /item/],
  [comparison('item.attributes.', '=', 'A'), '/field', /no field/, /item/],
  [comparison('seed.__proto__', '=', 'A'), '/field', /no field/, /seed/],
  [comparison('session.attributes.x', '=', 'A'), '/field', /no field/, /minutes/],
  [comparison(7, '=', 'A'), '/field', /7 is no field/, /item/],
  [comparison('item.brand', '<', 'A'), '/is', /text.*cannot be compared by </, /contains/],
  [comparison('item.price', 'like', 1), '/is', /cannot be compared by like/, /<=/],
  [comparison('item.isInStock', 'in', [1]), '/is', /cannot be compared by in/, /=/],
  [comparison('item.price', '<', '1'), '/than/value', /a number, not with "1"/, /2000/],
  [comparison('item.brand', '=', 1), '/than/value', /a text, not with 1/, /Kitchen/],
  [comparison('item.isInStock', '=', 1), '/than/value', /true or false, not with 1/, /true/],
  [comparison('item.addedAt', '<', '2026-01-01'), '/than/value', /a number/, /date\("/],
  [comparison('item.attributes.x', '<', 'A'), '/than/value', /a number/, /number/],
  [comparison('item.brand', 'in', 'A'), '/than/value', /a list/, /\["A"\]/],
  [comparison('item.brand', '=', ['A']), '/than/value', /one value/, /"in"/],
  [comparison('item.brand', 'in', []), '/than/value', /0 values/, /1 to 1000/],
  [comparison('item.brand', 'in', ['A', 1]), '/than/value/1', /not with 1/, /text/],
  [comparison('item.attributes.x', 'in', [true]), '/than/value/0', /in a list/, /= true/],
  [comparison('item.brand', '=', null), '/than/value', /null is no value/, /text/],
  [comparison('item.price', '<', Number.NaN), '/than/value', /no value/, /number/],
  [comparison('item.brand', '=', 'x'.repeat(1_001)), '/than/value', /1000 characters/, /Shorten/],
  [comparison('time.weekday', '=', 'Mon'), '/than/value', /never "Mon"/, /monday, tuesday/],
  [{ field: 'item.brand', is: '=' }, '/than', /nothing to compare/, /"value"/],
  [{ field: 'item.brand', is: '=', than: 'A' }, '/than', /nothing to compare/, /"value"/],
  [{ field: 'item.brand', is: '=', than: { valeu: 'A' } }, '/than/valeu', /not known/, /value/],
  [{ field: 'item.brand', is: 'known', than: { value: 1 } }, '/than', /than is not known/, /is/],
  [{ field: 'item.brand', is: '=', than: { parameter: '$X' } }, '/than/parameter', /no name/, /without \$/],
  [
    { field: 'item.brand', is: '=', than: { field: 'seed.price' } },
    '/than/field',
    /one is a text, the other a number/,
    /text/,
  ],
  [
    { field: 'item.price', is: '<', than: { field: 'seed.price', times: '2' } },
    '/than/times',
    /no number/,
    /number/,
  ],
  [
    { field: 'item.brand', is: '=', than: { field: 'seed.brand', plus: 2 } },
    '/than/plus',
    /only numbers can be reckoned with/,
    /plus out/,
  ],
  [{ lines: 'most', hold: { all: [] } }, '/lines', /most is not known/, /every/],
  [{ lines: 'some' }, '/hold', /no condition/, /object/],
  [history({ is: '!=' }), '/is', /no comparison of a history/, /<= =/],
  [history({ than: 1.5 }), '/than', /no number of acts/, /whole/],
  [history({ than: -1 }), '/than', /no number of acts/, /from 0/],
  [history({ history: [] }), '/history', /says nothing of acts/, /"acts"/],
  [history({ history: { acts: [] } }), '/history/acts', /no acts/, /view, cart/],
  [history({ history: { acts: ['view', 'view'] } }), '/history/acts', /no acts/, /each once/],
  [history({ history: { acts: ['view'], of: 'seed' } }), '/history/of', /no condition/, /object/],
  [
    history({ history: { acts: ['view'], withinDays: 0 } }),
    '/history/withinDays',
    /no number of days/,
    /above 0/,
  ],
  [{ sequence: [{ acts: ['view'] }], withinDays: 1 }, '/sequence', /sequence/, /2 to 10/],
  [{ sequence: [{ acts: ['view'] }, { acts: ['cart'] }] }, '/withinDays', /no number of days/, /36500/],
])('%j is refused at %s', (raw, pointer, message, fix) => {
  const problem = problemOf(raw)
  expect(problem.pointer).toBe(pointer)
  expect(problem.message).toMatch(message)
  expect(problem.fix).toMatch(fix)
})

const nested = (depth: number): unknown => {
  let node: unknown = { all: [] }
  for (let k = 1; k < depth; k++) node = { not: node }
  return node
}

test('a tree of any depth is refused beyond 32', () => {
  expect(checkCondition(nested(32))).toEqual({ condition: nested(32) })
  expect(problemOf(nested(33)).message).toContain('more than 32 levels')
  expect(problemOf(nested(100_000)).pointer).toBe('/not'.repeat(32))
})

test('500 leaves are the limit, wherever they stand', () => {
  const leaves = (count: number) => ({
    any: [
      { all: Array.from({ length: count - 1 }, () => ({ all: [] })) },
      { field: 'item.url', is: 'known' },
    ],
  })
  expect(checkCondition(leaves(500))).toEqual({ condition: leaves(500) })
  expect(problemOf(leaves(501)).message).toContain('more than 500 comparisons')
})

test('whatever comes, there is an answer', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (raw) => {
      const checked = checkCondition(raw)
      expect('condition' in checked || checked.problem.fix !== '').toBe(true)
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (raw) => {
      const read = readCondition(raw)
      expect('condition' in read || (read.problem.offset as number) >= 0).toBe(true)
    }),
  )
})

test('a text that means nothing is refused at the comparison that does not', () => {
  const text = 'item.price < 1 and not (item.brnad = "A")'
  const read = readCondition(text)
  expect(read).toEqual({
    problem: {
      message: 'At character 25: item.brnad is no field.',
      fix: 'Did you mean item.brand?',
      pointer: '',
      offset: text.indexOf('item.brnad'),
    },
  })
  expect(readCondition('item.price < 1')).toEqual({ condition: comparison('item.price', '<', 1) })
  expect(readCondition({ all: [] })).toEqual({ condition: { all: [] } })
})
