/** Rows as the readers give them, whatever the file's format. */

/** Cells by column. A map, because a column may have any name, `__proto__` included. */
export type Row = ReadonlyMap<string, unknown>

/** Why a row was refused. */
export type RowProblem = {
  readonly code: string
  /** JSON pointer into the record that the row would have become; empty for the whole row. */
  readonly field: string
  readonly message: string
}

/** One row of a file, or what is wrong with it. Rows count from 1, a CSV header not included. */
export type RowRead =
  | { readonly rowNumber: number; readonly row: Row }
  | { readonly rowNumber: number; readonly problem: RowProblem; readonly text: string }

/** Longest excerpt of a refused row that a report shows, in UTF-16 units. */
export const EXCERPT_LENGTH_MAX = 200

/** The start of a text, for a report. */
export const excerptOf = (text: string): string =>
  text.length <= EXCERPT_LENGTH_MAX ? text : `${text.slice(0, EXCERPT_LENGTH_MAX)}…`

/** A row as people recognise it in a report: its cells in order, as JSON. */
export const excerptOfRow = (row: Row): string =>
  excerptOf(
    JSON.stringify([...row.values()], (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  )
