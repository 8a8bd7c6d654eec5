import fc from 'fast-check'
import { expect, test } from 'vitest'
import { solvePositive } from './solve-positive.ts'

test('the solution, put in, gives the answer', () => {
  const size = 5
  const stride = 7
  const entries = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
    minLength: size * size,
    maxLength: size * size,
  })
  fc.assert(
    fc.property(entries, (root) => {
      // root · rootᵀ + I is symmetric and positive-definite.
      const at = (i: number, j: number): number =>
        Array.from({ length: size }, (_, k) => root[i * size + k] * root[j * size + k]).reduce(
          (a, b) => a + b,
          0,
        ) + (i === j ? 1 : 0)
      const system = new Float64Array(size * stride)
      for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) system[i * stride + j] = at(i, j)
      const answer = Float64Array.of(1, -2, 3, 0, 5)
      const before = system.slice()
      const solution = solvePositive(system, answer, size, stride)
      for (let i = 0; i < size; i++)
        expect(solution.reduce((sum, x, j) => sum + at(i, j) * x, 0)).toBeCloseTo(answer[i], 6)
      expect(system).toEqual(before)
    }),
  )
})

test('an empty system has an empty solution', () => {
  expect(solvePositive(new Float64Array(0), new Float64Array(0), 0, 0)).toHaveLength(0)
})
