/** Least squares of rows with few acts, solved in as many unknowns as there are acts; see `src/kernels/short-rows.ts`. */
import { dot, factorize, solve, subtractTile } from './shared/dense'
import { multiplyAdd, multiplySubtract } from './shared/multiply-add'

const FLOAT: usize = 4

/**
 * inverse := U⁻¹ where matrix = UᵀU, both upper triangles. The matrix is used up; the inverse starts as zeros.
 */
export function whiten(matrix: usize, inverse: usize, size: i32): void {
  const stride = <usize>size * FLOAT
  factorize(matrix, size, 0)
  for (let i = size - 1; i >= 0; i--) {
    const factor = matrix + <usize>i * stride
    const row = inverse + <usize>i * stride
    const aligned = <usize>(i & ~3) * FLOAT
    store<f32>(row + ((<usize>i) << 2), 1)
    for (let j = i + 1; j < size; j++) {
      const lanes = f32x4.splat(load<f32>(factor + ((<usize>j) << 2)))
      const other = inverse + <usize>j * stride
      for (let at = <usize>(j & ~3) * FLOAT; at < stride; at += 16)
        v128.store(row + at, multiplySubtract(lanes, v128.load(other + at), v128.load(row + at)))
    }
    const pivot = f32x4.splat(load<f32>(factor + ((<usize>i) << 2)))
    for (let at = aligned; at < stride; at += 16) v128.store(row + at, f32x4.mul(pivot, v128.load(row + at)))
  }
}

/** out := −rows · matrix, of an upper triangle. Room for the rows is a multiple of 4. */
export function multiplyUpper(out: usize, rows: usize, rowCount: i32, matrix: usize, size: i32): void {
  const stride = <usize>size * FLOAT
  memory.fill(out, 0, <usize>rowCount * stride)
  for (let r = 0; r < rowCount; r += 4)
    for (let c = 0; c < size; c += 8)
      subtractTile(
        out + <usize>r * stride + <usize>c * FLOAT,
        stride,
        rows + <usize>r * stride,
        FLOAT,
        stride,
        matrix + <usize>c * FLOAT,
        stride,
        c + 8,
      )
}

/** out := −rows · matrix, of a lower triangle. Room for the rows is a multiple of 4. */
function multiplyLower(out: usize, rows: usize, rowCount: i32, matrix: usize, size: i32): void {
  const stride = <usize>size * FLOAT
  memory.fill(out, 0, <usize>rowCount * stride)
  for (let r = 0; r < rowCount; r += 4)
    for (let c = 0; c < size; c += 8)
      subtractTile(
        out + <usize>r * stride + <usize>c * FLOAT,
        stride,
        rows + <usize>r * stride + <usize>c * FLOAT,
        FLOAT,
        stride,
        matrix + <usize>c * stride + <usize>c * FLOAT,
        stride,
        size - c,
      )
}

/**
 * @param others    whitened rows of the other side
 * @param back      U⁻¹ transposed: a lower triangle
 * @param whitened  scratch like rows
 * @param scratch   4 · (width² + width) bytes, width being the most acts of a row rounded up to 8
 */
export function solveShort(
  rows: usize,
  rowCount: i32,
  size: i32,
  starts: usize,
  columns: usize,
  weights: usize,
  others: usize,
  back: usize,
  whitened: usize,
  scratch: usize,
): void {
  const stride = <usize>size * FLOAT
  for (let r = 0; r < rowCount; r++) {
    const first = load<i32>(starts + ((<usize>r) << 2))
    const count = load<i32>(starts + ((<usize>r) << 2), 4) - first
    const at = (<usize>first) << 2
    solveOne(whitened + <usize>r * stride, count, columns + at, weights + at, others, stride, scratch)
  }
  multiplyLower(rows, whitened, rowCount, back, size)
}

