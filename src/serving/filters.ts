/** The conditions that a list must meet: of its strategy, its placement and its request, each compiled once. */
import {
  type AmazonFilter,
  comparisonCountOf,
  compileAmazonFilter,
  parseAmazonFilter,
} from '../conditions/amazon-filter.ts'
import { type CompiledCondition, compileCondition, parametersOf } from '../conditions/compile-condition.ts'
import { type Need, needsOf, workOf } from '../conditions/condition-tree.ts'
import type { Facts } from '../conditions/facts.ts'
import { readCondition } from '../conditions/read-condition.ts'
import type { Condition, FieldValue } from '../domain/condition.ts'
import { AisleError } from '../domain/errors.ts'
import { sha256 } from '../math/sha256.ts'
import type { MerchandiseView } from '../views/merchandise-view.ts'
import { UNSETTLED_ITEM_FIELDS } from './item-field.ts'

export type Filter = {
  /** Whose it is: `list`, `placement`, `request`, or `filter` and its id. */
  readonly of: string
  /** Same key, same meaning. */
  readonly key: string
  readonly compiled: Pick<CompiledCondition, 'bind' | 'test' | 'explain'>
  /** It reads nothing but what the item's own document says: then it is decided once an item, not once a request. */
  readonly isSettled: boolean
  /** It reads what the shopper did or is. */
  readonly readsShopper: boolean
  readonly values: Readonly<Record<string, FieldValue>>
}

/**
 * Comparisons, and steps of sequences, of a filter that a browser sends with its request: whoever opens the page may write
 * what they like there, and each of them is asked of every candidate.
 */
export const BROWSER_FILTER_WORK_MAX = 25

/** Texts of requests that are remembered compiled. */
const REMEMBERED_MAX = 1_000

const isSettledCondition = (condition: Condition): boolean => {
  if ('all' in condition) return condition.all.every(isSettledCondition)
  if ('any' in condition) return condition.any.every(isSettledCondition)
  if ('not' in condition) return isSettledCondition(condition.not)
  if (!('field' in condition)) return false
  const isItem = (path: string): boolean =>
    path.startsWith('item.') && !UNSETTLED_ITEM_FIELDS.has(path.slice('item.'.length))
  if (!isItem(condition.field)) return false
  if (!('than' in condition)) return true
  if ('value' in condition.than) return true
  return 'field' in condition.than && isItem(condition.than.field)
}

const readsShopper = (needs: ReadonlySet<Need>): boolean =>
  needs.has('shopper') || needs.has('session') || needs.has('history')

type Compiled = Omit<Filter, 'of' | 'values'> & {
  readonly parameters: readonly string[]
  readonly work: number
}

/** Longer than this a key is its digest: it stands in many caches. */
const KEY_LENGTH_MAX = 200
const keyOf = (text: string): string => (text.length <= KEY_LENGTH_MAX ? text : sha256(text))

const compiledOf = (condition: Condition): Compiled => ({
  key: keyOf(JSON.stringify(condition)),
  work: workOf(condition),
  compiled: compileCondition(condition),
  isSettled: isSettledCondition(condition),
  readsShopper: readsShopper(needsOf(condition)),
  parameters: [...parametersOf(condition)],
})

const byCondition = new WeakMap<Condition, Compiled>()
const byText = new Map<string, Compiled>()
const amazonByText = new Map<string, AmazonFilter>()

const remembered = <T>(kept: Map<string, T>, text: string, make: () => T): T => {
  const known = kept.get(text)
  if (known !== undefined) return known
  const made = make()
  if (kept.size >= REMEMBERED_MAX) kept.delete(kept.keys().next().value as string)
  kept.set(text, made)
  return made
}

/** Of a stored document: parsed already. */
const compiledStored = (condition: Condition): Compiled => {
  let compiled = byCondition.get(condition)
  if (compiled === undefined) byCondition.set(condition, (compiled = compiledOf(condition)))
  return compiled
}

const refusal = (field: string, message: string, fix: string): AisleError =>
  new AisleError('BAD_REQUEST', `${field}: ${message}.`, { field, fix })

/**
 * @param field  JSON pointer to where it stands in the request
 * @throws AisleError BAD_REQUEST that says what is wrong and where
 */
export const requestCondition = (raw: unknown, field: string): Condition => {
  const read = readCondition(raw)
  if ('condition' in read) return read.condition
  const { pointer, message, fix } = read.problem
  throw refusal(`${field}${pointer}`, message.replace(/\.$/, ''), fix)
}

