/** The best few of many, without sorting the rest. */

/**
 * The first `countMax` candidates when ordered by score, highest first, then by `isBefore` among equals. A bounded heap
 * with the worst kept candidate on top.
 *
 * @param candidates  indices into `scores`
 * @param isBefore    a strict total order; it settles ties
 * @complexity time O(n log countMax), memory O(countMax)
 */
export const topByScore = (
  candidates: Int32Array,
  scores: Float64Array,
  countMax: number,
  isBefore: (a: number, b: number) => boolean,
): Int32Array => {
  if (countMax <= 0) return new Int32Array(0)
  const heap = new Int32Array(Math.min(countMax, candidates.length))
  let size = 0
  const isWorse = (a: number, b: number): boolean =>
    scores[a] < scores[b] || (scores[a] === scores[b] && isBefore(b, a))
  const sink = (start: number): void => {
    let place = start
    for (;;) {
      let worst = place
      const left = 2 * place + 1
      if (left < size && isWorse(heap[left], heap[worst])) worst = left
      if (left + 1 < size && isWorse(heap[left + 1], heap[worst])) worst = left + 1
      if (worst === place) return
      const held = heap[place]
      heap[place] = heap[worst]
      heap[worst] = held
      place = worst
    }
  }
  for (let k = 0; k < candidates.length; k++) {
    const candidate = candidates[k]
    if (size < heap.length) {
      let place = size++
      heap[place] = candidate
      while (place > 0) {
        const parent = (place - 1) >> 1
        if (!isWorse(heap[place], heap[parent])) break
        const held = heap[place]
        heap[place] = heap[parent]
        heap[parent] = held
        place = parent
      }
    } else if (isWorse(heap[0], candidate)) {
      heap[0] = candidate
      sink(0)
    }
  }
  const ordered = new Int32Array(size)
  for (let k = size - 1; k >= 0; k--) {
    ordered[k] = heap[0]
    heap[0] = heap[--size]
    sink(0)
  }
  return ordered
}
