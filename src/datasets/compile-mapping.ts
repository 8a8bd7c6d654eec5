/** A mapping, compiled into a function from a row to a record. */
import { setOwn } from '../domain/json.ts'
import { type Cast, CastProblem, compileCast } from './cast.ts'
import type { FieldSource, Mapping } from './mapping.ts'
import type { Row, RowProblem } from './row.ts'
import type { TranslatorContext } from './translate.ts'
import { type FileKind, REST_FIELD, targetOfColumn, typeOfField } from './wire-fields.ts'

/** A record as it stands on the wire, not yet validated. */
export type WireRecord = Record<string, unknown>

/** How one field gets its value from a row. */
type Binding = {
  readonly target: string
  readonly path: readonly string[]
  readonly read: (row: Row, currency: string) => unknown
}

/** Puts a value at its path; `0` on the way means the only entry of a list. */
const setPath = (record: WireRecord, path: readonly string[], value: unknown): void => {
  let at: object = record
  for (let k = 0; k < path.length - 1; k++) {
    const key = path[k] as string
    const inner: unknown = Object.hasOwn(at, key) ? (at as WireRecord)[key] : undefined
    const next = typeof inner === 'object' && inner !== null ? inner : path[k + 1] === '0' ? [] : {}
    if (next !== inner) setOwn(at, key, next)
    at = next
  }
  setOwn(at, path.at(-1) as string, value)
}

/** `attributes.Size.EU` is the attribute `Size.EU`; other dots are levels. */
const pathOf = (kind: FileKind, target: string): readonly string[] => {
  const rest = REST_FIELD[kind]
  return rest !== undefined && target.startsWith(`${rest}.`)
    ? [rest, target.slice(rest.length + 1)]
    : target.split('.')
}

const categoryOfLevels = (levels: readonly unknown[]): string | undefined => {
  const names = levels.filter((level) => typeof level === 'string' && level.trim() !== '')
  return names.length === 0 ? undefined : names.map((name) => String(name).trim()).join(' > ')
}

type Compiler = {
  readonly kind: FileKind
  readonly isEmpty: (cell: unknown) => boolean
  readonly timeZone: string
}

const bindingOf = ({ kind, isEmpty, timeZone }: Compiler, target: string, source: FieldSource): Binding => {
  const path = pathOf(kind, target)
  const isPaths = target === 'categories'
  if ('value' in source) return { target, path, read: () => source.value }
  if ('columns' in source)
    return {
      target,
      path,
      read: (row) => {
        const category = categoryOfLevels(source.columns.map((column) => row.get(column)))
        return isPaths && category !== undefined ? [category] : category
      },
    }
  const { column, values } = source
  const type = source.type ?? typeOfField(kind, target) ?? 'auto'
  const cast: Cast = compileCast({
    type,
    timeZone,
    ...(source.format !== undefined && { format: source.format }),
    ...(source.separator !== undefined && { separator: source.separator }),
    ...(source.decimal !== undefined && { decimal: source.decimal }),
  })
  return {
    target,
    path,
    read: (row, currency) => {
      const cell = row.get(column)
      if (isEmpty(cell)) return source.default
      if (values !== undefined && typeof cell === 'string' && Object.hasOwn(values, cell)) return values[cell]
      const value = cast(cell, currency)
      return isPaths && type === 'category' && typeof value === 'string' ? [value] : value
    },
  }
}

/** Columns of JSONL rows are not known beforehand; this many are remembered. */
const COLUMNS_REMEMBERED_MAX = 10_000

/** The bindings of a row: those of the mapping, and those of columns that go by themselves. */
const bindingsOf = (mapping: Mapping, compiler: Compiler): ((row: Row) => readonly Binding[]) => {
  const { kind } = compiler
  const named = Object.entries(mapping.fields ?? {}).map(([target, source]) =>
    bindingOf(compiler, target, source),
  )
  if (mapping.fields !== undefined && mapping.rest !== 'keep') return () => named
  const used = new Set(
    Object.values(mapping.fields ?? {}).flatMap((source) =>
      'column' in source ? [source.column] : 'columns' in source ? source.columns : [],
    ),
  )
  const rest = REST_FIELD[kind]
  const ownBinding = (column: string): Binding => {
    const own = mapping.fields === undefined ? targetOfColumn(kind, column) : undefined
    const target = own?.target ?? (rest === undefined ? column : `${rest}.${column}`)
    return bindingOf(compiler, target, { column, type: own?.type ?? 'auto' })
  }
  const known = new Map<string, Binding>()
  return (row) => {
    const bindings = [...named]
    for (const column of row.keys()) {
      if (used.has(column)) continue
      let binding = known.get(column)
      if (binding === undefined) {
        binding = ownBinding(column)
        if (known.size >= COLUMNS_REMEMBERED_MAX) known.clear()
        known.set(column, binding)
      }
      bindings.push(binding)
    }
    return bindings
  }
}

/** The record of a row, or why it makes none. */
export type Made = { readonly record: WireRecord } | { readonly problem: RowProblem }

/** Compiles a mapping, or the columns' own names when it names no fields, into a function of the row. */
export const compileRow = (mapping: Mapping, context: TranslatorContext): ((row: Row) => Made) => {
  const empty = new Set(mapping.empty)
  const hasEmptyText = context.format === 'csv'
  const compiler: Compiler = {
    kind: mapping.kind,
    timeZone: mapping.timeZone ?? context.timeZone,
    isEmpty: (cell) =>
      cell === undefined ||
      cell === null ||
      (typeof cell === 'string' && ((hasEmptyText && cell === '') || empty.has(cell))),
  }
  const bindingsFor = bindingsOf(mapping, compiler)
  const hasCurrency = typeOfField(mapping.kind, 'currency') !== undefined && mapping.currency !== undefined
  return (row) => {
    const record: WireRecord = {}
    const bindings = bindingsFor(row)
    const named = bindings.find(({ target }) => target === 'currency')?.read(row, '')
    const currency = typeof named === 'string' ? named : (mapping.currency ?? context.currency)
    if (hasCurrency) record['currency'] = currency
    for (const { target, path, read } of bindings) {
      const value = read(row, currency)
      if (value instanceof CastProblem)
        return {
          problem: { code: value.code, field: `/${target.replaceAll('.', '/')}`, message: value.message },
        }
      if (value !== undefined) setPath(record, path, value)
    }
    return { record }
  }
}
