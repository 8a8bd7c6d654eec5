/** The mapping file: which column becomes which field. `docs/importing.md` describes it. */
import { AisleError } from '../domain/errors.ts'
import { isTimeZone } from '../domain/local-day.ts'
import { isCurrency } from '../domain/money.ts'
import { ENCODINGS, type Encoding } from './bytes.ts'
import { DATE_FORMATS, type DateFormat } from './parse-date.ts'
import { FILE_FORMATS, type FileFormat } from './read-rows.ts'
import { CELL_TYPES, type CellType, FILE_KINDS, type FileKind, fieldsOf, typeOfField } from './wire-fields.ts'

/** Where a field's value comes from. */
export type FieldSource =
  | { readonly value: unknown }
  | {
      readonly column: string
      readonly type?: CellType
      readonly format?: DateFormat
      readonly separator?: string
      readonly decimal?: '.' | ','
      /** What cells stand for, by cell: `{ "M": "male" }`. Cells that are not named stay as they are. */
      readonly values?: Readonly<Record<string, unknown>>
      /** The value of an empty cell. */
      readonly default?: unknown
    }
  /** Levels of a category, from the root down. */
  | { readonly columns: readonly string[]; readonly type: 'category' }

export type Mapping = {
  readonly kind: FileKind
  readonly format?: FileFormat
  readonly delimiter?: string
  readonly encoding?: Encoding
  /** ISO 4217, of money in rows that name no currency; the shop's when absent. */
  readonly currency?: string
  /** IANA name, of dates without a zone; the shop's when absent. */
  readonly timeZone?: string
  /** Texts that mean an empty cell, besides the empty text. */
  readonly empty?: readonly string[]
  /** Columns that no field names: kept as attributes or properties, or dropped (the default). */
  readonly rest?: 'keep' | 'drop'
  /** By target field. When absent, columns map by their own names. */
  readonly fields?: Readonly<Record<string, FieldSource>>
}

const invalid = (field: string, message: string): AisleError =>
  new AisleError(
    'MAPPING_INVALID',
    `The mapping is wrong at ${field === '' ? 'its root' : field}: ${message}.`,
    {
      field: `/${field.replaceAll('.', '/')}`,
    },
  )

/** Edits that turn one name into the other, case aside. @source Wagner & Fischer 1974 */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] as number) + 1,
          (next[j - 1] as number) + 1,
          (row[j - 1] as number) + (a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase() ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] as number
}

/** The names most like the given one, the nearest first. */
export const nearestNames = (name: string, names: readonly string[], countMax = 3): readonly string[] =>
  names
    .map((other) => ({ other, distance: editDistance(name.slice(0, 100), other.slice(0, 100)) }))
    .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
    .slice(0, countMax)
    .map(({ other }) => other)

type Raw = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const checkOneOf = (field: string, value: unknown, values: readonly string[]): void => {
  if (value !== undefined && !values.includes(value as string))
    throw invalid(field, `${JSON.stringify(value)} is none of ${values.join(', ')}`)
}

const checkKeys = (field: string, raw: Raw, keys: readonly string[]): void => {
  for (const key of Object.keys(raw))
    if (!keys.includes(key))
      throw invalid(
        field === '' ? key : `${field}.${key}`,
        `there is no such setting; did you mean ${nearestNames(key, keys, 1).join()}?`,
      )
}

const checkText = (field: string, value: unknown): void => {
  if (value !== undefined && (typeof value !== 'string' || value === ''))
    throw invalid(field, 'it must be a text')
}

