/**
 * Filters of Amazon Personalize: expressions with `|` between them. In a list is what some INCLUDE holds of (everything,
 * when there is none) and no EXCLUDE. docs/conditions.md says how ours read what theirs leave open.
 */
import { type Condition, type Operand, PAST_ACT_KINDS, type PastActKind } from '../domain/condition.ts'
import {
  type AmazonComparison,
  type AmazonExpression,
  type AmazonTest,
  parseAmazonExpression,
} from './amazon-expression.ts'
import { amazonFacts } from './amazon-fields.ts'
import { actOfEventType, type AmazonValues, numberGiven, textsGiven } from './amazon-values.ts'
import { type CompiledCondition, compileCondition, compiledBy } from './compile-condition.ts'
import { ConditionError } from './condition-error.ts'
import { needsOf } from './condition-tree.ts'
import { TokenReader, tokensOf } from './tokens.ts'

/** In UTF-16 units. */
export const AMAZON_FILTER_LENGTH_MAX = 2_500
export const AMAZON_PARAMETER_COUNT_MAX = 25

export type AmazonFilter = {
  readonly expressions: readonly AmazonExpression[]
  /** Parameters that must be given: those of INCLUDE. */
  readonly required: readonly string[]
  /** Those of EXCLUDE alone; what waits for one that is not given is left out. */
  readonly optional: readonly string[]
}

const parametersOfTest = (test: AmazonTest): readonly string[] => {
  const holder = 'eventTypes' in test ? test.eventTypes : test.than
  return 'parameter' in holder ? [holder.parameter] : []
}

const parametersOf = ({ alternatives, onlyIf }: AmazonExpression): readonly string[] =>
  [...alternatives.flat(), ...onlyIf].flatMap(parametersOfTest)

/** @throws ConditionError that says what is wrong, where, and what to write instead */
export const parseAmazonFilter = (text: string): AmazonFilter => {
  const reader = new TokenReader(tokensOf(text, AMAZON_FILTER_LENGTH_MAX))
  const expressions: AmazonExpression[] = []
  do {
    const start = reader.peek()
    const expression = parseAmazonExpression(reader)
    if (expressions[0] !== undefined && expressions[0].target !== expression.target)
      reader.refuse('one filter is of items or of users', 'Make two filters.', start)
    expressions.push(expression)
  } while (reader.takeSign('|'))
  if (reader.peek().kind !== 'end')
    reader.fail('AND, OR, IF, | or the end', 'Join conditions by AND or OR, and expressions by |.')
  const required = new Set(
    expressions.filter(({ action }) => action === 'include').flatMap((include) => parametersOf(include)),
  )
  const all = new Set(expressions.flatMap((expression) => parametersOf(expression)))
  if (all.size > AMAZON_PARAMETER_COUNT_MAX)
    reader.refuse(
      `the filter has ${all.size} parameters, more than ${AMAZON_PARAMETER_COUNT_MAX}`,
      'One parameter can hold several values.',
      reader.peek(),
    )
  return { expressions, required: [...required], optional: [...all].filter((name) => !required.has(name)) }
}

export const comparisonCountOf = ({ expressions }: AmazonFilter): number =>
  expressions.reduce((sum, { alternatives, onlyIf }) => sum + alternatives.flat().length + onlyIf.length, 0)

const NUMBER_COMPARISONS: readonly string[] = ['=', '!=', '<', '<=', '>', '>=']

/** The operand with its value; undefined when it waits for a parameter that was not given. */
const givenOperand = ({ is, than }: AmazonComparison, values: AmazonValues): Operand | undefined => {
  if (!('parameter' in than)) return than
  const value = NUMBER_COMPARISONS.includes(is)
    ? numberGiven(values, than.parameter)
    : textsGiven(values, than.parameter)
  return value === undefined ? undefined : { value }
}

const conditionOfComparison = (test: AmazonComparison, values: AmazonValues): Condition | undefined => {
  const than = givenOperand(test, values)
  return than === undefined ? undefined : { field: test.field, is: test.is, than }
}

