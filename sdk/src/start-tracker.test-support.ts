/** A tracker in a browser that is none, before a server that is none. */
import { vi } from 'vitest'
import { FakeStorage, openHost, openServer } from './fake-host.test-support.ts'
import { createTracker, type EventProblem, type TrackerOptions } from './tracker.ts'

export const start = (
  options: Partial<TrackerOptions> = {},
  storage: object = new FakeStorage(),
  host: object = {},
) => {
  const server = openServer()
  const fake = openHost(server, storage, host)
  const problems: EventProblem[] = []
  const open = () =>
    createTracker({ shop: 'corner', onError: (problem) => problems.push(problem), ...options }, fake)
  return { server, host: fake, problems, open, tracker: open(), sent: () => [...server.kept.values()] }
}
export const soon = () => vi.advanceTimersByTimeAsync(300)
export const viewed = (itemId: string) => ({ kind: 'product-view', itemId }) as const
