import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEventQueue } from './event-queue.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const passing = new Error('the network is down')
const refused = new Error('refused')

/** A queue of texts and what the server saw of it; `failures` are thrown first, one a batch. */
const start = (failures: Error[] = []) => {
  const batches: (readonly string[])[] = []
  const beacons: (readonly string[])[] = []
  const queue = createEventQueue<string>({
    send: async (events) => {
      batches.push(events)
      const failure = failures.shift()
      if (failure !== undefined) throw failure
    },
    isPassing: (error) => error === passing,
    beacon: (events) => beacons.push(events) > 0,
  })
  return { queue, batches, beacons }
}

test('events of one moment go in one batch, in their order', async () => {
  const { queue, batches } = start()
  queue.push('view')
  queue.push('add')
  expect(batches).toEqual([])
  await vi.advanceTimersByTimeAsync(300)
  expect(batches).toEqual([['view', 'add']])
  expect(queue.waitingCount()).toBe(0)
})

test('a flush sends at once and resolves when all has arrived, also what came meanwhile', async () => {
  const { queue, batches } = start()
  queue.push('view')
  const flushed = queue.flush()
  queue.push('order')
  await flushed
  expect(batches.flat()).toEqual(['view', 'order'])
})

test('what failed for now is sent again, later each time, and never twice after it arrived', async () => {
  const { queue, batches } = start([passing, passing])
  queue.push('order')
  await vi.advanceTimersByTimeAsync(250)
  await vi.advanceTimersByTimeAsync(999)
  expect(batches).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(batches).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(batches).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(batches).toEqual([['order'], ['order'], ['order']])
  await vi.advanceTimersByTimeAsync(600_000)
  expect(batches).toHaveLength(3)
})

test('a batch that the server refuses for good does not hold up the next', async () => {
  const { queue, batches } = start([refused])
  queue.push('bad')
  await vi.advanceTimersByTimeAsync(300)
  queue.push('good')
  await vi.advanceTimersByTimeAsync(300)
  expect(batches).toEqual([['bad'], ['good']])
  expect(queue.waitingCount()).toBe(0)
})

test('many events go in batches of 25', async () => {
  const { queue, batches } = start()
  for (let n = 0; n < 60; n++) queue.push(`view ${n}`)
  await queue.flush()
  expect(batches.map(({ length }) => length)).toEqual([25, 25, 10])
})

test('a page that goes away hands everything to the browser, once', async () => {
  const { queue, batches, beacons } = start()
  for (let n = 0; n < 30; n++) queue.push(`view ${n}`)
  queue.leave()
  queue.leave()
  expect(beacons.map(({ length }) => length)).toEqual([25, 5])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(batches).toEqual([])
})

test('what the browser would not take stays for a page that comes back', async () => {
  const sent: string[] = []
  const queue = createEventQueue<string>({
    send: async (events) => sent.push(...events),
    isPassing: () => true,
    beacon: () => false,
  })
  queue.push('view')
  queue.leave()
  await vi.advanceTimersByTimeAsync(300)
  expect(sent).toEqual(['view'])
})

test('a queue that cannot send keeps the newest thousand', async () => {
  const { queue } = start()
  for (let n = 0; n < 1_200; n++) queue.push(`view ${n}`)
  expect(queue.waitingCount()).toBe(1_000)
})
