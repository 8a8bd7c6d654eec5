import { expect, test } from 'vitest'
import { type Call, serverMsOf, tellCall, watchCalls } from './call-watch.ts'

test('the milliseconds of the server are read from its header, among those of others', () => {
  expect(serverMsOf('aisle;dur=1.24')).toBe(1.24)
  expect(serverMsOf('cache;desc="hit", aisle;dur=12')).toBe(12)
  for (const other of [null, '', 'cdn;dur=3', 'aisle']) expect(serverMsOf(other)).toBeUndefined()
})

test('who watches hears of calls until they stop', () => {
  const heard: string[] = []
  const call: Call = { path: '/a', request: {}, at: 1, status: 200, answer: {}, tookMs: 2, serverMs: 1 }
  const stop = watchCalls(({ path }) => heard.push(path))
  tellCall(call)
  stop()
  tellCall({ ...call, path: '/b' })
  expect(heard).toEqual(['/a'])
})
