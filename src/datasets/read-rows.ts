/** Opens a file of rows: CSV, JSONL or Parquet, plain or compressed. Memory is bounded whatever the file's size. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { AisleError } from '../domain/errors.ts'
import { type Encoding, asUtf8 } from './bytes.ts'
import { readCsv } from './read-csv.ts'
import { readJsonl } from './read-jsonl.ts'
import { readParquet } from './read-parquet.ts'
import type { RowRead } from './row.ts'

export const FILE_FORMATS = ['csv', 'jsonl', 'parquet'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

export type ReadOptions = {
  /** By the file's name when not given. */
  readonly format?: FileFormat
  /** One character; found from the header when not given. CSV only. */
  readonly delimiter?: string
  /** UTF-8 (or UTF-16 with a mark) when not given. */
  readonly encoding?: Encoding
}

export type OpenRows = {
  readonly format: FileFormat
  /** undefined for JSONL, where each line has its own */
  readonly columns: readonly string[] | undefined
  /** Runs of rows in file order. */
  readonly rows: AsyncIterable<readonly RowRead[]>
  readonly bytesTotal: number
  /** Bytes of the file (compressed, when it is) that were read so far. */
  readonly bytesDone: () => number
}

const FORMAT_BY_ENDING: Readonly<Record<string, FileFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
}

/** The format that a file's name tells, its compression aside: `events.jsonl.gz` → `jsonl`. */
export const formatOfPath = (path: string): FileFormat | undefined => {
  const ending =
    path
      .toLowerCase()
      .replace(/\.(gz|zst)$/, '')
      .split('.')
      .at(-1) ?? ''
  return Object.hasOwn(FORMAT_BY_ENDING, ending) ? FORMAT_BY_ENDING[ending] : undefined
}

const unreadable = (path: string, cause: unknown): AisleError =>
  new AisleError(
    'FILE_UNREADABLE',
    `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    {
      cause,
    },
  )

async function* readBytes(path: string, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path)
  file.on('data', (chunk) => count(chunk.length))
  const decompressor = /\.gz$/i.test(path)
    ? createGunzip()
    : /\.zst$/i.test(path)
      ? createZstdDecompress()
      : undefined
  // Errors of either stream come out of the one that is read below.
  const source = decompressor === undefined ? file : pipeline(file, decompressor, () => undefined)
  try {
    for await (const chunk of source) yield chunk as Uint8Array
  } catch (cause) {
    throw unreadable(path, cause)
  } finally {
    file.destroy()
    decompressor?.destroy()
  }
}

/**
 * @throws AisleError FILE_UNREADABLE when the file is missing, of no known format, or has no header. Damage further
 *   on is thrown by `rows`; damage of a single row is a problem of that row.
 */
export const openRows = async (path: string, options: ReadOptions = {}): Promise<OpenRows> => {
  const format = options.format ?? formatOfPath(path)
  if (format === undefined)
    throw new AisleError('FILE_UNREADABLE', `The name of ${path} does not tell its format.`, {
      fix: `Say which it is: ${FILE_FORMATS.join(', ')}.`,
    })
  const { size: bytesTotal } = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  if (format === 'parquet') return { format, bytesTotal, ...(await readParquet(path)) }
  let done = 0
  const bytes = await asUtf8(
    readBytes(path, (count) => {
      done += count
    }),
    options.encoding,
  )
  const opened =
    format === 'csv'
      ? await readCsv(bytes, options.delimiter === undefined ? {} : { delimiter: options.delimiter })
      : { columns: undefined, rows: readJsonl(bytes) }
  return { format, bytesTotal, bytesDone: () => done, ...opened }
}
