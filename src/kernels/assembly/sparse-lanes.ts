/** A sparse matrix times eight columns at once; see `src/kernels/sparse-lanes.ts`. */
import { multiplyAdd } from './shared/multiply-add'

/** Bytes of eight numbers. */
const LANES_BYTES: usize = 32

/** product := matrix · factor */
export function multiply(
  starts: usize,
  columns: usize,
  values: usize,
  rowCount: i32,
  factor: usize,
  product: usize,
): void {
  for (let row = 0; row < rowCount; row++) {
    let low = f32x4.splat(0)
    let high = low
    const end = (<usize>load<i32>(starts, 4)) << 2
    for (let k = (<usize>load<i32>(starts)) << 2; k < end; k += 4) {
      const value = v128.load32_splat(values + k)
      const from = factor + <usize>load<i32>(columns + k) * LANES_BYTES
      low = multiplyAdd(value, v128.load(from), low)
      high = multiplyAdd(value, v128.load(from, 16), high)
    }
    v128.store(product, low)
    v128.store(product, high, 16)
    product += LANES_BYTES
    starts += 4
  }
}
