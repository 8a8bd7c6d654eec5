/** Load on a server: requests for one list as fast as they are answered, and events that arrive meanwhile. */
import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { BENCH_SHOP } from './corpus.ts'
import type { Caller } from './http.ts'

export type Load = { readonly requestsPerSecond: number; readonly latenciesMs: readonly number[] }

const EVENT_BATCHES_PER_SECOND = 10

/**
 * Each connection asks again when it was answered.
 *
 * @throws Error when any answer is not 200
 */
export const loadList = (
  url: string,
  body: string,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Load> =>
  new Promise((resolve, reject) => {
    const latenciesMs: number[] = []
    let failures = 0
    let lastAt = 0
    const beganAt = performance.now()
    const run = autocannon(
      {
        url: `${url}/api/v1/recommendations`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        connections,
        duration: seconds,
      },
      (error, result) => {
        if (error !== null && error !== undefined) reject(error as Error)
        else if (failures + result.errors + result.timeouts > 0 || latenciesMs.length === 0)
          reject(new Error(`${failures} answers were not 200, ${result.errors} failed: ${body}`))
        else resolve({ requestsPerSecond: (1000 * latenciesMs.length) / (lastAt - beganAt), latenciesMs })
      },
    )
    // Its own histogram knows whole milliseconds only.
    run.on('response', (_client, status, _bytes, latencyMs) => {
      if (status !== 200) failures++
      latenciesMs.push(latencyMs)
      lastAt = performance.now()
    })
  })

export type Feed = {
  /** @returns events that were accepted */
  readonly stop: () => Promise<number>
}

/**
 * Sends so many events a second, a tenth of them at a time, as they would come from many shoppers.
 *
 * @param events  JSON of events without id and time: each is sent again and again as a new one
 */
export const feedEvents = (caller: Caller, events: readonly object[], eventsPerSecond: number): Feed => {
  const batchSize = eventsPerSecond / EVENT_BATCHES_PER_SECOND
  let next = 0
  let accepted = 0
  let failure: unknown
  const underWay = new Set<Promise<void>>()
  const send = async (): Promise<void> => {
    const batch = Array.from({ length: batchSize }, () => ({
      ...events[next++ % events.length],
      eventId: randomUUID(),
    }))
    const answer = await caller.json<{ accepted: number }>('POST', '/api/v1/events', {
      shop: BENCH_SHOP.shop,
      events: batch,
    })
    accepted += answer.accepted
  }
  const timer = setInterval(() => {
    const sending = send()
      .catch((error: unknown) => {
        failure = error
      })
      .finally(() => underWay.delete(sending))
    underWay.add(sending)
  }, 1000 / EVENT_BATCHES_PER_SECOND)
  return {
    stop: async () => {
      clearInterval(timer)
      await Promise.all(underWay)
      if (failure !== undefined) throw failure
      return accepted
    },
  }
}
