import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csrOfPairs } from '../math/csr.ts'
import { rng } from '../math/rng.ts'
import { openKernel } from './open-kernel.ts'
import { LANES, openSparseLanes, plainSparseLanes } from './sparse-lanes.ts'
import { SPARSE_LANES_WASM } from './sparse-lanes.wasm.ts'

test('the kernel is there on this machine, so that it is what is tested', () => {
  expect(openKernel<object>(SPARSE_LANES_WASM)).toBeDefined()
})

test('products by the kernel are those of plain loops, of empty rows and empty matrices too', () => {
  fc.assert(
    fc.property(
      fc.nat(12),
      fc.nat(12),
      fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 60 }),
      fc.integer(),
      (rowCount, columnCount, pairs, seed) => {
        const random = rng(seed)
        const within = pairs.filter(([row, column]) => row < rowCount && column < columnCount)
        const ones = csrOfPairs(
          Int32Array.from(within, ([row]) => row),
          Int32Array.from(within, ([, column]) => column),
          rowCount,
          columnCount,
        )
        const matrix = { ...ones, values: ones.values.map(() => random.between(-1, 1)) }
        const factor = Float32Array.from({ length: columnCount * LANES }, () => random.between(-1, 1))
        const [fast, plain] = [new Float32Array(rowCount * LANES), new Float32Array(rowCount * LANES)]
        openSparseLanes(matrix)(factor, fast)
        plainSparseLanes(matrix)(factor, plain)
        for (let k = 0; k < fast.length; k++) expect(fast[k]).toBeCloseTo(plain[k], 5)
      },
    ),
    { numRuns: 50 },
  )
})
