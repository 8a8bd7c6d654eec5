/** Layers over a colour: light and shade, and the grain of materials. All are black or white and mostly clear. */

/** Sixteenths are fine enough: `#fff5` is a third of white. */
const tone = (color: 'black' | 'white', opacity: number): string =>
  `#${color === 'black' ? '000' : 'fff'}${Math.round(opacity * 15).toString(16)}`

const stop = (offset: number, color: 'black' | 'white', opacity: number): string =>
  `<stop${offset === 0 ? '' : ` offset="${String(offset).replace('0.', '.')}"`} stop-color="${tone(color, opacity)}"/>`

type Stop = readonly [offset: number, color: 'black' | 'white', opacity: number]
const across = (id: string, towards: string, ...stops: readonly Stop[]): string =>
  `<linearGradient id="${id}"${towards}>${stops.map((each) => stop(...each)).join('')}</linearGradient>`
const around = (id: string, place: string, ...stops: readonly Stop[]): string =>
  `<radialGradient id="${id}"${place}>${stops.map((each) => stop(...each)).join('')}</radialGradient>`

const SLOPE = ' x2=".5" y2="1"'

const grain = (id: string, width: number, height: number, content: string, turn = ''): string =>
  `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse"${turn}>${content}</pattern>`
const thread = (d: string, color: 'black' | 'white', opacity: number, width = 1): string =>
  `<path d="${d}" stroke="${tone(color, opacity)}"${width === 1 ? '' : ` stroke-width="${width}"`}/>`

/** By the letter under which drawings name them. */
export const SHADES: Readonly<Record<string, string>> = {
  // Light: on what is round and upright, on what is flat or soft, on a ball, on metal, on glass.
  s: across('s', '', [0, 'black', 0.1], [0.2, 'white', 0.34], [0.48, 'white', 0], [1, 'black', 0.3]),
  v: across('v', SLOPE, [0, 'white', 0.2], [0.45, 'white', 0], [1, 'black', 0.2]),
  o: around('o', ' cx=".36" cy=".3" r=".8"', [0, 'white', 0.42], [0.4, 'white', 0], [1, 'black', 0.36]),
  m: across(
    'm',
    ' x2="1" y2=".2"',
    [0, 'black', 0.2],
    [0.16, 'white', 0.6],
    [0.36, 'black', 0.06],
    [0.56, 'white', 0.36],
    [0.82, 'black', 0.24],
  ),
  g: across(
    'g',
    ' x2="1" y2=".3"',
    [0.08, 'white', 0.06],
    [0.15, 'white', 0.7],
    [0.25, 'white', 0.06],
    [0.76, 'white', 0],
    [0.9, 'white', 0.5],
  ),
  // The sheen of silk and velvet.
  z: across(
    'z',
    ' x2=".22" y2=".1" spreadMethod="reflect"',
    [0, 'white', 0.26],
    [0.5, 'white', 0],
    [1, 'black', 0.14],
  ),
  // The shadow on the floor, the light on the wall, the glow of a lamp.
  f: around('f', '', [0, 'black', 0.34], [1, 'black', 0]),
  i: around('i', '', [0, 'white', 0.4], [1, 'white', 0]),
  u: '<radialGradient id="u"><stop stop-color="#ffe9a8"/><stop offset="1" stop-color="#ffe9a800"/></radialGradient>',
  // Grains: wood, knitting, linen, denim, corduroy, leather, marble, clay, rattan, wool, waffle, carbon.
  w: grain('w', 90, 15, thread('M0 3q22-3 45 0t45 0M0 8q30 4 50 1t40-1M0 12h34q12-3 24 0h32', 'black', 0.13)),
  k: grain('k', 8, 7, thread('M0 1l4 4 4-4', 'black', 0.2, 1.6)),
  l: grain(
    'l',
    4,
    4,
    thread('M0 1h4M1 0v4', 'black', 0.11, 0.8) + thread('M0 3h4M3 0v4', 'white', 0.16, 0.8),
  ),
  d: grain('d', 4, 4, thread('M-1 5l6-6M-1 1l2-2M3 5l2-2', 'white', 0.26, 0.9)),
  c: grain('c', 7, 9, thread('M1 0v9', 'black', 0.2, 2) + thread('M4 0v9', 'white', 0.16, 2)),
  t: grain('t', 9, 8, thread('M1 2q2-2 4 0t3 1M2 6q2-2 3 0t4-1', 'black', 0.13, 0.9)),
  n: grain(
    'n',
    110,
    80,
    thread('M0 20q30 4 42 24t40 14 28 22M50 0q4 20 24 26t36 22M10 80q4-16 22-22', 'black', 0.2, 1.3),
  ),
  p: grain(
    'p',
    22,
    19,
    thread('M3 4h1M13 2h1M9 11h1M18 9h1M4 16h1M15 16h1', 'black', 0.3, 1.6) +
      thread('M7 5h1M19 14h1M11 17h1', 'white', 0.4, 1.5),
  ),
  r: grain('r', 12, 12, thread('M0 2h6M0 5h6M8 0v6M11 0v6M6 8h6M6 11h6M2 6v6M5 6v6', 'black', 0.26, 1.2)),
  q: grain(
    'q',
    9,
    9,
    thread('M1 3q2-3 4 0t3 0M3 8q2-3 4 0t3-1', 'white', 0.3, 1.3) +
      thread('M1 5q2-3 4 0M5 9q2-3 4-1', 'black', 0.12, 1.2),
  ),
  b: grain(
    'b',
    9,
    9,
    thread('M0 .8h9M.8 0v9', 'black', 0.16, 1.4) + thread('M0 2.4h9M2.4 0v9', 'white', 0.24, 1.2),
  ),
  x: grain('x', 6, 6, '<path d="M0 0h3v3h3v3H3V3H0Z" fill="#fff2"/>'),
}

