/**
 * What a picture looks like, as numbers: colours, edges and outline of what stands in front of its background.
 *
 *   colors    how much of the foreground is of each of 144 colours (L*a*b*, each pixel shared between the bins around
 *             it), and of each of 48 in its four quarters
 *   edges     how strong edges are in each of 8 directions, in 4 × 4 cells
 *   outline   how much of each of 8 × 8 cells is foreground; height to width, how full it is, and how it leans
 *
 * All cells are of the box around the foreground, so where and how large the product stands in its picture does not matter.
 * No training, no model to download: it knows form and colour, and nothing of what a thing is. For that, bring a model
 * (`embedder.ts`).
 *
 * @source colour histograms: Swain & Ballard, "Color indexing", IJCV 7(1), 1991; cells: Lazebnik et al., "Beyond bags of
 *   features: spatial pyramid matching", CVPR 2006; edges: Dalal & Triggs, "Histograms of oriented gradients for human
 *   detection", CVPR 2005
 */
import { type Foreground, foregroundOf } from './picture-foreground.ts'

export type Picture = {
  readonly width: number
  readonly height: number
  /** red, green, blue, opacity of each pixel, row by row, 0 to 255 */
  readonly rgba: Uint8Array | Uint8ClampedArray
  /** Width to height as it was before the pixels were scaled. */
  readonly aspect: number
}

/** How finely colours are told apart: by L*, and by a* and b* each. */
type Palette = { readonly lightness: number; readonly hue: number }
const WHOLE: Palette = { lightness: 4, hue: 6 }
const QUARTER: Palette = { lightness: 3, hue: 4 }
const binsOf = ({ lightness, hue }: Palette): number => lightness * hue * hue
const QUARTERS = 4
const EDGE_CELLS = 4
const DIRECTIONS = 8
const OUTLINE_CELLS = 8
const MOMENTS = 4

const COLOR_SIZE = binsOf(WHOLE) + binsOf(QUARTER) * QUARTERS
const EDGE_SIZE = EDGE_CELLS * EDGE_CELLS * DIRECTIONS
const OUTLINE_SIZE = OUTLINE_CELLS * OUTLINE_CELLS

/** Numbers of a picture. */
export const PICTURE_DIMENSIONS = COLOR_SIZE + EDGE_SIZE + OUTLINE_SIZE + MOMENTS

/** a* and b* beyond this are as good as it: few things in shops are more colourful. */
const CHROMA_MAX = 55
/** Against the colours of the whole. */
const QUARTER_WEIGHT = 0.25
const EDGE_WEIGHT = 1.4
const OUTLINE_WEIGHT = 1.3
const MOMENT_WEIGHT = 0.5

/**
 * @returns `PICTURE_DIMENSIONS` numbers of length 1; all 0 for a picture without a pixel
 * @complexity O(pixels)
 */
export const pictureFeatures = (picture: Picture): Float32Array => {
  const features = new Float32Array(PICTURE_DIMENSIONS)
  if (picture.width < 1 || picture.height < 1) return features
  const foreground = foregroundOf(picture)
  let at = 0
  const next = (size: number): Float32Array => features.subarray(at, (at += size))
  const whole = next(binsOf(WHOLE))
  const quarters = next(binsOf(QUARTER) * QUARTERS)
  fillColors(foreground, whole, quarters)
  // Shares of colours compare best by their roots (Hellinger): a large plain area does not drown the rest.
  for (const part of [whole, quarters]) for (let k = 0; k < part.length; k++) part[k] = Math.sqrt(part[k])
  scale(whole, 1)
  scale(quarters, QUARTER_WEIGHT)
  const edges = next(EDGE_SIZE)
  fillEdges(foreground, edges)
  for (let k = 0; k < edges.length; k++) edges[k] = Math.sqrt(edges[k])
  scale(edges, EDGE_WEIGHT)
  const outline = next(OUTLINE_SIZE)
  const moments = next(MOMENTS)
  fillOutline(foreground, outline)
  scale(outline, OUTLINE_WEIGHT)
  fillMoments(foreground, picture.aspect, moments)
  scale(features, 1)
  return features
}

/** Gives numbers the length, unless all are 0. */
const scale = (numbers: Float32Array, length: number): void => {
  let squares = 0
  for (const value of numbers) squares += value * value
  if (squares > 0) for (let k = 0; k < numbers.length; k++) numbers[k] *= length / Math.sqrt(squares)
}

