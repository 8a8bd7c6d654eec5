/** Least squares, block by block, for many rows; see `src/kernels/block-sweep.ts` for what it means. */
import { dot, factorize, solve, subtractTile } from './shared/dense'
import { multiplyAdd, multiplySubtract } from './shared/multiply-add'

const FLOAT: usize = 4
/** Rows of `others` that are gathered at a time. */
const CHUNK: i32 = 64

/** partial := −Σ rowᵀ·row in its upper triangle, and whatever below it; starts from what is there. */
export function subtractGram(partial: usize, rows: usize, rowCount: i32, size: i32): void {
  const stride = <usize>size * FLOAT
  for (let start = 0; start < rowCount; start += CHUNK)
    subtractUpper(
      partial,
      rows + <usize>start * stride,
      rows + <usize>start * stride,
      min(CHUNK, rowCount - start),
      size,
      stride,
    )
}

/**
 * @param scratch  4 · (rowCount rounded up to 4 · block + block² + 2 · 64 · block) bytes
 */
export function sweep(
  rows: usize,
  rowCount: i32,
  size: i32,
  block: i32,
  starts: usize,
  columns: usize,
  weights: usize,
  ridges: usize,
  others: usize,
  gram: usize,
  predictions: usize,
  scratch: usize,
): void {
  const stride = <usize>size * FLOAT
  predictAll(rows, rowCount, stride, starts, columns, others, predictions)
  for (let from = 0; from < size; from += block) {
    const width = min(block, size - from)
    const offset = <usize>from * FLOAT
    const slopes = scratch
    const matrix = slopes + <usize>(((rowCount + 3) & ~3) * width) * FLOAT
    negativeProduct(slopes, rows, gram + offset, rowCount, size, width)
    for (let r = 0; r < rowCount; r++) {
      const first = load<i32>(starts + ((<usize>r) << 2))
      const count = load<i32>(starts + ((<usize>r) << 2), 4) - first
      const at = (<usize>first) << 2
      improve(
        rows + <usize>r * stride + offset,
        slopes + <usize>(r * width) * FLOAT,
        load<f32>(ridges + ((<usize>r) << 2)),
        count,
        columns + at,
        weights + at,
        predictions + at,
        others + offset,
        gram + <usize>from * stride + offset,
        stride,
        width,
        matrix,
      )
    }
  }
}

/** predictions := row · others[column] for every act. */
function predictAll(
  rows: usize,
  rowCount: i32,
  stride: usize,
  starts: usize,
  columns: usize,
  others: usize,
  predictions: usize,
): void {
  for (let r = 0; r < rowCount; r++) {
    const row = rows + <usize>r * stride
    const end = load<i32>(starts + ((<usize>r) << 2), 4)
    for (let k = load<i32>(starts + ((<usize>r) << 2)); k < end; k++) {
      const place = (<usize>k) << 2
      store<f32>(predictions + place, dot(row, others + <usize>load<i32>(columns + place) * stride, stride))
    }
  }
}

/** out := −rows · gram, for `width` columns of gram; out's rows are `width` long and padded to a multiple of 4 rows. */
function negativeProduct(out: usize, rows: usize, gram: usize, rowCount: i32, size: i32, width: i32): void {
  const stride = <usize>size * FLOAT
  const outStride = <usize>width * FLOAT
  memory.fill(out, 0, <usize>((rowCount + 3) & ~3) * outStride)
  for (let r = 0; r < rowCount; r += 4)
    for (let c = 0; c < width; c += 8)
      subtractTile(
        out + <usize>r * outStride + <usize>c * FLOAT,
        outStride,
        rows + <usize>r * stride,
        FLOAT,
        stride,
        gram + <usize>c * FLOAT,
        stride,
        size,
      )
}

/** Moves one block of one row to where the objective is least, and its predictions with it. */
function improve(
  row: usize,
  slope: usize,
  ridge: f32,
  count: i32,
  columns: usize,
  weights: usize,
  predictions: usize,
  others: usize,
  gram: usize,
  stride: usize,
  width: i32,
  matrix: usize,
): void {
  const widthBytes = <usize>width * FLOAT
  const plain = matrix + <usize>width * widthBytes
  const scaled = plain + <usize>CHUNK * widthBytes
  for (let k = 0; k < width; k++) {
    const to = matrix + <usize>k * widthBytes
    memory.copy(to, gram + <usize>k * stride, widthBytes)
    const diagonal = to + <usize>k * FLOAT
    store<f32>(diagonal, load<f32>(diagonal) + ridge)
  }
  for (let at: usize = 0; at < widthBytes; at += 16)
    v128.store(slope + at, multiplySubtract(f32x4.splat(ridge), v128.load(row + at), v128.load(slope + at)))
  for (let start = 0; start < count; start += CHUNK) {
    const size = min(CHUNK, count - start)
    const place = (<usize>start) << 2
    gather(
      size,
      columns + place,
      weights + place,
      predictions + place,
      others,
      stride,
      widthBytes,
      plain,
      scaled,
      slope,
    )
    subtractUpper(matrix, scaled, plain, size, width, widthBytes)
  }
  factorize(matrix, width, ridge)
  solve(matrix, slope, width)
  for (let at: usize = 0; at < widthBytes; at += 16)
    v128.store(row + at, f32x4.add(v128.load(row + at), v128.load(slope + at)))
  for (let k = 0; k < count; k++) {
    const place = (<usize>k) << 2
    const other = others + <usize>load<i32>(columns + place) * stride
    store<f32>(predictions + place, load<f32>(predictions + place) + dot(slope, other, widthBytes))
  }
}

/** Lays the blocks of some acts side by side, plain and times −weight, and adds weight · error · block to the slope. */
function gather(
  count: i32,
  columns: usize,
  weights: usize,
  predictions: usize,
  others: usize,
  stride: usize,
  widthBytes: usize,
  plain: usize,
  scaled: usize,
  slope: usize,
): void {
  for (let k = 0; k < count; k++) {
    const place = (<usize>k) << 2
    const other = others + <usize>load<i32>(columns + place) * stride
    const weight = load<f32>(weights + place)
    const negative = f32x4.splat(-weight)
    const pull = f32x4.splat(weight * (1 - load<f32>(predictions + place)))
    for (let at: usize = 0; at < widthBytes; at += 16) {
      const value = v128.load(other + at)
      v128.store(plain + at, value)
      v128.store(scaled + at, f32x4.mul(negative, value))
      v128.store(slope + at, multiplyAdd(pull, value, v128.load(slope + at)))
    }
    plain += widthBytes
    scaled += widthBytes
  }
}

/** matrix := matrix − leftᵀ · right, where the upper triangle is; what lies below it turns to whatever. */
function subtractUpper(
  matrix: usize,
  left: usize,
  right: usize,
  count: i32,
  width: i32,
  stride: usize,
): void {
  for (let r = 0; r < width; r += 4)
    for (let c = r & ~7; c < width; c += 8)
      subtractTile(
        matrix + <usize>r * stride + <usize>c * FLOAT,
        stride,
        left + <usize>r * FLOAT,
        stride,
        FLOAT,
        right + <usize>c * FLOAT,
        stride,
        count,
      )
}
