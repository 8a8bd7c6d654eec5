/** Tables of figures, for the terminal and for the docs. */
import type { BenchTable, Column, Figures } from './result.ts'

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

export const renderMarkdown = (table: BenchTable): string => {
  const [head, ...rows] = cellsOf(table)
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const rule = table.columns.map(({ digits }) => (digits === undefined ? '---' : '---:'))
  return [`**${table.title}**`, '', line(head ?? []), line(rule), ...rows.map(line)].join('\n')
}
