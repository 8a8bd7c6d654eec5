import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Picture, PICTURE_DIMENSIONS, pictureFeatures } from './picture-features.ts'
import { foregroundOf } from './picture-foreground.ts'

type Color = readonly [red: number, green: number, blue: number]
const RED: Color = [200, 30, 40]
const BLUE: Color = [30, 60, 190]
const PALE: Color = [240, 236, 228]
const SIDE = 48

const draw = (isProduct: (x: number, y: number) => boolean, color: Color, opacity = 255): Picture => ({
  width: SIDE,
  height: SIDE,
  aspect: 1,
  rgba: Uint8Array.from(
    Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const inside = isProduct(pixel % SIDE, Math.floor(pixel / SIDE))
      return inside ? [...color, 255] : [...PALE, opacity]
    }).flat(),
  ),
})
const disc = (cx: number, cy: number, r: number) => (x: number, y: number) => Math.hypot(x - cx, y - cy) < r
const bar = (left: number, right: number, top: number, bottom: number) => (x: number, y: number) =>
  x >= left && x < right && y >= top && y < bottom

const alike = (a: Picture, b: Picture): number => {
  const [left, right] = [pictureFeatures(a), pictureFeatures(b)]
  return left.reduce((sum, value, k) => sum + value * right[k], 0)
}

const redDisc = draw(disc(24, 24, 14), RED)

test('the same thing elsewhere and smaller is more alike than another color, and that than another form and color', () => {
  const moved = alike(redDisc, draw(disc(17, 28, 11), RED))
  const recolored = alike(redDisc, draw(disc(24, 24, 14), BLUE))
  const reshaped = alike(redDisc, draw(bar(20, 28, 4, 44), RED))
  const other = alike(redDisc, draw(bar(20, 28, 4, 44), BLUE))
  expect(moved).toBeGreaterThan(0.9)
  expect(moved).toBeGreaterThan(Math.max(recolored, reshaped))
  expect(Math.min(recolored, reshaped)).toBeGreaterThan(other)
})

test('the foreground is what differs from the rim, or what is opaque', () => {
  for (const picture of [redDisc, draw(disc(24, 24, 14), RED, 0), draw(disc(24, 24, 14), PALE, 0)]) {
    const { share, box } = foregroundOf(picture)
    expect(share[24 * SIDE + 24]).toBe(1)
    expect(share[2 * SIDE + 2]).toBe(0)
    expect(box).toEqual({ left: 11, right: 38, top: 11, bottom: 38 })
  }
})

test('a background of two colors is a background all the same', () => {
  const rgba = redDisc.rgba.slice()
  for (let y = 30; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) if (!disc(24, 24, 14)(x, y)) rgba.set([150, 160, 170], 4 * (y * SIDE + x))
  const { share } = foregroundOf({ ...redDisc, rgba })
  expect([share[40 * SIDE + 5], share[3 * SIDE + 5], share[24 * SIDE + 24]]).toEqual([0, 0, 1])
})

test('stripes across are not stripes down', () => {
  const striped = (isDark: (x: number, y: number) => boolean): Picture => {
    const rgba = draw(bar(8, 40, 8, 40), RED).rgba.slice()
    for (let y = 8; y < 40; y++)
      for (let x = 8; x < 40; x++) if (isDark(x, y)) rgba.set([60, 10, 20], 4 * (y * SIDE + x))
    return { width: SIDE, height: SIDE, aspect: 1, rgba }
  }
  const across = striped((_, y) => y % 8 < 4)
  const down = striped((x) => x % 8 < 4)
  expect(alike(across, down)).toBeLessThan(0.95)
  expect(
    alike(
      across,
      striped((_, y) => y % 8 >= 4),
    ),
  ).toBeGreaterThan(alike(across, down))
})

test('how wide a thing is counts as it was before scaling', () => {
  const square = draw(bar(10, 38, 10, 38), RED)
  expect(alike(square, { ...square, aspect: 3 })).toBeLessThan(alike(square, square) - 0.01)
})

test('every picture has finite numbers of length 1, also a plain one; no picture has none', () => {
  const sides = fc.integer({ min: 1, max: 9 })
  fc.assert(
    fc.property(sides, sides, fc.infiniteStream(fc.nat(255)), (width, height, bytes) => {
      const rgba = Uint8Array.from(bytes.take(4 * width * height))
      const features = pictureFeatures({ width, height, rgba, aspect: width / height })
      expect(features).toHaveLength(PICTURE_DIMENSIONS)
      const length = Math.hypot(...features)
      expect(Math.abs(length - 1) < 1e-4 || length === 0).toBe(true)
    }),
  )
  expect(pictureFeatures(draw(() => false, RED)).every(Number.isFinite)).toBe(true)
  expect(Math.hypot(...pictureFeatures({ width: 0, height: 0, rgba: new Uint8Array(0), aspect: 1 }))).toBe(0)
})
