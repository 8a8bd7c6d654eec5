/** Rows into records by a mapping, or by the columns' own names when the mapping names no fields. */
import type { Line } from '../domain/event.ts'
import { parseEventKind } from '../domain/event-kind.ts'
import { isId } from '../domain/ids.ts'
import { type Made, type WireRecord, compileRow } from './compile-mapping.ts'
import { type OrderGrouper, type OrderHead, createOrderGrouper } from './group-orders.ts'
import { type Mapping, checkColumns } from './mapping.ts'
import { createRowIds } from './row-ids.ts'
import { type Row, type RowProblem, excerptOfRow } from './row.ts'
import type { RecordKind, Step, Translator, TranslatorContext } from './translate.ts'

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

const recordTranslator = (
  kind: RecordKind,
  make: (row: Row) => Made,
  emit: (step: Step) => void,
): Translator => {
  const idOf = createRowIds()
  let last = 0
  const finish = (made: WireRecord, row: Row): WireRecord => {
    if (kind !== 'events') return made
    const record = withLines(made)
    return record['eventId'] === undefined ? { eventId: idOf(record['kind'], row), ...record } : record
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
      if (rowNumber % MARK_ROWS === 0) emit({ step: 'mark', rowNumber })
    },
    // Rows that are skipped count among the equal ones all the same.
    skip: (row) => {
      const made = make(row)
      if (kind === 'events' && 'record' in made) finish(made.record, row)
    },
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
