/** From cells of files to the values of records. */
import { normalizeCategory } from '../domain/catalog.ts'
import { isCurrency, toMinor } from '../domain/money.ts'
import type { DateFormat } from './parse-date.ts'
import { dateParser } from './parse-date.ts'
import type { CellType } from './wire-fields.ts'

/** A cell that is not what its type asks for. A class, so that no cell can be mistaken for one. */
export class CastProblem {
  readonly code: string
  readonly message: string
  constructor(code: string, message: string) {
    this.code = code
    this.message = message
  }
}

export type CastOptions = {
  readonly type: CellType
  /** Of dates. */
  readonly format?: DateFormat
  /** Of lists (default `|`) and of the levels of a category (default `>`). */
  readonly separator?: string
  /** The decimal sign of numbers and money; default a point. */
  readonly decimal?: '.' | ','
  /** IANA name, for dates without a zone. */
  readonly timeZone: string
}

/** `currency` is the row's, for money. */
export type Cast = (cell: unknown, currency: string) => unknown

const show = (cell: unknown): string => {
  const text = typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? String(cell))
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

const asText: Cast = (cell) =>
  typeof cell === 'string'
    ? cell
    : typeof cell === 'number' || typeof cell === 'boolean' || typeof cell === 'bigint'
      ? String(cell)
      : cell instanceof Date
        ? cell.toISOString()
        : new CastProblem('BAD_TEXT', `${show(cell)} is not a text`)

const TRUE: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', '1'])
const FALSE: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n', '0'])

const asBoolean: Cast = (cell) => {
  if (typeof cell === 'boolean') return cell
  const word = String(cell).trim().toLowerCase()
  if (TRUE.has(word)) return true
  return FALSE.has(word) ? false : new CastProblem('BAD_BOOLEAN', `${show(cell)} is not yes or no`)
}

const asJson: Cast = (cell) => {
  if (typeof cell !== 'string') return cell
  try {
    return JSON.parse(cell) as unknown
  } catch {
    return new CastProblem('BAD_JSON', `${show(cell)} is not JSON`)
  }
}

const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const GROUPED_NUMBER = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/

/** NaN when the cell is no number. Thousands may be grouped by the sign that is not the decimal one. */
const numberOf = (cell: unknown, decimal: '.' | ','): number => {
  if (typeof cell === 'number') return cell
  if (typeof cell !== 'string') return Number.NaN
  const signs = cell.trim()
  const text = decimal === '.' ? signs : signs.replaceAll(/[.,]/g, (sign) => (sign === ',' ? '.' : ','))
  if (PLAIN_NUMBER.test(text)) return Number(text)
  return GROUPED_NUMBER.test(text) ? Number(text.replaceAll(',', '')) : Number.NaN
}

const castNumber =
  (decimal: '.' | ',', isWhole: boolean): Cast =>
  (cell) => {
    const value = numberOf(cell, decimal)
    if (!Number.isFinite(value)) return new CastProblem('BAD_NUMBER', `${show(cell)} is not a number`)
    return isWhole && !Number.isInteger(value)
      ? new CastProblem('BAD_NUMBER', `${show(cell)} is not a whole number`)
      : value
  }

const castMoney =
  (decimal: '.' | ','): Cast =>
  (cell, currency) => {
    if (!isCurrency(currency))
      return new CastProblem('UNKNOWN_CURRENCY', `${show(currency)} is not a currency`)
    const bare = typeof cell === 'string' ? cell.replaceAll(/[\p{Sc}\s]/gu, '') : cell
    const minor = toMinor(numberOf(bare, decimal), currency)
    return Number.isNaN(minor)
      ? new CastProblem('BAD_MONEY', `${show(cell)} is not an amount of money`)
      : minor
  }

const castDate = (format: DateFormat, timeZone: string): Cast => {
  const parse = dateParser(format, timeZone)
  return (cell) => parse(cell) ?? new CastProblem('BAD_DATE', `${show(cell)} is not a date (${format})`)
}

const castList =
  (separator: string): Cast =>
  (cell) => {
    if (Array.isArray(cell))
      return cell.map((entry) => (typeof entry === 'number' ? String(entry) : (entry as unknown)))
    const text = asText(cell, '')
    if (typeof text !== 'string') return text
    if (text.startsWith('[')) {
      const entries = asJson(text, '')
      if (Array.isArray(entries)) return entries
    }
    return text
      .split(separator)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
  }

const castCategory =
  (separator: string): Cast =>
  (cell) => {
    const text = asText(cell, '')
    return typeof text === 'string' ? normalizeCategory(text.split(separator).join('>')) : text
  }

/** Whole and decimal numbers that lose nothing by being numbers; `007` and `1e5` may be codes and stay text. */
const NUMERIC = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/

const auto: Cast = (cell) =>
  typeof cell === 'string' && NUMERIC.test(cell)
    ? Number(cell)
    : cell instanceof Date
      ? cell.toISOString()
      : cell

/** Compiles the reading of one column. The result gives the value, or a `CastProblem`. */
export const compileCast = ({
  type,
  format = 'iso',
  separator,
  decimal = '.',
  timeZone,
}: CastOptions): Cast => {
  switch (type) {
    case 'text':
      return asText
    case 'number':
      return castNumber(decimal, false)
    case 'integer':
      return castNumber(decimal, true)
    case 'money':
      return castMoney(decimal)
    case 'date':
      return castDate(format, timeZone)
    case 'list':
      return castList(separator ?? '|')
    case 'category':
      return castCategory(separator ?? '>')
    case 'boolean':
      return asBoolean
    case 'json':
      return asJson
    case 'auto':
      return auto
  }
}
