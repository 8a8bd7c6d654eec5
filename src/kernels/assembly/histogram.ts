/** Sums of pairs by bin; see `src/kernels/histogram.ts`. */

/** Bytes of the 256 pairs of a lane. */
const LANE: usize = 4096

/**
 * Adds each pair to one bin of each of four lanes: byte l of word k is the bin in lane l.
 *
 * @param sums   4 lanes × 256 bins × 2 doubles
 * @param words  count words
 * @param pairs  count × 2 floats
 */
export function addPairs(sums: usize, words: usize, pairs: usize, count: i32): void {
  const end = words + ((<usize>count) << 2)
  while (words < end) {
    const word = load<u32>(words)
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(pairs))
    const a = sums + ((word & 255) << 4)
    v128.store(a, f64x2.add(v128.load(a), pair))
    const b = sums + LANE + ((word >>> 4) & 4080)
    v128.store(b, f64x2.add(v128.load(b), pair))
    const c = sums + 2 * LANE + ((word >>> 12) & 4080)
    v128.store(c, f64x2.add(v128.load(c), pair))
    const d = sums + 3 * LANE + ((word >>> 24) << 4)
    v128.store(d, f64x2.add(v128.load(d), pair))
    words += 4
    pairs += 8
  }
}
