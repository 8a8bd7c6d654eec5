import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOfName, lowerHalf, RecentPairs, upperHalf } from './recent-pairs.ts'

test('a pair is new once while fewer others than the most came after it, and never more than twice as many are held', () => {
  const pair = fc.tuple(fc.integer({ min: -1, max: 1 }), fc.nat(1), fc.nat(1))
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 200 }), fc.integer({ min: 1, max: 9 }), (pairs, pairsMax) => {
      const recent = new RecentPairs(pairsMax)
      const isRight = pairs.map(([low, high, item], k) => {
        const isNew = recent.isNew(low, high, item)
        const before = pairs.slice(0, k).findLastIndex((one) => String(one) === String([low, high, item]))
        const others = new Set(pairs.slice(before + 1, k).map(String)).size
        const isHeld = recent.sizes.every((size) => size <= pairsMax)
        return isHeld && (before < 0 ? isNew : others >= pairsMax || !isNew)
      })
      expect(isRight).toEqual(pairs.map(() => true))
    }),
  )
})

test('a million pairs are told apart, and are all still known', () => {
  const recent = new RecentPairs(2_000_000)
  const count = (): number => {
    let fresh = 0
    for (let session = 0; session < 10_000; session++)
      for (let item = 0; item < 100; item++) if (recent.isNew(session, session % 7, item)) fresh++
    return fresh
  }
  expect([count(), count()]).toEqual([1_000_000, 0])
})

test('names that are alike have different hashes, in both halves', () => {
  const hashes = Array.from({ length: 20_000 }, (_, k) => hashOfName(`session-${k.toString(36)}`))
  expect(new Set(hashes).size).toBe(20_000)
  expect(new Set(hashes.map(lowerHalf)).size).toBeGreaterThan(19_990)
  expect(new Set(hashes.map(upperHalf)).size).toBeGreaterThan(19_800)
  expect(hashes.every((hash) => hash >= 0 && Number.isSafeInteger(hash))).toBe(true)
})
