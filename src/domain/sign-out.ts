/** The end of all tokens of a holder that were made before. The log knows the holder by a salted hash alone. */

export type SignOut = {
  /** The salted hash of the holder's key: a customer's, or a register's. */
  readonly signOutId: string
  readonly salt: string
  /** How often by now: a token says how many there were when it was made. */
  readonly count: number
}

/** A register as a holder of tokens; customers are named as views name them. */
export const registerKey = (registerId: string): string => `r:${registerId}`
