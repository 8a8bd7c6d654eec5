/** Strokes and colours for drawing products: a sheet of 200 × 200, floor at y = 168. */

/** The colours of one picture, and its own numbers. */
export type Ink = {
  readonly main: string
  /** The main colour in shade, deeper, in light and almost white. */
  readonly dark: string
  readonly deep: string
  readonly light: string
  readonly pale: string
  /** A second colour that goes with it. */
  readonly accent: string
  /** In [0, 1), the same for the same product; `k` says which. */
  readonly at: (k: number) => number
  /** What sort of its form it is, in small letters: `cardigan`; empty when the item does not say. */
  readonly type: string
}

export type Drawing = (ink: Ink) => string

export const PAPER = '#fffdf8'
export const NIGHT = '#33363f'
export const METAL = '#b9c0c8'
export const METAL_DARK = '#8b939d'
export const GOLD = '#d9ae4f'
export const WOOD = '#c99b68'
export const WOOD_DARK = '#a67a4b'
export const LEAF = '#5d9566'
export const LEAF_DARK = '#43764f'
export const GLASS = '#dfeaee'

const short = (value: number): string => String(Math.round(value * 10) / 10)

export const fill = (d: string, color: string): string => `<path d="${d}" fill="${color}"/>`

export const stroke = (d: string, color: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${short(width)}" stroke-linecap="round" stroke-linejoin="round"/>`

export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  color: string,
): string =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${short(radius)}" fill="${color}"/>`

export const oval = (x: number, y: number, radiusX: number, radiusY: number, color: string): string =>
  `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(radiusX)}" ry="${short(radiusY)}" fill="${color}"/>`

export const dot = (x: number, y: number, radius: number, color: string): string =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${color}"/>`

/** The parts turned about a point. */
export const turned = (degrees: number, x: number, y: number, ...parts: readonly string[]): string =>
  `<g transform="rotate(${short(degrees)} ${x} ${y})">${parts.join('')}</g>`

/** The parts and their mirror image about x = 100. */
export const mirrored = (...parts: readonly string[]): string =>
  `${parts.join('')}<g transform="matrix(-1 0 0 1 200 0)">${parts.join('')}</g>`

/** As many parts as asked for. */
export const row = (count: number, make: (k: number) => string): string =>
  Array.from({ length: count }, (_, k) => make(k)).join('')

/** One of the drawings, by the product's own number. */
export const either = (chance: number, ...drawings: readonly string[]): string =>
  drawings[Math.min(drawings.length - 1, Math.floor(chance * drawings.length))] ?? ''

/** The drawing of the first word that occurs in the type, else of `''`, so that a cardigan has buttons. */
export const byType = (ink: Ink, drawings: Readonly<Record<string, string>>): string => {
  const word = Object.keys(drawings).find((name) => name !== '' && ink.type.includes(name))
  return drawings[word ?? ''] ?? ''
}

/** A printed motif inside a rectangle: stripes, dots, waves, a band or nothing. */
export const motif = (
  ink: Ink,
  x: number,
  y: number,
  width: number,
  height: number,
  color: string,
): string => {
  const size = 3.6 + ink.at(8) * 3.4
  const rows = Math.max(2, Math.min(7, Math.floor(height / (size * 3.6))))
  const columns = Math.max(2, Math.min(6, Math.floor(width / (size * 3.6))))
  switch (Math.floor(ink.at(7) * 6)) {
    case 0:
      return row(rows, (k) => box(x, y + ((k + 0.5) * height) / rows - size / 2, width, size, 0, color))
    case 1:
      return row(rows * columns, (k) =>
        dot(
          x + (((k % columns) + 0.5) * width) / columns,
          y + ((Math.floor(k / columns) + 0.5) * height) / rows,
          size * 0.62,
          color,
        ),
      )
    case 2:
      return row(rows, (k) => {
        const step = width / 6
        const level = y + ((k + 0.5) * height) / rows
        return stroke(
          `M${short(x)} ${short(level)}${row(6, (n) => `l${short(step)} ${short(n % 2 === 0 ? -size : size)}`)}`,
          color,
          size * 0.45,
        )
      })
    case 3:
      return box(x, y + height * 0.38, width, height * 0.24, 0, color)
    default:
      return ''
  }
}

type Rgb = readonly [number, number, number]
const parse = (hex: string): Rgb =>
  [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16)) as unknown as Rgb

/** A mixture of two hex colours: `share` of the second. */
export const mix = (hex: string, other: string, share: number): string => {
  const [a, b] = [parse(hex), parse(other)]
  return `#${a
    .map((value, k) =>
      Math.round(value + ((b[k] as number) - value) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

/** How light a colour looks, in [0, 1]. @source ITU-R BT.601 */
export const lightness = (hex: string): number => {
  const [red, green, blue] = parse(hex)
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
}
