/** What of a picture is the product and what stands behind it. */
import type { Picture } from './picture-features.ts'

export type Foreground = {
  readonly width: number
  readonly height: number
  /** L*, a*, b* of each pixel */
  readonly lab: Float32Array
  /** How much each pixel is foreground, in [0, 1]. */
  readonly share: Float32Array
  /** The smallest box around nearly all of it; `right` and `bottom` are just outside. Never empty. */
  readonly box: {
    readonly left: number
    readonly top: number
    readonly right: number
    readonly bottom: number
  }
}

/** Colours of the rim that stand for the background. */
const BACKGROUND_COLORS = 4
/** Colours closer than this, in L*a*b*, are the same to the eye at a glance. */
const SAME_COLOR = 10
/** Share of the foreground on each side that a box may leave out: shadows and dust. */
const RIM_SHARE = 0.01
const OPAQUE_MIN = 128

/**
 * Pictures with a transparent rim say themselves what is foreground. Else the colours of the rim are taken for the
 * background, and how far a pixel is from them decides: the threshold is the one that parts near from far best. What
 * the rim does not reach through background is foreground of whatever colour: the label on a box, the gleam of a pot.
 *
 * @source threshold: Otsu, "A threshold selection method from gray-level histograms", IEEE SMC 9(1), 1979
 */
export const foregroundOf = (picture: Picture): Foreground => {
  const { width, height, rgba } = picture
  const lab = labOf(rgba)
  const rim = rimOf(width, height)
  const isCutOut = rim.filter((pixel) => rgba[4 * pixel + 3] < OPAQUE_MIN).length > rim.length / 2
  const share = isCutOut
    ? Float32Array.from({ length: width * height }, (_, pixel) => rgba[4 * pixel + 3] / 255)
    : filled(shareByDistance(distances(lab, backgroundColors(lab, rim))), width, rim)
  return { width, height, lab, share, box: boxOf(share, width, height) }
}

const rimOf = (width: number, height: number): readonly number[] => {
  const rim: number[] = []
  for (let x = 0; x < width; x++) rim.push(x, (height - 1) * width + x)
  for (let y = 1; y + 1 < height; y++) rim.push(y * width, y * width + width - 1)
  return rim
}

/** sRGB, under daylight (D65). */
export const labOf = (rgba: Picture['rgba']): Float32Array => {
  const lab = new Float32Array((3 * rgba.length) / 4)
  for (let pixel = 0; 3 * pixel < lab.length; pixel++) {
    const red = LINEAR[rgba[4 * pixel]]
    const green = LINEAR[rgba[4 * pixel + 1]]
    const blue = LINEAR[rgba[4 * pixel + 2]]
    const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    lab[3 * pixel] = 116 * y - 16
    lab[3 * pixel + 1] = 500 * (x - y)
    lab[3 * pixel + 2] = 200 * (y - z)
  }
  return lab
}
const LINEAR = Float64Array.from({ length: 256 }, (_, value) =>
  value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
)
const root = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)

const distance = (lab: Float32Array, a: number, b: number): number =>
  Math.hypot(lab[3 * a] - lab[3 * b], lab[3 * a + 1] - lab[3 * b + 1], lab[3 * a + 2] - lab[3 * b + 2])

/** Pixels of the rim whose colours cover most of it, one after the other. */
const backgroundColors = (lab: Float32Array, rim: readonly number[]): readonly number[] => {
  const chosen: number[] = []
  let left = [...rim]
  while (left.length > rim.length / 20 && chosen.length < BACKGROUND_COLORS) {
    let best = left[0]
    let most = -1
    for (const candidate of left) {
      let covered = 0
      for (const pixel of left) if (distance(lab, candidate, pixel) < SAME_COLOR) covered++
      if (covered > most) {
        most = covered
        best = candidate
      }
    }
    chosen.push(best)
    left = left.filter((pixel) => distance(lab, best, pixel) >= SAME_COLOR)
  }
  return chosen
}

const distances = (lab: Float32Array, colors: readonly number[]): Float32Array =>
  Float32Array.from({ length: lab.length / 3 }, (_, pixel) =>
    colors.reduce((least, color) => Math.min(least, distance(lab, pixel, color)), Number.POSITIVE_INFINITY),
  )

const shareByDistance = (far: Float32Array): Float32Array => {
  const threshold = Math.max(SAME_COLOR, otsu(far))
  return far.map((value) => Math.min(1, Math.max(0, (value / threshold - 0.75) / 0.5)))
}

/** With all that is enclosed by foreground. */
const filled = (share: Float32Array, width: number, rim: readonly number[]): Float32Array => {
  const isOutside = new Uint8Array(share.length)
  const queue = new Int32Array(share.length)
  let [first, last] = [0, 0]
  const reach = (pixel: number): void => {
    if (isOutside[pixel] === 1 || share[pixel] >= 0.5) return
    isOutside[pixel] = 1
    queue[last++] = pixel
  }
  for (const pixel of rim) reach(pixel)
  while (first < last) {
    const pixel = queue[first++]
    const x = pixel % width
    if (x > 0) reach(pixel - 1)
    if (x + 1 < width) reach(pixel + 1)
    if (pixel >= width) reach(pixel - width)
    if (pixel + width < share.length) reach(pixel + width)
  }
  return share.map((value, pixel) => (isOutside[pixel] === 1 ? value : 1))
}

const LEVELS = 128

/** The value that parts the others into two groups as unlike as can be. */
const otsu = (values: Float32Array): number => {
  const highest = values.reduce((most, value) => Math.max(most, value), 0)
  const counts = new Float64Array(LEVELS)
  for (const value of values) counts[Math.min(LEVELS - 1, Math.floor((value / highest) * LEVELS)) | 0]++
  const total = counts.reduce((sum, count, level) => sum + count * level, 0)
  let below = 0
  let sumBelow = 0
  let best = 0
  let most = -1
  for (let level = 0; level + 1 < LEVELS; level++) {
    below += counts[level]
    sumBelow += counts[level] * level
    const above = values.length - below
    if (below === 0 || above === 0) continue
    const apart = below * above * (sumBelow / below - (total - sumBelow) / above) ** 2
    if (apart > most) {
      most = apart
      best = level + 1
    }
  }
  return (best / LEVELS) * highest
}

const boxOf = (share: Float32Array, width: number, height: number): Foreground['box'] => {
  const columns = new Float64Array(width)
  const rows = new Float64Array(height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      columns[x] += share[y * width + x]
      rows[y] += share[y * width + x]
    }
  const [left, right] = middleOf(columns)
  const [top, bottom] = middleOf(rows)
  return { left, right, top, bottom }
}

/** Where nearly all of the mass lies; everything when there is none. */
const middleOf = (mass: Float64Array): readonly [start: number, end: number] => {
  const total = mass.reduce((sum, value) => sum + value, 0)
  if (total === 0) return [0, mass.length]
  let [start, end] = [0, mass.length]
  for (let left = 0; start + 1 < end && left + mass[start] <= RIM_SHARE * total; start++) left += mass[start]
  for (let left = 0; end - 1 > start && left + mass[end - 1] <= RIM_SHARE * total; end--)
    left += mass[end - 1]
  return [start, end]
}
