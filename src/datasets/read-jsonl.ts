/** Rows of a JSONL file: one JSON object a line. */
import { type RowRead, excerptOf } from './row.ts'
import { pieceProblem } from './read-csv.ts'
import { type Piece, splitRecords } from './split-records.ts'

const readLine = (piece: Piece, rowNumber: number): RowRead => {
  const wrong = pieceProblem(piece)
  if (wrong !== undefined) return { rowNumber, ...wrong }
  const text = 'bytes' in piece ? piece.bytes.toString('utf8') : ''
  const refuse = (message: string): RowRead => ({
    rowNumber,
    problem: { code: 'BAD_JSON', field: '', message },
    text: excerptOf(text),
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('the line is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('the line is not a JSON object')
  return { rowNumber, row: new Map<string, unknown>(Object.entries(value)) }
}

const isBlank = (piece: Piece): boolean =>
  'bytes' in piece && piece.bytes.every((byte) => byte === 0x20 || byte === 0x09)

/**
 * @param chunks  UTF-8 bytes without byte order mark
 * @yields rows in runs of a chunk each; blank lines are no rows
 */
export async function* readJsonl(
  chunks: AsyncIterable<Uint8Array>,
  options: { readonly recordBytesMax?: number } = {},
): AsyncGenerator<readonly RowRead[]> {
  let rowNumber = 0
  for await (const pieces of splitRecords(chunks, options))
    yield pieces.filter((piece) => !isBlank(piece)).map((piece) => readLine(piece, ++rowNumber))
}
