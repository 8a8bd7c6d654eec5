import { expect, test } from 'vitest'
import { formatBytes, formatDuration, formatMs, roundUpForAxis } from './figures.ts'

test('bytes are in decimal units with three figures at most', () => {
  expect([0, 999, 1_500, 53_000_000, 412_000_000, 1.2e15].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.5 kB',
    '53.0 MB',
    '412 MB',
    '1200 TB',
  ])
})

test('milliseconds have as many digits as they are small', () => {
  expect([0.123, 12.34, 512.4].map(formatMs)).toEqual(['0.12 ms', '12.3 ms', '512 ms'])
})

test('durations are in their two largest units', () => {
  expect([5, 65, 3_725, 93_600].map(formatDuration)).toEqual(['5 s', '1 min 5 s', '1 h 2 min', '1 d 2 h'])
})

test('an axis ends on a round number that is not below the highest bar', () => {
  expect([0, 1, 3, 17, 50, 51, 999].map(roundUpForAxis)).toEqual([1, 1, 3, 20, 50, 60, 1_000])
})