/** The grain of a material and how it takes the light; materials that are not named are smooth. */
type Material = { readonly grain?: string; readonly light?: 'm' | 'g' | 'z'; readonly isPlain?: true }

const METALLIC: Material = { light: 'm', isPlain: true }
const WOODEN: Material = { grain: 'w', isPlain: true }
const WOVEN: Material = { grain: 'l' }
const KNITTED: Material = { grain: 'k' }
const SILKEN: Material = { light: 'z' }
const HIDE: Material = { grain: 't', isPlain: true }
const CLAY: Material = { grain: 'p' }
const PLAITED: Material = { grain: 'r', isPlain: true }
const LOOPED: Material = { grain: 'q', isPlain: true }

const groups: readonly (readonly [words: string, material: Material])[] = [
  ['steel|copper|brass|zinc|titanium|aluminium|magnesium|metal|gold|silver|gold-tone', METALLIC],
  ['oak|walnut|ash|beech|pine|maple|birch|spruce|cedar|mahogany|hickory|olive wood|bamboo', WOODEN],
  ['linen|canvas|recycled|ripstop|waxed|percale|braided|kraft', WOVEN],
  ['merino|lambswool|alpaca|cashmere|knit', KNITTED],
  ['silk|satin|sateen|velvet|viscose', SILKEN],
  ['leather|suede', HIDE],
  ['stoneware|earthenware|terracotta|cast iron|neoprene|rubber|cork', CLAY],
  ['rattan|straw|woven|jute', PLAITED],
  ['bouclé|wool|plush|felt', LOOPED],
  ['denim', { grain: 'd', isPlain: true }],
  ['corduroy', { grain: 'c', isPlain: true }],
  ['marble', { grain: 'n', isPlain: true }],
  ['waffle', { grain: 'b', isPlain: true }],
  ['carbon|graphite', { grain: 'x', isPlain: true }],
  ['glass', { light: 'g', isPlain: true }],
]

const MATERIALS: ReadonlyMap<string, Material> = new Map(
  groups.flatMap(([words, material]) => words.split('|').map((word) => [word, material] as const)),
)
const SMOOTH: Material = {}

/** @param make  in small letters */
export const materialOf = (make: string): Material => MATERIALS.get(make) ?? SMOOTH
