import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import { openScan, scanRows } from './scan.ts'

test('the kernel and its twin agree for every shape', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 1, max: 35 }),
      fc.nat(),
      (rowCount, size, seed) => {
        const random = rng(seed, 'scan')
        const floats = (length: number) => Float32Array.from({ length }, () => random.between(-1, 1))
        const rows = floats(rowCount * size)
        const scan = openScan(rows, rowCount, size)
        for (let round = 0; round < 2; round++) {
          const vector = floats(size)
          const [found, right] = [new Float32Array(rowCount), new Float32Array(rowCount)]
          scan(vector, found)
          scanRows(rows, rowCount, size, vector, right)
          for (let r = 0; r < rowCount; r++) expect(found[r]).toBeCloseTo(right[r] ?? 0, 4)
        }
      },
    ),
  )
})

test('the twin gives plain dot products', () => {
  const out = new Float32Array(2)
  scanRows(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3, Float32Array.of(1, 0, -1), out)
  expect([...out]).toEqual([-2, -2])
})
