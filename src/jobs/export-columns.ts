/** Records as flat rows, for CSV and Parquet. The columns bear the names that the importer maps by itself. */
import type { JsonObject } from '../domain/json.ts'
import { type CellType, typeOfField } from '../datasets/wire-fields.ts'
import type { RecordKind } from './sink.ts'

export type ExportColumn = { readonly name: string; readonly type: CellType }

const NAMES: Readonly<Record<RecordKind, readonly string[]>> = {
  events: [
    'eventId',
    'kind',
    'at',
    'shopper.visitorId',
    'shopper.customerId',
    'sessionId',
    'channel',
    'itemId',
    'sku',
    'quantity',
    'priceMinor',
    'currency',
    'orderId',
    'totalMinor',
    'couponCodes',
    'itemIds',
    'basket',
    'lines',
    'query',
    'category',
    'list',
    'recommendationId',
    'position',
    'rating',
    'isEmulated',
    'properties',
  ],
  items: [
    'itemId',
    'title',
    'description',
    'brand',
    'categories',
    'priceMinor',
    'listPriceMinor',
    'currency',
    'attributes',
    'pictures',
    'url',
    'addedAt',
    'status',
    'skus',
    'masterId',
    'channels',
  ],
  customers: [
    'customerId',
    'name',
    'email',
    'phone',
    'gender',
    'birthYear',
    'addresses',
    'loyalty',
    'wishlist',
    'wishlistAt',
    'dismissed',
    'dismissedAt',
    'consent',
    'attributes',
  ],
  channels: ['channelId', 'title', 'kind', 'timeZone', 'assortments'],
}

export const exportColumns = (kind: RecordKind): readonly ExportColumn[] =>
  NAMES[kind].map((name) => ({ name, type: typeOfField(kind, name) ?? 'json' }))

/** A cell as it stands in a table; dates as `Date`, everything nested as JSON. undefined when the record lacks it. */
export type Cell = string | number | boolean | Date | undefined

const valueAt = (record: JsonObject, name: string): unknown => {
  let at: unknown = record
  for (const key of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as JsonObject)[key]
  }
  return at
}

export const cellOf = (record: JsonObject, { name, type }: ExportColumn): Cell => {
  const value = valueAt(record, name)
  if (value === undefined || value === null) return undefined
  if (type === 'date' && typeof value === 'number') return new Date(value)
  if (typeof value === 'object' || type === 'json') return JSON.stringify(value)
  return value as string | number | boolean
}

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A line of CSV (RFC 4180) without its end. */
export const csvLine = (cells: readonly Cell[]): string =>
  cells
    .map((cell) =>
      cell === undefined ? '' : quote(cell instanceof Date ? cell.toISOString() : String(cell)),
    )
    .join(',')
