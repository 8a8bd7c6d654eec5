import { expect, test } from 'vitest'
import { timeOfId } from '../domain/id-time.ts'
import { newTimeOrderedId } from './time-ordered-id.ts'

test('ids sort by the time they were made, to the year 9999', () => {
  const times = [0, 1, 31, 32, 1_000, Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 1) + 1, Date.UTC(9999, 11, 31)]
  const ids = times.map(newTimeOrderedId)
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  expect(ids.map(timeOfId)).toEqual(times)
})

test('ids made in the same millisecond differ', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => newTimeOrderedId(7))).size).toBe(10_000)
})

test('what is no such id has no time', () => {
  const id = newTimeOrderedId(1)
  for (const text of [
    '',
    'x',
    id.slice(1),
    `${id}0`,
    id.replace('1', 'U'),
    `8${id.slice(1)}`,
    id.toLowerCase(),
  ])
    expect(timeOfId(text)).toBeUndefined()
})
