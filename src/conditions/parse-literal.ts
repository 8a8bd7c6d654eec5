/** Values within conditions: texts, numbers, true, false and dates. */
import type { TokenReader } from './tokens.ts'

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/

/** @returns ms UTC; NaN for what is no date, or none that exists */
const instantOf = (iso: string): number => {
  const day = Date.parse(iso.slice(0, 10))
  const exists =
    ISO.test(iso) && !Number.isNaN(day) && new Date(day).toISOString().startsWith(iso.slice(0, 10))
  return exists ? Date.parse(iso) : Number.NaN
}

const DATE_FIX = 'Write date("2026-01-31"), or with a zone date("2026-01-31T09:30:00Z").'

const parseDate = (reader: TokenReader): number => {
  reader.take()
  reader.expectSign('(', DATE_FIX)
  const token = reader.take()
  const at = typeof token.value === 'string' ? instantOf(token.value) : Number.NaN
  if (Number.isNaN(at)) reader.fail('a date', DATE_FIX, token)
  reader.expectSign(')', DATE_FIX)
  return at
}

/** @throws ConditionError */
export const parseLiteral = (reader: TokenReader): string | number | boolean => {
  const { kind, value } = reader.peek()
  if (value !== undefined) {
    reader.take()
    return value
  }
  if (reader.isSign('-') && reader.peek(1).kind === 'number') {
    reader.take()
    return -(reader.take().value as number)
  }
  if (reader.takeWord('true')) return true
  if (reader.takeWord('false')) return false
  if (reader.isWord('date')) return parseDate(reader)
  return reader.fail(
    'a value',
    kind === 'word'
      ? `Put texts in double quotes: "${reader.peek().text}".`
      : 'Write a text in double quotes, a number, true, false or a date.',
  )
}

/** @throws ConditionError */
export const parseLiterals = (reader: TokenReader): readonly (string | number)[] => {
  reader.expectSign('(', 'Write the values in parentheses: ("A", "B").')
  const values: (string | number)[] = []
  do {
    const start = reader.peek()
    const value = parseLiteral(reader)
    if (typeof value === 'boolean')
      return reader.fail('a text or a number', 'Compare a yes or no by = true or = false.', start)
    values.push(value)
  } while (reader.takeSign(','))
  reader.expectSign(')', 'Put a comma between the values and close the parenthesis.')
  return values
}
