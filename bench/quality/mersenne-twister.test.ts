import { expect, test } from 'vitest'
import { pythonRandom } from './mersenne-twister.ts'

test('draws what `random.Random(1).choice(range(n))` draws in Python, beyond the first round of its state, too', () => {
  const { below } = pythonRandom(1)
  const counts = [10, 3, 1000, 7, 2, 1, 55, 2 ** 31, 999_983]
  expect(counts.map(below)).toEqual([2, 2, 867, 6, 0, 0, 7, 2_127_877_499, 797_926])
  const other = pythonRandom(1)
  const drawn = Array.from({ length: 2000 }, () => other.below(1_000_003))
  expect(drawn.slice(-3)).toEqual([357_640, 282_144, 630_339])
})
