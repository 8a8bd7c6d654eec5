/** Text to condition. The grammar is in docs/conditions.md; `print-condition.ts` is the way back. */
import {
  type Comparison,
  type Condition,
  type FieldPath,
  HISTORY_COMPARISONS,
  type HistoryComparison,
  type HistoryCount,
  type Operand,
  PAST_ACT_KINDS,
  type PastActKind,
  SUBJECTS,
} from '../domain/condition.ts'
import { DEPTH_MAX, LEAF_COUNT_MAX } from './condition-limits.ts'
import { sizeOf } from './condition-tree.ts'
import { FIELDS } from './fields.ts'
import { nearestName } from './nearest-name.ts'
import { parseLiteral, parseLiterals } from './parse-literal.ts'
import { type Token, TokenReader, tokensOf } from './tokens.ts'

/** Parentheses and `not` cost a level here and none in the tree, so more of them may stand than `DEPTH_MAX`. */
const NESTING_MAX = 4 * DEPTH_MAX

/** Where each node of the tree began in the text. */
export type Origins = ReadonlyMap<object, number>
type State = { readonly reader: TokenReader; readonly origins: Map<object, number>; readonly level: number }

/** @throws ConditionError */
export const parseCondition = (text: string): Condition => parseWithOrigins(text).condition

/**
 * The same, with the place of each node for messages about what the text means. Whether fields exist and values suit them
 * is for `check-condition.ts`.
 *
 * @throws ConditionError
 */
export const parseWithOrigins = (
  text: string,
): { readonly condition: Condition; readonly origins: Origins } => {
  const reader = new TokenReader(tokensOf(text))
  const origins = new Map<object, number>()
  const condition = parseAny({ reader, origins, level: 0 })
  if (reader.peek().kind !== 'end')
    reader.fail('"and", "or" or the end', 'Join conditions by "and" or "or"; put texts in double quotes.')
  const { depth, leafCount } = sizeOf(condition)
  if (depth > DEPTH_MAX) refuseDepth(reader)
  if (leafCount > LEAF_COUNT_MAX)
    reader.refuse(
      `the condition has ${leafCount} comparisons, more than ${LEAF_COUNT_MAX}`,
      'Use "in" with a list instead of many comparisons.',
      reader.peek(),
    )
  return { condition, origins }
}

const refuseDepth = (reader: TokenReader): never =>
  reader.refuse(
    `conditions stand more than ${DEPTH_MAX} levels within each other`,
    'Write it flatter: (a and b) and c is a and b and c.',
    reader.peek(),
  )

const within = (state: State): State => {
  if (state.level >= NESTING_MAX) refuseDepth(state.reader)
  return { ...state, level: state.level + 1 }
}

const parseJoined = (
  state: State,
  word: 'and' | 'or',
  parseOne: (state: State) => Condition,
  join: (parts: readonly Condition[]) => Condition,
): Condition => {
  const start = state.reader.peek()
  const parts = [parseOne(state)]
  while (state.reader.takeWord(word)) parts.push(parseOne(state))
  return parts.length === 1 ? (parts[0] as Condition) : placed(state, start, join(parts))
}
const parseAny = (state: State): Condition => parseJoined(state, 'or', parseAll, (any) => ({ any }))
const parseAll = (state: State): Condition => parseJoined(state, 'and', parseOne, (all) => ({ all }))

const placed = <T extends object>({ origins }: State, start: Token, node: T): T => {
  origins.set(node, start.offset)
  return node
}

const parseGroup = (state: State, after: string): Condition => {
  const { reader } = state
  reader.expectSign('(', `Put the condition after ${after} in parentheses.`)
  const condition = parseAny(within(state))
  reader.expectSign(')', 'Close the parenthesis.')
  return condition
}

const parseList = (state: State): readonly Condition[] => {
  const { reader } = state
  reader.expectSign('(', 'Put the conditions in parentheses, with commas between them.')
  const conditions = [parseAny(within(state))]
  while (reader.takeSign(',')) conditions.push(parseAny(within(state)))
  reader.expectSign(')', 'Close the parenthesis.')
  return conditions
}

