/** Draws products. A picture is made from what an item says about itself, so every shop has pictures at once. */
import type { Item } from '../domain/catalog.ts'
import { hashText, mix32 } from '../math/rng.ts'
import { COLORS } from './colors.ts'
import { HOME_DRAWINGS } from './drawings-home.ts'
import { LARDER_DRAWINGS } from './drawings-larder.ts'
import { LEISURE_DRAWINGS } from './drawings-leisure.ts'
import { TECH_DRAWINGS } from './drawings-tech.ts'
import { WEAR_DRAWINGS } from './drawings-wear.ts'
import { type Drawing, dot, type Ink, lightness, mix, oval } from './pen.ts'

const DRAWINGS: ReadonlyMap<string, Drawing> = new Map([
  ...Object.entries(HOME_DRAWINGS),
  ...Object.entries(LARDER_DRAWINGS),
  ...Object.entries(WEAR_DRAWINGS),
  ...Object.entries(LEISURE_DRAWINGS),
  ...Object.entries(TECH_DRAWINGS),
])

/** Forms that have a silhouette of their own. */
export const DRAWN_FORMS: readonly string[] = [...DRAWINGS.keys()]

/** Colours for what names none, and second colours. */
const ACCENTS = [
  '#e0a83f',
  '#d4694c',
  '#3f8a8c',
  '#7fa3c7',
  '#c98aa0',
  '#8fa77c',
  '#f0d9a8',
  '#445a8a',
] as const
/** Light things stand before one of these. */
const BACKDROPS = ['#c3d3d6', '#e2bfa9', '#bccbb4', '#cfc2dc', '#e4cf9d', '#b9cbe0'] as const

const isXmlChar = (char: string): boolean => {
  const code = char.codePointAt(0) as number
  return code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 0xfffe && code !== 0xffff)
}

/** Text as it may stand in XML, which knows no control characters, not even as references. */
const escapeXml = (text: string): string =>
  [...text.toWellFormed()]
    .filter(isXmlChar)
    .join('')
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

const attributeOf = (item: Item, name: string): string | undefined => {
  const { attributes } = item
  const value = attributes !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined
  return typeof value === 'string' ? value.toLowerCase() : undefined
}

const inkOf = (item: Item): Ink => {
  const seed = hashText(item.itemId)
  const at = (k: number): number => (mix32(seed ^ Math.imul(k + 1, 0x9e3779b1)) >>> 0) / 0x1_0000_0000
  const named = attributeOf(item, 'color') ?? attributeOf(item, 'colour') ?? ''
  const known = Object.hasOwn(COLORS, named) ? COLORS[named] : undefined
  const main = known ?? (ACCENTS[Math.floor(at(20) * ACCENTS.length)] as string)
  const isDark = lightness(main) < 0.35
  const others = ACCENTS.filter((color) => Math.abs(lightness(color) - lightness(main)) > 0.12)
  return {
    main,
    dark: mix(main, '#2a2430', 0.17),
    deep: mix(main, '#241f2b', lightness(main) > 0.85 ? 0.28 : 0.42),
    light: lightness(main) > 0.85 ? mix(main, '#6d6a75', 0.16) : mix(main, '#ffffff', isDark ? 0.26 : 0.36),
    pale: mix(main, '#fffaf2', 0.78),
    accent: others[Math.floor(at(21) * others.length)] ?? ACCENTS[0],
    at,
    type: attributeOf(item, 'type') ?? '',
  }
}

const backdropOf = (ink: Ink): string => {
  const base =
    lightness(ink.main) > 0.74 ? (BACKDROPS[Math.floor(ink.at(22) * BACKDROPS.length)] as string) : ink.main
  return mix(base, '#fffaf3', lightness(ink.main) > 0.74 ? 0.35 : 0.8)
}

/** A lighter shape behind the product: a sun, a hill, an arch or a slope. */
const backShape = (ink: Ink, color: string): string => {
  switch (Math.floor(ink.at(23) * 4)) {
    case 0:
      return dot(100, 98, 76, color)
    case 1:
      return `<path d="M0 ${110 + Math.round(ink.at(24) * 40)} Q100 ${60 + Math.round(ink.at(25) * 50)} 200 130 V200 H0 Z" fill="${color}"/>`
    case 2:
      return `<path d="M30 200 V104 A70 70 0 0 1 170 104 V200 Z" fill="${color}"/>`
    default:
      return `<rect y="${132 + Math.round(ink.at(24) * 16)}" width="200" height="70" fill="${color}"/>`
  }
}

/** For things without a silhouette: the first letter of what they are, on a card of their colour. */
const monogram = (item: Item, ink: Ink): string => {
  const name = item.categories?.[0]?.split('>').pop()?.trim() || item.title?.trim() || item.itemId
  const initial = escapeXml([...name].slice(0, 1).join('').toUpperCase())
  return (
    `<rect x="42" y="34" width="116" height="132" rx="16" fill="${ink.main}"/>` +
    `<path d="M42 120 L158 ${64 + Math.round(ink.at(1) * 40)} V150 a16 16 0 0 1 -16 16 H58 a16 16 0 0 1 -16 -16 Z" fill="${ink.dark}"/>` +
    `<text x="100" y="122" text-anchor="middle" font-family="Georgia,serif" font-size="66" fill="#fffdf8">${initial}</text>`
  )
}

/** Things that fly or hang cast no shadow on the floor. */
const FLOATING: ReadonlySet<string> = new Set([
  'pan',
  'knife',
  'pendant',
  'rug',
  'towel',
  'dress',
  'jumper',
  'skirt',
  'shirt',
  'trousers',
  'jacket',
  'socks',
  'scarf',
  'sunglasses',
  'necklace',
  'pen',
  'trowel',
  'hammer',
  'racket',
  'guitar',
  'watch',
])

/** Smaller and larger, wider and taller: no two are quite alike. */
const proportions = (ink: Ink): string => {
  const scale = 0.78 + ink.at(26) * 0.06
  const stretch = (ink.at(27) - 0.5) * 0.09
  const [x, y] = [scale * (1 + stretch), scale * (1 - stretch)].map(
    (value) => Math.round(value * 1000) / 1000,
  )
  return `translate(100 168) scale(${x} ${y}) translate(-100 -168)`
}

/**
 * An SVG of the product, square, at most 4 kB and 1.2 kB in the mean. The attributes `form`, `type` and `color` and the
 * id decide: the same item has the same picture always, and items of the same form and colour look alike. A form that
 * is not in `DRAWN_FORMS` gives a card with an initial. Nothing of the item enters the text unescaped.
 */
export const drawPicture = (item: Item): string => {
  const ink = inkOf(item)
  const form = attributeOf(item, 'form') ?? ''
  const drawing = DRAWINGS.get(form)
  const backdrop = backdropOf(ink)
  const shadow = FLOATING.has(form) ? '' : oval(100, 169, 62, 7, mix(backdrop, '#3a3340', 0.16))
  const alt = item.title === undefined ? '' : `<title>${escapeXml(item.title)}</title>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" role="img">${alt}` +
    `<rect width="200" height="200" fill="${backdrop}"/>${backShape(ink, mix(backdrop, '#ffffff', 0.5))}` +
    `<g transform="translate(0 ${FLOATING.has(form) ? -18 : -6})">${shadow}` +
    `<g transform="${proportions(ink)}">${drawing === undefined ? monogram(item, ink) : drawing(ink)}</g></g></svg>`
  )
}
