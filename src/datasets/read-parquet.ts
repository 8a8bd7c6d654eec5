/** Rows of a Parquet file, a slice of a row group at a time. */
import { open } from 'node:fs/promises'
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { AisleError } from '../domain/errors.ts'
import type { RowRead } from './row.ts'

/** Rows held at a time. Pages before the slice are skipped undecoded, so slices cost little more than one pass. */
const SLICE_ROWS = 32_768

/**
 * Timestamps that say they are not adjusted to UTC are local times: they become text without a zone, which the
 * mapping's time zone then places, as in a CSV file.
 */
const isLocalTime = (column: string, metadata: FileMetaData): boolean => {
  const logical = metadata.schema.find(({ name }) => name === column)?.logical_type
  return logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC
}

/** Cells in the terms of JSON: whole numbers as numbers where they fit, bytes as text. Dates stay dates. */
const plain = (value: unknown, isLocal: boolean): unknown => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Date)
    return isLocal && !Number.isNaN(value.getTime()) ? value.toISOString().replace('Z', '') : value
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (Array.isArray(value)) return value.map((inner) => plain(inner, isLocal))
  return value
}

const openBuffer = async (path: string): Promise<AsyncBuffer & { readonly close: () => Promise<void> }> => {
  const file = await open(path)
  const { size } = await file.stat()
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = new ArrayBuffer(Math.max(0, end - start))
      await file.read(new Uint8Array(bytes), 0, bytes.byteLength, start)
      return bytes
    },
    close: () => file.close(),
  }
}

const readSlice = async (options: {
  file: AsyncBuffer
  metadata: FileMetaData
  columns: readonly string[]
  rowStart: number
  rowEnd: number
}): Promise<readonly (readonly unknown[])[]> => {
  let cells: readonly (readonly unknown[])[] = []
  await parquetRead({
    ...options,
    columns: [...options.columns],
    compressors,
    onComplete: (rows) => {
      cells = rows
    },
  })
  return cells
}

/**
 * @returns the columns, and the rows in runs. `bytesDone` is an estimate by rows.
 * @throws AisleError FILE_UNREADABLE when it is no Parquet file, or a part of it is damaged
 */
export const readParquet = async (
  path: string,
): Promise<{
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<readonly RowRead[]>
  readonly bytesDone: () => number
}> => {
  const unreadable = (cause: unknown): AisleError =>
    new AisleError(
      'FILE_UNREADABLE',
      `The Parquet file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause },
    )
  const file = await openBuffer(path)
  const metadata = await parquetMetadataAsync(file).catch(async (cause: unknown) => {
    await file.close()
    throw unreadable(cause)
  })
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name)
  const isLocal = columns.map((column) => isLocalTime(column, metadata))
  const rowCount = Number(metadata.num_rows)
  let rowsDone = 0
  async function* rows(): AsyncGenerator<readonly RowRead[]> {
    try {
      let groupStart = 0
      for (const group of metadata.row_groups) {
        const groupEnd = groupStart + Number(group.num_rows)
        for (let rowStart = groupStart; rowStart < groupEnd; rowStart += SLICE_ROWS) {
          const rowEnd = Math.min(groupEnd, rowStart + SLICE_ROWS)
          const cells = await readSlice({ file, metadata, columns, rowStart, rowEnd })
          yield cells.map((row, k) => ({
            rowNumber: rowStart + k + 1,
            row: new Map(columns.map((column, c) => [column, plain(row[c], isLocal[c] === true)])),
          }))
          rowsDone = rowEnd
        }
        groupStart = groupEnd
      }
    } catch (cause) {
      throw cause instanceof AisleError ? cause : unreadable(cause)
    } finally {
      await file.close()
    }
  }
  return {
    columns,
    rows: rows(),
    bytesDone: () => (rowCount === 0 ? file.byteLength : Math.round((file.byteLength * rowsDone) / rowCount)),
  }
}
