/** A batch of events to Aisle. */
import { type Send, SendError } from './event-queue.ts'
import type { Host } from './host.ts'
import type { TrackedEvent } from './tracker-event.ts'

const TIMEOUT_MS = 15_000

type Target = {
  readonly url: string
  readonly shop: string
  readonly key?: string | undefined
  readonly host: Host
  /** What proves that this customer is here, when anything does. */
  readonly tokenOf: (customerId: string | undefined) => string | undefined
}

export const sendTo = ({ url, shop, key, host, tokenOf }: Target): Send => {
  const address = `${url}/api/v1/events`
  return async (events: readonly TrackedEvent[], { keepalive }) => {
    const now = host.now()
    const shopperToken = tokenOf(events[0]?.shopper?.customerId)
    const body = JSON.stringify({
      shop,
      sentAt: now,
      shopperToken,
      // A clock that was put back since does not make them come from the future.
      events: events.map((event) => ({ ...event, at: Math.min(event.at, now) })),
    })
    const response = await host
      .fetch(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        body,
        keepalive,
        signal: AbortSignal.timeout?.(TIMEOUT_MS) ?? null,
      })
      .catch((error: unknown) => {
        throw new SendError('NETWORK', String(error), 0)
      })
    const answer = (await response.json().catch(() => undefined)) as
      | {
          readonly results?: readonly unknown[]
          readonly error?: { readonly code: string; readonly message: string }
        }
      | undefined
    if (response.ok && answer?.results?.length === events.length) return answer.results
    const { code = 'UNEXPECTED_ANSWER', message = `HTTP ${response.status}` } = answer?.error ?? {}
    throw new SendError(
      code,
      message,
      response.ok ? 0 : response.status,
      Number(response.headers.get('retry-after')) * 1_000,
    )
  }
}
