import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSplitter, type Piece, type SplitOptions, splitRecords } from './split-records.ts'

const COMMA = 44
const show = (piece: Piece): string =>
  'bytes' in piece ? piece.bytes.toString() : `${piece.problem}: ${piece.head.toString()}`

const split = (chunks: readonly string[], options: SplitOptions): readonly string[] => {
  const splitter = createSplitter(options)
  return [
    ...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk)).map(show)),
    ...splitter.end().map(show),
  ]
}

test('lines end in LF, CRLF or with the file', () => {
  expect(split(['bread\nbutter\r\njam'], {})).toEqual(['bread', 'butter', 'jam'])
})

test('a quoted field may hold line ends and doubled quotes', () => {
  const text = '1,"two\nlines ""here"""\n2,plain\n'
  expect(split([text], { delimiter: COMMA })).toEqual(['1,"two\nlines ""here"""', '2,plain'])
})

test('a line end behind a doubled quote is still inside the field', () => {
  expect(split(['"say ""hi""\nthere",2\n3,4\n'], { delimiter: COMMA })).toEqual([
    '"say ""hi""\nthere",2',
    '3,4',
  ])
})

test('a quote inside a field opens nothing', () => {
  expect(split(['5" nail,1\n6" nail,2\n'], { delimiter: COMMA })).toEqual(['5" nail,1', '6" nail,2'])
})

test('a quote that is never closed costs its own line only', () => {
  expect(split(['a,"oops\nb,1\nc,2\n'], { delimiter: COMMA })).toEqual([
    'UNCLOSED_QUOTE: a,"oops',
    'b,1',
    'c,2',
  ])
})

test('a quote that is not closed within the limit costs its own line only', () => {
  const lines = Array.from({ length: 30 }, (_, k) => `row ${k}`)
  expect(split([`a,"oops\n${lines.join('\n')}\n`], { delimiter: COMMA, recordBytesMax: 50 })).toEqual([
    'UNCLOSED_QUOTE: a,"oops',
    ...lines,
  ])
})

test('a line beyond the limit is refused, and reading goes on at the next one', () => {
  expect(split(['ok\n', 'x'.repeat(60), 'x'.repeat(60), '\nnext'], { recordBytesMax: 100 })).toEqual([
    'ok',
    `TOO_LONG: ${'x'.repeat(120)}`,
    'next',
  ])
})

test('a line beyond the limit is called so also when it is read whole', () => {
  const line = 'x'.repeat(120)
  expect(split([`${line}\nnext\n`], { recordBytesMax: 100 })).toEqual([`TOO_LONG: ${line}`, 'next'])
})

test('where the chunks are cut makes no difference', () => {
  const alphabet = fc.constantFrom('a', ',', '"', '\n', '\r', '""', ',"', '",', 'é')
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
      const bytes = Buffer.from(parts.join(''))
      const run = (step: number): readonly string[] => {
        const splitter = createSplitter({ delimiter: COMMA, recordBytesMax: 20 })
        const pieces: string[] = []
        for (let at = 0; at < bytes.length; at += step)
          pieces.push(...splitter.push(bytes.subarray(at, at + step)).map(show))
        return [...pieces, ...splitter.end().map(show)].map((text) => text.slice(0, 20))
      }
      expect(run(size)).toEqual(run(1_000))
    }),
    { numRuns: 500 },
  )
})

test.each([undefined, COMMA])(
  'a line of 300 MB costs a few MB of memory (delimiter %s)',
  async (delimiter) => {
    const chunk = Buffer.alloc(1 << 16, delimiter === undefined ? 'x' : '"x')
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('before\n')
      for (let k = 0; k < 4_800; k++) yield chunk
      yield Buffer.from('\nafter\n')
    }
    const before = process.memoryUsage().arrayBuffers
    let peak = 0
    const pieces: string[] = []
    for await (const run of splitRecords(chunks(), delimiter === undefined ? {} : { delimiter })) {
      pieces.push(...run.map((piece) => show(piece).slice(0, 8)))
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before)
    }
    expect(pieces).toEqual(['before', 'TOO_LONG', 'after'])
    expect(peak).toBeLessThan(25e6)
  },
)
