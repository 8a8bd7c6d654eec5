import { expect, test } from 'vitest'
import { gate, type GateRecipe, type GateSide } from './gates.ts'

const recipe = (over: {
  answeredShare?: number
  itemShare?: number
  askedCount?: number
  lead?: number
}): GateRecipe => {
  const { answeredShare = 0.9, itemShare = 0.6, askedCount = 100, lead = 0 } = over
  return {
    recipe: 'co-occurrence',
    check: {
      coverage: { answeredShare, itemShare, askedCount },
      lead: { mean: lead, low: lead - 0.02, high: lead + 0.02 },
    },
  }
}
const side = (one: GateRecipe, over: Partial<GateSide> = {}): GateSide => ({
  actCount: 1_000,
  itemCount: 100,
  recipes: [one],
  ...over,
})
const lost: GateRecipe = { recipe: 'co-occurrence', reason: 'it was out of luck' }
const serving = side(recipe({}))
const codes = (candidate: GateSide, before: GateSide | undefined = serving): readonly string[] =>
  gate({ candidate, ...(before !== undefined && { serving: before }) }).map(({ code }) => code)

test('a model like the one that serves may serve, and so may the first', () => {
  expect(codes(serving)).toEqual([])
  expect(gate({ candidate: serving })).toEqual([])
})

test('a model without any recipe never serves', () => {
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

test('a recipe that serves and could not be trained is missed, one that is no longer asked for is not', () => {
  const two = (other: GateRecipe): GateSide =>
    side(recipe({}), { recipes: [{ ...recipe({}), recipe: 'new' }, other] })
  expect(gate({ candidate: two(lost), serving })).toMatchObject([
    { code: 'RECIPE_LOST', text: expect.stringContaining('out of luck') },
  ])
  expect(codes(side({ ...recipe({}), recipe: 'new' }))).toEqual([])
})
