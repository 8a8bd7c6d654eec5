/** Draws people who do not exist, for shoppers and associates of a demo: a friendly face from an id. */
import { hashText, mix32 } from '../math/rng.ts'
import { box, dot, either, fill, mirrored, mix, oval, SHEET, stroke } from './pen.ts'

/** What a page knows of whom it shows; nothing is looked up. */
export type Looks = {
  readonly gender?: 'female' | 'male'
  /** Years. */
  readonly age?: number
}

const SKINS = [
  '#f8dcc8',
  '#f2c9a9',
  '#e6b08a',
  '#d39b72',
  '#b97d55',
  '#9a6340',
  '#7a4b30',
  '#5b3826',
] as const
const HAIRS = ['#26201f', '#3a2a22', '#54382a', '#7a5236', '#a5703f', '#c99a55', '#9c4a2c'] as const
const GREYS = ['#d9d7d3', '#b9b7b5', '#efece6'] as const
const CLOTHES = [
  '#2f6f73',
  '#c8694a',
  '#2c3e63',
  '#dba530',
  '#7d2b3d',
  '#77559f',
  '#4c8a58',
  '#f1e6d0',
] as const
const BACKDROPS = ['#dbe7e4', '#f3ddcf', '#e4dcee', '#f4e6c4', '#d8e3f0', '#dfe8d4', '#f2d9dc'] as const
const GREY_AGE = 58
const NIGHT = '#2a2428'

type Face = {
  readonly skin: string
  readonly shade: string
  readonly hair: string
  readonly cloth: string
  readonly at: (k: number) => number
}

const pick = <T>(values: readonly T[], chance: number): T => values[Math.floor(chance * values.length)] as T

/** Hair behind the head, and hair over the brow; a scarf is drawn like hair. */
type HairCut = { readonly back: (face: Face) => string; readonly front: (face: Face) => string }

const FRINGE = 'M59 92Q54 42 100 41Q146 42 141 92Q134 66 112 62Q84 68 70 68Q61 76 59 92Z'
const none = (): string => ''

const CUTS: Readonly<Record<string, HairCut>> = {
  short: {
    back: none,
    front: ({ hair }) =>
      fill('M58 90Q48 38 98 36Q152 36 142 90Q138 70 130 66Q96 70 72 62Q62 70 58 90Z', hair),
  },
  parted: {
    back: none,
    front: ({ hair }) =>
      fill(
        'M58 92Q52 58 66 46Q96 24 128 42Q152 54 142 92Q138 74 128 66Q106 66 90 54Q80 66 66 70Q60 78 58 92Z',
        hair,
      ),
  },
  cropped: {
    back: none,
    front: ({ hair }) => fill('M60 86Q58 44 100 43Q142 44 140 86Q134 60 100 59Q66 60 60 86Z', hair),
  },
  curly: {
    back: ({ hair }) =>
      [0, 1, 2, 3, 4, 5, 6]
        .map((k) => dot(100 + Math.cos(k * 0.52 + Math.PI) * 42, 78 - Math.sin(k * 0.52) * 36, 19, hair))
        .join(''),
    front: ({ hair }) =>
      [0, 1, 2, 3].map((k) => dot(73 + k * 18, 56 - (k % 3 === 0 ? 0 : 6), 13, hair)).join(''),
  },
  afro: {
    back: ({ hair }) => dot(100, 74, 57, hair),
    front: ({ hair }) => fill('M56 96Q52 40 100 40Q148 40 144 96Q136 64 100 62Q64 64 56 96Z', hair),
  },
  bob: {
    back: ({ hair }) => fill('M52 132Q44 36 100 34Q156 36 148 132Q140 142 124 138H76Q60 142 52 132Z', hair),
    front: ({ hair }) => fill(FRINGE, hair),
  },
  long: {
    back: ({ hair }) => fill('M54 172Q46 132 52 88Q54 34 100 34Q146 34 148 88Q154 132 146 172Z', hair),
    front: ({ hair }) => fill('M59 96Q54 44 100 42Q146 44 141 96Q136 68 100 56Q66 68 59 96Z', hair),
  },
  bun: {
    back: ({ hair }) => dot(100, 34, 20, hair) + dot(100, 76, 46, hair),
    front: ({ hair }) => fill('M59 92Q56 44 100 43Q144 44 141 92Q136 64 100 60Q64 64 59 92Z', hair),
  },
  tail: {
    back: ({ hair }) =>
      fill('M128 54Q168 62 162 104Q160 134 146 146Q152 110 140 92Z', hair) + dot(100, 74, 44, hair),
    front: ({ hair }) => fill(FRINGE, hair),
  },
  scarf: {
    back: ({ at }) => fill('M48 188Q40 36 100 34Q160 36 152 188Z', pick(CLOTHES, at(12))),
    front: ({ at }) => {
      const color = pick(CLOTHES, at(12))
      return (
        `<path d="M50 110Q46 36 100 34Q154 36 150 110Q152 158 128 170H72Q48 158 50 110ZM100 54Q64 54 64 98Q64 142 100 144Q136 142 136 98Q136 54 100 54Z" fill="${color}" fill-rule="evenodd"/>` +
        stroke('M66 134Q84 164 128 158', mix(color, NIGHT, 0.18), 3)
      )
    },
  },
  bald: { back: none, front: ({ hair }) => mirrored(fill('M58 100Q54 84 62 74Q66 88 64 102Z', hair)) },
}

