/** Splits many into the best few and the rest, without putting either in order. */

/**
 * Moves the best `count` of `places[0 .. size - 1]` to the front. Best is the highest key; of equals the higher place.
 *
 * @param places  indices into `keys`, none twice; reordered
 * @source Hoare, "Algorithm 65: Find", CACM 4(7), 1961; the pivot is the middle of three
 * @complexity O(size) as a rule
 */
export const partitionTop = (places: Int32Array, size: number, count: number, keys: Float64Array): void => {
  const isBetter = (a: number, b: number): boolean => keys[a] > keys[b] || (keys[a] === keys[b] && a > b)
  let low = 0
  let high = size - 1
  while (low < high) {
    const pivot = middleOf(places[low], places[(low + high) >> 1], places[high], isBetter)
    let left = low
    let right = high
    while (left <= right) {
      while (isBetter(places[left], pivot)) left++
      while (isBetter(pivot, places[right])) right--
      if (left > right) break
      const held = places[left]
      places[left++] = places[right]
      places[right--] = held
    }
    if (count - 1 <= right) high = right
    else if (count - 1 >= left) low = left
    else return
  }
}

const middleOf = (a: number, b: number, c: number, isBetter: (a: number, b: number) => boolean): number => {
  if (isBetter(a, b)) {
    if (isBetter(b, c)) return b
    return isBetter(a, c) ? c : a
  }
  if (isBetter(a, c)) return a
  return isBetter(b, c) ? c : b
}
