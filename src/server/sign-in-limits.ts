/** How often a PIN may be tried: after some wrong ones, each further one waits twice as long. */

const FREE_TRIES = 5
/** A register sees many associates. */
const FREE_TRIES_AT_REGISTER = 20
const FIRST_WAIT_MS = 30_000
const WAIT_MAX_MS = 3_600_000
/** Wrong tries are forgotten after a day without any. */
const FORGET_MS = 86_400_000

type Tries = { readonly count: number; readonly lastAt: number }

export class SignInLimits {
  readonly #tries = new Map<string, Tries>()

  /**
   * Counts a try before its PIN is looked at, so that tries at the same time count too.
   *
   * @param now  ms UTC
   * @returns ms to wait; 0 when the PIN may be looked at
   */
  begin(associate: string, register: string, now: number): number {
    const waitMs = Math.max(
      this.#waitMs(`a ${associate}`, FREE_TRIES, now),
      this.#waitMs(`r ${register}`, FREE_TRIES_AT_REGISTER, now),
    )
    if (waitMs > 0) return waitMs
    for (const name of [`a ${associate}`, `r ${register}`]) {
      const { count } = this.#triesOf(name, now)
      this.#tries.set(name, { count: count + 1, lastAt: now })
    }
    return 0
  }

  /** The PIN was right. What others tried at the register still counts. */
  succeed(associate: string, register: string): void {
    this.#tries.delete(`a ${associate}`)
    const atRegister = this.#tries.get(`r ${register}`)
    if (atRegister !== undefined)
      this.#tries.set(`r ${register}`, { ...atRegister, count: Math.max(0, atRegister.count - 1) })
  }

  #triesOf(name: string, now: number): Tries {
    const tries = this.#tries.get(name)
    return tries === undefined || now - tries.lastAt > FORGET_MS ? { count: 0, lastAt: now } : tries
  }

  #waitMs(name: string, free: number, now: number): number {
    const { count, lastAt } = this.#triesOf(name, now)
    if (count < free) return 0
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (count - free), WAIT_MAX_MS)
    return Math.max(0, lastAt + wait - now)
  }
}
