import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatOfPath, openRows, type ReadOptions } from './read-rows.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-rows-'))
})
afterAll(() => rm(folder, { recursive: true }))

const write = async (name: string, bytes: string | Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

const read = async (path: string, options: ReadOptions = {}): Promise<unknown[]> => {
  const opened = await openRows(path, options)
  const rows: unknown[] = []
  for await (const run of opened.rows)
    for (const row of run) rows.push('row' in row ? Object.fromEntries(row.row) : row.problem.code)
  expect(opened.bytesDone()).toBe(opened.bytesTotal)
  return rows
}

test('the name tells the format, compressed or not', () => {
  expect(
    ['a.csv', 'a.TSV', 'a.txt.gz', 'a.ndjson', 'a.jsonl.zst', 'a.parquet', 'a.xlsx', 'constructor'].map(
      formatOfPath,
    ),
  ).toEqual(['csv', 'csv', 'csv', 'jsonl', 'jsonl', 'parquet', undefined, undefined])
})

test('gzip and zstandard are read as they come', async () => {
  expect(await read(await write('a.csv.gz', gzipSync('a,b\n1,2\n')))).toEqual([{ a: '1', b: '2' }])
  expect(await read(await write('a.csv.zst', zstdCompressSync('a,b\n1,2\n')))).toEqual([{ a: '1', b: '2' }])
})

test('a gzip file that was cut off says so after its good rows', async () => {
  const whole = gzipSync(`a,b\n${Array.from({ length: 50_000 }, (_, k) => `${k},${k * 7919}`).join('\n')}\n`)
  const opened = await openRows(await write('cut.csv.gz', whole.subarray(0, whole.length - 1_000)))
  let rows = 0
  const all = async (): Promise<void> => {
    for await (const run of opened.rows) rows += run.length
  }
  await expect(all()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  expect(rows).toBeGreaterThan(10_000)
})

test('a missing file and an unknown format are errors with a remedy', async () => {
  await expect(openRows(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  await expect(openRows(join(folder, 'none.xlsx'))).rejects.toMatchObject({
    fix: 'Say which it is: csv, jsonl, parquet.',
  })
})

test('JSONL rows keep their types, and a line that is no object costs itself', async () => {
  const path = await write('a.jsonl', '\uFEFF{"a":1,"__proto__":{"b":[true]}}\r\n[1]\n{oops\n\n{"a":null}')
  expect(await read(path)).toEqual([
    { a: 1, ['__proto__']: { b: [true] } },
    'BAD_JSON',
    'BAD_JSON',
    { a: null },
  ])
})

test('an empty JSONL file has no rows', async () => {
  expect(await read(await write('empty.jsonl', ''))).toEqual([])
})

test('Parquet cells come in the terms of JSON, and local times without a zone', async () => {
  const at = new Date('2011-07-01T10:00:00Z')
  const columnData = [
    { name: 'id', data: ['é', '2'] },
    { name: 'count', data: [1n, 9_007_199_254_740_993n] },
    { name: 'price', data: [2.5, null] },
    { name: 'at', data: [at, at] },
    { name: 'local', data: [at, at] },
  ]
  const schema = [
    { name: 'root', num_children: 5 },
    {
      name: 'id',
      type: 'BYTE_ARRAY' as const,
      converted_type: 'UTF8' as const,
      repetition_type: 'OPTIONAL' as const,
    },
    { name: 'count', type: 'INT64' as const, repetition_type: 'OPTIONAL' as const },
    { name: 'price', type: 'DOUBLE' as const, repetition_type: 'OPTIONAL' as const },
    {
      name: 'at',
      type: 'INT64' as const,
      converted_type: 'TIMESTAMP_MILLIS' as const,
      repetition_type: 'OPTIONAL' as const,
    },
    {
      name: 'local',
      type: 'INT64' as const,
      logical_type: { type: 'TIMESTAMP' as const, isAdjustedToUTC: false, unit: 'MILLIS' as const },
      repetition_type: 'OPTIONAL' as const,
    },
  ]
  const path = await write('a.parquet', new Uint8Array(parquetWriteBuffer({ columnData, schema })))
  const local = '2011-07-01T10:00:00.000'
  expect(await read(path)).toEqual(
    [
      { id: 'é', count: 1, price: 2.5, at, local },
      { id: '2', count: '9007199254740993', price: undefined, at, local },
    ].map((row) => ({ ...row, price: row.price ?? null })),
  )
})

test('Parquet row groups come in order and whole', async () => {
  const data = Array.from({ length: 80_000 }, (_, k) => k)
  const file = parquetWriteBuffer({ columnData: [{ name: 'k', data, type: 'INT32' }], rowGroupSize: 70_000 })
  const opened = await openRows(await write('groups.parquet', new Uint8Array(file)))
  const seen: unknown[] = []
  const numbers: number[] = []
  for await (const run of opened.rows)
    for (const read of run) {
      numbers.push(read.rowNumber)
      if ('row' in read) seen.push(read.row.get('k'))
    }
  expect(seen).toEqual(data)
  expect(numbers).toEqual(data.map((k) => k + 1))
})

test('what is no Parquet file is an error', async () => {
  await expect(openRows(await write('no.parquet', 'a,b\n1,2\n'))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  })
})
