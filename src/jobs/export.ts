/**
 * A shop's records as a file: JSONL, CSV or Parquet, in pages, so that memory is bounded whatever the shop's size.
 *
 * What is exported can be imported again as it is: events keep their ids, so that nothing is counted twice.
 */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type BasicType, fileWriter, parquetWriteRows, schemaFromColumnData } from 'hyparquet-writer'
import { AisleError } from '../domain/errors.ts'
import type { ShopId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { FileFormat } from '../datasets/read-rows.ts'
import type { CellType } from '../datasets/wire-fields.ts'
import type { Store } from '../stores/ports.ts'
import { type ExportColumn, cellOf, csvLine, exportColumns } from './export-columns.ts'
import { documentKindOf, type RecordKind } from './sink.ts'

export type ExportOptions = {
  readonly store: Pick<Store, 'readLog' | 'headSeq' | 'readDocuments'>
  readonly shop: ShopId
  readonly kind: RecordKind
  readonly format: FileFormat
  /** A path, compressed when it ends in `.gz`; or a stream, for JSONL and CSV. */
  readonly out: string | Writable
  readonly progress?: (progress: ExportProgress) => void
  readonly signal?: AbortSignal
}

/** `done` of `total`: places of the log for events, which count other records too; for documents `total` is not known. */
export type ExportProgress = {
  readonly rows: number
  readonly done: number
  readonly total: number | undefined
}

export type ExportReport = {
  readonly kind: RecordKind
  readonly format: FileFormat
  readonly rows: number
  /** Events of bots, which are left out: on their way back in they would count as people's. */
  readonly quarantined: number
}

const PAGE_RECORDS = 1_000
/** Rows held at a time; a group of this many reads well in other tools. */
const ROW_GROUP_ROWS = 20_000

/** @yields JSON texts of the records, in order */
async function* readBodies(
  { store, shop, kind, signal, progress }: ExportOptions,
  count: { rows: number; quarantined: number },
): AsyncGenerator<string> {
  if (kind === 'events') {
    const total = await store.headSeq(shop)
    for (let done = 0; done < total; ) {
      signal?.throwIfAborted()
      const page = await store.readLog(shop, done, PAGE_RECORDS)
      const last = page.at(-1)
      if (last === undefined) return
      for (const { op, body } of page) {
        if (op !== 'event') continue
        const isQuarantined = body.includes('"quarantine"') && 'quarantine' in (JSON.parse(body) as object)
        if (isQuarantined) count.quarantined++
        else {
          count.rows++
          yield body
        }
      }
      done = last.seq
      progress?.({ rows: count.rows, done, total })
    }
    return
  }
  for (let afterId = ''; ; ) {
    signal?.throwIfAborted()
    const page = await store.readDocuments(shop, documentKindOf(kind), afterId, PAGE_RECORDS)
    const last = page.at(-1)
    if (last === undefined) return
    for (const { body } of page)
      if (body !== undefined) {
        count.rows++
        yield body
      }
    afterId = last.id
    progress?.({ rows: count.rows, done: count.rows, total: undefined })
  }
}

async function* linesOf(
  bodies: AsyncIterable<string>,
  format: 'jsonl' | 'csv',
  columns: readonly ExportColumn[],
): AsyncGenerator<string> {
  if (format === 'csv') yield `${csvLine(columns.map(({ name }) => name))}\n`
  for await (const body of bodies) {
    if (format === 'jsonl') yield `${body}\n`
    else {
      const record = JSON.parse(body) as JsonObject
      yield `${csvLine(columns.map((column) => cellOf(record, column)))}\n`
    }
  }
}

const parquetType = (type: CellType): BasicType =>
  type === 'date'
    ? 'TIMESTAMP'
    : type === 'boolean'
      ? 'BOOLEAN'
      : type === 'number' || type === 'integer'
        ? 'DOUBLE'
        : 'STRING'

async function* cellsOf(
  bodies: AsyncIterable<string>,
  columns: readonly ExportColumn[],
): AsyncGenerator<Record<string, unknown>> {
  for await (const body of bodies) {
    const record = JSON.parse(body) as JsonObject
    yield Object.fromEntries(columns.map((column) => [column.name, cellOf(record, column)]))
  }
}

const writeParquet = async (
  path: string,
  bodies: AsyncIterable<string>,
  columns: readonly ExportColumn[],
): Promise<void> => {
  const specs = columns.map(({ name, type }) => ({ name, type: parquetType(type), nullable: true }))
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: cellsOf(bodies, columns),
    columns: specs,
    schema: schemaFromColumnData({ columnData: specs.map((spec) => ({ ...spec, data: [] })) }),
    rowGroupSize: ROW_GROUP_ROWS,
  })
}

/** The file appears under its name only when it is whole. */
const writeNamed = async (path: string, write: (partPath: string) => Promise<void>): Promise<void> => {
  const partPath = `${path}.part`
  await rm(partPath, { force: true })
  try {
    await write(partPath)
    await rename(partPath, path)
  } catch (cause) {
    await rm(partPath, { force: true })
    if (cause instanceof AisleError || !(cause instanceof Error) || !('code' in cause)) throw cause
    throw cause.code === 'ENOSPC'
      ? new AisleError('STORE_FULL', `The disk is full: ${path} was not written.`, {
          cause,
          fix: 'Free disk space where the export goes, or give another path.',
        })
      : cause
  }
}

/**
 * @throws AisleError SETTING_INVALID for Parquet to a stream, STORE_FULL when the disk is full
 * @throws the signal's reason when it is given; the file is then not there
 */
export const exportShop = async (options: ExportOptions): Promise<ExportReport> => {
  const { kind, format, out } = options
  const count = { rows: 0, quarantined: 0 }
  const columns = exportColumns(kind)
  const bodies = readBodies(options, count)
  if (format === 'parquet') {
    if (typeof out !== 'string')
      throw new AisleError('SETTING_INVALID', 'Parquet cannot be written to a stream.', {
        fix: 'Give the path of a file.',
      })
    await writeNamed(out, (path) => writeParquet(path, bodies, columns))
  } else {
    const lines = Readable.from(linesOf(bodies, format, columns))
    if (typeof out !== 'string') await pipeline(lines, out)
    else
      await writeNamed(out, (path) =>
        out.endsWith('.gz')
          ? pipeline(lines, createGzip(), createWriteStream(path))
          : pipeline(lines, createWriteStream(path)),
      )
  }
  return { kind, format, ...count }
}
