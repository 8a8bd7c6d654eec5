import { expect, test } from 'vitest'
import { RuleSchema, StrategySchema } from './merchandise-schema.ts'
import { compileCheck } from './problem.ts'

const rule = compileCheck(RuleSchema)
const strategy = compileCheck(StrategySchema)

test.each([
  [{ do: 'pin', itemId: 'x', slot: 0 }, '/action/slot'],
  [{ do: 'pin', slot: 1 }, '/action/itemId'],
  [{ do: 'boost', items: { itemIds: ['a'] }, factor: 1 }, '/action/factor'],
  [{ do: 'include', itemIds: ['a'], slot: 1 }, '/action/slot'],
  [{ do: 'pim', itemId: 'x', slot: 1 }, '/action/do'],
  [{ itemId: 'x' }, '/action/do'],
  ['pin', '/action'],
])('of the action %j, what is wrong is said of the kind that it names', (action, field) => {
  expect(rule.is({ ruleId: 'r', action })).toBe(false)
  expect(rule.problemOf({ ruleId: 'r', action }).field).toBe(field)
})

test('an action of no kind hears which kinds there are', () => {
  expect(rule.problemOf({ ruleId: 'r', action: { do: 'pim' } }).message).toContain('include')
})

test('of several sources the one that is wrong is named', () => {
  const sources = [
    { from: 'figure', figure: 'new' },
    { from: 'model', model: 'taste', given: 'dreams' },
  ]
  const problem = strategy.problemOf({ strategyId: 's', title: 'S', sources })
  expect(problem.field).toBe('/sources/1/given')
})
