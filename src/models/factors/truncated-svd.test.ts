import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csrOfPairs } from '../../math/csr.ts'
import { rng } from '../../math/rng.ts'
import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import { inlineCompute } from '../compute.ts'
import { truncatedSvd } from './truncated-svd.ts'

const randomMatrix = (rowCount: number, columnCount: number, entryCount: number, seed: number) => {
  const random = rng(seed, 'svd test')
  const matrix = csrOfPairs(
    Int32Array.from({ length: entryCount }, () => random.int(rowCount)),
    Int32Array.from({ length: entryCount }, () => random.int(columnCount)),
    rowCount,
    columnCount,
  )
  return { ...matrix, values: matrix.values.map(() => random.between(0.5, 1.5)) }
}
const gramOf = ({ rowCount, columnCount, starts, columns, values }: ReturnType<typeof randomMatrix>) => {
  const gram = new Float64Array(columnCount ** 2)
  for (let r = 0; r < rowCount; r++)
    for (let k = starts[r]; k < starts[r + 1]; k++)
      for (let m = starts[r]; m < starts[r + 1]; m++)
        gram[columns[k] * columnCount + columns[m]] += values[k] * values[m]
  return gram
}

test('the values are the roots of the largest eigenvalues of the Gram matrix, and the vectors belong to them', async () => {
  const matrix = randomMatrix(90, 60, 700, 3)
  const exact = symmetricEigen(gramOf(matrix), 60)
  const rank = 5
  const { values, vectors } = await truncatedSvd(matrix, { rank, roundCount: 12, seed: 1 }, inlineCompute)
  for (let k = 0; k < rank; k++) {
    expect(values[k]).toBeCloseTo(Math.sqrt(exact.values[k]), 3)
    let inner = 0
    for (let i = 0; i < 60; i++) inner += vectors[i * rank + k] * exact.vectors[i * 60 + k]
    expect(Math.abs(inner)).toBeCloseTo(1, 3)
  }
})

test('more values than the matrix has are 0, and nothing is ever no number', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.nat(8),
      fc.nat(),
      async (rowCount, columnCount, entryCount, seed) => {
        const matrix = randomMatrix(rowCount, columnCount, entryCount, seed)
        const { rank, values, vectors } = await truncatedSvd(
          matrix,
          { rank: 8, roundCount: 3, seed: 1 },
          inlineCompute,
        )
        expect(rank).toBe(columnCount)
        const exact = symmetricEigen(gramOf(matrix), columnCount).values
        for (let k = 0; k < rank; k++) expect(values[k]).toBeCloseTo(Math.sqrt(Math.max(0, exact[k])), 2)
        expect(vectors.every(Number.isFinite)).toBe(true)
      },
    ),
    { numRuns: 40 },
  )
})
