/**
 * Condition to text. For every condition that passes the check and whose text is within the limit,
 * `parseCondition(printCondition(c))` equals c.
 */
import type { Condition, FieldPath, HistoryCount, Operand } from '../domain/condition.ts'
import { fieldOf, partsOf } from './fields.ts'

const PLAIN_NAME = /^[\p{L}\p{N}_]+(\.[\p{L}\p{N}_]+)*$/u
const ATTRIBUTES = 'attributes.'

/** `item.brand`, `item.attributes["energy class"]` */
export const printPath = (path: FieldPath): string => {
  const [subject, name] = partsOf(path)
  if (PLAIN_NAME.test(name) || !name.startsWith(ATTRIBUTES)) return path
  return `${subject}.attributes[${JSON.stringify(name.slice(ATTRIBUTES.length))}]`
}

const printNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const FIRST_INSTANT = Date.UTC(1, 0, 1)
const LAST_INSTANT = Date.UTC(9999, 11, 31)
/** Years of other than four digits have other texts, so they stay numbers. */
const printInstant = (at: number): string => {
  if (!(Number.isInteger(at) && at >= FIRST_INSTANT && at <= LAST_INSTANT) || Object.is(at, -0))
    return printNumber(at)
  const iso = new Date(at).toISOString()
  return `date("${iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso}")`
}

const printValue = (value: string | number | boolean, isInstant: boolean): string => {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  return isInstant ? printInstant(value) : printNumber(value)
}

const printOperand = (than: Operand, isInstant: boolean): string => {
  if ('parameter' in than) return `$${than.parameter}`
  if ('field' in than) {
    const times = than.times === undefined ? '' : ` * ${printNumber(than.times)}`
    const isMinus = than.plus !== undefined && (than.plus < 0 || Object.is(than.plus, -0))
    const plus =
      than.plus === undefined
        ? ''
        : ` ${isMinus ? '-' : '+'} ${printNumber(isMinus ? -than.plus : than.plus)}`
    return `${printPath(than.field)}${times}${plus}`
  }
  return Array.isArray(than.value)
    ? `(${(than.value as readonly (string | number)[]).map((value) => printValue(value, isInstant)).join(', ')})`
    : printValue(than.value as string | number | boolean, isInstant)
}

const printDays = (days: number): string => `${printNumber(days)} ${days === 1 ? 'day' : 'days'}`

const printCount = ({ acts, of, withinDays }: HistoryCount, separator: ', ' | ' '): string =>
  [
    acts.join(' '),
    ...(withinDays === undefined ? [] : [`last ${printDays(withinDays)}`]),
    ...(of === undefined ? [] : [`of ${of === 'item' ? 'item' : `(${printCondition(of)})`}`]),
  ].join(separator)

const LINES = { some: 'some', every: 'every', none: 'no' } as const

/** Several as parts of another condition stand in parentheses, also where precedence would do without. */
const printPart = (condition: Condition): string => {
  const isJoined =
    ('all' in condition && condition.all.length > 1) || ('any' in condition && condition.any.length > 1)
  return isJoined ? `(${printCondition(condition)})` : printCondition(condition)
}

const printJoined = (parts: readonly Condition[], none: string, one: string, word: string): string =>
  parts.length === 0
    ? none
    : parts.length === 1
      ? `${one} (${printCondition(parts[0] as Condition)})`
      : parts.map(printPart).join(` ${word} `)

/** @complexity O(size of the condition) */
export const printCondition = (condition: Condition): string => {
  if ('all' in condition) return printJoined(condition.all, 'always', 'all', 'and')
  if ('any' in condition) return printJoined(condition.any, 'never', 'any', 'or')
  if ('not' in condition) return `not (${printCondition(condition.not)})`
  if ('lines' in condition) return `${LINES[condition.lines]} line (${printCondition(condition.hold)})`
  if ('history' in condition)
    return `history(${printCount(condition.history, ', ')}) ${condition.is} ${printNumber(condition.than)}`
  if ('sequence' in condition)
    return `sequence(${condition.sequence.map((count) => printCount(count, ' ')).join(', ')}) within ${printDays(condition.withinDays)}`
  if (!('than' in condition)) return `${printPath(condition.field)} is ${condition.is}`
  const isInstant = fieldOf(condition.field)?.isInstant === true
  return `${printPath(condition.field)} ${condition.is} ${printOperand(condition.than, isInstant)}`
}
