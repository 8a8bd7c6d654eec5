/**
 * Brings a file into a shop: reads its rows, turns them into records, and sends these in batches through the one door
 * that all records come through.
 *
 * Memory is bounded whatever the file's size. The ids of events come from the file's content, so that an import that
 * was interrupted, or is run twice, changes nothing that is there.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createRowMapper } from '../datasets/map-rows.ts'
import type { Mapping } from '../datasets/mapping.ts'
import { type PresetName, createPreset } from '../datasets/presets/presets.ts'
import { type OpenRows, type ReadOptions, openRows } from '../datasets/read-rows.ts'
import type { Row, RowRead } from '../datasets/row.ts'
import type { Step, Translator, TranslatorContext } from '../datasets/translate.ts'
import { FILE_KINDS, type FileKind, kindOfColumns } from '../datasets/wire-fields.ts'
import type { Shop } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { type CursorStore, type ImportCursor, identityOf, readCursor } from './import-cursor.ts'
import { type ImportReport, type Tally, createTally, reportOf } from './import-report.ts'
import { createSender } from './import-sender.ts'
import type { Sink } from './sink.ts'

export type ImportProgress = {
  /** Bytes of the file as it lies on the disk, compressed or not. */
  readonly bytesDone: number
  readonly bytesTotal: number
  /** Rows read so far in this run, those that an earlier run had done included. */
  readonly rows: number
  readonly elapsedMs: number
}

export type ImportOptions = ReadOptions & {
  readonly path: string
  readonly sink: Sink
  readonly shop: Pick<Shop, 'currency' | 'timeZone'>
  /** One of the two; with neither, columns map by their own names. */
  readonly mapping?: Mapping
  readonly preset?: PresetName
  /** What the rows are, when neither mapping nor preset says so; else judged by the columns. */
  readonly kind?: FileKind
  readonly cursor?: CursorStore
  /** Interrupts: what is on its way is finished, and the report says `isComplete: false`. */
  readonly signal?: AbortSignal
  readonly progress?: (progress: ImportProgress) => void
  /** Records in one call of the sink; the sink takes 1,000 at most. */
  readonly batchSize?: number
  /** ms UTC */
  readonly now: () => number
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>
}

const BATCH_SIZE = 1_000
/** Of a file that begins with rows that cannot be read. */
const RUNS_LOOKED_AT_MAX = 100

const waitByTimer = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}

/** JSONL files name their columns row by row; the first row stands for them when the kind has to be judged. */
const withFirstColumns = async (
  opened: OpenRows,
): Promise<{ columns: readonly string[]; rows: AsyncIterable<readonly RowRead[]> }> => {
  if (opened.columns !== undefined) return { columns: opened.columns, rows: opened.rows }
  const iterator = opened.rows[Symbol.asyncIterator]()
  const runs: (readonly RowRead[])[] = []
  let row: Row | undefined
  while (row === undefined && runs.length < RUNS_LOOKED_AT_MAX) {
    const next = await iterator.next()
    if (next.done === true) break
    runs.push(next.value)
    row = next.value.find((read) => 'row' in read)?.row
  }
  async function* rows(): AsyncGenerator<readonly RowRead[]> {
    try {
      yield* runs
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { columns: row === undefined ? [] : [...row.keys()], rows: rows() }
}

const kindFor = (options: ImportOptions, columns: readonly string[], isEmpty: boolean): FileKind => {
  const kind = options.kind ?? kindOfColumns(columns) ?? (isEmpty ? 'events' : undefined)
  if (kind !== undefined) return kind
  throw new AisleError(
    'MAPPING_INVALID',
    `The columns do not tell what the rows are: ${columns.slice(0, 20).join(', ')}.`,
    {
      fix: `Say which they are (${FILE_KINDS.join(', ')}), or write a mapping; see docs/importing.md.`,
    },
  )
}

const createTranslator = (
  options: ImportOptions,
  firstColumns: readonly string[],
  context: TranslatorContext,
): { readonly kind: string; readonly translator: Translator } => {
  if (options.preset !== undefined) return createPreset(options.preset, { ...context, columns: firstColumns })
  const mapping = options.mapping ?? { kind: kindFor(options, firstColumns, firstColumns.length === 0) }
  return { kind: mapping.kind, translator: createRowMapper(mapping, context) }
}

const readOptionsOf = ({ mapping, format, delimiter, encoding }: ImportOptions): ReadOptions => {
  const chosen = {
    format: format ?? mapping?.format,
    delimiter: delimiter ?? mapping?.delimiter,
    encoding: encoding ?? mapping?.encoding,
  }
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)) as ReadOptions
}

