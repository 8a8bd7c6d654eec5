/**
 * How often a PIN may be tried: after some wrong ones, each further one waits twice as long, up to an hour. Devices on which
 * the associate has signed in before have tries of their own, so that nobody from elsewhere can use them up.
 */

const FREE_TRIES = 5
/** Of everybody together who tries the PIN of one associate, or at one register. */
const FREE_TRIES_TOGETHER = 20
const FIRST_WAIT_MS = 30_000
const WAIT_MAX_MS = 3_600_000
/** Wrong tries are forgotten after a day without any. */
const FORGET_MS = 86_400_000

export type Try = {
  readonly shop: string
  readonly registerId: string
  readonly associateId: string
  /** Tells the PIN from others before and after it: another PIN is tried anew. */
  readonly pin: number
  /** The device, when they have signed in on it before; else undefined, and `address` counts. */
  readonly deviceId: string | undefined
  readonly address: string
}

type Tries = { readonly count: number; readonly lastAt: number }
type Budget = { readonly name: string; readonly free: number; readonly isShared: boolean }

const budgetsOf = ({ shop, registerId, associateId, pin, deviceId, address }: Try): readonly Budget[] => {
  const own = (...names: readonly (string | number)[]): Budget => ({
    name: JSON.stringify([shop, ...names]),
    free: FREE_TRIES,
    isShared: false,
  })
  const together = (...names: readonly (string | number)[]): Budget => ({
    name: JSON.stringify([shop, ...names]),
    free: FREE_TRIES_TOGETHER,
    isShared: true,
  })
  if (deviceId !== undefined)
    return [own('device', associateId, pin, deviceId), together('devices of a register', registerId)]
  return [
    own('address', associateId, pin, address),
    together('others, of an associate', associateId, pin),
    together('others, of a register', registerId),
  ]
}

export class SignInLimits {
  readonly #tries = new Map<string, Tries>()

  /**
   * Counts a try before its PIN is looked at, so that tries at the same time count too.
   *
   * @param now  ms UTC
   * @returns ms to wait; 0 when the PIN may be looked at
   */
  begin(tried: Try, now: number): number {
    const budgets = budgetsOf(tried)
    const waitMs = Math.max(...budgets.map((budget) => this.#waitMs(budget, now)))
    if (waitMs > 0) return waitMs
    this.#forgetOld(now)
    for (const { name } of budgets) {
      const { count } = this.#triesOf(name, now)
      // At the end of the map, which is in the order of the last tries.
      this.#tries.delete(name)
      this.#tries.set(name, { count: count + 1, lastAt: now })
    }
    return 0
  }

  /** The PIN was right. What others tried still counts. */
  succeed(tried: Try): void {
    for (const { name, isShared } of budgetsOf(tried)) {
      const tries = this.#tries.get(name)
      if (tries === undefined) continue
      if (isShared && tries.count > 1) this.#tries.set(name, { ...tries, count: tries.count - 1 })
      else this.#tries.delete(name)
    }
  }

  #triesOf(name: string, now: number): Tries {
    const tries = this.#tries.get(name)
    return tries === undefined || now - tries.lastAt > FORGET_MS ? { count: 0, lastAt: now } : tries
  }

  #waitMs({ name, free }: Budget, now: number): number {
    const { count, lastAt } = this.#triesOf(name, now)
    if (count < free) return 0
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (count - free), WAIT_MAX_MS)
    return Math.max(0, lastAt + wait - now)
  }

  #forgetOld(now: number): void {
    for (const [name, { lastAt }] of this.#tries) {
      if (now - lastAt <= FORGET_MS) return
      this.#tries.delete(name)
    }
  }
}