const parseSource = (target: string, raw: unknown): FieldSource => {
  const field = `fields.${target}`
  if (typeof raw === 'string') return { column: raw }
  if (!isObject(raw))
    throw invalid(field, 'it must be the name of a column, or an object with column, columns or value')
  if ('value' in raw) {
    checkKeys(field, raw, ['value'])
    return { value: raw['value'] }
  }
  checkOneOf(`${field}.type`, raw['type'], CELL_TYPES)
  if ('columns' in raw) {
    checkKeys(field, raw, ['columns', 'type'])
    const columns = raw['columns']
    if (!Array.isArray(columns) || columns.length === 0 || columns.some((name) => typeof name !== 'string'))
      throw invalid(`${field}.columns`, 'it must be a list of column names')
    if ((raw['type'] ?? 'category') !== 'category')
      throw invalid(`${field}.type`, 'several columns only make a category')
    return { columns: columns as readonly string[], type: 'category' }
  }
  checkKeys(field, raw, ['column', 'type', 'format', 'separator', 'decimal', 'values', 'default'])
  if (typeof raw['column'] !== 'string') throw invalid(`${field}.column`, 'it must be the name of a column')
  checkOneOf(`${field}.format`, raw['format'], DATE_FORMATS)
  checkOneOf(`${field}.decimal`, raw['decimal'], ['.', ','])
  checkText(`${field}.separator`, raw['separator'])
  if (raw['values'] !== undefined && !isObject(raw['values']))
    throw invalid(`${field}.values`, 'it must be an object')
  return raw as FieldSource
}

const parseFields = (kind: FileKind, raw: unknown): Readonly<Record<string, FieldSource>> => {
  if (!isObject(raw)) throw invalid('fields', 'it must be an object: target field → column')
  const fields = Object.entries(raw).map(([target, source]): [string, FieldSource] => {
    if (typeOfField(kind, target) === undefined)
      throw invalid(
        `fields.${target}`,
        `${kind} have no such field; nearest: ${nearestNames(target, fieldsOf(kind)).join(', ')}`,
      )
    return [target, parseSource(target, source)]
  })
  return Object.fromEntries(fields)
}

/**
 * @param raw  the parsed JSON of a mapping file
 * @throws AisleError MAPPING_INVALID, naming the key and what would be right
 */
export const parseMapping = (raw: unknown): Mapping => {
  if (!isObject(raw)) throw invalid('', 'it must be a JSON object')
  checkKeys('', raw, [
    'kind',
    'format',
    'delimiter',
    'encoding',
    'currency',
    'timeZone',
    'empty',
    'rest',
    'fields',
  ])
  if (raw['kind'] === undefined) throw invalid('kind', `say what the rows are: ${FILE_KINDS.join(', ')}`)
  checkOneOf('kind', raw['kind'], FILE_KINDS)
  checkOneOf('format', raw['format'], FILE_FORMATS)
  checkOneOf('encoding', raw['encoding'], ENCODINGS)
  checkOneOf('rest', raw['rest'], ['keep', 'drop'])
  const { delimiter, currency, timeZone, empty } = raw
  if (
    delimiter !== undefined &&
    (typeof delimiter !== 'string' || !/^[\t\x20-\x7e]$/.test(delimiter) || delimiter === '"')
  )
    throw invalid('delimiter', 'it must be one character, such as ";" or "\\t"')
  if (currency !== undefined && (typeof currency !== 'string' || !isCurrency(currency)))
    throw invalid('currency', `${JSON.stringify(currency)} is no ISO 4217 code, such as GBP`)
  if (timeZone !== undefined && (typeof timeZone !== 'string' || !isTimeZone(timeZone)))
    throw invalid('timeZone', `${JSON.stringify(timeZone)} is no IANA name, such as Europe/London`)
  if (empty !== undefined && (!Array.isArray(empty) || empty.some((text) => typeof text !== 'string')))
    throw invalid('empty', 'it must be a list of texts')
  const kind = raw['kind'] as FileKind
  return {
    ...(raw as Omit<Mapping, 'fields'>),
    ...(raw['fields'] !== undefined && { fields: parseFields(kind, raw['fields']) }),
  }
}

/** @throws AisleError MAPPING_INVALID when the file lacks a column that the mapping names */
export const checkColumns = (mapping: Mapping, columns: readonly string[]): void => {
  for (const [target, source] of Object.entries(mapping.fields ?? {})) {
    const needed = 'column' in source ? [source.column] : 'columns' in source ? source.columns : []
    for (const column of needed)
      if (!columns.includes(column))
        throw invalid(
          `fields.${target}`,
          `the file has no column ${JSON.stringify(column)}; nearest: ${nearestNames(column, columns)
            .map((name) => JSON.stringify(name))
            .join(', ')}${
            columns.length === 1 ? '. It has one column only: the delimiter may be another' : ''
          }`,
        )
  }
}
