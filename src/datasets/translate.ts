/**
 * What every way of reading a file has in common: rows go in, in file order, and steps come out.
 *
 * Each row is counted in exactly one step, so what was kept and what was refused add up to what was read.
 */
import type { FileFormat } from './read-rows.ts'
import type { Row, RowProblem, RowRead } from './row.ts'

export type RecordKind = 'events' | 'items' | 'customers' | 'channels'

export type Step =
  /** A record to send. `rowCount` is 0 for one that is drawn from many rows, as an item is from its sales. */
  | {
      readonly step: 'record'
      readonly kind: RecordKind
      readonly record: Readonly<Record<string, unknown>>
      /** The first of its rows. */
      readonly rowNumber: number
      readonly rowCount: number
    }
  | {
      readonly step: 'refusal'
      readonly rowNumber: number
      readonly problem: RowProblem
      readonly text: string
    }
  /** All rows up to here, and only they, are in the steps before: reading can start again behind it. */
  | { readonly step: 'mark'; readonly rowNumber: number }

/** Turns the rows of one pass into steps. Deterministic: the same file gives the same steps, ids included. */
export type Translator = {
  readonly take: (read: RowRead) => void
  /** A row at or before the mark where an earlier run stopped: nothing of it is sent again. */
  readonly skip: (row: Row) => void
  readonly end: () => void
}

export type TranslatorContext = {
  readonly emit: (step: Step) => void
  readonly format: FileFormat
  /** Columns of the file; undefined when each row has its own. */
  readonly columns: readonly string[] | undefined
  /** Of the shop: ISO 4217, IANA. */
  readonly currency: string
  readonly timeZone: string
}