const compiledRaw = (raw: unknown, field: string): Compiled =>
  typeof raw === 'string'
    ? remembered(byText, raw, () => compiledOf(requestCondition(raw, field)))
    : compiledOf(requestCondition(raw, field))

const NO_VALUES: Readonly<Record<string, FieldValue>> = {}

export const storedFilter = (of: string, condition: Condition): Filter => {
  const { parameters: _, work: __, ...compiled } = compiledStored(condition)
  return { of, values: NO_VALUES, ...compiled }
}

/** @throws AisleError BAD_REQUEST that says how to mend what `read` refuses */
const orRefusal = <T>(field: string, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    const { message, fix } = error as Error & { readonly fix?: string }
    throw refusal(field, message.replace(/\.$/, ''), fix ?? 'See docs/conditions.md.')
  }
}

const parsedAmazon = (expression: string): AmazonFilter =>
  remembered(amazonByText, expression, () => parseAmazonFilter(expression))

const comparisonsOf = (expression: string, field: string): number =>
  orRefusal(field, () => comparisonCountOf(parsedAmazon(expression)))

const amazonFilter = (
  of: string,
  expression: string,
  values: Readonly<Record<string, FieldValue>>,
  field: string,
): Filter =>
  orRefusal(field, () => {
    const compiled = compileAmazonFilter(parsedAmazon(expression), values)
    return {
      of,
      values,
      key: keyOf(`${expression}${JSON.stringify(values)}`),
      compiled,
      isSettled: compiled.needs.size === 0 || (compiled.needs.size === 1 && compiled.needs.has('item')),
      readsShopper: readsShopper(compiled.needs),
    }
  })

const ourFilter = (
  of: string,
  compiled: Compiled,
  values: Readonly<Record<string, FieldValue>>,
  field: string,
): Filter => {
  const { parameters, work: _, ...rest } = compiled
  const missing = parameters.find((name) => !Object.hasOwn(values, name))
  if (missing !== undefined)
    throw refusal(field, `the filter needs a value for $${missing}`, `Send it in filter.values.${missing}.`)
  return { of, values, ...rest }
}

export type RequestFilter = {
  readonly where?: unknown
  readonly expression?: string
  readonly filterId?: string
  readonly values?: Readonly<Record<string, FieldValue>>
}

const refuseWork = (work: number, field: string): void => {
  if (work > BROWSER_FILTER_WORK_MAX)
    throw refusal(
      field,
      `the filter has ${work} comparisons, and one that is sent without a server key has at most ${BROWSER_FILTER_WORK_MAX}`,
      'Put it as a filter of the shop and name it in filter.filterId, or ask with a server key.',
    )
}

/**
 * @param isTrusted  the caller has a server key, so that the size of what they send is their own affair
 * @throws AisleError BAD_REQUEST, FILTER_UNKNOWN
 */
export const requestFilters = (
  merchandise: MerchandiseView,
  { where, expression, filterId, values = NO_VALUES }: RequestFilter,
  isTrusted: boolean,
): readonly Filter[] => {
  const filters: Filter[] = []
  if (where !== undefined) {
    const compiled = compiledRaw(where, '/filter/where')
    if (!isTrusted) refuseWork(compiled.work, '/filter/where')
    filters.push(ourFilter('request', compiled, values, '/filter/where'))
  }
  if (expression !== undefined) {
    if (!isTrusted) refuseWork(comparisonsOf(expression, '/filter/expression'), '/filter/expression')
    filters.push(amazonFilter('request', expression, values, '/filter/expression'))
  }
  if (filterId !== undefined) {
    const saved = merchandise.find('filter', filterId)
    if (saved === undefined)
      throw new AisleError('FILTER_UNKNOWN', `There is no filter ${JSON.stringify(filterId)}.`, {
        field: '/filter/filterId',
      })
    const of = `filter ${filterId}`
    if (saved.where !== undefined)
      filters.push(ourFilter(of, compiledStored(saved.where), values, '/filter/values'))
    if (saved.expression !== undefined)
      filters.push(amazonFilter(of, saved.expression, values, '/filter/values'))
  }
  return filters
}

/** The facts of the request with the values that were given for one filter. */
export const factsFor = (facts: Facts, { values }: Filter): Facts =>
  values === NO_VALUES ? facts : { ...facts, parameters: values }
