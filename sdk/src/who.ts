/** Who this browser is: an id of its own, the customer who signed in, the visit, and what the person allows. */
import { type Host, randomId } from './host.ts'
import type { Kept } from './kept.ts'

/** A visit ends after half an hour without anything done. */
const SESSION_IDLE_MS = 30 * 60_000

export type Identity = {
  /** Undefined while the person does not want to be remembered. */
  readonly visitorId?: string
  readonly customerId?: string
  readonly isEmulated: boolean
}
/** What the person allows: being remembered, and lists that rest on what they did. */
export type Consent = { readonly tracking: boolean; readonly personalization: boolean }

type Who = { readonly [K in keyof Identity]?: Identity[K] | undefined } & {
  readonly token?: string | undefined
}
export type Shopper = Omit<Identity, 'isEmulated'>
type Session = { readonly sessionId: string; readonly seenAt: number; readonly count: number }
type Customer = Who & { readonly customerId: string; readonly isEmulated: boolean }

export type Whoever = {
  readonly consent: () => Consent
  readonly identity: () => Identity
  readonly token: () => string | undefined
  readonly shopper: () => Shopper
  readonly headers: () => Readonly<Record<string, string>>
  /** Of the running visit, which goes on by asking; undefined without consent. */
  readonly sessionId: () => string | undefined
  /** Whether an earlier visit is known of. */
  readonly isReturning: () => boolean
  readonly setConsent: (consent: Partial<Consent>) => void
  /** @returns whether this browser now belongs to a customer it did not belong to */
  readonly become: (customer: Customer) => boolean
  /** Nobody that anything is known of. */
  readonly reset: () => void
}

const ALL: Consent = { tracking: true, personalization: true }
const NONE: Consent = { tracking: false, personalization: false }

/** @param host  undefined where pages are made on a server: nobody is there */
export const openWho = (kept: Kept, host: Host | undefined, given: Partial<Consent> = {}): Whoever => {
  const read = (): Who => kept.read<Who>('who') ?? {}
  const consent = (): Consent =>
    host === undefined
      ? NONE
      : (kept.read<Consent>('consent') ?? (host.refusesTracking() ? NONE : { ...ALL, ...given }))
  /**
   * Another visitor, in one write: a tab that read nothing in between would make a visitor of its own, and write it over
   * whoever signs in here.
   */
  const beginAnew = (customer: Who): void => {
    for (const name of ['session', 'from']) kept.drop(name)
    kept.write('who', { ...customer, ...(consent().tracking && { visitorId: randomId() }) })
  }
  const reset = (): void => beginAnew({})
  const identity = (): Identity => {
    const { customerId, isEmulated = false } = read()
    let { visitorId } = read()
    if (visitorId === undefined && consent().tracking) {
      visitorId = randomId()
      kept.write('who', { ...read(), visitorId })
    }
    return { ...(visitorId && { visitorId }), ...(customerId && { customerId }), isEmulated }
  }
  const session = (): Session | undefined => kept.read<Session>('session')
  const sessionId = (): string | undefined => {
    if (host === undefined || !consent().tracking) return undefined
    const old = session()
    const idleMs = host.now() - (old?.seenAt ?? 0)
    const isRunning = old !== undefined && idleMs >= 0 && idleMs < SESSION_IDLE_MS
    const visit = isRunning ? old : { sessionId: randomId(), count: (old?.count ?? 0) + 1 }
    kept.write('session', { ...visit, seenAt: host.now() })
    return visit.sessionId
  }
  return {
    consent,
    identity,
    shopper: () => {
      const { isEmulated: _, ...shopper } = identity()
      return consent().personalization ? shopper : {}
    },
    headers: (): Readonly<Record<string, string>> => {
      const { token } = read()
      return token === undefined ? {} : { 'aisle-shopper': token }
    },
    token: () => read().token,
    sessionId,
    isReturning: () => {
      // Who is asked about is here.
      sessionId()
      return (session()?.count ?? 0) > 1
    },
    setConsent: (next) => {
      const now = { ...consent(), ...next }
      kept.write('consent', now)
      if (now.tracking) return
      const { customerId, token, isEmulated } = read()
      reset()
      // Who is signed in stays so: it is what they asked for, and no event names them.
      if (customerId !== undefined) kept.write('who', { customerId, token, isEmulated })
    },
    become: ({ customerId, token, isEmulated }) => {
      const old = read()
      const isSame = old.customerId === customerId && (old.isEmulated ?? false) === isEmulated
      // Two people's pasts do not become one, and nobody's becomes that of whom they act as.
      const isAnother = !isSame && (isEmulated || old.customerId !== undefined)
      if (isAnother) beginAnew({ customerId, token, isEmulated })
      else kept.write('who', { ...old, customerId, token, isEmulated })
      return !isSame
    },
    reset,
  }
}
