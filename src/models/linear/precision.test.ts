import { expect, test } from 'vitest'
import { type Csr, csrOfPairs, transposed } from '../../math/csr.ts'
import { rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import { openPrecision, type Precision, precisionBytes, precisionDiagonal, precisionOf } from './precision.ts'

const weighted = (rowCount: number, itemCount: number, share: number): Csr => {
  const random = rng(5, rowCount, itemCount)
  const rows: number[] = []
  const columns: number[] = []
  for (let r = 0; r < rowCount; r++)
    for (let c = 0; c < itemCount; c++)
      if (random.chance(share)) {
        rows.push(r)
        columns.push(c)
      }
  const matrix = csrOfPairs(Int32Array.from(rows), Int32Array.from(columns), rowCount, itemCount)
  return { ...matrix, values: matrix.values.map(() => random.between(0.2, 1.5)) }
}

const precisionOfRows = (byRow: Csr): Promise<Precision> =>
  precisionOf({ byRow, byItem: transposed(byRow) }, inlineCompute, () => {})

const readAll = (precision: Precision, size: number): Float32Array => {
  const read = openPrecision(precision)
  const rows = new Float32Array(size * size)
  for (let from = 0; from < size; from += 7) {
    const count = Math.min(7, size - from)
    read(from, count, rows.subarray(from * size, (from + count) * size))
  }
  return rows
}

/** The largest entry of |(XᵀX + I)·P − I|. */
const residualOf = (byRow: Csr, inverse: Float32Array): number => {
  const size = byRow.columnCount
  const product = Float64Array.from(inverse)
  for (let r = 0; r < byRow.rowCount; r++)
    for (let j = 0; j < size; j++) {
      let sum = 0
      for (let k = byRow.starts[r]; k < byRow.starts[r + 1]; k++)
        sum += byRow.values[k] * inverse[byRow.columns[k] * size + j]
      for (let k = byRow.starts[r]; k < byRow.starts[r + 1]; k++)
        product[byRow.columns[k] * size + j] += byRow.values[k] * sum
    }
  return product.reduce(
    (worst, value, k) => Math.max(worst, Math.abs(value - (k % (size + 1) === 0 ? 1 : 0))),
    0,
  )
}

test.each([
  { rowCount: 150, itemCount: 60, form: 'items' },
  { rowCount: 40, itemCount: 90, form: 'rows' },
])('$rowCount rows of $itemCount items are inverted by $form, and it is the inverse', async (shape) => {
  const byRow = weighted(shape.rowCount, shape.itemCount, 0.15)
  const precision = await precisionOfRows(byRow)
  expect(precision.form).toBe(shape.form)
  expect(residualOf(byRow, readAll(precision, shape.itemCount))).toBeLessThan(1e-4)
})

test.each([
  [150, 60],
  [40, 90],
])('the diagonal of %i rows and %i items is that of the rows that are read', async (rowCount, itemCount) => {
  const precision = await precisionOfRows(weighted(rowCount, itemCount, 0.2))
  const rows = readAll(precision, itemCount)
  const diagonal = await precisionDiagonal(precision, inlineCompute)
  for (let item = 0; item < itemCount; item++)
    expect(diagonal[item]).toBeCloseTo(rows[item * (itemCount + 1)] as number, 5)
})

test.each([
  [300, 40],
  [20, 40],
])(
  '%i rows that hold all of %i items with weights of thousands lose no number',
  async (rowCount, itemCount) => {
    const all = weighted(rowCount, itemCount, 1)
    const precision = await precisionOfRows({ ...all, values: all.values.map(() => 3_000) })
    expect(readAll(precision, itemCount).every(Number.isFinite)).toBe(true)
    const diagonal = await precisionDiagonal(precision, inlineCompute)
    expect(diagonal.every((value) => value > 0)).toBe(true)
  },
)

test('the shorter side says what memory it takes', () => {
  expect(precisionBytes(30_000, 41_000)).toBeLessThan(6 * 30_000 ** 2 * 1.1)
  expect(precisionBytes(1_000_000, 12_000)).toBeLessThan(2 * 12_000 ** 2 * 1.2)
})

test('with fewer rows than were told the items are inverted all the same, where the rows would take more memory', async () => {
  const byRow = csrOfPairs(
    Int32Array.from({ length: 15 }, (_, row) => row),
    Int32Array.from({ length: 15 }, (_, row) => row),
    15,
    20,
  )
  const given = { byRow, byItem: transposed(byRow) }
  const formWithin = async (bytesMax?: number) =>
    (await precisionOf(given, inlineCompute, () => {}, bytesMax)).form
  expect(await formWithin()).toBe('rows')
  expect(precisionBytes(15, 20)).toBeGreaterThan(precisionBytes(20, 20))
  expect(await formWithin(precisionBytes(20, 20))).toBe('items')
})
