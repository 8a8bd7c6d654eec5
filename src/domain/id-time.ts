/** When a time-ordered id was made: 48 bits of ms, 80 random bits, in Crockford's base 32. @source ULID */

/** The digits, by their worth. */
export const ID_DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const ID_TIME_DIGITS = 10
export const ID_RANDOM_DIGITS = 16
export const ID_LENGTH = ID_TIME_DIGITS + ID_RANDOM_DIGITS

const SHAPE = new RegExp(`^[0-7][${ID_DIGITS}]{${ID_LENGTH - 1}}$`)

/** ms UTC; undefined when the text is no such id. */
export const timeOfId = (id: string): number | undefined => {
  if (!SHAPE.test(id)) return undefined
  let at = 0
  for (let k = 0; k < ID_TIME_DIGITS; k++) at = at * 32 + ID_DIGITS.indexOf(id[k] as string)
  return at
}
