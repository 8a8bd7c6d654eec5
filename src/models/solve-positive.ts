/**
 * Solves A·x = b for a small symmetric positive-definite A, by Cholesky's factors.
 *
 * @param system  row by row, `stride` numbers a row; only the lower triangle is read, and nothing is changed
 * @param answer  b
 * @complexity time O(size³ / 6), memory O(size²)
 */
export const solvePositive = (
  system: Float64Array,
  answer: Float64Array,
  size: number,
  stride: number,
): Float64Array => {
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = system[i * stride + j]
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k]
      // A pivot that rounding made no longer positive says nothing more: its unknown is left at what others leave of it.
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, PIVOT_MIN)) : sum / factor[j * size + j]
    }
  const solution = answer.slice(0, size)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i] -= factor[i * size + k] * solution[k]
    solution[i] /= factor[i * size + i]
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i] -= factor[k * size + i] * solution[k]
    solution[i] /= factor[i * size + i]
  }
  return solution
}
const PIVOT_MIN = 1e-9
