/** Draws products. A picture is made from what an item says about itself, so every shop has pictures at once. */
import type { Item } from '../domain/catalog.ts'
import { hashText, mix32 } from '../math/rng.ts'
import { COLORS } from './colors.ts'
import { CLOTHES_DRAWINGS } from './drawings-clothes.ts'
import { FINERY_DRAWINGS } from './drawings-finery.ts'
import { FURNITURE_DRAWINGS } from './drawings-furniture.ts'
import { GARDEN_DRAWINGS } from './drawings-garden.ts'
import { GIFT_DRAWINGS } from './drawings-gifts.ts'
import { HOME_DRAWINGS } from './drawings-home.ts'
import { KITCHEN_DRAWINGS } from './drawings-kitchen.ts'
import { LEISURE_DRAWINGS } from './drawings-leisure.ts'
import { PAPER_DRAWINGS } from './drawings-paper.ts'
import { SHOE_DRAWINGS } from './drawings-shoes.ts'
import { TECH_DRAWINGS } from './drawings-tech.ts'
import { TOY_DRAWINGS } from './drawings-toys.ts'
import { colorIn, type GuessedLooks, guessLooks } from './guess-looks.ts'
import {
  colorfulness,
  type Drawing,
  fill,
  type Ink,
  lightness,
  mix,
  over,
  PRINT,
  SHEET,
  short,
  stroke,
  withNames,
} from './pen.ts'
import { printOf } from './prints.ts'
import { materialOf, SHADES } from './shades.ts'
import { escapeXml } from './xml-text.ts'

const DRAWINGS: ReadonlyMap<string, Drawing> = new Map(
  [
    KITCHEN_DRAWINGS,
    FURNITURE_DRAWINGS,
    HOME_DRAWINGS,
    GARDEN_DRAWINGS,
    CLOTHES_DRAWINGS,
    SHOE_DRAWINGS,
    FINERY_DRAWINGS,
    PAPER_DRAWINGS,
    LEISURE_DRAWINGS,
    TOY_DRAWINGS,
    TECH_DRAWINGS,
    GIFT_DRAWINGS,
  ].flatMap((drawings) => Object.entries(drawings)),
)

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
/** Walls behind what is white, grey or black. */
const WALLS = ['#d9b7a0', '#a9bdc4', '#b3c2a4', '#c3b3d2', '#dcc386', '#a8bcd8', '#d9aeae'] as const
const WALL_LIGHT = '#fbf7f0'

const attributeOf = (item: Item, name: string): string | undefined => {
  const { attributes } = item
  const value = attributes !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined
  return typeof value === 'string' ? value.toLowerCase() : undefined
}

const pick = <T>(values: readonly T[], chance: number): T => values[Math.floor(chance * values.length)] as T

const inkOf = (item: Item, guess: GuessedLooks): Ink => {
  const seed = hashText(item.itemId)
  const at = (k: number): number => (mix32(seed ^ Math.imul(k + 1, 0x9e3779b1)) >>> 0) / 0x1_0000_0000
  const said = attributeOf(item, 'color') ?? attributeOf(item, 'colour')
  const named = (said === undefined ? undefined : colorIn(said)) ?? guess.color
  const known = named === undefined ? undefined : COLORS[named]
  const main = known ?? pick(ACCENTS, at(20))
  const [isDark, isPale] = [lightness(main) < 0.35, lightness(main) > 0.85]
  const others = ACCENTS.filter((color) => Math.abs(lightness(color) - lightness(main)) > 0.12)
  const make =
    ['material', 'flavor', 'scent', 'genre']
      .map((name) => attributeOf(item, name))
      .find((word) => word !== undefined) ??
    guess.make ??
    ''
  const { grain, light, isPlain } = materialOf(make)
  const color = light === 'g' ? mix(main, '#eef7f8', 0.35) : main
  const layers = (shade: string): readonly string[] => [
    ...(grain === undefined ? [] : [grain]),
    light ?? shade,
  ]
  const cloth = { color, over: layers('v') }
  return {
    main,
    dark: mix(main, '#2a2430', 0.17),
    deep: mix(main, '#241f2b', isPale ? 0.28 : 0.42),
    light: isPale ? mix(main, '#6d6a75', 0.16) : mix(main, '#ffffff', isDark ? 0.26 : 0.36),
    pale: mix(main, '#fffaf2', 0.78),
    accent: pick(others, at(21)) ?? ACCENTS[0],
    body: { color, over: layers('s') },
    cloth,
    ball: { color, over: layers('o') },
    printed:
      isPlain === true || (make !== 'flannel' && at(7) < 0.42)
        ? cloth
        : { color, over: [PRINT, ...cloth.over] },
    at,
    type: attributeOf(item, 'type') ?? '',
    make,
    title: item.title ?? '',
  }
}

const printOfInk = ({ at, make, light, accent, pale }: Ink): string =>
  printOf(make, at(10), pick([light, accent, pale], at(11)), at(12) < 0.5 ? accent : pale, 0.8 + at(13) * 0.6)