const LINES: ReadonlyMap<string, 'some' | 'every' | 'none'> = new Map([
  ['some', 'some'],
  ['every', 'every'],
  ['no', 'none'],
])

const parseOne = (state: State): Condition => {
  const { reader } = state
  const start = reader.peek()
  if (reader.isSign('(')) return parseGroup(state, 'it')
  if (start.kind === 'path') return placed(state, start, parseComparison(state))
  if (start.kind !== 'word') return failAtField(reader)
  const word = start.text.toLowerCase()
  const lines = LINES.get(word)
  if (lines !== undefined && reader.isWord('line', 1)) {
    reader.take()
    reader.take()
    return placed(state, start, { lines, hold: parseGroup(state, '"line"') })
  }
  switch (word) {
    case 'not':
      reader.take()
      return placed(state, start, { not: parseOne(within(state)) })
    case 'always':
      reader.take()
      return placed(state, start, { all: [] })
    case 'never':
      reader.take()
      return placed(state, start, { any: [] })
    case 'all':
      reader.take()
      return placed(state, start, { all: parseList(state) })
    case 'any':
      reader.take()
      return placed(state, start, { any: parseList(state) })
    case 'history':
      return placed(state, start, parseHistory(state))
    case 'sequence':
      return placed(state, start, parseSequence(state))
    default:
      return failAtField(reader)
  }
}

const EXAMPLE = 'Begin with a field: item.priceMinor <= 2000.'

const failAtField = (reader: TokenReader): never => {
  const { kind, text } = reader.peek()
  if (kind !== 'word') return reader.fail('a condition', EXAMPLE)
  const field = FIELDS.find(({ name }) => name.toLowerCase() === text.toLowerCase())
  return reader.fail(
    'a condition',
    field === undefined ? EXAMPLE : `Say whose it is: ${field.subject}.${field.name}.`,
  )
}

const parsePath = (reader: TokenReader): FieldPath => {
  const token = reader.take()
  const [subject = ''] = token.text.split('.')
  if (!(SUBJECTS as readonly string[]).includes(subject)) {
    const near = nearestName(subject, SUBJECTS)
    reader.fail(
      `a field of ${SUBJECTS.join(', ')}`,
      near === undefined ? EXAMPLE : `Did you mean ${near}${token.text.slice(subject.length)}?`,
      token,
    )
  }
  return token.text as FieldPath
}

const SIGNS: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies Comparison[]

const parseComparison = (state: State): Condition => {
  const { reader } = state
  const start = reader.peek()
  const field = parsePath(reader)
  if (reader.takeWord('is')) {
    if (reader.takeWord('known')) return { field, is: 'known' }
    if (reader.takeWord('unknown')) return { field, is: 'unknown' }
    return reader.fail('"known" or "unknown"', 'To compare with a value, write = instead of is.')
  }
  if (reader.takeWord('between')) {
    const from = parseLiteral(reader)
    reader.expectWord('and', 'Write between 100 and 500.')
    const to = parseLiteral(reader)
    return {
      all: [
        placed(state, start, { field, is: '>=', than: { value: from } }),
        placed(state, start, { field, is: '<=', than: { value: to } }),
      ],
    }
  }
  const is = parseComparisonSign(reader)
  return { field, is, than: parseOperand(reader, is) }
}

const parseComparisonSign = (reader: TokenReader): Comparison => {
  const { kind, text } = reader.peek()
  if (kind === 'sign' && SIGNS.includes(text)) {
    reader.take()
    if (reader.isSign('=')) reader.fail('a value', 'To compare, one = is enough; "at most" is <=.')
    return text as Comparison
  }
  if (reader.takeWord('in')) return 'in'
  if (reader.takeWord('under')) return 'under'
  if (reader.takeWord('contains')) return 'contains'
  if (reader.isWord('not') && reader.isWord('in', 1)) {
    reader.take()
    reader.take()
    return 'not in'
  }
  if (reader.isWord('starts') && reader.isWord('with', 1)) {
    reader.take()
    reader.take()
    return 'starts with'
  }
  return reader.fail(
    'a comparison',
    'Use one of = != < <= > >=, in, not in, under, contains, starts with, between, is known, is unknown; for a yes or no write = true.',
  )
}

