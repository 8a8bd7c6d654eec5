/**
 * Cuts bytes into records, one a line, without ever holding more than one record and one chunk.
 *
 * A record that is too long, or whose quote is never closed, costs its first line only: reading goes on at the next
 * one. CSV parsers either buffer such a record to the end or give up on the file, hence a splitter of our own.
 */

/** A record without its line end, valid until the next call of the splitter; or the head of one that was given up. */
export type Piece =
  | { readonly bytes: Buffer }
  | { readonly problem: 'TOO_LONG' | 'UNCLOSED_QUOTE'; readonly head: Buffer }

export type SplitOptions = {
  /** Byte between fields. When given, quoted fields may hold line ends (RFC 4180); else every line is a record. */
  readonly delimiter?: number
  readonly recordBytesMax?: number
}

/** An order of 20,000 lines as one JSON text has some 2 MB. */
export const RECORD_BYTES_MAX = 4_000_000

const NEWLINE = 0x0a
const RETURN = 0x0d
const QUOTE = 0x22
/** How much of a refused record is kept for the report. */
const HEAD_BYTES = 400

export type Splitter = {
  readonly push: (chunk: Uint8Array) => readonly Piece[]
  readonly end: () => readonly Piece[]
}

/** Index behind the quote that closes the field opened before `from`, or -1 when it is not in the buffer. */
const closeQuote = (buffer: Buffer, from: number): number => {
  let at = buffer.indexOf(QUOTE, from)
  while (at !== -1 && buffer[at + 1] === QUOTE) at = buffer.indexOf(QUOTE, at + 2)
  // A quote in the last place may be the first half of a doubled one.
  return at === -1 || at + 1 === buffer.length ? -1 : at + 1
}

/** Index of the line end that closes the record at `start`, or -1. Quotes count only where a field begins. */
const quotedRecordEnd = (buffer: Buffer, start: number, delimiter: number): number => {
  let at = start
  while (at < buffer.length) {
    if (buffer[at] === QUOTE) {
      at = closeQuote(buffer, at + 1)
      if (at === -1) return -1
    }
    while (at < buffer.length && buffer[at] !== delimiter && buffer[at] !== NEWLINE) at++
    if (buffer[at] === NEWLINE) return at
    at++
  }
  return -1
}

/** @complexity time O(bytes), memory O(recordBytesMax + chunk) */
export const createSplitter = ({ delimiter, recordBytesMax = RECORD_BYTES_MAX }: SplitOptions): Splitter => {
  // One buffer that grows and is used again, so that a huge line leaves no trail of garbage.
  let store = Buffer.allocUnsafe(1 << 17)
  let used = 0
  let start = 0
  let isSkipping = false

  const append = (chunk: Uint8Array): Buffer => {
    store.copyWithin(0, start, used)
    used -= start
    start = 0
    if (used + chunk.length > store.length) {
      const larger = Buffer.allocUnsafe(Math.max(store.length * 2, used + chunk.length))
      store.copy(larger, 0, 0, used)
      store = larger
    }
    store.set(chunk, used)
    used += chunk.length
    return store.subarray(0, used)
  }

  const cut = (buffer: Buffer, isLast: boolean): readonly Piece[] => {
    const pieces: Piece[] = []
    let quote = -1
    const giveUp = (): void => {
      const newline = buffer.indexOf(NEWLINE, start)
      const isUnclosed = newline !== -1 && newline - start <= recordBytesMax
      const lineEnd = newline === -1 ? buffer.length : newline
      const head = buffer.subarray(start, Math.min(lineEnd, start + HEAD_BYTES))
      pieces.push({ problem: isUnclosed ? 'UNCLOSED_QUOTE' : 'TOO_LONG', head: Buffer.from(head) })
      isSkipping = newline === -1
      start = isSkipping ? buffer.length : newline + 1
    }
    while (start < buffer.length) {
      if (isSkipping) {
        const newline = buffer.indexOf(NEWLINE, start)
        isSkipping = newline === -1
        start = isSkipping ? buffer.length : newline + 1
        continue
      }
      let end = buffer.indexOf(NEWLINE, start)
      if (delimiter !== undefined) {
        if (quote < start) {
          quote = buffer.indexOf(QUOTE, start)
          if (quote === -1) quote = Number.POSITIVE_INFINITY
        }
        if (quote < (end === -1 ? buffer.length : end)) end = quotedRecordEnd(buffer, start, delimiter)
      }
      if ((end === -1 ? buffer.length : end) - start > recordBytesMax || (end === -1 && isLast)) giveUp()
      else if (end === -1) break
      else {
        pieces.push({
          bytes: buffer.subarray(start, end > start && buffer[end - 1] === RETURN ? end - 1 : end),
        })
        start = end + 1
      }
    }
    return pieces
  }

  return {
    push: (chunk) => cut(append(chunk), false),
    end: () => {
      if (start === used) return []
      const isEnded = store[used - 1] === NEWLINE
      return cut(isEnded ? store.subarray(0, used) : append(Buffer.of(NEWLINE)), true)
    },
  }
}

export async function* splitRecords(
  chunks: AsyncIterable<Uint8Array>,
  options: SplitOptions,
): AsyncGenerator<readonly Piece[]> {
  const splitter = createSplitter(options)
  for await (const chunk of chunks) yield splitter.push(chunk)
  yield splitter.end()
}
