/** Rows into records by a mapping, or by the columns' own names when the mapping names no fields. */
import { hash } from 'node:crypto'
import type { Line } from '../domain/event.ts'
import { parseEventKind } from '../domain/event-kind.ts'
import { isId } from '../domain/ids.ts'
import { type Cast, CastProblem, compileCast } from './cast.ts'
import { type OrderGrouper, type OrderHead, createOrderGrouper } from './group-orders.ts'
import { type FieldSource, type Mapping, checkColumns } from './mapping.ts'
import { type Row, type RowProblem, excerptOfRow } from './row.ts'
import type { RecordKind, Step, Translator, TranslatorContext } from './translate.ts'
import { type FileKind, REST_FIELD, targetOfColumn, typeOfField } from './wire-fields.ts'

type WireRecord = Record<string, unknown>

/** How one field gets its value from a row. */
type Binding = {
  readonly target: string
  readonly path: readonly string[]
  readonly read: (row: Row, currency: string) => unknown
}

/** Sets an own property whatever its name, so that a column `__proto__` stays data. */
const setOwn = (target: object, key: string, value: unknown): void => {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
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

/** A purchase of one item, one a row, is an order of one line. */
const withLines = (record: WireRecord): WireRecord => {
  const kind = typeof record['kind'] === 'string' ? parseEventKind(record['kind']) : undefined
  if (
    (kind !== 'order' && kind !== 'refund') ||
    record['lines'] !== undefined ||
    record['itemId'] === undefined
  )
    return record
  const { itemId, sku, quantity, priceMinor, ...rest } = record
  return {
    ...rest,
    lines: [
      {
        itemId,
        ...(sku !== undefined && { sku }),
        quantity: quantity ?? 1,
        ...(priceMinor !== undefined && { priceMinor }),
      },
    ],
  }
}

/** The record of a row, or why it makes none. */
type Made = { readonly record: WireRecord } | { readonly problem: RowProblem }

const compileRow = (mapping: Mapping, context: TranslatorContext): ((row: Row) => Made) => {
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

const orderProblem = (field: string, message: string): RowProblem => ({
  code: 'BAD_LINE',
  field: `/${field}`,
  message,
})

/** What is wrong with one order line: found here so that it costs its row, not the whole order. */
const lineProblem = ({ orderId, at, itemId, quantity, priceMinor }: WireRecord): RowProblem | undefined => {
  if (!isId(orderId)) return orderProblem('orderId', 'the row names no order')
  if (!isId(itemId)) return orderProblem('itemId', 'the row names no item')
  if (typeof at !== 'number') return orderProblem('at', 'the row has no date')
  if (typeof quantity !== 'number' || quantity === 0 || !Number.isFinite(quantity))
    return orderProblem('quantity', 'the quantity is zero or no number')
  if (priceMinor !== undefined && !(typeof priceMinor === 'number' && priceMinor >= 0))
    return orderProblem('priceMinor', 'the price is below zero or no number')
  return undefined
}

const addOrderLine = (grouper: OrderGrouper, rowNumber: number, made: WireRecord, row: Row): void => {
  const record: WireRecord = { quantity: 1, ...made }
  const problem = lineProblem(record)
  if (problem !== undefined) return grouper.refuse(rowNumber, problem, excerptOfRow(row))
  const { kind, itemId, sku, quantity, priceMinor, discountMinor, ...head } = record
  const isReturn = (quantity as number) < 0 || (typeof kind === 'string' && parseEventKind(kind) === 'refund')
  const line = {
    itemId,
    ...(sku !== undefined && { sku }),
    quantity: Math.abs(quantity as number),
    ...(priceMinor !== undefined && { priceMinor }),
    ...(discountMinor !== undefined && { discountMinor }),
  } as Line
  grouper.add(rowNumber, { head: head as OrderHead, isReturn, line })
}

/** Rows between marks when each row is a record of its own. */
const MARK_ROWS = 10_000

/**
 * Ids for events that bring none: the row's content, and a number among equal rows near each other. Reading the file
 * again gives the same ids.
 */
const createRowIds = (): {
  readonly idOf: (kind: unknown, row: Row) => string
  readonly forget: () => void
} => {
  const seen = new Map<string, number>()
  return {
    idOf: (kind, row) => {
      const digest = hash('sha1', JSON.stringify([kind, ...row]), 'base64url')
      const ordinal = seen.get(digest) ?? 0
      seen.set(digest, ordinal + 1)
      return ordinal === 0 ? `row:${digest}` : `row:${digest}:${ordinal}`
    },
    forget: () => seen.clear(),
  }
}

const recordTranslator = (
  kind: RecordKind,
  make: (row: Row) => Made,
  emit: (step: Step) => void,
): Translator => {
  const ids = createRowIds()
  let last = 0
  const finish = (made: WireRecord, row: Row): WireRecord => {
    if (kind !== 'events') return made
    const record = withLines(made)
    return record['eventId'] === undefined ? { eventId: ids.idOf(record['kind'], row), ...record } : record
  }
  return {
    take: (read) => {
      const { rowNumber } = read
      if ('problem' in read) emit({ step: 'refusal', ...read })
      else {
        const made = make(read.row)
        if ('problem' in made) emit({ step: 'refusal', rowNumber, text: excerptOfRow(read.row), ...made })
        else emit({ step: 'record', kind, record: finish(made.record, read.row), rowNumber, rowCount: 1 })
      }
      last = rowNumber
      if (rowNumber % MARK_ROWS === 0) {
        ids.forget()
        emit({ step: 'mark', rowNumber })
      }
    },
    skip: () => undefined,
    end: () => emit({ step: 'mark', rowNumber: last }),
  }
}

/** @throws AisleError MAPPING_INVALID when the file lacks a column that the mapping names */
export const createRowMapper = (mapping: Mapping, context: TranslatorContext): Translator => {
  if (context.columns !== undefined) checkColumns(mapping, context.columns)
  const make = compileRow(mapping, context)
  if (mapping.kind !== 'orders') return recordTranslator(mapping.kind, make, context.emit)
  const grouper = createOrderGrouper(context.emit)
  return {
    take: (read) => {
      if ('problem' in read) return grouper.refuse(read.rowNumber, read.problem, read.text)
      const made = make(read.row)
      return 'problem' in made
        ? grouper.refuse(read.rowNumber, made.problem, excerptOfRow(read.row))
        : addOrderLine(grouper, read.rowNumber, made.record, read.row)
    },
    skip: () => undefined,
    end: grouper.end,
  }
}
