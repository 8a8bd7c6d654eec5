import { expect, test } from 'vitest'
import { possibleTime } from './till-clock.ts'

test('a sale is kept between what the server said before it and after it', () => {
  expect(possibleTime(500, 100, 900)).toBe(500)
  expect(possibleTime(50, 100, 900)).toBe(100)
  expect(possibleTime(5_000, 100, 900)).toBe(900)
})

test('a server that was never heard of says nothing', () => {
  expect(possibleTime(500, 0, 0)).toBe(500)
})
