/** Small dense systems of equations: rows lie one after the other, a multiple of 8 numbers wide. */
import { multiplyAdd, multiplySubtract } from './multiply-add'

const FLOAT: usize = 4
const PIVOT_MIN: f32 = 1e-20

/** Upper Cholesky factor U of UᵀU in place of the matrix, four rows at a time. The reciprocal stands on the diagonal. */
export function factorize(matrix: usize, width: i32, ridge: f32): void {
  const stride = <usize>width * FLOAT
  const pivotMin = max(<f32>0.5 * ridge, PIVOT_MIN)
  for (let r = 0; r < width; r += 4) {
    for (let c = r & ~7; c < width; c += 8)
      subtractTile(
        matrix + <usize>r * stride + <usize>c * FLOAT,
        stride,
        matrix + <usize>r * FLOAT,
        stride,
        FLOAT,
        matrix + <usize>c * FLOAT,
        stride,
        r,
      )
    const corner = matrix + <usize>r * stride + <usize>r * FLOAT
    const end = matrix + <usize>(r + 1) * stride
    for (let i = 0; i < 4; i++) {
      const row = corner + <usize>i * stride
      for (let j = 0; j < i; j++) {
        const above = corner + <usize>j * stride
        const factor = f32x4.splat(load<f32>(above + ((<usize>i) << 2)))
        for (let at: usize = 0; corner + at < end; at += 16)
          v128.store(row + at, multiplySubtract(factor, v128.load(above + at), v128.load(row + at)))
      }
      const pivot = row + ((<usize>i) << 2)
      const inverse = <f32>1 / sqrt<f32>(max(load<f32>(pivot), pivotMin))
      const factor = f32x4.splat(inverse)
      for (let at: usize = 0; corner + at < end; at += 16)
        v128.store(row + at, f32x4.mul(factor, v128.load(row + at)))
      store<f32>(pivot, inverse)
    }
  }
}

/** vector := (UᵀU)⁻¹ vector. */
export function solve(factor: usize, vector: usize, width: i32): void {
  const stride = <usize>width * FLOAT
  for (let p = 0; p < width; p++) {
    const row = factor + <usize>p * stride
    const offset = <usize>p * FLOAT
    const value = load<f32>(vector + offset) * load<f32>(row + offset)
    store<f32>(vector + offset, value)
    let c = p + 1
    for (; c < width && (c & 3) !== 0; c++) {
      const at = <usize>c * FLOAT
      store<f32>(vector + at, load<f32>(vector + at) - value * load<f32>(row + at))
    }
    const lanes = f32x4.splat(value)
    for (let at = <usize>c * FLOAT; at < stride; at += 16)
      v128.store(vector + at, multiplySubtract(lanes, v128.load(row + at), v128.load(vector + at)))
  }
  for (let p = width - 1; p >= 0; p--) {
    const row = factor + <usize>p * stride
    const offset = <usize>p * FLOAT
    let value = load<f32>(vector + offset)
    let c = p + 1
    for (; c < width && (c & 3) !== 0; c++) {
      const at = <usize>c * FLOAT
      value -= load<f32>(row + at) * load<f32>(vector + at)
    }
    const rest = <usize>c * FLOAT
    if (c < width) value -= dot(row + rest, vector + rest, stride - rest)
    store<f32>(vector + offset, value * load<f32>(row + offset))
  }
}

/** @param byteLength  a multiple of 16 */
export function dot(a: usize, b: usize, byteLength: usize): f32 {
  let low = f32x4.splat(0)
  let high = low
  let at: usize = 0
  for (; at + 32 <= byteLength; at += 32) {
    low = multiplyAdd(v128.load(a + at), v128.load(b + at), low)
    high = multiplyAdd(v128.load(a + at, 16), v128.load(b + at, 16), high)
  }
  if (at < byteLength) low = multiplyAdd(v128.load(a + at), v128.load(b + at), low)
  const sum = f32x4.add(low, high)
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  )
}

/**
 * tile := tile − Σ left[k] ⊗ right[k], 4 × 8 numbers.
 *
 * @param leftStep   bytes from left[k] to left[k + 1]
 * @param leftNext   bytes between the four numbers of left[k]
 * @param rightStep  bytes from right[k] to right[k + 1]; its eight numbers lie side by side
 */
export function subtractTile(
  tile: usize,
  stride: usize,
  left: usize,
  leftStep: usize,
  leftNext: usize,
  right: usize,
  rightStep: usize,
  count: i32,
): void {
  const second = tile + stride
  const third = second + stride
  const fourth = third + stride
  let a0 = v128.load(tile)
  let b0 = v128.load(tile, 16)
  let a1 = v128.load(second)
  let b1 = v128.load(second, 16)
  let a2 = v128.load(third)
  let b2 = v128.load(third, 16)
  let a3 = v128.load(fourth)
  let b3 = v128.load(fourth, 16)
  const twice = leftNext + leftNext
  for (let k = 0; k < count; k++) {
    const low = v128.load(right)
    const high = v128.load(right, 16)
    let l = v128.load32_splat(left)
    a0 = multiplySubtract(l, low, a0)
    b0 = multiplySubtract(l, high, b0)
    l = v128.load32_splat(left + leftNext)
    a1 = multiplySubtract(l, low, a1)
    b1 = multiplySubtract(l, high, b1)
    const half = left + twice
    l = v128.load32_splat(half)
    a2 = multiplySubtract(l, low, a2)
    b2 = multiplySubtract(l, high, b2)
    l = v128.load32_splat(half + leftNext)
    a3 = multiplySubtract(l, low, a3)
    b3 = multiplySubtract(l, high, b3)
    left += leftStep
    right += rightStep
  }
  v128.store(tile, a0)
  v128.store(tile, b0, 16)
  v128.store(second, a1)
  v128.store(second, b1, 16)
  v128.store(third, a2)
  v128.store(third, b2, 16)
  v128.store(fourth, a3)
  v128.store(fourth, b3, 16)
}
