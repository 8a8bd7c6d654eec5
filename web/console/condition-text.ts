/** A condition as people write it: rules come back from the server as trees, and are edited in words. */
import type { HistoryCount, Operand } from '../../src/domain/condition.ts'
import type { Condition } from './merchandise-wire.ts'

const PLAIN_NAME = /^[\p{L}\p{N}_]+(\.[\p{L}\p{N}_]+)*$/u
const ATTRIBUTES = '.attributes.'
const LINES = { some: 'some', every: 'every', none: 'no' } as const

const pathText = (path: string): string => {
  const at = path.indexOf(ATTRIBUTES)
  if (at < 0) return path
  const name = path.slice(at + ATTRIBUTES.length)
  return PLAIN_NAME.test(name) ? path : `${path.slice(0, at)}.attributes[${JSON.stringify(name)}]`
}

const operandText = (than: Operand): string => {
  if ('parameter' in than) return `$${than.parameter}`
  if ('field' in than) {
    const { times, plus } = than
    const sign = plus !== undefined && plus < 0 ? '-' : '+'
    return [
      pathText(than.field),
      ...(times === undefined ? [] : [`* ${times}`]),
      ...(plus === undefined ? [] : [`${sign} ${Math.abs(plus)}`]),
    ].join(' ')
  }
  const { value } = than
  return typeof value === 'object'
    ? `(${value.map((each) => JSON.stringify(each)).join(', ')})`
    : JSON.stringify(value)
}

const daysText = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`

const countText = ({ acts, of, withinDays }: HistoryCount, separator: string): string =>
  [
    acts.join(' '),
    ...(withinDays === undefined ? [] : [`last ${daysText(withinDays)}`]),
    ...(of === undefined ? [] : [of === 'item' ? 'of item' : `of (${conditionText(of)})`]),
  ].join(separator)

const joined = (parts: readonly Condition[], none: string, one: string, word: string): string => {
  const [first] = parts
  if (first === undefined) return none
  if (parts.length === 1) return `${one} (${conditionText(first)})`
  const isJoined = (part: Condition): boolean => 'all' in part || 'any' in part
  return parts
    .map((part) => (isJoined(part) ? `(${conditionText(part)})` : conditionText(part)))
    .join(` ${word} `)
}

/** Text that the server reads as the same condition. */
export const conditionText = (condition: Condition): string => {
  if ('all' in condition) return joined(condition.all, 'always', 'all', 'and')
  if ('any' in condition) return joined(condition.any, 'never', 'any', 'or')
  if ('not' in condition) return `not (${conditionText(condition.not)})`
  if ('lines' in condition) return `${LINES[condition.lines]} line (${conditionText(condition.hold)})`
  if ('history' in condition)
    return `history(${countText(condition.history, ', ')}) ${condition.is} ${condition.than}`
  if ('sequence' in condition) {
    const steps = condition.sequence.map((step) => countText(step, ' ')).join(', ')
    return `sequence(${steps}) within ${daysText(condition.withinDays)}`
  }
  if (!('than' in condition)) return `${pathText(condition.field)} is ${condition.is}`
  return `${pathText(condition.field)} ${condition.is} ${operandText(condition.than)}`
}
