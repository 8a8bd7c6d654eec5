/** What became of the rows of a file. What was kept and what was refused add up to what was read. */
import { excerptOf } from '../datasets/row.ts'
import type { RecordKind } from './sink.ts'

export type RefusalExample = {
  /** Counted from 1, a CSV header not included. */
  readonly row: number
  /** The start of the row, or of the record it became. */
  readonly text: string
}

/** One reason for which rows were refused. */
export type RefusalReason = {
  readonly code: string
  /** JSON pointer into the record, places in lists as `*`; empty for the whole row. */
  readonly field: string
  /** As it was said the first time. */
  readonly message: string
  readonly fix: string
  /** Rows refused for it; 0 when it only kept back an item or customer drawn from rows that were kept. */
  readonly count: number
  readonly examples: readonly RefusalExample[]
}

export type ImportReport = {
  readonly file: string
  /** What its rows are: `orders`, `items`, … */
  readonly kind: string
  readonly read: number
  readonly kept: number
  readonly refused: number
  readonly reasons: readonly RefusalReason[]
  /** Records that the shop had already. Their rows count as kept. */
  readonly duplicates: number
  /** Records accepted, by kind; duplicates not included. */
  readonly events: number
  readonly items: number
  readonly customers: number
  readonly channels: number
  /** Of this run. */
  readonly durationMs: number
  readonly rowsPerSecond: number
  /** Whether an earlier run of the same file had got part of the way. Its counts are included. */
  readonly isResumed: boolean
  /** False when it was interrupted; the next run goes on from there. */
  readonly isComplete: boolean
}

const EXAMPLES_MAX = 5
/** Reasons told apart; the rest is counted together, so that a strange file cannot fill the memory. */
const REASONS_MAX = 100

export type Refusal = {
  readonly code: string
  readonly field: string
  readonly message: string
  readonly fix: string
  readonly rowNumber: number
  readonly rowCount: number
  readonly text: string
}

/** Counts as they stand; plain data, so that a cursor can hold them. */
export type ImportCounts = {
  readonly kept: number
  readonly refused: number
  readonly duplicates: number
  readonly accepted: Readonly<Record<RecordKind, number>>
  readonly reasons: readonly RefusalReason[]
}

export const NO_COUNTS: ImportCounts = {
  kept: 0,
  refused: 0,
  duplicates: 0,
  accepted: { events: 0, items: 0, customers: 0, channels: 0 },
  reasons: [],
}

export type Tally = {
  readonly accept: (kind: RecordKind, rowCount: number) => void
  readonly duplicate: (rowCount: number) => void
  readonly refuse: (refusal: Refusal) => void
  /** The counts at this moment. */
  readonly counts: () => ImportCounts
}

/** @param from  counts of the earlier run that this one goes on with */
export const createTally = (from: ImportCounts = NO_COUNTS): Tally => {
  let { kept, refused, duplicates } = from
  const accepted = { ...from.accepted }
  const keyOf = ({ code, field }: { code: string; field: string }): string => `${code} ${field}`
  const reasonByKey = new Map(
    from.reasons.map((reason) => [keyOf(reason), { ...reason, examples: [...reason.examples] }]),
  )

  const refuse = ({ rowNumber, rowCount, text, ...said }: Refusal): void => {
    refused += rowCount
    const field = said.field.replaceAll(/\/\d+(?=\/|$)/g, '/*')
    const told =
      reasonByKey.has(keyOf({ ...said, field })) || reasonByKey.size < REASONS_MAX
        ? { ...said, field }
        : { code: 'OTHER', field: '', message: 'other reasons, too many to tell apart', fix: '' }
    let reason = reasonByKey.get(keyOf(told))
    if (reason === undefined) {
      reason = { ...told, count: 0, examples: [] }
      reasonByKey.set(keyOf(told), reason)
    }
    // A reason is replaced, never changed: counts that were given out stay as they were.
    const examples =
      reason.examples.length < EXAMPLES_MAX
        ? [...reason.examples, { row: rowNumber, text: excerptOf(text) }]
        : reason.examples
    reasonByKey.set(keyOf(told), { ...reason, count: reason.count + rowCount, examples })
  }

  return {
    accept: (kind, rowCount) => {
      kept += rowCount
      accepted[kind] += 1
    },
    duplicate: (rowCount) => {
      kept += rowCount
      duplicates += 1
    },
    refuse,
    counts: () => ({
      kept,
      refused,
      duplicates,
      accepted: { ...accepted },
      reasons: [...reasonByKey.values()].sort((a, b) => b.count - a.count),
    }),
  }
}

/** The counts as a report. */
export const reportOf = (
  counts: ImportCounts,
  run: Pick<ImportReport, 'file' | 'kind' | 'durationMs' | 'isResumed' | 'isComplete'> & {
    readonly rowsOfRun: number
  },
): ImportReport => {
  const { rowsOfRun, ...said } = run
  return {
    ...said,
    read: counts.kept + counts.refused,
    kept: counts.kept,
    refused: counts.refused,
    reasons: counts.reasons,
    duplicates: counts.duplicates,
    ...counts.accepted,
    rowsPerSecond: said.durationMs === 0 ? 0 : Math.round((rowsOfRun * 1_000) / said.durationMs),
  }
}
