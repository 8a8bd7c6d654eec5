/** Products of matrices of many rows and few columns; see `src/kernels/skinny.ts`. */
import { multiplyAdd } from './shared/multiply-add'

const FLOAT: usize = 4

/** gram := gram + rowsᵀ · rows. The number of columns is a multiple of 8. */
export function addGram(gram: usize, rows: usize, rowCount: i32, columnCount: i32): void {
  for (let left = 0; left < columnCount; left += 4)
    for (let right = 0; right < columnCount; right += 8)
      addBlock(
        gram + (<usize>left * <usize>columnCount + <usize>right) * FLOAT,
        rows + <usize>left * FLOAT,
        rows + <usize>right * FLOAT,
        rowCount,
        <usize>columnCount * FLOAT,
        <usize>columnCount * FLOAT,
      )
}

/** out := rows · square, the latter columnCount × columnCount. Reads whole groups of four rows. */
export function multiply(out: usize, rows: usize, rowCount: i32, square: usize, columnCount: i32): void {
  const stride = <usize>columnCount * FLOAT
  for (let row = 0; row < rowCount; row += 4)
    for (let right = 0; right < columnCount; right += 8)
      multiplyBlock(
        out + <usize>row * stride + <usize>right * FLOAT,
        rows + <usize>row * stride,
        square + <usize>right * FLOAT,
        stride,
      )
}

/** 4 × 8 numbers of the Gram matrix: outer products of the same row, row after row. */
function addBlock(block: usize, left: usize, right: usize, rowCount: i32, stride: usize, width: usize): void {
  let a0 = v128.load(block)
  let b0 = v128.load(block, 16)
  let a1 = v128.load(block + width)
  let b1 = v128.load(block + width, 16)
  let a2 = v128.load(block + 2 * width)
  let b2 = v128.load(block + 2 * width, 16)
  let a3 = v128.load(block + 3 * width)
  let b3 = v128.load(block + 3 * width, 16)
  for (let row = 0; row < rowCount; row++) {
    const ra = v128.load(right)
    const rb = v128.load(right, 16)
    let l = v128.load32_splat(left)
    a0 = multiplyAdd(l, ra, a0)
    b0 = multiplyAdd(l, rb, b0)
    l = v128.load32_splat(left, 4)
    a1 = multiplyAdd(l, ra, a1)
    b1 = multiplyAdd(l, rb, b1)
    l = v128.load32_splat(left, 8)
    a2 = multiplyAdd(l, ra, a2)
    b2 = multiplyAdd(l, rb, b2)
    l = v128.load32_splat(left, 12)
    a3 = multiplyAdd(l, ra, a3)
    b3 = multiplyAdd(l, rb, b3)
    left += stride
    right += stride
  }
  v128.store(block, a0)
  v128.store(block, b0, 16)
  v128.store(block + width, a1)
  v128.store(block + width, b1, 16)
  v128.store(block + 2 * width, a2)
  v128.store(block + 2 * width, b2, 16)
  v128.store(block + 3 * width, a3)
  v128.store(block + 3 * width, b3, 16)
}

/** 4 × 8 numbers of the product. */
function multiplyBlock(block: usize, rows: usize, square: usize, stride: usize): void {
  let a0 = f32x4.splat(0)
  let b0 = a0
  let a1 = a0
  let b1 = a0
  let a2 = a0
  let b2 = a0
  let a3 = a0
  let b3 = a0
  const end = rows + stride
  while (rows < end) {
    const ra = v128.load(square)
    const rb = v128.load(square, 16)
    let l = v128.load32_splat(rows)
    a0 = multiplyAdd(l, ra, a0)
    b0 = multiplyAdd(l, rb, b0)
    l = v128.load32_splat(rows + stride)
    a1 = multiplyAdd(l, ra, a1)
    b1 = multiplyAdd(l, rb, b1)
    l = v128.load32_splat(rows + 2 * stride)
    a2 = multiplyAdd(l, ra, a2)
    b2 = multiplyAdd(l, rb, b2)
    l = v128.load32_splat(rows + 3 * stride)
    a3 = multiplyAdd(l, ra, a3)
    b3 = multiplyAdd(l, rb, b3)
    rows += FLOAT
    square += stride
  }
  v128.store(block, a0)
  v128.store(block, b0, 16)
  v128.store(block + stride, a1)
  v128.store(block + stride, b1, 16)
  v128.store(block + 2 * stride, a2)
  v128.store(block + 2 * stride, b2, 16)
  v128.store(block + 3 * stride, a3)
  v128.store(block + 3 * stride, b3, 16)
}
