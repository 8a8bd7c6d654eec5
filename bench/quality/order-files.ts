/** Public files of orders, oldest first, for protocols that complete baskets. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { splitFields } from '../../src/datasets/read-csv.ts'

export type NamedOrder = {
  /** ms UTC; the place in the file where no times are known */
  readonly at: number
  /** Codes of items, none twice. */
  readonly items: readonly string[]
}

export type OrderFile = {
  readonly orders: readonly NamedOrder[]
  /** Title of each item that has one. */
  readonly titleOf: ReadonlyMap<string, string>
  /** Categories of each item that has any. */
  readonly categoriesOf: ReadonlyMap<string, readonly string[]>
}

export const ONLINE_RETAIL = 'online_retail/online_retail.csv.gz'
export const GROCERIES = ['groceries_arules/baskets.tsv', 'groceries_arules/items.csv']
export const TAFENG_BASKETS = [
  'tafeng/coder_baskets/train_baskets.txt.gz',
  'tafeng/coder_baskets/test_baskets.tsv.gz',
  'tafeng/coder_baskets/item_subclass.tsv',
]

const linesOf = async (path: string): Promise<readonly string[]> => {
  const bytes = await readFile(path)
  const text = (path.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes).toString('utf8')
  return text.split(/\r?\n/).filter((line) => line !== '')
}

/** Invoices that are no cancellation; lines with a price, a quantity and a code that begins with five digits. */
export const readInvoices = async (folder: string): Promise<OrderFile> => {
  const [head = '', ...records] = await linesOf(join(folder, ONLINE_RETAIL))
  const columns = splitFields(head, ',') ?? []
  const invoices = new Map<string, { at: number; items: Set<string> }>()
  const titleOf = new Map<string, string>()
  for (const record of records) {
    const fields = splitFields(record, ',') ?? []
    const cell = (name: string): string => fields[columns.indexOf(name)] ?? ''
    const [invoice, item, title] = [cell('InvoiceNo'), cell('StockCode'), cell('Description')]
    if (title !== '' && !titleOf.has(item)) titleOf.set(item, title)
    const isSale = !invoice.startsWith('C') && Number(cell('Quantity')) > 0 && Number(cell('UnitPrice')) > 0
    if (!isSale || !/^\d{5}/.test(item)) continue
    const at = Date.parse(`${cell('InvoiceDate').replace(' ', 'T')}Z`)
    const held = invoices.get(invoice) ?? { at, items: new Set() }
    invoices.set(invoice, held)
    held.items.add(item)
  }
  const orders = [...invoices]
    .sort(([a, { at: atA }], [b, { at: atB }]) => atA - atB || (a < b ? -1 : 1))
    .map(([, { at, items }]) => ({ at, items: [...items] }))
  return { orders, titleOf, categoriesOf: new Map() }
}

/** Baskets of a grocer, without times. */
export const readGroceries = async (folder: string): Promise<OrderFile> => {
  const [baskets = '', items = ''] = GROCERIES.map((file) => join(folder, file))
  const categoriesOf = new Map<string, readonly string[]>()
  for (const record of (await linesOf(items)).slice(1)) {
    const [label = '', ...levels] = splitFields(record, ',') ?? []
    categoriesOf.set(label, levels)
  }
  const orders = (await linesOf(baskets))
    .slice(1)
    .map((line, at) => ({ at, items: [...new Set((line.split('\t')[1] ?? '').split('|'))] }))
  return { orders, titleOf: new Map(), categoriesOf }
}

/** Baskets of a supermarket in order of time, whose days are known for the last part only; that part is the test. */
export const readTafengBaskets = async (
  folder: string,
): Promise<OrderFile & { readonly testCount: number }> => {
  const [train = '', test = '', subclasses = ''] = TAFENG_BASKETS.map((file) => join(folder, file))
  const split = (items: string): readonly string[] => [...new Set(items.split(' '))]
  const known = (await linesOf(train)).map(split)
  const asked = (await linesOf(test)).slice(1).map((line) => split(line.split('\t')[2] ?? ''))
  const categoriesOf = new Map(
    (await linesOf(subclasses)).slice(1).map((line) => {
      const [item = '', subclass = ''] = line.split('\t')
      return [item, [subclass]] as const
    }),
  )
  const orders = [...known, ...asked].map((items, at) => ({ at, items }))
  return { orders, titleOf: new Map(), categoriesOf, testCount: asked.length }
}
