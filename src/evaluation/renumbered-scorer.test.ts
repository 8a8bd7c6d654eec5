import { expect, test } from 'vitest'
import type { Query } from '../models/query.ts'
import { queryOf } from '../models/training-data.test-support.ts'
import { renumberedScorer } from './renumbered-scorer.ts'

const theirs = ['gone', 'rye', 'jam']
const ours = ['jam', 'new', 'rye']

test('questions and answers are translated, and what the other does not know is passed over', () => {
  const asked: Query[] = []
  const score = renumberedScorer(
    (query) => {
      asked.push(query)
      return { form: 'few', items: Int32Array.of(0, 2), scores: Float32Array.of(9, 3) }
    },
    theirs,
    ours,
  )
  expect(score(queryOf({ seeds: [0, 1], items: [2, 99] }))).toEqual({
    form: 'few',
    items: Int32Array.of(0),
    scores: Float32Array.of(3),
  })
  expect([...(asked[0]?.seeds ?? [])]).toEqual([2, -1])
  expect([...(asked[0]?.history.items ?? [])]).toEqual([1, -1])
})

test('scores of all items keep their items', () => {
  const score = renumberedScorer(() => ({ form: 'all', scores: Float32Array.of(1, 2, 3) }), theirs, ours)
  expect(score(queryOf({}))).toEqual({ form: 'all', scores: Float32Array.of(3, 0, 2) })
})
