import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeColumns, encodeColumns } from './column-codec.ts'
import { alignedBytes, type Columns } from '../math/column-bytes.ts'

const columns: fc.Arbitrary<Columns> = fc.record({
  seq: fc.float64Array({ maxLength: 9 }),
  value: fc.float32Array({ maxLength: 9 }),
  item: fc.int32Array({ maxLength: 9 }),
  kind: fc.uint8Array({ maxLength: 9 }),
  code: fc.uint16Array({ maxLength: 9 }),
  count: fc.uint32Array({ maxLength: 9 }),
})
const meta = fc.record({ names: fc.array(fc.string()), text: fc.constantFrom('', '漢字 🥖', '__proto__') })

test('what is encoded comes back, also from a place within a larger buffer', () => {
  fc.assert(
    fc.property(columns, meta, fc.nat(9), (given, about, offset) => {
      const bytes = encodeColumns('model', 3, about, given)
      const larger = new Uint8Array(bytes.length + offset)
      larger.set(bytes, offset)
      expect(decodeColumns('model', 3, alignedBytes(larger.subarray(offset)))).toEqual({
        meta: about,
        columns: given,
      })
    }),
  )
})

test('any byte that changed or is missing is noticed', () => {
  const bytes = encodeColumns(
    'model',
    1,
    { names: ['rye'] },
    { item: Int32Array.of(1, 2, 3), kind: Uint8Array.of(9) },
  )
  for (let k = 0; k < bytes.length; k++) {
    const changed = bytes.slice()
    changed[k] = (changed[k] as number) ^ 1
    expect([`byte ${k}`, decodeColumns('model', 1, changed)]).toMatchObject([
      `byte ${k}`,
      { wrong: expect.anything() },
    ])
    expect([`cut at ${k}`, decodeColumns('model', 1, bytes.slice(0, k))]).toMatchObject([
      `cut at ${k}`,
      { wrong: expect.anything() },
    ])
  }
  expect(decodeColumns('model', 1, Uint8Array.from([...bytes, 0]))).toHaveProperty('wrong')
})

test('another kind or version is not read', () => {
  const bytes = encodeColumns('model', 1, {}, {})
  expect(decodeColumns('segment', 1, bytes)).toEqual({ wrong: 'is a model, not a segment' })
  expect(decodeColumns('model', 2, bytes)).toEqual({ wrong: 'has version 1, not 2' })
})