const MALE_CUTS = ['short', 'short', 'parted', 'parted', 'cropped', 'curly', 'afro', 'tail', 'bald'] as const
const FEMALE_CUTS = ['bob', 'bob', 'long', 'long', 'bun', 'tail', 'curly', 'afro', 'short', 'scarf'] as const

const clothesOf = ({ cloth, shade, skin, at }: Face): string =>
  fill('M26 200Q28 158 74 152H126Q172 158 174 200Z', cloth) +
  either(
    at(5),
    fill('M78 151Q100 176 122 151Z', skin) + stroke('M77 151Q100 178 123 151', mix(cloth, NIGHT, 0.2), 4),
    fill('M80 150L100 184L120 150Z', skin) +
      mirrored(fill('M74 150L100 186L82 192L62 156Z', mix(cloth, '#ffffff', 0.3))),
    box(78, 138, 44, 20, 9, mix(cloth, NIGHT, 0.14)),
    fill('M80 150Q100 170 120 150Z', shade) + stroke('M60 164V200M140 164V200', mix(cloth, NIGHT, 0.16), 4),
  )

const EYES = [
  mirrored(dot(83, 98, 4.4, NIGHT), dot(84.5, 96.5, 1.4, '#fff')),
  mirrored(dot(83, 98, 4, NIGHT)),
  mirrored(stroke('M77 99Q83 92 89 99', NIGHT, 3)),
]

const featuresOf = ({ skin, shade, hair, at }: Face): string =>
  pick(EYES, at(6)) +
  mirrored(
    stroke(
      `M76 ${87 - Math.round(at(7) * 3)}Q83 ${82 - Math.round(at(8) * 4)} 90 86`,
      mix(hair, NIGHT, 0.35),
      3,
    ),
  ) +
  stroke(
    either(at(9), 'M100 100Q106 110 99 111', 'M97 110Q101 113 105 110', 'M99 100V109Q100 111 103 111'),
    shade,
    3,
  ) +
  either(
    at(10),
    stroke('M88 123Q100 134 112 123', mix(skin, '#7a2a2e', 0.62), 3.5),
    fill('M86 121Q100 126 114 121Q112 136 100 136Q88 136 86 121Z', mix(skin, '#7a2a2e', 0.7)) +
      fill('M89 122.5Q100 126.5 111 122.5L110 126H90Z', '#fff'),
    stroke('M90 125Q102 131 111 121', mix(skin, '#7a2a2e', 0.62), 3.5),
  ) +
  mirrored(oval(76, 113, 8, 5, mix(skin, '#e0705e', 0.26)))

