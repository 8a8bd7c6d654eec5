import { expect, test } from 'vitest'
import { codeOf, NO_BURST, withSign } from './scan-burst.ts'

const typed = (text: string, gapMs: number) =>
  Array.from(text).reduce((burst, sign, k) => withSign(burst, sign, 1_000 + k * gapMs), NO_BURST)

test('fast signs and Enter are a code', () => {
  expect(codeOf(typed('4006381333931', 8), 1_000 + 13 * 8)).toBe('4006381333931')
})

test('fingers are none, nor a short burst, nor Enter much later', () => {
  expect(codeOf(typed('4006381333931', 140), 1_000 + 13 * 140)).toBeUndefined()
  expect(codeOf(typed('123', 8), 1_024)).toBeUndefined()
  expect(codeOf(typed('4006381333931', 8), 3_000)).toBeUndefined()
})

test('a code begins after what was typed before it', () => {
  const slow = withSign(NO_BURST, 'x', 0)
  const code = Array.from('12345678').reduce((burst, sign, k) => withSign(burst, sign, 500 + k * 5), slow)
  expect(codeOf(code, 545)).toBe('12345678')
})
