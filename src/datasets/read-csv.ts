/**
 * Rows of a CSV file: RFC 4180 with any one-character delimiter, LF or CRLF.
 *
 * A row that cannot be read is a problem of that row; the rest of the file goes on.
 */
import { isUtf8 } from 'node:buffer'
import { AisleError } from '../domain/errors.ts'
import { peek } from './bytes.ts'
import { type Row, type RowProblem, type RowRead, excerptOf } from './row.ts'
import { type Piece, RECORD_BYTES_MAX, splitRecords } from './split-records.ts'

export const DELIMITERS = [',', ';', '\t', '|'] as const

/**
 * The fields of one record. A quote inside an unquoted field is a character like any other.
 *
 * @returns undefined when something other than a delimiter follows a closing quote
 */
export const splitFields = (record: string, delimiter: string): readonly string[] | undefined => {
  if (!record.includes('"')) return record.split(delimiter)
  const fields: string[] = []
  let at = 0
  while (true) {
    if (record[at] === '"') {
      let end = record.indexOf('"', at + 1)
      while (end !== -1 && record[end + 1] === '"') end = record.indexOf('"', end + 2)
      if (end === -1) return undefined
      fields.push(record.slice(at + 1, end).replaceAll('""', '"'))
      at = end + 1
    } else {
      const end = record.indexOf(delimiter, at)
      fields.push(record.slice(at, end === -1 ? record.length : end))
      at = end === -1 ? record.length : end
    }
    if (at === record.length) return fields
    if (record[at] !== delimiter) return undefined
    at++
  }
}

/** The delimiter that the header holds most often outside quotes; a comma when it holds none. */
export const sniffDelimiter = (header: string): string => {
  const bare = header.replaceAll(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** What is wrong with a record that cannot be read as text; undefined when it can. */
export const pieceProblem = (piece: Piece): { problem: RowProblem; text: string } | undefined => {
  if ('problem' in piece)
    return {
      problem: {
        code: piece.problem,
        field: '',
        message:
          piece.problem === 'TOO_LONG'
            ? `the row is longer than ${RECORD_BYTES_MAX / 1e6} MB`
            : 'a quote that opens a field here is never closed',
      },
      text: excerptOf(piece.head.toString('utf8')),
    }
  if (isUtf8(piece.bytes)) return undefined
  return {
    problem: {
      code: 'BAD_UTF8',
      field: '',
      message: 'the row is not valid UTF-8; if the whole file is in another encoding, say which',
    },
    text: excerptOf(piece.bytes.toString('utf8')),
  }
}

const columnsOf = (header: Piece, delimiter: string): readonly string[] => {
  const wrong = pieceProblem(header)
  const text = 'bytes' in header ? header.bytes.toString('utf8') : ''
  const fields = wrong === undefined ? splitFields(text, delimiter) : undefined
  if (fields === undefined)
    throw new AisleError(
      'FILE_UNREADABLE',
      `The header cannot be read: ${wrong?.problem.message ?? 'its quotes do not match'}.`,
    )
  if (text.includes('\r'))
    throw new AisleError('FILE_UNREADABLE', 'The lines of this file end in CR alone.', {
      fix: 'Save it with line ends LF or CRLF.',
    })
  const columns = fields.map((name) => name.trim())
  const twice = columns.find((name, k) => name !== '' && columns.indexOf(name) !== k)
  if (twice !== undefined)
    throw new AisleError('FILE_UNREADABLE', `The header names the column ${JSON.stringify(twice)} twice.`, {
      fix: 'Give each column a name of its own.',
    })
  return columns
}

const readRecord = (
  piece: Piece,
  columns: readonly string[],
  delimiter: string,
  rowNumber: number,
): RowRead => {
  const wrong = pieceProblem(piece)
  if (wrong !== undefined) return { rowNumber, ...wrong }
  const text = 'bytes' in piece ? piece.bytes.toString('utf8') : ''
  const fields = splitFields(text, delimiter)
  if (fields?.length !== columns.length)
    return {
      rowNumber,
      problem:
        fields === undefined
          ? {
              code: 'BAD_QUOTES',
              field: '',
              message: 'text follows a closing quote; a quote inside a field is written twice',
            }
          : {
              code: 'RAGGED',
              field: '',
              message: `the row has ${fields.length} fields where the header has ${columns.length}`,
            },
      text: excerptOf(text),
    }
  const row = new Map<string, unknown>()
  for (let k = 0; k < columns.length; k++) if (columns[k] !== '') row.set(columns[k] as string, fields[k])
  return { rowNumber, row: row satisfies Row }
}

export type CsvOptions = { readonly delimiter?: string; readonly recordBytesMax?: number }

/**
 * @param chunks  UTF-8 bytes without byte order mark
 * @returns the header's columns, and the rows in runs of a chunk each. Empty lines are no rows.
 * @throws AisleError FILE_UNREADABLE when there is no header that can be read
 */
export const readCsv = async (
  chunks: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): Promise<{ readonly columns: readonly string[]; readonly rows: AsyncIterable<readonly RowRead[]> }> => {
  const { head, all } = await peek(chunks, (bytes) => bytes.includes(10) || bytes.length > RECORD_BYTES_MAX)
  const firstLine = head.subarray(0, head.includes(10) ? head.indexOf(10) : head.length)
  const delimiter = options.delimiter ?? sniffDelimiter(firstLine.toString('utf8'))
  const runs = splitRecords(all, {
    delimiter: delimiter.charCodeAt(0),
    ...(options.recordBytesMax !== undefined && { recordBytesMax: options.recordBytesMax }),
  })
  const isRecord = (piece: Piece): boolean => !('bytes' in piece) || piece.bytes.length > 0
  let first: readonly Piece[] = []
  while (first.length === 0) {
    const next = await runs.next()
    if (next.done === true) break
    first = next.value.filter(isRecord)
  }
  const header = first[0]
  if (header === undefined)
    throw new AisleError('FILE_UNREADABLE', 'The file is empty: it has no header.', {
      fix: 'The first line must name the columns.',
    })
  const columns = columnsOf(header, delimiter)
  async function* rows(): AsyncGenerator<readonly RowRead[]> {
    let rowNumber = 0
    const read = (piece: Piece): RowRead => readRecord(piece, columns, delimiter, ++rowNumber)
    yield first.slice(1).map(read)
    for await (const pieces of runs) yield pieces.filter(isRecord).map(read)
  }
  return { columns, rows: rows() }
}
