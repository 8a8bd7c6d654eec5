import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeColumns, encodeColumns } from './column-codec.ts'
import { packData, type StoredData, unpackData } from './model-data-codec.ts'

const stored = (data: StoredData): StoredData => {
  const { fields, columns } = packData(data)
  const decoded = decodeColumns('part', 1, encodeColumns('part', 1, fields, columns))
  if ('wrong' in decoded) throw new Error(decoded.wrong)
  return unpackData(decoded.meta as typeof fields, decoded.columns)
}

test('every kind of field comes back as it was', () => {
  const data: StoredData = {
    count: 3,
    missing: Number.NaN,
    most: Number.POSITIVE_INFINITY,
    name: 'naïve 🥖',
    names: ['', 'rye', '__proto__'],
    none: [],
    ints: Int32Array.of(-1, 2),
    floats: Float32Array.of(0.5, Number.NaN, -0),
    doubles: Float64Array.of(1e300),
    bytes: Uint8Array.of(255),
    signed: Int8Array.of(-128),
    shorts: Int16Array.of(-30_000),
    words: Uint16Array.of(65_535),
    wide: Uint32Array.of(4_000_000_000),
    matrix: {
      rowCount: 2,
      columnCount: 9,
      starts: Int32Array.of(0, 1, 1),
      columns: Int32Array.of(8),
      values: Float32Array.of(0.25),
    },
  }
  expect(stored(data)).toEqual(data)
})

test('arrays over shared memory are stored as well', () => {
  const shared = new Float32Array(new SharedArrayBuffer(8))
  shared.set([1, 2])
  expect(stored({ shared })).toEqual({ shared: Float32Array.of(1, 2) })
})

test('a field of any name', () => {
  const data = Object.fromEntries(['__proto__', 'constructor', '1'].map((name) => [name, name.length]))
  expect(Object.entries(stored(data))).toEqual(Object.entries(data))
})

test('any numbers and texts', () => {
  const value = fc.oneof(fc.double(), fc.string({ unit: 'grapheme' }), fc.array(fc.string()))
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), value), (data) => {
      expect(Object.entries(stored(data))).toEqual(Object.entries(data))
    }),
    { numRuns: 200 },
  )
})
