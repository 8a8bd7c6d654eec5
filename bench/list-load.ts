/** Load on a server: requests for one list as fast as they are answered, and events that arrive meanwhile. */
import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { BENCH_SHOP } from './corpus.ts'
import type { Caller } from './http.ts'

export type Load = { readonly requestsPerSecond: number; readonly latenciesMs: readonly number[] }

const EVENT_BATCHES_PER_SECOND = 10

export type LoadOptions = { readonly connections: number; readonly seconds: number }

export const loadList = (url: string, body: string, options: LoadOptions): Promise<Load> =>
  loadBodies(`${url}/api/v1/recommendations`, [body], options)

/**
 * Each connection asks again when it was answered, for the next of its share of the bodies.
 *
 * @throws Error when any answer is not 200
 */
export const loadBodies = (
  url: string,
  bodies: readonly string[],
  { connections, seconds }: LoadOptions,
): Promise<Load> =>
  new Promise((resolve, reject) => {
    const latenciesMs: number[] = []
    let failures = 0
    let clientCount = 0
    let lastAt = 0
    let beganAt = Number.NaN
    const run = autocannon(
      {
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        connections,
        duration: seconds,
        setupClient: (client) => {
          const place = clientCount++
          const own = bodies.filter((_, k) => k % connections === place % bodies.length)
          client.setRequests(own.map((body) => ({ body })))
        },
      },
      (error, result) => {
        if (error !== null && error !== undefined) reject(error as Error)
        else if (failures + result.errors + result.timeouts > 0 || latenciesMs.length === 0)
          reject(new Error(`${failures} answers were not 200, ${result.errors} failed: ${bodies[0]}`))
        else resolve({ requestsPerSecond: (1000 * latenciesMs.length) / (lastAt - beganAt), latenciesMs })
      },
    )
    // Its own histogram knows whole milliseconds only.
    run.on('response', (_client, status, _bytes, latencyMs) => {
      if (status !== 200) failures++
      latenciesMs.push(latencyMs)
      lastAt = performance.now()
      // Requests are made before the first is sent; that is not the server's time.
      if (latenciesMs.length === 1) beganAt = lastAt - latencyMs
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