/** Types that are given with a request and are not kept in the history match nothing. */
const actsGiven = (
  eventTypes: readonly PastActKind[] | { readonly parameter: string },
  values: AmazonValues,
): readonly PastActKind[] | undefined => {
  if (!('parameter' in eventTypes)) return eventTypes
  const names = textsGiven(values, eventTypes.parameter)
  if (names === undefined || names.includes('*')) return names && PAST_ACT_KINDS
  return PAST_ACT_KINDS.filter((kind) => names.some((name) => actOfEventType(name) === kind))
}

const conditionOfTest = (
  test: AmazonTest,
  target: AmazonExpression['target'],
  values: AmazonValues,
): Condition | undefined => {
  if (!('eventTypes' in test)) return conditionOfComparison(test, values)
  const acts = actsGiven(test.eventTypes, values)
  if (acts === undefined) return undefined
  if (acts.length === 0) return test.isNegated ? { all: [] } : { any: [] }
  const history = target === 'item' ? { acts, of: 'item' as const } : { acts }
  return test.isNegated ? { history, is: '=', than: 0 } : { history, is: '>=', than: 1 }
}

/** What an expression asks, with values for its parameters. */
type Given = { readonly isInclude: boolean; readonly where: Condition; readonly onlyIf: readonly Condition[] }

/** @returns undefined when nothing is left of it, because parameters were not given */
const givenOf = (
  { action, target, alternatives, onlyIf }: AmazonExpression,
  values: AmazonValues,
): Given | undefined => {
  const any = alternatives
    .map((tests) => tests.flatMap((test) => conditionOfTest(test, target, values) ?? []))
    .filter((all) => all.length > 0)
    .map((all): Condition => (all.length === 1 ? (all[0] as Condition) : { all }))
  const ifs = onlyIf.map((test) => conditionOfComparison(test, values))
  if (any.length === 0 || ifs.includes(undefined)) return undefined
  return {
    isInclude: action === 'include',
    where: any.length === 1 ? (any[0] as Condition) : { any },
    onlyIf: ifs as readonly Condition[],
  }
}

/** The expressions that apply, as one condition. */
const together = (given: readonly Given[]): Condition => {
  const includes = given.filter(({ isInclude }) => isInclude).map(({ where }) => where)
  const excludes = given.filter(({ isInclude }) => !isInclude).map(({ where }): Condition => ({ not: where }))
  const included: readonly Condition[] = includes.length > 1 ? [{ any: includes }] : includes
  const all = [...included, ...excludes]
  return all.length === 1 ? (all[0] as Condition) : { all }
}

/**
 * @param values  of the parameters: quoted texts with commas between them, texts, numbers, or lists
 * @throws ConditionError when a required parameter is not given, or a value does not suit
 */
export const compileAmazonFilter = (filter: AmazonFilter, values: AmazonValues): CompiledCondition => {
  for (const name of filter.required)
    if (textsGiven(values, name) === undefined)
      throw new ConditionError({
        message: `The filter needs a value for $${name}.`,
        fix: `Send values with ${name}; only what belongs to EXCLUDE alone may be left out.`,
        pointer: '',
      })
  const given = filter.expressions.flatMap((expression) => givenOf(expression, values) ?? [])
  const conditional = given.map(({ onlyIf }) =>
    onlyIf.length === 0 ? undefined : compileCondition({ all: onlyIf }),
  )
  const compiledByChoice = new Map<string, CompiledCondition>()
  const compiledFor = (applies: readonly boolean[]): CompiledCondition => {
    const choice = applies.join()
    let compiled = compiledByChoice.get(choice)
    if (compiled === undefined) {
      compiled = compileCondition(together(given.filter((_, k) => applies[k])))
      compiledByChoice.set(choice, compiled)
    }
    return compiled
  }
  const needs = needsOf({ all: given.flatMap(({ where, onlyIf }) => [where, ...onlyIf]) })
  return compiledBy(needs, (facts) => {
    const named = amazonFacts(facts)
    // CurrentUser is the same for all candidates.
    return compiledFor(conditional.map((onlyIf) => onlyIf?.test(named, -1) ?? true)).bind(named)
  })
}