/** row := Xᵀ (XXᵀ + C⁻¹)⁻¹ 1 */
function solveOne(
  row: usize,
  count: i32,
  columns: usize,
  weights: usize,
  others: usize,
  stride: usize,
  scratch: usize,
): void {
  const width = (count + 7) & ~7
  const widthBytes = <usize>width * FLOAT
  const matrix = scratch + widthBytes
  for (let k = 0; k < width; k++) store<f32>(scratch + ((<usize>k) << 2), k < count ? 1 : 0)
  memory.fill(matrix, 0, <usize>width * widthBytes)
  for (let a = 0; a < count; a += 4)
    for (let b = a; b < count; b += 3) products(matrix, widthBytes, a, b, count, columns, others, stride)
  for (let k = 0; k < width; k++) {
    const diagonal = matrix + <usize>k * (widthBytes + FLOAT)
    store<f32>(
      diagonal,
      k < count ? load<f32>(diagonal) + <f32>1 / load<f32>(weights + ((<usize>k) << 2)) : 1,
    )
  }
  factorize(matrix, width, 0)
  solve(matrix, scratch, width)
  memory.fill(row, 0, stride)
  for (let k = 0; k < count; k++) {
    const share = f32x4.splat(load<f32>(scratch + ((<usize>k) << 2)))
    const other = otherOf(columns, k, others, stride)
    for (let at: usize = 0; at < stride; at += 16)
      v128.store(row + at, multiplyAdd(share, v128.load(other + at), v128.load(row + at)))
  }
}

function otherOf(columns: usize, k: i32, others: usize, stride: usize): usize {
  return others + <usize>load<i32>(columns + ((<usize>k) << 2)) * stride
}

/** Sets a block of 4 × 3 products of acts from (a, b) on; what lies beyond the acts stays as it is. */
function products(
  matrix: usize,
  widthBytes: usize,
  a: i32,
  b: i32,
  count: i32,
  columns: usize,
  others: usize,
  stride: usize,
): void {
  const place = matrix + <usize>a * widthBytes + <usize>b * FLOAT
  if (a + 4 > count || b + 3 > count) {
    for (let i = a; i < min(a + 4, count); i++)
      for (let j = max(i, b); j < min(b + 3, count); j++)
        store<f32>(
          matrix + <usize>i * widthBytes + <usize>j * FLOAT,
          dot(otherOf(columns, i, others, stride), otherOf(columns, j, others, stride), stride),
        )
    return
  }
  let l0 = otherOf(columns, a, others, stride)
  let l1 = otherOf(columns, a + 1, others, stride)
  let l2 = otherOf(columns, a + 2, others, stride)
  let l3 = otherOf(columns, a + 3, others, stride)
  let r0 = otherOf(columns, b, others, stride)
  let r1 = otherOf(columns, b + 1, others, stride)
  let r2 = otherOf(columns, b + 2, others, stride)
  let s00 = f32x4.splat(0)
  let s01 = s00
  let s02 = s00
  let s10 = s00
  let s11 = s00
  let s12 = s00
  let s20 = s00
  let s21 = s00
  let s22 = s00
  let s30 = s00
  let s31 = s00
  let s32 = s00
  const end = l0 + stride
  while (l0 < end) {
    const x = v128.load(r0)
    const y = v128.load(r1)
    const z = v128.load(r2)
    let l = v128.load(l0)
    s00 = multiplyAdd(l, x, s00)
    s01 = multiplyAdd(l, y, s01)
    s02 = multiplyAdd(l, z, s02)
    l = v128.load(l1)
    s10 = multiplyAdd(l, x, s10)
    s11 = multiplyAdd(l, y, s11)
    s12 = multiplyAdd(l, z, s12)
    l = v128.load(l2)
    s20 = multiplyAdd(l, x, s20)
    s21 = multiplyAdd(l, y, s21)
    s22 = multiplyAdd(l, z, s22)
    l = v128.load(l3)
    s30 = multiplyAdd(l, x, s30)
    s31 = multiplyAdd(l, y, s31)
    s32 = multiplyAdd(l, z, s32)
    l0 += 16
    l1 += 16
    l2 += 16
    l3 += 16
    r0 += 16
    r1 += 16
    r2 += 16
  }
  storeSums(place, s00, s01, s02)
  storeSums(place + widthBytes, s10, s11, s12)
  storeSums(place + 2 * widthBytes, s20, s21, s22)
  storeSums(place + 3 * widthBytes, s30, s31, s32)
}

function storeSums(place: usize, a: v128, b: v128, c: v128): void {
  store<f32>(place, sumOf(a))
  store<f32>(place, sumOf(b), 4)
  store<f32>(place, sumOf(c), 8)
}

function sumOf(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3))
  )
}
