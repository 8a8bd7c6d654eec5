/**
 * The random numbers of Python's `random.Random(seed)`, for protocols whose cases were drawn with it.
 *
 * @source Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998; seeding by array and `choice` as in CPython 3
 */
export type PythonRandom = {
  /** A whole number in [0, count), as `choice` draws it; count in [1, 2³¹]. */
  readonly below: (count: number) => number
}

const SIZE = 624
const SHIFT = 397

/** @param seed  a whole number in [0, 2³²) */
export const pythonRandom = (seed: number): PythonRandom => {
  const state = seeded(seed)
  const at = (k: number): number => state[k % SIZE] ?? 0
  let place = SIZE
  const next = (): number => {
    if (place === SIZE) {
      for (let k = 0; k < SIZE; k++) {
        const mixed = (at(k) & 0x80000000) | (at(k + 1) & 0x7fffffff)
        state[k] = at(k + SHIFT) ^ (mixed >>> 1) ^ ((mixed & 1) === 0 ? 0 : 0x9908b0df)
      }
      place = 0
    }
    let y = at(place++)
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }
  return {
    below: (count) => {
      const bits = 32 - Math.clz32(count)
      let drawn = next() >>> (32 - bits)
      while (drawn >= count) drawn = next() >>> (32 - bits)
      return drawn
    },
  }
}

const seeded = (seed: number): Uint32Array => {
  const state = new Uint32Array(SIZE)
  const at = (k: number): number => state[k] ?? 0
  const mixed = (k: number): number => at(k - 1) ^ (at(k - 1) >>> 30)
  state[0] = 19650218
  for (let k = 1; k < SIZE; k++) state[k] = Math.imul(1812433253, mixed(k)) + k
  let k = 1
  const step = (factor: number, added: number): void => {
    state[k] = (at(k) ^ Math.imul(mixed(k), factor)) + added
    if (++k === SIZE) {
      state[0] = at(SIZE - 1)
      k = 1
    }
  }
  for (let count = 0; count < SIZE; count++) step(1664525, seed)
  for (let count = 1; count < SIZE; count++) step(1566083941, -k)
  state[0] = 0x80000000
  return state
}
