import { expect, test } from 'vitest'
import { dataOf } from '../models/training-data.test-support.ts'
import { nextBasketExamples, nextItemExamples } from './ranker-examples.ts'

const WINDOW = { from: 10, until: 100, caseMax: 100, seed: 1 }

test('the next item is worth what the session made of it in the end', () => {
  const data = dataOf([
    // Bought before, in another session: that says nothing of what came of the view.
    { at: 1, item: 1, shopper: 0, session: 0, kind: 'purchase', order: 0 },
    { at: 10, item: 0, shopper: 0, session: 1 },
    { at: 11, item: 1, shopper: 0, session: 1 },
    { at: 12, item: 2, shopper: 0, session: 1 },
    { at: 13, item: 2, shopper: 0, session: 1, kind: 'cart' },
    { at: 14, item: 3, shopper: 0, session: 1 },
    { at: 15, item: 3, shopper: 0, session: 1, kind: 'purchase', order: 1 },
    { at: 16, item: 3, shopper: 0, session: 1, kind: 'cart' },
  ])
  const labels = nextItemExamples(data, WINDOW).map((example) => [...example.labels])
  expect(labels).toEqual([[[1, 1]], [[2, 2]], [[3, 3]]])
})

test('all of the next order is right, and nothing of it is known before', () => {
  const data = dataOf([
    { at: 1, item: 0, shopper: 0, kind: 'purchase', order: 0 },
    { at: 20, item: 1, shopper: 0, kind: 'purchase', order: 1 },
    { at: 20, item: 2, shopper: 0, kind: 'purchase', order: 1 },
  ])
  const [example, ...others] = nextBasketExamples(data, WINDOW)
  expect(others).toEqual([])
  expect([...(example?.labels ?? [])]).toEqual([
    [1, 3],
    [2, 3],
  ])
  expect([...(example?.query.history.items ?? [])]).toEqual([0])
})
