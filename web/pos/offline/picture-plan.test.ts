import { expect, test } from 'vitest'
import { planPictures } from './picture-plan.ts'

test('the most needed that are missing are taken, in their order, as many as there may be', () => {
  const { missing, spare, gone } = planPictures(['a', 'b', 'c', 'd'], ['b'], 3)
  expect(missing).toEqual(['a', 'c'])
  expect([spare, gone]).toEqual([[], []])
})

test('what the store has no more goes, and what only sold less than others may stay until its room is needed', () => {
  const { missing, spare, gone } = planPictures(['a', 'b', 'c', 'd'], ['old', 'd', 'c', 'b'], 2)
  expect(missing).toEqual(['a'])
  expect(spare).toEqual(['c', 'd'])
  expect(gone).toEqual(['old'])
})

test('a picture of several products is one', () => {
  expect(planPictures(['a', 'a', 'b', 'c'], [], 2).missing).toEqual(['a', 'b'])
})

test('a store without products needs nothing', () => {
  expect(planPictures([], ['a'], 2)).toEqual({ missing: [], spare: [], gone: ['a'] })
})
