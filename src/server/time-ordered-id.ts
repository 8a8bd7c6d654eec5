/** Ids that sort by the time they were made: 48 bits of ms, 80 random bits, in Crockford's base 32. @source ULID */
import { randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_DIGITS = 10
const RANDOM_DIGITS = 16
const pool = new Uint8Array(4096)
let used = pool.length

export const newTimeOrderedId = (now: number): string => {
  let time = ''
  for (let rest = now, k = 0; k < TIME_DIGITS; k++, rest = Math.floor(rest / 32))
    time = ALPHABET[rest % 32] + time
  if (used + RANDOM_DIGITS > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  let random = ''
  for (let k = 0; k < RANDOM_DIGITS; k++) random += ALPHABET[(pool[used++] as number) & 31]
  return time + random
}
