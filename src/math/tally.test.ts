import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Tally } from './tally.ts'

const additions = fc.array(fc.tuple(fc.nat(2_000), fc.integer({ min: -5, max: 5 })), { maxLength: 300 })

test('a tally agrees with a map', () => {
  fc.assert(
    fc.property(additions, (rows) => {
      const tally = new Tally()
      const map = new Map<number, number>()
      for (const [key, amount] of rows) {
        tally.add(key, amount)
        map.set(key, (map.get(key) ?? 0) + amount)
      }
      expect(tally.entries()).toEqual([...map].sort((a, b) => a[0] - b[0]))
      expect(tally.size).toBe(map.size)
      expect(tally.total()).toBe([...map.values()].reduce((sum, value) => sum + value, 0))
      const target = new Float64Array(2_001)
      tally.addTo(target)
      for (const [key, sum] of map) {
        expect(tally.get(key)).toBe(sum)
        expect(target[key]).toBe(sum)
      }
      expect(tally.get(2_000_000)).toBe(0)
    }),
  )
})
