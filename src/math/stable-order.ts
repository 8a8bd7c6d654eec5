/**
 * The order in which values ascend; equals stay in the order they stand in. By radix, eleven bits at a time: a sort that
 * compares takes ten times as long for millions.
 *
 * @param values  whole and finite
 * @returns places in `values`
 * @complexity time O(n · ⌈log₂(range) / 11⌉), memory two numbers a value
 */
export const stableOrder = (values: Float64Array): Uint32Array => {
  const count = values.length
  let order = new Uint32Array(count)
  for (let k = 0; k < count; k++) order[k] = k
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  let isAscending = true
  for (let k = 0; k < count; k++) {
    if (k > 0 && values[k] < values[k - 1]) isAscending = false
    if (values[k] < least) least = values[k]
    if (values[k] > most) most = values[k]
  }
  if (isAscending) return order

  let next = new Uint32Array(count)
  const starts = new Uint32Array(DIGITS + 1)
  for (let unit = 1; unit <= most - least; unit *= DIGITS) {
    starts.fill(0)
    for (let k = 0; k < count; k++) starts[digitOf(values[k] - least, unit) + 1]++
    for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1] += starts[digit]
    for (let k = 0; k < count; k++) next[starts[digitOf(values[order[k]] - least, unit)]++] = order[k]
    const held = order
    order = next
    next = held
  }
  return order
}

const DIGITS = 2048
const digitOf = (value: number, unit: number): number => Math.floor(value / unit) % DIGITS
