/** What a recipe learned as columns, whichever recipe it was: numbers, texts, typed arrays and sparse matrices by name. */
import { setOwn } from '../domain/json.ts'
import type { Csr } from '../math/csr.ts'
import type { Column, Columns } from '../math/column-bytes.ts'

/** As `ModelData` of the recipes. */
export type StoredData = Readonly<Record<string, number | string | readonly string[] | Column | Csr>>

/** How a field of the data stands in the columns. Numbers are columns as well: JSON has no NaN and no infinity. */
type Field =
  | { readonly name: string; readonly form: 'number' | 'text' | 'texts' | 'numbers' }
  | {
      readonly name: string
      readonly form: 'matrix'
      readonly rowCount: number
      readonly columnCount: number
    }
export type Fields = readonly Field[]

const bytesOfJson = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const jsonOfBytes = (bytes: Column | undefined): unknown => JSON.parse(new TextDecoder().decode(bytes))

const MATRIX_PARTS = ['starts', 'columns', 'values'] as const

const isMatrix = (value: object): value is Csr => 'starts' in value

export const packData = (data: StoredData): { readonly fields: Fields; readonly columns: Columns } => {
  const fields: Field[] = []
  const columns: Record<string, Column> = {}
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === 'number') {
      fields.push({ name, form: 'number' })
      setOwn(columns, name, Float64Array.of(value))
    } else if (typeof value === 'string' || Array.isArray(value)) {
      fields.push({ name, form: typeof value === 'string' ? 'text' : 'texts' })
      setOwn(columns, name, bytesOfJson(value))
    } else if (isMatrix(value as object)) {
      const matrix = value as Csr
      fields.push({ name, form: 'matrix', rowCount: matrix.rowCount, columnCount: matrix.columnCount })
      for (const part of MATRIX_PARTS) setOwn(columns, `${name}/${part}`, matrix[part])
    } else {
      fields.push({ name, form: 'numbers' })
      setOwn(columns, name, value as Column)
    }
  }
  return { fields, columns }
}

export const unpackData = (fields: Fields, columns: Columns): StoredData =>
  Object.fromEntries(
    fields.map((field) => {
      const { name, form } = field
      if (form === 'matrix')
        return [
          name,
          {
            rowCount: field.rowCount,
            columnCount: field.columnCount,
            starts: columns[`${name}/starts`],
            columns: columns[`${name}/columns`],
            values: columns[`${name}/values`],
          } as Csr,
        ]
      if (form === 'numbers') return [name, columns[name] as Column]
      if (form === 'number') return [name, columns[name]?.[0] as number]
      return [name, jsonOfBytes(columns[name]) as string | readonly string[]]
    }),
  )
