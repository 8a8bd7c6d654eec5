/** Online Retail: a year of orders of a British giftware wholesaler, as training data. */
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { splitFields } from '../../src/datasets/read-csv.ts'
import { PURCHASE } from '../../src/models/acts.ts'
import { TrainingData } from '../../src/models/training-data.ts'

/** Relative to the data folder. */
export const ONLINE_RETAIL_FILE = 'online_retail/online_retail.csv.gz'

type Line = {
  readonly invoice: string
  readonly item: string
  readonly customer: string
  readonly at: number
  readonly units: number
  readonly priceMinor: number
}

/**
 * Purchases of known customers; cancellations, lines without quantity and goods that are no goods (postage, fees: codes
 * without five digits) are left out.
 *
 * @param path  the gzipped CSV with the columns of UCI data set 352
 */
export const readOnlineRetail = async (path: string): Promise<TrainingData> => {
  const [head = '', ...records] = (await promisify(gunzip)(await readFile(path)))
    .toString('utf8')
    .split(/\r?\n/)
  const columns = splitFields(head, ',') ?? []
  const at = (name: string): number => columns.indexOf(name)
  const places = {
    invoice: at('InvoiceNo'),
    item: at('StockCode'),
    customer: at('CustomerID'),
    date: at('InvoiceDate'),
    units: at('Quantity'),
    price: at('UnitPrice'),
  }
  const lines: Line[] = []
  for (const record of records) {
    const fields = splitFields(record, ',')
    if (fields === undefined) continue
    const line = {
      invoice: fields[places.invoice] ?? '',
      item: fields[places.item] ?? '',
      customer: fields[places.customer] ?? '',
      at: Date.parse(`${(fields[places.date] ?? '').replace(' ', 'T')}Z`),
      units: Number(fields[places.units]),
      priceMinor: Math.round(100 * Number(fields[places.price])),
    }
    const isSale = line.units > 0 && !line.invoice.startsWith('C')
    if (isSale && line.customer !== '' && /^\d{5}/.test(line.item) && !Number.isNaN(line.at)) lines.push(line)
  }
  lines.sort((a, b) => a.at - b.at)
  const numbers = (key: (line: Line) => string): { of: Int32Array; count: number } => {
    const numberOf = new Map<string, number>()
    const of = Int32Array.from(lines, (line) => {
      const number = numberOf.get(key(line)) ?? numberOf.size
      numberOf.set(key(line), number)
      return number
    })
    return { of, count: numberOf.size }
  }
  const items = numbers(({ item }) => item)
  const shoppers = numbers(({ customer }) => customer)
  const orders = numbers(({ invoice }) => invoice)
  return new TrainingData({
    acts: {
      count: lines.length,
      at: Float64Array.from(lines, (line) => line.at),
      shopper: shoppers.of,
      item: items.of,
      kind: new Uint8Array(lines.length).fill(PURCHASE),
      order: orders.of,
      session: new Int32Array(lines.length).fill(-1),
      units: Float32Array.from(lines, ({ units }) => units),
      priceMinor: Float64Array.from(lines, ({ priceMinor }) => (priceMinor > 0 ? priceMinor : Number.NaN)),
    },
    itemCount: items.count,
    shopperCount: shoppers.count,
    orderCount: orders.count,
    sessionCount: 0,
    now: lines.at(-1)?.at ?? 0,
  })
}
