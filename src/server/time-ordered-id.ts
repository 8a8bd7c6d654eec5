/** Ids that sort by the time they were made: 48 bits of ms, 80 random bits, in Crockford's base 32. @source ULID */
import { randomFillSync } from 'node:crypto'
import { ID_DIGITS, ID_RANDOM_DIGITS, ID_TIME_DIGITS } from '../domain/id-time.ts'

const pool = new Uint8Array(4096)
let used = pool.length

export const newTimeOrderedId = (now: number): string => {
  let time = ''
  for (let rest = now, k = 0; k < ID_TIME_DIGITS; k++, rest = Math.floor(rest / 32))
    time = ID_DIGITS[rest % 32] + time
  if (used + ID_RANDOM_DIGITS > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  let random = ''
  for (let k = 0; k < ID_RANDOM_DIGITS; k++) random += ID_DIGITS[(pool[used++] as number) & 31]
  return time + random
}
