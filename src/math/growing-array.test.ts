import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GrowingArray } from './growing-array.ts'

const step = fc.oneof(
  fc.record({ push: fc.integer({ min: -100, max: 100 }) }),
  fc.record({ set: fc.nat(300), to: fc.integer({ min: -100, max: 100 }) }),
)

test('a growing array agrees with an array', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const growing = new GrowingArray((n) => new Int32Array(n), 1)
      const plain: number[] = []
      for (const action of steps)
        if ('push' in action) {
          growing.push(action.push)
          plain.push(action.push)
        } else {
          growing.set(action.set, action.to, -1)
          while (plain.length <= action.set) plain.push(-1)
          plain[action.set] = action.to
        }
      expect([...growing.view()]).toEqual(plain)
      expect(growing.length).toBe(plain.length)
      expect(growing.at(plain.length, 7)).toBe(7)
      expect(growing.at(0, 7)).toBe(plain[0] ?? 7)
      expect(growing.byteLength).toBeGreaterThanOrEqual(plain.length * 4)
    }),
  )
})
