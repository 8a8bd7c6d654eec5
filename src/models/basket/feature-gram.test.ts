import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csrOfPairs } from '../../math/csr.ts'
import { inlineCompute } from '../compute.ts'
import { featureGram } from './feature-gram.ts'

const pairs = fc.array(fc.tuple(fc.nat(6), fc.nat(8)), { maxLength: 40 })

test('rows hold what two rows share, the most first, cut where asked', async () => {
  await fc.assert(
    fc.asyncProperty(pairs, fc.integer({ min: 1, max: 8 }), async (given, keepMax) => {
      const rows = Int32Array.from(given, ([row]) => row)
      const columns = Int32Array.from(given, ([, column]) => column)
      const matrix = csrOfPairs(rows, columns, 7, 9)
      for (let k = 0; k < matrix.values.length; k++) matrix.values[k] = 1 + (k % 3)
      const dense = Array.from({ length: 7 }, () => new Float64Array(9))
      for (let row = 0; row < 7; row++)
        for (let k = matrix.starts[row]; k < matrix.starts[row + 1]; k++)
          dense[row][matrix.columns[k]] = matrix.values[k]
      const gram = await featureGram(matrix, keepMax, inlineCompute)
      for (let row = 0; row < 7; row++) {
        const expected = dense
          .map((other, at) => ({
            at,
            shared: other.reduce((sum, value, k) => sum + value * dense[row][k], 0),
          }))
          .filter(({ at, shared }) => at !== row && shared > 0)
          .sort((a, b) => b.shared - a.shared || a.at - b.at)
          .slice(0, keepMax)
        const got = Array.from(gram.columns.subarray(gram.starts[row], gram.starts[row + 1]), (at, k) => ({
          at,
          shared: gram.values[gram.starts[row] + k],
        }))
        expect(got).toEqual(expected)
      }
    }),
  )
})
