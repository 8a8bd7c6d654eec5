/**
 * The Online Retail data set of the UCI repository: the invoices of a British gift wholesaler, a line a row.
 *
 * Besides orders and refunds the pass gathers the catalog and the customers, and gives them at its end.
 *
 * @source Chen, Sain & Guo, "Data mining for the online retail industry", 2012; UCI Machine Learning Repository 352
 */
import { isId } from '../../domain/ids.ts'
import { toMinor } from '../../domain/money.ts'
import { type OrderLine, createOrderGrouper } from '../group-orders.ts'
import { type Mapping, checkColumns } from '../mapping.ts'
import { dateParser } from '../parse-date.ts'
import { type Row, type RowProblem, excerptOfRow } from '../row.ts'
import type { Translator, TranslatorContext } from '../translate.ts'
import { type RetailRow, createRetailCatalog } from './online-retail-catalog.ts'

const CURRENCY = 'GBP'

/** Every column must be there; the mapping only serves to say which one is not. */
const COLUMNS: Mapping = {
  kind: 'orders',
  fields: {
    orderId: { column: 'InvoiceNo' },
    itemId: { column: 'StockCode' },
    'properties.description': { column: 'Description' },
    quantity: { column: 'Quantity' },
    at: { column: 'InvoiceDate' },
    priceMinor: { column: 'UnitPrice' },
    'shopper.customerId': { column: 'CustomerID' },
    'properties.country': { column: 'Country' },
  },
}

const problem = (code: string, field: string, message: string): RowProblem => ({ code, field, message })

/** Why a row is no sale and no return; undefined when it is one. */
const problemOf = (row: RetailRow): RowProblem | undefined => {
  if (!isId(row.invoice)) return problem('MISSING', '/orderId', 'the row names no invoice')
  if (!isId(row.stockCode)) return problem('MISSING', '/itemId', 'the row names no stock code')
  if (row.at === undefined) return problem('BAD_DATE', '/at', 'InvoiceDate is not a date')
  if (!Number.isFinite(row.quantity) || row.quantity === 0)
    return problem('BAD_NUMBER', '/quantity', 'Quantity is zero or no number')
  if (Number.isNaN(row.priceMinor)) return problem('BAD_MONEY', '/priceMinor', 'UnitPrice is no number')
  if (/^A/i.test(row.invoice))
    return problem('LEDGER_ADJUSTMENT', '', 'an adjustment of bad debt: nothing was sold')
  if (row.priceMinor < 0) return problem('NEGATIVE_PRICE', '/priceMinor', 'the price is below zero')
  if (row.priceMinor === 0 && row.description === '')
    return problem('EMPTY_LINE', '', 'neither price nor description: a correction of stock')
  if (row.priceMinor === 0 && row.customerId === '')
    return problem('STOCK_ADJUSTMENT', '', 'no price and no customer: a correction of stock, not a sale')
  return undefined
}

const text = (row: Row, column: string): string => String(row.get(column) ?? '').trim()

const number = (row: Row, column: string): number => {
  const cell = text(row, column)
  return cell === '' ? Number.NaN : Number(cell)
}

const createReader = (): ((row: Row) => RetailRow) => {
  const parseDate = dateParser('month-first', 'Europe/London')
  return (row) => ({
    invoice: text(row, 'InvoiceNo'),
    stockCode: text(row, 'StockCode'),
    description: text(row, 'Description').replaceAll(/\s+/g, ' '),
    quantity: number(row, 'Quantity'),
    at: parseDate(row.get('InvoiceDate')),
    priceMinor: toMinor(number(row, 'UnitPrice'), CURRENCY),
    customerId: text(row, 'CustomerID').replace(/\.0$/, ''),
    country: text(row, 'Country'),
  })
}

/** An invoice that begins with C cancels; so does a quantity below zero. */
const isReturn = ({ invoice, quantity }: RetailRow): boolean => quantity < 0 || /^C/i.test(invoice)

const orderLineOf = (row: RetailRow): OrderLine => ({
  head: {
    orderId: row.invoice,
    at: row.at as number,
    ...(row.customerId !== '' && { shopper: { customerId: row.customerId } }),
    currency: CURRENCY,
  },
  isReturn: isReturn(row),
  line: { itemId: row.stockCode, quantity: Math.abs(row.quantity), priceMinor: row.priceMinor },
})

/** @throws AisleError MAPPING_INVALID when a column is missing */
export const createOnlineRetail = (context: TranslatorContext): Translator => {
  if (context.columns !== undefined) checkColumns(COLUMNS, context.columns)
  const read = createReader()
  const grouper = createOrderGrouper(context.emit)
  const catalog = createRetailCatalog(CURRENCY)
  let last = 0
  return {
    take: (taken) => {
      last = taken.rowNumber
      if ('problem' in taken) return grouper.refuse(taken.rowNumber, taken.problem, taken.text)
      const row = read(taken.row)
      const wrong = problemOf(row)
      if (wrong !== undefined) return grouper.refuse(taken.rowNumber, wrong, excerptOfRow(taken.row))
      catalog.see(row, isReturn(row))
      return grouper.add(taken.rowNumber, orderLineOf(row))
    },
    skip: (skipped) => {
      const row = read(skipped)
      if (problemOf(row) === undefined) catalog.see(row, isReturn(row))
    },
    end: () => {
      grouper.end()
      for (const record of catalog.items())
        context.emit({ step: 'record', kind: 'items', record, rowNumber: last, rowCount: 0 })
      for (const record of catalog.customers())
        context.emit({ step: 'record', kind: 'customers', record, rowNumber: last, rowCount: 0 })
    },
  }
}