/** Calls for every pixel with its place in the box, each coordinate in [0, 1), and how much it is foreground. */
const eachPixel = (
  { width, box, share }: Foreground,
  call: (pixel: number, x: number, y: number, share: number) => void,
): void => {
  for (let y = box.top; y < box.bottom; y++)
    for (let x = box.left; x < box.right; x++) {
      const pixel = y * width + x
      if (share[pixel] > 0)
        call(
          pixel,
          (x + 0.5 - box.left) / (box.right - box.left),
          (y + 0.5 - box.top) / (box.bottom - box.top),
          share[pixel],
        )
    }
}

/** Between which two bins a value stands, and how far from the lower to the upper. */
const between = (value: number, bins: number): readonly [lower: number, part: number] => {
  const place = Math.min(1, Math.max(0, value)) * (bins - 1)
  const lower = Math.min(bins - 2, Math.floor(place))
  return [lower, place - lower]
}

/** Shares a pixel between the eight bins around its colour. */
const addColor = (
  bins: Float32Array,
  { lightness, hue }: Palette,
  [l, a, b]: Float32Array,
  share: number,
): void => {
  const [light, lightPart] = between(l / 100, lightness)
  const [red, redPart] = between((a / CHROMA_MAX + 1) / 2, hue)
  const [yellow, yellowPart] = between((b / CHROMA_MAX + 1) / 2, hue)
  for (let corner = 0; corner < 8; corner++) {
    const [dl, da, db] = [corner & 1, (corner >> 1) & 1, corner >> 2]
    bins[((light + dl) * hue + red + da) * hue + yellow + db] +=
      share *
      (dl === 1 ? lightPart : 1 - lightPart) *
      (da === 1 ? redPart : 1 - redPart) *
      (db === 1 ? yellowPart : 1 - yellowPart)
  }
}

const fillColors = (foreground: Foreground, whole: Float32Array, quarters: Float32Array): void => {
  const { lab } = foreground
  const size = binsOf(QUARTER)
  eachPixel(foreground, (pixel, x, y, share) => {
    const quarter = (y < 0.5 ? 0 : 2) + (x < 0.5 ? 0 : 1)
    const color = lab.subarray(3 * pixel, 3 * pixel + 3)
    addColor(whole, WHOLE, color, share)
    addColor(quarters.subarray(quarter * size, (quarter + 1) * size), QUARTER, color, share)
  })
}

const fillEdges = (foreground: Foreground, edges: Float32Array): void => {
  const { width, height, lab, share } = foreground
  // Where the background begins, lightness may not change but the foreground ends: both are edges.
  const level = (x: number, y: number): number => {
    const pixel = Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))
    return share[pixel] * (1 + lab[3 * pixel] / 100)
  }
  eachPixel(foreground, (pixel, x, y, inside) => {
    const [column, row] = [pixel % width, Math.floor(pixel / width)]
    const dx = level(column + 1, row) - level(column - 1, row)
    const dy = level(column, row + 1) - level(column, row - 1)
    const strength = Math.hypot(dx, dy) * Math.max(inside, 0.5)
    if (strength === 0) return
    const cell = Math.floor(y * EDGE_CELLS) * EDGE_CELLS + Math.floor(x * EDGE_CELLS)
    // Directions go round, and opposite ones are the same.
    const turn = (Math.atan2(dy, dx) / Math.PI + 1) * DIRECTIONS
    const lower = Math.floor(turn)
    edges[cell * DIRECTIONS + (lower % DIRECTIONS)] += strength * (1 - (turn - lower))
    edges[cell * DIRECTIONS + ((lower + 1) % DIRECTIONS)] += strength * (turn - lower)
  })
}

const fillOutline = (foreground: Foreground, outline: Float32Array): void => {
  eachPixel(foreground, (_, x, y, share) => {
    outline[Math.floor(y * OUTLINE_CELLS) * OUTLINE_CELLS + Math.floor(x * OUTLINE_CELLS)] += share
  })
}

/** Height to width, fullness, and how the mass leans and spreads; each about −1 to 1. */
const fillMoments = (foreground: Foreground, aspect: number, moments: Float32Array): void => {
  const { box, width, height } = foreground
  let mass = 0
  let sumX = 0
  let sumY = 0
  let sumXY = 0
  eachPixel(foreground, (_, x, y, share) => {
    mass += share
    sumX += share * x
    sumY += share * y
    sumXY += share * (x - 0.5) * (y - 0.5)
  })
  if (mass === 0) return
  const boxAspect = (((box.right - box.left) / width) * aspect) / ((box.bottom - box.top) / height)
  moments[0] = Math.tanh(Math.log(boxAspect))
  moments[1] = (2 * mass) / ((box.right - box.left) * (box.bottom - box.top)) - 1
  moments[2] = 4 * (sumY / mass - 0.5)
  moments[3] = 12 * (sumXY / mass) + 2 * (sumX / mass - 0.5)
  for (let k = 0; k < MOMENTS; k++) moments[k] *= MOMENT_WEIGHT
}
