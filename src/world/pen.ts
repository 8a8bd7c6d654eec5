/**
 * Strokes and paints for drawing products: a sheet of 200 × 200, floor at y = 168, light from the upper left. Strokes
 * have round ends and fill nothing: the sheet says so once for all of them, see `SHEET`.
 */

/** A colour, or one with layers over it: names of `SHADES`, or `PRINT`. */
export type Paint = string | { readonly color: string; readonly over: readonly string[] }

/** The paints of one picture, and its own numbers. */
export type Ink = {
  /** The item's colour as a hex value. */
  readonly main: string
  /** It in shade, deeper, in light and almost white. */
  readonly dark: string
  readonly deep: string
  readonly light: string
  readonly pale: string
  /** A second colour that goes with it. */
  readonly accent: string
  /** The item's colour and material on something round and upright, on something flat or soft, and on a ball. */
  readonly body: Paint
  readonly cloth: Paint
  readonly ball: Paint
  /** Cloth with a print, if this one has one. */
  readonly printed: Paint
  /** In [0, 1), the same for the same product; `k` says which. */
  readonly at: (k: number) => number
  /** What sort of its form it is, in small letters: `cardigan`; empty when the item does not say. */
  readonly type: string
  /** Material, flavour, scent or genre, in small letters. */
  readonly make: string
  readonly title: string
}

/** What an `svg` says of all that is in it. */
export const SHEET = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'

export type Drawing = (ink: Ink) => string

/** The layer with the print of this one product. */
export const PRINT = 'y'

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

export const STEEL: Paint = { color: METAL, over: ['m'] }
export const BRASS: Paint = { color: GOLD, over: ['m'] }
export const TIMBER: Paint = { color: WOOD, over: ['w', 'v'] }
export const BLACK: Paint = { color: NIGHT, over: ['s'] }
export const CLEAR: Paint = { color: GLASS, over: ['g'] }

export const short = (value: number): string => String(Math.round(value * 10) / 10)

/**
 * A shape with a paint of several layers is named, so that each layer can use it again; `withNames` gives the name.
 *
 * @param shape  an element that is left open, as `<path d="…"`
 */
const painted = (shape: string, paint: Paint): string => {
  if (typeof paint === 'string') return `${shape} fill="${paint}"/>`
  const layers = paint.over.map((layer) => `<use href="#@" fill="url(#${layer})"/>`).join('')
  return `<g fill="${paint.color}">${shape} id="@"/></g>${layers}`
}

/** Names the shapes that have layers: A, B, …; layers themselves have small letters. */
export const withNames = (drawing: string): string => {
  let count = -1
  return drawing.replace(/#@|id="@"/g, (place) => {
    if (place !== '#@') count++
    const name = `${count < 26 ? '' : String.fromCharCode(64 + Math.floor(count / 26))}${String.fromCharCode(65 + (count % 26))}`
    return place === '#@' ? `#${name}` : `id="${name}"`
  })
}

export const fill = (d: string, paint: Paint): string => painted(`<path d="${d}"`, paint)

export const stroke = (d: string, color: string, width: number): string =>
  `<path d="${d}" stroke="${color}" stroke-width="${short(width)}"/>`

/** Round spots of one size: places as x and y. */
export const spots = (
  places: readonly (readonly [x: number, y: number])[],
  color: string,
  size: number,
): string => stroke(places.map(([x, y]) => `M${short(x)} ${short(y)}h0`).join(''), color, size)

export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  paint: Paint,
): string => {
  const round = radius === 0 ? '' : ` rx="${short(radius)}"`
  return painted(
    `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"${round}`,
    paint,
  )
}

export const oval = (x: number, y: number, radiusX: number, radiusY: number, paint: Paint): string =>
  painted(`<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(radiusX)}" ry="${short(radiusY)}"`, paint)

export const dot = (x: number, y: number, radius: number, paint: Paint): string =>
  painted(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"`, paint)

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
export const byType = (
  ink: Pick<Ink, 'type'>,
  drawings: Readonly<Record<string, string | (() => string)>>,
): string => {
  const word = Object.keys(drawings).find((name) => name !== '' && ink.type.includes(name))
  const drawing = drawings[word ?? ''] ?? ''
  return typeof drawing === 'string' ? drawing : drawing()
}

/** A paint with other layers, as for a lid of the same colour. */
export const over = (color: string, ...layers: readonly string[]): Paint => ({ color, over: layers })

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

/** How far a colour is from grey, in [0, 1]. */
export const colorfulness = (hex: string): number => {
  const rgb = parse(hex)
  return (Math.max(...rgb) - Math.min(...rgb)) / 255
}