const wallOf = ({ main, at }: Ink): string =>
  colorfulness(main) < 0.25 || lightness(main) > 0.86
    ? mix(pick(WALLS, at(22)), WALL_LIGHT, lightness(main) > 0.8 ? 0.3 : 0.5)
    : mix(main, WALL_LIGHT, 0.78)

/** For things without a silhouette: the first letter of what they are, on a bag of their colour. */
const monogram = (item: Item, ink: Ink): string => {
  const name = item.categories?.[0]?.split('>').pop()?.trim() || item.title?.trim() || item.itemId
  const initial = escapeXml([...name].slice(0, 1).join('').toUpperCase())
  return withNames(
    stroke('M76 66V48Q76 26 100 26Q124 26 124 48V66', ink.deep, 6) +
      fill('M44 60H156L164 160Q165 168 156 168H44Q35 168 36 160Z', over(ink.main, 'v')) +
      fill('M44 60H156L157 74H43Z', ink.dark) +
      `<text x="100" y="140" text-anchor="middle" font-family="Georgia,serif" font-size="62" fill="${lightness(ink.main) > 0.7 ? ink.deep : '#fffdf8'}">${initial}</text>`,
  )
}

/** Things that hang or lie flat cast no shadow on the floor, and there is none. */
const HANGING: ReadonlySet<string> = new Set(
  'pan|knife|pendant|rug|dress|jumper|skirt|shirt|trousers|jacket|socks|scarf|sunglasses|necklace|pen|trowel|hammer|racket|guitar|watch|bunting|sign|ornament|cutlery|keyring|hook|card|plate|flower'.split(
    '|',
  ),
)
/** Half the width of the shadow, where it is not that of most things. */
const SHADOW_WIDTHS: Readonly<Record<string, number>> = {
  sofa: 96,
  table: 92,
  sneaker: 92,
  boot: 78,
  heel: 88,
  bike: 96,
  laptop: 96,
  tent: 96,
  mat: 92,
  hat: 94,
  flask: 48,
  lipstick: 44,
  serum: 50,
  'floor-lamp': 50,
  lamp: 52,
  perfume: 60,
  bedding: 92,
  shelf: 70,
  speaker: 76,
  'pet-bowl': 90,
  camera: 88,
  chair: 66,
}

const floorOf = (form: string): string => {
  const radius = SHADOW_WIDTHS[form] ?? 70
  return `<ellipse cx="104" cy="169" rx="${radius}" ry="9" fill="url(#f)"/>`
}

/** Only those layers that a drawing names. */
const layersOf = (content: string, ink: Ink): string => {
  const names = new Set(Array.from(content.matchAll(/url\(#(\w)\)/g), ([, name]) => name as string))
  return [...names].map((name) => (name === PRINT ? printOfInk(ink) : (SHADES[name] ?? ''))).join('')
}

/** Smaller and larger: no two are quite alike. The foot, or the middle of what hangs, keeps its place. */
const proportions = (ink: Ink, isHanging: boolean): string => {
  const scale = (isHanging ? 0.84 : 0.9) + ink.at(26) * 0.04
  const stretch = (ink.at(27) - 0.5) * 0.05
  const [x, y] = [scale * (1 + stretch), scale * (1 - stretch)].map(
    (value) => Math.round(value * 1000) / 1000,
  )
  const [from, to] = isHanging ? [104, 102] : [168, 172]
  return `matrix(${x} 0 0 ${y} ${short(100 - 100 * x)} ${short(to - from * y)})`
}

/**
 * An SVG of the product, square, at most 4 kB. The attributes `form`, `type`, `color` and `material` (or flavour, scent,
 * genre) and the id decide: the same item has the same picture always, and items of the same form and colour look
 * alike. Where it does not say them, they are guessed from its title and categories; what cannot be guessed is a bag with an
 * initial. Nothing of the item enters the text unescaped. Layers have names of one letter that are the file's own: show it as an image, not as part of a page.
 */
export const drawPicture = (item: Item): string => {
  const said = attributeOf(item, 'form')
  const guess = said === undefined || !DRAWINGS.has(said) ? guessLooks(item) : {}
  const ink = inkOf(item, guess)
  const form = said !== undefined && DRAWINGS.has(said) ? said : (guess.form ?? '')
  const drawing = DRAWINGS.get(form)
  const isHanging = HANGING.has(form)
  const content =
    '<circle cx="86" cy="84" r="112" fill="url(#i)"/>' +
    (isHanging ? '' : `<path d="M0 146H200V200H0Z" fill="#0000000e"/>${floorOf(form)}`) +
    `<g transform="${proportions(ink, isHanging)}">${drawing === undefined ? monogram(item, ink) : withNames(drawing(ink))}</g>`
  const alt = item.title === undefined ? '' : `<title>${escapeXml(item.title)}</title>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" role="img" ${SHEET}>${alt}` +
    `<defs>${layersOf(content, ink)}</defs><rect width="200" height="200" fill="${wallOf(ink)}"/>${content}</svg>`
  )
}
