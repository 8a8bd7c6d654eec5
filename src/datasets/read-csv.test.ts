import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asUtf8 } from './bytes.ts'
import { readCsv, sniffDelimiter, splitFields } from './read-csv.ts'
import type { RowRead } from './row.ts'

async function* bytesOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}

const read = async (text: string | Uint8Array, options = {}): Promise<readonly RowRead[]> => {
  const { rows } = await readCsv(await asUtf8(bytesOf(text), undefined), options)
  const all: RowRead[] = []
  for await (const run of rows) all.push(...run)
  return all
}

const cells = (reads: readonly RowRead[]): unknown =>
  reads.map((row) => ('row' in row ? Object.fromEntries(row.row) : row.problem.code))

test('quotes, CRLF and a byte order mark are no part of the cells', async () => {
  const text = '\uFEFFid,title\r\n1,"Tea ""Earl Grey"", loose"\r\n2,"two\nlines"\r\n'
  expect(cells(await read(text))).toEqual([
    { id: '1', title: 'Tea "Earl Grey", loose' },
    { id: '2', title: 'two\nlines' },
  ])
})

test.each([',', ';', '\t', '|'])('the delimiter %j is found from the header', async (delimiter) => {
  const text = `id${delimiter}"a,b;c"${delimiter}x\n1${delimiter}2${delimiter}3\n`
  expect(cells(await read(text))).toEqual([{ id: '1', 'a,b;c': '2', x: '3' }])
})

test('a header of one column has a comma for delimiter', () => {
  expect(sniffDelimiter('itemId')).toBe(',')
})

test('a ragged row is refused and the rest goes on', async () => {
  expect(cells(await read('a,b\n1\n2,3\n4,5,6\n7,8\n'))).toEqual([
    'RAGGED',
    { a: '2', b: '3' },
    'RAGGED',
    { a: '7', b: '8' },
  ])
})

test('rows are counted from 1, empty lines not included', async () => {
  expect((await read('a,b\n\n1,2\n\n\n3\n')).map(({ rowNumber }) => rowNumber)).toEqual([1, 2])
})

test('invalid UTF-8 costs its row only', async () => {
  const bytes = Buffer.concat([
    Buffer.from('a,b\ncaf\u00e9,1\ncaf'),
    Buffer.of(0xe9),
    Buffer.from(',2\nend,3\n'),
  ])
  expect(cells(await read(bytes))).toEqual([{ a: 'café', b: '1' }, 'BAD_UTF8', { a: 'end', b: '3' }])
})

test('text behind a closing quote is refused', async () => {
  expect(cells(await read('a,b\n"x"y,1\n"x",2\n'))).toEqual(['BAD_QUOTES', { a: 'x', b: '2' }])
})

test('columns may be named like the prototype', async () => {
  const [first] = await read('__proto__,constructor\nx,y\n')
  expect(first !== undefined && 'row' in first && [...first.row]).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
})

test('UTF-16 with a mark is read as text', async () => {
  expect(cells(await read(Buffer.from('\uFEFFa;b\né;2\n', 'utf16le')))).toEqual([{ a: 'é', b: '2' }])
})

test('windows-1252 is read when it is asked for', async () => {
  const { rows } = await readCsv(await asUtf8(bytesOf('a\n', Buffer.of(0xa3, 0x35), '\n'), 'windows-1252'))
  const all: RowRead[] = []
  for await (const run of rows) all.push(...run)
  expect(cells(all)).toEqual([{ a: '£5' }])
})

test('an empty file has no header, and says so', async () => {
  await expect(read('')).rejects.toThrow('The file is empty')
  await expect(read('\n\n')).rejects.toThrow('The file is empty')
})

test('a header without rows is a file without rows', async () => {
  expect(await read('a,b\n')).toEqual([])
})

test('a column named twice is an error', async () => {
  await expect(read('id,price,price\n1,2,3\n')).rejects.toThrow('"price" twice')
})

test('lines that end in CR alone are an error that says so', async () => {
  await expect(read('a,b\r1,2\r')).rejects.toThrow('CR alone')
})

test('fields are those that csv-parse finds', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', 'é', '\u{1F44D}'), maxLength: 6 })
  const write = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  fc.assert(
    fc.property(fc.array(field, { minLength: 2, maxLength: 5 }), (fields) => {
      const line = fields.map(write).join(',')
      expect(splitFields(line, ',')).toEqual(fields)
      expect((parse(line) as string[][])[0]).toEqual(fields)
    }),
  )
})
