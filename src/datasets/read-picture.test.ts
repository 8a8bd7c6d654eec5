import sharp from 'sharp'
import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import { inlineCompute } from '../models/compute.ts'
import { PICTURE_DIMENSIONS, pictureFeatures } from '../models/content/picture-features.ts'
import { vectorNeighbors } from '../models/content/vector-neighbors.ts'
import { whitened } from '../models/content/whiten.ts'
import { DRAWN_FORMS, drawPicture } from '../world/picture.ts'
import { createWorld } from '../world/world.ts'
import { PICTURE_DEFAULTS, readPicture } from './read-picture.ts'

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#c8281e"/></svg>'
const svg = new TextEncoder().encode(SVG)

test('pictures of any format come out as the same pixels', async () => {
  const formats = [sharp(svg).png(), sharp(svg).jpeg({ quality: 95 }), sharp(svg).webp({ lossless: true })]
  const files = [svg, ...(await Promise.all(formats.map((format) => format.toBuffer())))]
  for (const bytes of files) {
    const read = await readPicture(bytes)
    if (read.kind !== 'picture') throw new Error(read.message)
    const { width, height, aspect, rgba } = read.picture
    expect({ width, height, aspect }).toEqual({ width: 64, height: 64, aspect: 2 })
    for (const [k, channel] of [200, 40, 30, 255].entries())
      expect(Math.abs((rgba[4 * 2000 + k] ?? 0) - channel)).toBeLessThan(6)
  }
})

test('a picture that a camera laid on its side stands upright', async () => {
  const halves = SVG.replace('</svg>', '<rect width="20" height="20" fill="#0000ff"/></svg>')
  const lying = sharp(new TextEncoder().encode(halves)).jpeg({ quality: 95 })
  const read = await readPicture(await lying.withMetadata({ orientation: 6 }).toBuffer())
  if (read.kind !== 'picture') throw new Error(read.message)
  const { aspect, rgba } = read.picture
  const blueAt = (x: number, y: number): boolean => (rgba[4 * (64 * y + x) + 2] ?? 0) > 150
  expect({ aspect, top: blueAt(50, 10), bottom: blueAt(10, 50) }).toEqual({
    aspect: 0.5,
    top: true,
    bottom: false,
  })
})

test('bad pictures are told, not thrown', async () => {
  const whole = await sharp(svg).png().toBuffer()
  const problems = await Promise.all([
    readPicture(new Uint8Array(0)),
    readPicture(new TextEncoder().encode('<html>not found</html>')),
    readPicture(whole.subarray(0, whole.length / 2)),
    readPicture(svg, { ...PICTURE_DEFAULTS, byteMax: 10 }),
    readPicture(svg, { ...PICTURE_DEFAULTS, pixelMax: 100 }),
    readPicture(svg, { ...PICTURE_DEFAULTS, secondMax: 0 }),
  ])
  expect(problems.map((read) => read.kind === 'problem' && read.problem)).toEqual([
    'unreadable',
    'unreadable',
    'unreadable',
    'too-large',
    'too-large',
    'too-slow',
  ])
})

test('of drawn products, those of the same form and color are neighbours', async () => {
  const random = rng(1, 'forms')
  const forms = random.shuffle(DRAWN_FORMS).slice(0, 8)
  const items = forms.flatMap((form) =>
    ['red', 'blue', 'green'].flatMap((color) =>
      [0, 1, 2].map((k) => ({ form, color, itemId: `${form}-${color}-${k}` })),
    ),
  )
  const values = new Float32Array(items.length * PICTURE_DIMENSIONS)
  for (const [k, { form, color, itemId }] of items.entries()) {
    const picture = drawPicture({ itemId, attributes: { form, color } } as unknown as Parameters<
      typeof drawPicture
    >[0])
    const read = await readPicture(new TextEncoder().encode(picture))
    if (read.kind !== 'picture') throw new Error(read.message)
    values.set(pictureFeatures(read.picture), k * PICTURE_DIMENSIONS)
  }
  const { starts, columns } = await vectorNeighbors(
    { name: 'picture', dimensions: PICTURE_DIMENSIONS, values },
    2,
    inlineCompute,
  )
  let right = 0
  for (const [k, { form, color }] of items.entries())
    for (const other of columns.subarray(starts[k], starts[k + 1]))
      if (items[other]?.form === form && items[other]?.color === color) right++
  // By chance it would be 2 of 71.
  expect(right / (2 * items.length)).toBeGreaterThan(0.85)
})

/** What one would call by the same name of a colour. */
const FAMILIES = [
  'white|cream|silver',
  'black|charcoal',
  'grey|steel|silver',
  'oak|tan|sand|copper',
  'walnut|brown',
  'gold|mustard|yellow',
  'orange|terracotta|copper',
  'red|burgundy|terracotta',
  'pink|blush',
  'lilac|purple',
  'navy|blue|sky',
  'teal|mint|sage|green|forest|olive',
].map((cell) => new Set(cell.split('|')))

test('similar looks are visibly right: of the nearest in a shop, most have the form, most the colour', async () => {
  const now = Date.UTC(2026, 10, 21)
  const world = [...createWorld({ size: 'small', seed: 1, now }).items]
  const forms = [...new Set(world.map(({ attributes }) => attributes?.['form']))].slice(0, 24)
  const items = world.filter(({ attributes }) => forms.includes(attributes?.['form']))
  const values = new Float32Array(items.length * PICTURE_DIMENSIONS)
  for (const [k, item] of items.entries()) {
    const read = await readPicture(new TextEncoder().encode(drawPicture(item)))
    if (read.kind !== 'picture') throw new Error(read.message)
    values.set(pictureFeatures(read.picture), k * PICTURE_DIMENSIONS)
  }
  const vectors = { name: 'picture', dimensions: PICTURE_DIMENSIONS, values }
  const alike = await vectorNeighbors(
    whitened(vectors, { dimensionMax: 64, strength: 0.5 }),
    2,
    inlineCompute,
  )
  const shareOf = (isRight: (a: number, b: number) => boolean): number => {
    let right = 0
    for (let k = 0; k < items.length; k++)
      for (const other of alike.columns.subarray(alike.starts[k], alike.starts[k + 1]))
        if (isRight(k, other)) right++
    return right / alike.columns.length
  }
  const word = (k: number, name: string): unknown => items[k]?.attributes?.[name]
  const isOneColor = (a: number, b: number): boolean =>
    FAMILIES.some((names) => names.has(String(word(a, 'color'))) && names.has(String(word(b, 'color'))))
  const form = shareOf((a, b) => word(a, 'form') === word(b, 'form'))
  const color = shareOf(isOneColor)
  // Seven of 165 are of one form, in all colours. By chance it would be 4 % and 14 %.
  expect(form).toBeGreaterThan(0.5)
  expect(form).toBeLessThan(0.9)
  expect(color).toBeGreaterThan(0.5)
  expect(color).toBeLessThan(0.9)
})
