/** Dot products of one vector with many rows; see `src/kernels/scan.ts`. */
import { multiplyAdd } from './shared/multiply-add'

const FLOAT: usize = 4

/** out[r] := rows[r] · vector. Rows and vector are padded with zeros to `size`, a multiple of 8. */
export function scan(out: usize, rows: usize, rowCount: i32, vector: usize, size: i32): void {
  const stride = <usize>size * FLOAT
  let row = rows
  let r = 0
  for (; r + 4 <= rowCount; r += 4) {
    let a = f32x4.splat(0)
    let b = a
    let c = a
    let d = a
    let e = a
    let f = a
    let g = a
    let h = a
    for (let at: usize = 0; at < stride; at += 32) {
      const low = v128.load(vector + at)
      const high = v128.load(vector + at, 16)
      const place = row + at
      a = multiplyAdd(low, v128.load(place), a)
      b = multiplyAdd(high, v128.load(place, 16), b)
      c = multiplyAdd(low, v128.load(place + stride), c)
      d = multiplyAdd(high, v128.load(place + stride, 16), d)
      e = multiplyAdd(low, v128.load(place + 2 * stride), e)
      f = multiplyAdd(high, v128.load(place + 2 * stride, 16), f)
      g = multiplyAdd(low, v128.load(place + 3 * stride), g)
      h = multiplyAdd(high, v128.load(place + 3 * stride, 16), h)
    }
    const place = out + <usize>r * FLOAT
    store<f32>(place, sumOf(f32x4.add(a, b)))
    store<f32>(place, sumOf(f32x4.add(c, d)), 4)
    store<f32>(place, sumOf(f32x4.add(e, f)), 8)
    store<f32>(place, sumOf(f32x4.add(g, h)), 12)
    row += 4 * stride
  }
  for (; r < rowCount; r++) {
    let a = f32x4.splat(0)
    let b = a
    for (let at: usize = 0; at < stride; at += 32) {
      a = multiplyAdd(v128.load(vector + at), v128.load(row + at), a)
      b = multiplyAdd(v128.load(vector + at, 16), v128.load(row + at, 16), b)
    }
    store<f32>(out + <usize>r * FLOAT, sumOf(f32x4.add(a, b)))
    row += stride
  }
}

function sumOf(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3))
  )
}
