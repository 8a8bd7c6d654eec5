/** How often the tokens of each holder were ended. One of the live views. */
import type { SignOut } from '../domain/sign-out.ts'
import { HashedCounts, hashOfKey } from './hashed-counts.ts'

export class SignOutView {
  readonly #signOuts = new Map<string, SignOut>()
  readonly #counts = new HashedCounts()

  fold(signOutId: string, signOut: SignOut | undefined): void {
    if (signOut === undefined) return
    this.#signOuts.set(signOutId, signOut)
    this.#counts.set(signOut.salt, signOutId, signOut.count)
  }

  find(signOutId: string): SignOut | undefined {
    return this.#signOuts.get(signOutId)
  }

  /** In the order of their ids. */
  all(): readonly SignOut[] {
    return [...this.#signOuts.values()].sort((a, b) => (a.signOutId < b.signOutId ? -1 : 1))
  }

  /** @param key  of a customer or a register */
  countOf(key: string): number {
    return this.#counts.countOf(key)
  }

  /** What is logged to end the tokens that the holder has now. @param newSalt  for the first of a shop */
  next(key: string, newSalt: () => string): SignOut {
    const salt = this.#counts.salt ?? newSalt()
    const signOutId = hashOfKey(salt, key)
    return { signOutId, salt, count: this.#counts.get(salt, signOutId) + 1 }
  }
}
