import { expect, test } from 'vitest'
import { gate, type GateRole, type GateSide } from './gates.ts'

const recipe = (over: {
  answeredShare?: number
  itemShare?: number
  askedCount?: number
  lead?: number
}): GateRole => {
  const { answeredShare = 0.9, itemShare = 0.6, askedCount = 100, lead = 0 } = over
  return {
    role: 'bought-bought',
    recipe: 'co-occurrence',
    mustStay: true,
    check: {
      coverage: { answeredShare, itemShare, askedCount },
      lead: { mean: lead, low: lead - 0.02, high: lead + 0.02 },
    },
  }
}
const side = (one: GateRole, over: Partial<GateSide> = {}): GateSide => ({
  actCount: 1_000,
  itemCount: 100,
  roles: [one],
  ...over,
})
const lost: GateRole = {
  role: 'bought-bought',
  recipe: 'co-occurrence',
  mustStay: true,
  reason: 'it was out of luck',
}
const serving = side(recipe({}))
const codes = (candidate: GateSide, before: GateSide | undefined = serving): readonly string[] =>
  gate({ candidate, ...(before !== undefined && { serving: before }) }).map(({ code }) => code)

test('a model like the one that serves may serve, and so may the first', () => {
  expect(codes(serving)).toEqual([])
  expect(gate({ candidate: serving })).toEqual([])
})

test('a model without any role never serves', () => {
  expect(gate({ candidate: side(lost) })).toMatchObject([{ code: 'NOTHING_TRAINED' }])
})

test.each([
  ['half the acts', side(recipe({}), { actCount: 499 }), ['DATA_SHRANK']],
  ['half the items', side(recipe({}), { itemCount: 49 }), ['DATA_SHRANK']],
  ['half the answers', side(recipe({ answeredShare: 0.44 })), ['COVERAGE_FELL']],
  ['half the items shown', side(recipe({ itemShare: 0.29 })), ['COVERAGE_FELL']],
  ['worse beyond the interval', side(recipe({ lead: -0.03 })), ['QUALITY_FELL']],
  ['a little worse', side(recipe({ lead: -0.01 })), []],
  [
    'fewer items shown only as there were more questions',
    side(recipe({ itemShare: 0.04, askedCount: 1_000 })),
    [],
  ],
  [
    'fewer items shown than more questions explain',
    side(recipe({ itemShare: 0.02, askedCount: 200 })),
    ['COVERAGE_FELL'],
  ],
  ['better in all', side(recipe({ lead: 0.5, itemShare: 1 }), { actCount: 9_000 }), []],
  ['too few questions to say', side(recipe({ answeredShare: 0, itemShare: 0, askedCount: 19 })), []],
])('%s', (_, candidate, expected) => {
  expect(codes(candidate)).toEqual(expected)
})

test('a role that lists cannot be without is missed when it was not trained, and says why', () => {
  const taste = { ...recipe({}), role: 'taste', recipe: 'sparse-linear', mustStay: false }
  const two = (...roles: readonly GateRole[]): GateSide => side(recipe({}), { roles })
  const before = two(recipe({}), taste)
  expect(gate({ candidate: two(lost, taste), serving: before })).toMatchObject([
    { code: 'RECIPE_LOST', text: expect.stringMatching(/bought-bought.*out of luck/) },
  ])
  expect(codes(two(recipe({}), { ...lost, role: 'taste', mustStay: false }), before)).toEqual([])
  expect(codes(two(recipe({})), before)).toEqual([])
})

test('every role is held against itself, and the reason names it', () => {
  const taste = (lead: number) => ({ ...recipe({ lead }), role: 'taste', mustStay: false })
  const two = (other: GateRole): GateSide => side(recipe({}), { roles: [recipe({}), other] })
  expect(gate({ candidate: two(taste(-0.03)), serving: two(taste(0)) })).toMatchObject([
    { code: 'QUALITY_FELL', text: expect.stringContaining('taste') },
  ])
})

test('another recipe in a role may show fewer items, and may not be worse', () => {
  const other = (over: Parameters<typeof recipe>[0]): GateSide =>
    side({ ...recipe(over), recipe: 'ease/top-n' })
  expect(codes(other({ itemShare: 0.01, answeredShare: 0.1 }))).toEqual([])
  expect(codes(other({ lead: -0.03 }))).toEqual(['QUALITY_FELL'])
})
