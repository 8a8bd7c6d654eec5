/** Dense arithmetic on square tiles; see `src/kernels/tile.ts` for what each function means. */
import { multiplyAdd, multiplySubtract } from './shared/multiply-add'

const FLOAT: usize = 4
/** Rows of a left panel and of a right panel: 12 sums, 2 loads and a splat fill the 15 registers that x86 leaves. */
const LEFT: i32 = 6
const RIGHT: i32 = 8

/**
 * Lays rows out as panels of `width` rows, column by column within a panel, as the inner loop reads them.
 *
 * @param width  divides size
 */
export function pack(from: usize, to: usize, size: i32, width: i32): void {
  let next = to
  for (let row = 0; row < size; row += width) {
    const start = from + <usize>(row * size) * FLOAT
    for (let k = 0; k < size; k++) {
      let place = start + <usize>k * FLOAT
      for (let r = 0; r < width; r++) {
        store<f32>(next, load<f32>(place))
        next += FLOAT
        place += <usize>size * FLOAT
      }
    }
  }
}

/** tile := tile − left · rightᵀ, both packed. */
export function subtractProduct(tile: usize, left: usize, right: usize, size: i32): void {
  const panel = <usize>size * FLOAT
  for (let column = 0; column < size; column += RIGHT) {
    const rightPanel = right + <usize>column * panel
    for (let row = 0; row < size; row += LEFT)
      subtractBlock(
        tile + (<usize>row * <usize>size + <usize>column) * FLOAT,
        left + <usize>row * panel,
        rightPanel,
        size,
      )
  }
}

/** 6 × 8 numbers at once. */
function subtractBlock(block: usize, left: usize, right: usize, size: i32): void {
  const stride = <usize>size * FLOAT
  let a0 = f32x4.splat(0)
  let b0 = a0
  let a1 = a0
  let b1 = a0
  let a2 = a0
  let b2 = a0
  let a3 = a0
  let b3 = a0
  let a4 = a0
  let b4 = a0
  let a5 = a0
  let b5 = a0
  const end = right + <usize>(size * RIGHT) * FLOAT
  while (right < end) {
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
    l = v128.load32_splat(left, 16)
    a4 = multiplyAdd(l, ra, a4)
    b4 = multiplyAdd(l, rb, b4)
    l = v128.load32_splat(left, 20)
    a5 = multiplyAdd(l, ra, a5)
    b5 = multiplyAdd(l, rb, b5)
    right += 32
    left += 24
  }
  subtractAt(block, a0, b0)
  subtractAt(block + stride, a1, b1)
  subtractAt(block + 2 * stride, a2, b2)
  subtractAt(block + 3 * stride, a3, b3)
  subtractAt(block + 4 * stride, a4, b4)
  subtractAt(block + 5 * stride, a5, b5)
}

function subtractAt(place: usize, a: v128, b: v128): void {
  v128.store(place, f32x4.sub(v128.load(place), a))
  v128.store(place, f32x4.sub(v128.load(place, 16), b), 16)
}

/**
 * tile := L⁻¹ where tile = L·Lᵀ, by elimination: what is left of a pivot turns into the inverse, what is right of it is
 * still the matrix. Reads the lower triangle; above the diagonal come zeros.
 *
 * @param row       scratch, as long as a row
 * @param pivotMin  what no pivot of such a matrix is below, but for rounding
 */
export function invertFactor(tile: usize, row: usize, size: i32, pivotMin: f32): void {
  const stride = <usize>size * FLOAT
  for (let p = 0; p < size; p++) {
    const pivotRow = tile + <usize>p * stride
    const pivotColumn = tile + <usize>p * FLOAT
    for (let k = 0; k < p; k++) store<f32>(row + <usize>k * FLOAT, load<f32>(pivotRow + <usize>k * FLOAT))
    for (let k = p; k < size; k++)
      store<f32>(row + <usize>k * FLOAT, load<f32>(pivotColumn + <usize>k * stride))
    const inverse: f32 = 1 / max(load<f32>(row + <usize>p * FLOAT), pivotMin)
    for (let k = p + 1; k < size; k++) {
      const share: f32 = load<f32>(row + <usize>k * FLOAT) * inverse
      const shares = f32x4.splat(share)
      const target = tile + <usize>k * stride
      const end = <usize>((k + 4) & ~3) * FLOAT
      for (let at: usize = 0; at < end; at += 16)
        v128.store(target + at, multiplySubtract(shares, v128.load(row + at), v128.load(target + at)))
      store<f32>(target + <usize>p * FLOAT, -share)
    }
  }
  for (let p = 0; p < size; p++) {
    const target = tile + <usize>p * stride
    const scale: f32 = 1 / sqrt<f32>(max(load<f32>(target + <usize>p * FLOAT), pivotMin))
    for (let k = 0; k < p; k++)
      store<f32>(target + <usize>k * FLOAT, load<f32>(target + <usize>k * FLOAT) * scale)
    store<f32>(target + <usize>p * FLOAT, scale)
    for (let k = p + 1; k < size; k++) store<f32>(target + <usize>k * FLOAT, 0)
  }
}