/** Says how to go on, whatever stopped the import. */
const stoppedAt = (path: string, rowNumber: number, isResumable: boolean, cause: unknown): unknown => {
  if (!(cause instanceof AisleError)) return cause
  return new AisleError(
    cause.code,
    `${cause.message} The import of ${path} stopped; all up to row ${rowNumber} is kept.`,
    {
      cause,
      fix: `${cause.fix} Then run the same import again: ${isResumable ? 'it goes on from there' : 'what is there already is not added twice'}.`,
      ...(cause.field !== undefined && { field: cause.field }),
    },
  )
}

/** Applies the steps in their order as they become durable, and remembers the last mark. */
const createLedger = (tally: Tally, identity: string, cursor: CursorStore | undefined, startRow: number) => {
  let rowNumber = startRow
  let latest: ImportCursor | undefined
  return {
    mark: (row: number): void => {
      rowNumber = row
      latest = { version: 1, identity, rowNumber, counts: tally.counts() }
    },
    save: async (): Promise<void> => {
      if (latest !== undefined) await cursor?.write(JSON.stringify(latest))
      latest = undefined
    },
    rowNumber: () => rowNumber,
  }
}

/**
 * @returns the report, of the whole file when an earlier run was gone on with
 * @throws AisleError FILE_UNREADABLE, MAPPING_INVALID, and what the sink throws (STORE_FULL, SHOP_UNKNOWN, …), saying
 *   up to which row everything is kept
 */
export const importFile = async (options: ImportOptions): Promise<ImportReport> => {
  const { path, shop, signal, now, cursor } = options
  const startedAt = now()
  const opened = await openRows(path, readOptionsOf(options))
  const way = [
    options.preset,
    options.mapping,
    options.kind,
    readOptionsOf(options),
    shop.currency,
    shop.timeZone,
  ]
  const identity = await identityOf(path, way)
  const resumed = cursor === undefined ? undefined : await readCursor(cursor, identity)
  const tally = createTally(resumed?.counts)
  const ledger = createLedger(tally, identity, cursor, resumed?.rowNumber ?? 0)
  const steps: Step[] = []
  const sender = createSender({
    sink: options.sink,
    batchSize: options.batchSize ?? BATCH_SIZE,
    tally,
    mark: ledger.mark,
    afterBatch: ledger.save,
    wait: options.wait ?? waitByTimer,
    ...(signal !== undefined && { signal }),
  })
  const first = await withFirstColumns(opened)
  const { kind, translator } = createTranslator(options, first.columns, {
    emit: (step) => steps.push(step),
    format: opened.format,
    columns: opened.columns,
    currency: shop.currency,
    timeZone: shop.timeZone,
  })
  const skipTo = resumed?.rowNumber ?? 0
  let rows = 0
  const flushSteps = async (): Promise<void> => {
    for (const step of steps.splice(0)) await sender.send(step)
  }
  try {
    for await (const reads of first.rows) {
      if (signal?.aborted === true) break
      for (const read of reads) {
        rows = read.rowNumber
        if (rows > skipTo) translator.take(read)
        else if ('row' in read) translator.skip(read.row)
      }
      await flushSteps()
      options.progress?.({
        bytesDone: opened.bytesDone(),
        bytesTotal: opened.bytesTotal,
        rows,
        elapsedMs: now() - startedAt,
      })
    }
    if (signal?.aborted !== true) {
      translator.end()
      await flushSteps()
    }
    await sender.end()
  } catch (cause) {
    await sender.settle()
    const isInterrupted =
      signal?.aborted === true && cause instanceof AisleError && cause.code === 'QUEUE_FULL'
    if (!isInterrupted) throw stoppedAt(path, ledger.rowNumber(), cursor !== undefined, cause)
  }
  const isComplete = signal?.aborted !== true
  if (isComplete) await cursor?.write(undefined)
  return reportOf(tally.counts(), {
    file: path,
    kind,
    rowsOfRun: rows,
    durationMs: now() - startedAt,
    isResumed: resumed !== undefined,
    isComplete,
  })
}
