/**
 * Eigenvalues and eigenvectors of a dense symmetric matrix: Householder's reduction to three diagonals, then QL with
 * implicit shifts.
 *
 * @source Golub & Van Loan, "Matrix Computations", 4th edition, 2013, sections 8.3.1 and 8.3.3
 */

export type Eigen = {
  /** Largest first. */
  readonly values: Float64Array
  /** size × size, row by row: column k belongs to value k; columns have length 1. */
  readonly vectors: Float64Array
}

/**
 * @param matrix  size × size; the lower triangle is read
 * @throws RangeError when the matrix holds NaN or infinities
 * @complexity O(size³), about 2 s for 500
 */
export const symmetricEigen = (matrix: Float64Array, size: number): Eigen => {
  if (!matrix.every(Number.isFinite)) throw new RangeError('The matrix holds something that is no number.')
  const { diagonal, beside, turned } = tridiagonal(matrix, size)
  rotateAway(diagonal, beside, turned, size)
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b] - diagonal[a])
  const vectors = new Float64Array(size * size)
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) vectors[i * size + k] = turned[order[k] * size + i]
  return { values: Float64Array.from(order, (k) => diagonal[k]), vectors }
}

/** `turned` has the transposed transformation: its row k becomes the vector of value k. */
const tridiagonal = (matrix: Float64Array, size: number) => {
  const a = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      a[i * size + j] = matrix[i * size + j]
      a[j * size + i] = matrix[i * size + j]
    }
  const turned = new Float64Array(size * size)
  for (let i = 0; i < size; i++) turned[i * size + i] = 1
  const beside = new Float64Array(size)
  const mirror = new Float64Array(size)
  const product = new Float64Array(size)
  const mirrors: Float64Array[] = []
  for (let k = 0; k + 2 < size; k++) {
    let norm = 0
    for (let i = k + 1; i < size; i++) norm += a[i * size + k] ** 2
    norm = Math.sqrt(norm)
    const first = a[(k + 1) * size + k]
    const alpha = first > 0 ? -norm : norm
    beside[k] = alpha
    mirror.fill(0)
    for (let i = k + 1; i < size; i++) mirror[i] = a[i * size + k]
    mirror[k + 1] -= alpha
    let length = 0
    for (let i = k + 1; i < size; i++) length += mirror[i] ** 2
    if (length > 0) {
      const scale = Math.sqrt(2 / length)
      for (let i = k + 1; i < size; i++) mirror[i] *= scale
      mirrorBothSides(a, mirror, product, k + 1, size)
    }
    mirrors.push(mirror.slice(k + 1))
  }
  if (size > 1) beside[size - 2] = a[(size - 1) * size + size - 2]
  for (let k = mirrors.length - 1; k >= 0; k--) mirrorRows(turned, mirrors[k], k + 1, size)
  return {
    diagonal: Float64Array.from({ length: size }, (_, i) => a[i * size + i]),
    beside,
    turned: flipped(turned, size),
  }
}

/** a := (1 − v vᵀ) a (1 − v vᵀ) for rows and columns from `start` on, where v has length √2. */
const mirrorBothSides = (
  a: Float64Array,
  v: Float64Array,
  product: Float64Array,
  start: number,
  size: number,
): void => {
  let share = 0
  for (let i = start; i < size; i++) {
    let sum = 0
    for (let j = start; j < size; j++) sum += a[i * size + j] * v[j]
    product[i] = sum
    share += sum * v[i]
  }
  for (let i = start; i < size; i++) product[i] -= (share / 2) * v[i]
  for (let i = start; i < size; i++)
    for (let j = start; j < size; j++) a[i * size + j] -= product[i] * v[j] + v[i] * product[j]
}

/** q := (1 − v vᵀ) q, where v stands for rows from `start` on. */
const mirrorRows = (q: Float64Array, v: Float64Array, start: number, size: number): void => {
  const sums = new Float64Array(size)
  for (let i = start; i < size; i++)
    for (let j = start; j < size; j++) sums[j] += v[i - start] * q[i * size + j]
  for (let i = start; i < size; i++)
    for (let j = start; j < size; j++) q[i * size + j] -= v[i - start] * sums[j]
}

const flipped = (q: Float64Array, size: number): Float64Array => {
  const out = new Float64Array(size * size)
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out[j * size + i] = q[i * size + j]
  return out
}

/** Turns what stands beside the diagonal to nothing, two rows of `turned` at a time. */
const rotateAway = (
  diagonal: Float64Array,
  beside: Float64Array,
  turned: Float64Array,
  size: number,
): void => {
  for (let l = 0; l < size; l++) {
    for (;;) {
      let m = l
      while (
        m + 1 < size &&
        Math.abs(beside[m]) > Number.EPSILON * (Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]))
      )
        m++
      if (m === l) break
      turnOnce(diagonal, beside, turned, size, l, m)
    }
  }
}

/** One implicit step of QL on rows l to m. */
const turnOnce = (
  diagonal: Float64Array,
  beside: Float64Array,
  turned: Float64Array,
  size: number,
  l: number,
  m: number,
): void => {
  let g = (diagonal[l + 1] - diagonal[l]) / (2 * beside[l])
  let r = Math.hypot(g, 1)
  g = diagonal[m] - diagonal[l] + beside[l] / (g + (g < 0 ? -r : r))
  let sine = 1
  let cosine = 1
  let shift = 0
  for (let i = m - 1; i >= l; i--) {
    const f = sine * beside[i]
    const b = cosine * beside[i]
    r = Math.hypot(f, g)
    beside[i + 1] = r
    if (r === 0) {
      diagonal[i + 1] -= shift
      beside[m] = 0
      return
    }
    sine = f / r
    cosine = g / r
    g = diagonal[i + 1] - shift
    r = (diagonal[i] - g) * sine + 2 * cosine * b
    shift = sine * r
    diagonal[i + 1] = g + shift
    g = cosine * r - b
    const upper = i * size
    const lower = upper + size
    for (let k = 0; k < size; k++) {
      const held = turned[lower + k]
      turned[lower + k] = sine * turned[upper + k] + cosine * held
      turned[upper + k] = cosine * turned[upper + k] - sine * held
    }
  }
  diagonal[l] -= shift
  beside[l] = g
  beside[m] = 0
}
