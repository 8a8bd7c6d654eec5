/**
 * How values are held against each other. Both sides are taken as lists: a comparison holds when some value of the field
 * stands in the relation to some value of the operand. A side without a value has none, so nothing holds.
 */
import { CATEGORY_SEPARATOR, normalizeCategory } from '../domain/catalog.ts'
import type { Comparison, FieldValue } from '../domain/condition.ts'

export type Scalar = string | number | boolean
/** Every comparison but the two that are the negation of another. */
export type Relation = Exclude<Comparison, '!=' | 'not in'>

/** `!=` and `not in` are what `=` and `in` are not. */
export const relationOf = (is: Comparison): { readonly relation: Relation; readonly isNegated: boolean } =>
  is === '!='
    ? { relation: '=', isNegated: true }
    : is === 'not in'
      ? { relation: 'in', isNegated: true }
      : { relation: is, isNegated: false }

/** NaN is what reckoning without a value gives. */
export const hasValue = (value: FieldValue): boolean =>
  value !== undefined && value === value && !(Array.isArray(value) && value.length === 0)

export const valuesOf = (value: FieldValue): readonly Scalar[] => {
  if (!hasValue(value)) return []
  return Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar]
}

export type Matcher = (value: Scalar) => boolean

const texts = (values: readonly Scalar[]): readonly string[] =>
  values.filter((value) => typeof value === 'string')

/** Of several numbers the one that is easiest to meet decides. */
const numberMatcher = (
  operand: readonly Scalar[],
  easiest: (a: number, b: number) => number,
  meets: (value: number, bound: number) => boolean,
): Matcher => {
  const bounds = operand.filter((value) => typeof value === 'number')
  if (bounds.length === 0) return () => false
  const bound = bounds.reduce((a, b) => easiest(a, b))
  return (value) => typeof value === 'number' && meets(value, bound)
}

const textMatcher = (parts: readonly string[], meets: (value: string, part: string) => boolean): Matcher => {
  const [only] = parts
  if (parts.length === 1) return (value) => typeof value === 'string' && meets(value, only as string)
  return (value) => typeof value === 'string' && parts.some((part) => meets(value, part))
}

const lower = (value: string): string => value.toLowerCase()

/** A test of one value of the field, made once for the values of the operand. Case counts, but not for parts of texts. */
export const matcherOf = (relation: Relation, operand: readonly Scalar[]): Matcher => {
  switch (relation) {
    case '=':
    case 'in': {
      if (operand.length === 1) {
        const [only] = operand
        return (value) => value === only
      }
      const set = new Set(operand)
      return (value) => set.has(value)
    }
    case '<':
      return numberMatcher(operand, Math.max, (value, bound) => value < bound)
    case '<=':
      return numberMatcher(operand, Math.max, (value, bound) => value <= bound)
    case '>':
      return numberMatcher(operand, Math.min, (value, bound) => value > bound)
    case '>=':
      return numberMatcher(operand, Math.min, (value, bound) => value >= bound)
    case 'under': {
      const paths = texts(operand).map(normalizeCategory)
      const prefixes = new Map(paths.map((path) => [path, `${path}${CATEGORY_SEPARATOR}`]))
      return textMatcher(
        paths,
        (value, path) => value === path || value.startsWith(prefixes.get(path) as string),
      )
    }
    case 'contains':
      return textMatcher(texts(operand).map(lower), (value, part) => lower(value).includes(part))
    case 'starts with':
      return textMatcher(texts(operand).map(lower), (value, part) => lower(value).startsWith(part))
  }
}

/** Whether some value of the field passes. */
export const someValue = (value: FieldValue, matches: Matcher): boolean => {
  if (value === undefined || value !== value) return false
  return Array.isArray(value) ? (value as readonly Scalar[]).some(matches) : matches(value as Scalar)
}
