/** Tables of figures, for the terminal and for the docs. */
import type { BenchTable, Column, Figures } from './result.ts'

/** The shortest rule of a column that Markdown knows. */
const RULE_WIDTH_MIN = 3

export const amount = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const cellOf = ({ key, digits }: Column, row: Figures): string => {
  const value = row[key]
  if (value === undefined || value === null || Number.isNaN(value)) return '–'
  return typeof value === 'number' ? amount(value, digits ?? 0) : value
}

const cellsOf = ({ columns, rows }: BenchTable): readonly (readonly string[])[] => [
  columns.map(({ title }) => title),
  ...rows.map((row) => columns.map((column) => cellOf(column, row))),
]

/** Text to the left, figures to the right. */
export const renderText = (table: BenchTable): string => {
  const cells = cellsOf(table)
  const widths = table.columns.map((_, c) => Math.max(...cells.map((row) => row[c]?.length ?? 0)))
  const lines = cells.map((row) =>
    row
      .map((cell, c) => {
        const width = widths[c] ?? 0
        return table.columns[c]?.digits === undefined ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
  return [table.title, ...lines.map((line) => `  ${line}`)].join('\n')
}

/** Columns are padded, as the formatter of this project has them. */
export const renderMarkdown = (table: BenchTable): string => {
  const cells = cellsOf(table).map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = table.columns.map((_, c) =>
    Math.max(RULE_WIDTH_MIN, ...cells.map((row) => row[c]?.length ?? 0)),
  )
  const isText = table.columns.map(({ digits }) => digits === undefined)
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, c) => (isText[c] ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, c) => (isText[c] ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  const [head, ...rows] = cells
  return [`**${table.title}**`, '', line(head ?? []), line(rule), ...rows.map(line)].join('\n')
}