const beardOf = ({ hair, skin, at }: Face): string => {
  const color = mix(hair, skin, 0.12)
  return either(
    at(14),
    `<path d="M60 100Q62 152 100 154Q138 152 140 100Q136 116 122 115Q100 108 78 115Q64 116 60 100ZM86 122Q100 118 114 122Q112 134 100 134Q88 134 86 122Z" fill="${color}" fill-rule="evenodd"/>`,
    fill('M84 118Q92 112 100 116Q108 112 116 118Q108 121 100 120Q92 121 84 118Z', color),
    fill('M88 140Q100 134 112 140Q112 153 100 154Q88 153 88 140Z', color),
  )
}

const glassesOf = ({ at }: Face): string => {
  const color = pick(['#33363f', '#8a5a34', '#2f6f73', '#b5443c'], at(16))
  const lens = (x: number): string =>
    at(17) < 0.5
      ? `<circle cx="${x}" cy="98" r="13" fill="#fff" fill-opacity=".25" stroke="${color}" stroke-width="3"/>`
      : `<rect x="${x - 14}" y="88" width="28" height="20" rx="7" fill="#fff" fill-opacity=".25" stroke="${color}" stroke-width="3"/>`
  return lens(82) + lens(118) + stroke('M96 96Q100 93 104 96', color, 3)
}

/**
 * A face with shoulders as an SVG, square, at most 3 kB. The same id and looks have the same face always, and nobody's.
 *
 * @param id  of the person; only its hash is used
 */
export const drawPortrait = (id: string, { gender, age }: Looks = {}): string => {
  const seed = hashText(`portrait ${id}`)
  const at = (k: number): number => (mix32(seed ^ Math.imul(k + 1, 0x9e3779b1)) >>> 0) / 0x1_0000_0000
  const isMale = gender === undefined ? at(0) < 0.5 : gender === 'male'
  const isGrey = age === undefined ? at(1) < 0.12 : age >= GREY_AGE + Math.floor(at(1) * 14)
  const skinIndex = Math.floor(at(2) * SKINS.length)
  const skin = SKINS[skinIndex] as string
  // Fair hair goes with fair skin, mostly.
  const hairs = HAIRS.slice(0, skinIndex < 3 ? HAIRS.length : skinIndex < 5 ? 4 : 2)
  const face: Face = {
    skin,
    shade: mix(skin, '#5a2c1c', 0.22),
    hair: isGrey ? pick(GREYS, at(3)) : pick(hairs, at(3)),
    cloth: pick(CLOTHES, at(4)),
    at,
  }
  const name = pick<string>(isMale ? MALE_CUTS : FEMALE_CUTS, at(11))
  const cut = CUTS[name === 'bald' && (age ?? 50) < 35 ? 'short' : name] as HairCut
  const hasBeard = isMale && (age ?? 30) >= 22 && at(13) < 0.42
  const hasGlasses = at(15) < ((age ?? 30) >= 45 ? 0.45 : 0.22)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" role="img" ${SHEET}>` +
    `<rect width="200" height="200" fill="${pick(BACKDROPS, at(18))}"/>` +
    `<g transform="translate(0 6)">${cut.back(face)}${fill('M82 130H118V154Q100 172 82 154Z', face.shade)}${clothesOf(face)}` +
    mirrored(oval(59, 102, 8, 11, face.skin)) +
    `${oval(100, 96, 41, 48, skin)}${hasBeard ? beardOf(face) : ''}${featuresOf(face)}` +
    `${cut.front(face)}${hasGlasses ? glassesOf(face) : ''}</g></svg>`
  )
}
