import { expect, test } from 'vitest'
import type { Call } from '../../shared/call-watch.ts'
import {
  type Entry,
  isShown,
  listLinesOf,
  plainOf,
  type Step,
  withCall,
  withStep,
} from './inspector-record.ts'

const step = (eventId: string, sink: string, state: string, more: Partial<Step> = {}): Step => ({
  event: { eventId, kind: 'product-view' },
  at: 1,
  sink,
  state,
  ...more,
})
const call = (answer: unknown): Call => ({
  path: '/api/v1/recommendations/page',
  request: {},
  at: 2,
  status: 200,
  answer,
  tookMs: 5,
  serverMs: 1,
})

test('an event is one entry however many steps it takes, with the newest state of each destination', () => {
  const steps = [
    step('a', 'aisle', 'waiting'),
    step('b', 'aisle', 'waiting'),
    step('a', 'messages', 'waiting'),
    step('a', 'aisle', 'failed'),
    step('a', 'aisle', 'sent', { ms: 12, answer: { status: 'accepted' } }),
  ]
  const entries = steps.reduce<readonly Entry[]>(withStep, [])
  expect(entries.map(({ key }) => key)).toEqual(['b', 'a'])
  expect(plainOf(entries[1] as Entry)).toMatchObject({
    destinations: [
      { sink: 'aisle', state: 'sent', ms: 12, answer: { status: 'accepted' } },
      { sink: 'messages', state: 'waiting' },
    ],
  })
})

test('a call is told by the lists that it answered, one that failed by none', () => {
  const lists = [
    { list: 'new', placement: 'home.new', items: [{ reasons: [1, 2] }, { reasons: [1] }], fallback: null },
    { list: 'best-selling', items: [], fallback: { asked: 'trending' } },
  ]
  expect(listLinesOf(call({ lists, versions: { model: 'm-1' } }))).toEqual([
    { list: 'new', placement: 'home.new', itemCount: 2, reasonCount: 3, model: 'm-1', isFallback: false },
    { list: 'best-selling', itemCount: 0, reasonCount: 0, model: 'm-1', isFallback: true },
  ])
  expect(listLinesOf(call({ error: { code: 'LIST_UNKNOWN' } }))).toEqual([])
})

test('the oldest make room, and a filter leaves what it names', () => {
  const many = Array.from({ length: 400 }, (_, k) => k).reduce<readonly Entry[]>(
    (entries, k) => withStep(entries, step(`e-${k}`, 'aisle', 'sent')),
    [],
  )
  expect([many.length, many[0]?.key]).toEqual([300, 'e-399'])
  const both = withCall(many.slice(0, 1), call({}), 'c-1')
  expect(
    ['event', 'call', 'product-view', 'order', undefined].map(
      (filter) => both.filter((entry) => isShown(entry, filter)).length,
    ),
  ).toEqual([1, 1, 1, 0, 2])
})