const parseOperand = (reader: TokenReader, is: Comparison): Operand => {
  const { kind } = reader.peek()
  if (kind === 'parameter') return { parameter: reader.take().text }
  if (kind === 'path') return parseFieldOperand(reader)
  const takesList =
    is === 'in' || is === 'not in' || is === 'under' || is === 'contains' || is === 'starts with'
  if (takesList && reader.isSign('(')) return { value: parseLiterals(reader) }
  if (is === 'in' || is === 'not in') return reader.fail('a list', `Write ${is} ("A", "B").`)
  if (reader.isSign('(')) return reader.fail('a value', 'To compare with several values write in ("A", "B").')
  return { value: parseLiteral(reader) }
}

const parseFieldOperand = (reader: TokenReader): Operand => {
  const field = parsePath(reader)
  const times = reader.takeSign('*') ? parseNumber(reader) : undefined
  const isMinus = reader.isSign('-')
  const plus = reader.takeSign('+') || reader.takeSign('-') ? parseNumber(reader) : undefined
  return {
    field,
    ...(times !== undefined && { times }),
    ...(plus !== undefined && { plus: isMinus ? -plus : plus }),
  }
}

const parseNumber = (reader: TokenReader): number => {
  const start = reader.peek()
  const value = parseLiteral(reader)
  return typeof value === 'number'
    ? value
    : reader.fail('a number', 'Fields can be multiplied by a number, then increased by one.', start)
}

const HISTORY_FIX = 'Write history(purchase, last 30 days, of item) >= 1.'

const parseHistory = (state: State): Condition => {
  const { reader } = state
  reader.take()
  reader.expectSign('(', HISTORY_FIX)
  const history = parseCount(state, true, HISTORY_FIX)
  reader.expectSign(')', HISTORY_FIX)
  const sign = reader.peek()
  if (sign.kind !== 'sign' || !(HISTORY_COMPARISONS as readonly string[]).includes(sign.text))
    return reader.fail(HISTORY_COMPARISONS.join(' '), HISTORY_FIX)
  reader.take()
  return { history, is: sign.text as HistoryComparison, than: parseNumber(reader) }
}

const SEQUENCE_FIX = 'Write sequence(view of (item.brand = "A"), purchase) within 7 days.'

const parseSequence = (state: State): Condition => {
  const { reader } = state
  reader.take()
  reader.expectSign('(', SEQUENCE_FIX)
  const sequence = [parseCount(state, false, SEQUENCE_FIX)]
  while (reader.takeSign(',')) sequence.push(parseCount(state, false, SEQUENCE_FIX))
  reader.expectSign(')', SEQUENCE_FIX)
  reader.expectWord('within', SEQUENCE_FIX)
  return { sequence, withinDays: parseDays(reader, SEQUENCE_FIX) }
}

const parseDays = (reader: TokenReader, fix: string): number => {
  const days = parseNumber(reader)
  if (!reader.takeWord('day')) reader.expectWord('days', fix)
  return days
}

/** Kinds of acts, then how far back and of what; in `history` with commas between. */
const parseCount = (state: State, hasCommas: boolean, fix: string): HistoryCount => {
  const { reader } = state
  const start = reader.peek()
  const acts: PastActKind[] = []
  for (let act = actAt(reader); act !== undefined; act = actAt(reader)) {
    acts.push(act)
    reader.take()
  }
  if (acts.length === 0) reader.fail(`one of ${PAST_ACT_KINDS.join(', ')}`, fix)
  let of: HistoryCount['of']
  let withinDays: number | undefined
  for (;;) {
    const hasComma = hasCommas && reader.takeSign(',')
    if (withinDays === undefined && reader.takeWord('last')) withinDays = parseDays(reader, fix)
    else if (of === undefined && reader.takeWord('of'))
      of = reader.takeWord('item') ? 'item' : parseGroup(state, '"of"')
    else if (hasComma) reader.fail('"last" or "of"', fix)
    else break
  }
  return placed(state, start, {
    acts,
    ...(of !== undefined && { of }),
    ...(withinDays !== undefined && { withinDays }),
  })
}

const actAt = (reader: TokenReader): PastActKind | undefined =>
  PAST_ACT_KINDS.find((kind) => reader.isWord(kind))
