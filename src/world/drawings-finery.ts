/** Silhouettes of watches, jewellery and care. */
import {
  type Ink,
  type Drawing,
  PAPER,
  NIGHT,
  METAL,
  METAL_DARK,
  GOLD,
  STEEL,
  BRASS,
  TIMBER,
  BLACK,
  CLEAR,
  fill,
  stroke,
  spots,
  box,
  oval,
  dot,
  turned,
  either,
  byType,
  over,
} from './pen.ts'

const watch: Drawing = (ink) => {
  const strap = ink.make === 'steel' ? STEEL : ink.make === 'gold-tone' ? BRASS : ink.cloth
  const face = either(
    ink.at(4),
    PAPER,
    ink.make === 'steel' || ink.make === 'gold-tone' ? ink.main : '#e9e4da',
    NIGHT,
  )
  const isDark = face !== PAPER && face !== '#e9e4da'
  const rim = ink.make === 'gold-tone' || (ink.make === 'leather' && ink.at(1) < 0.5) ? BRASS : STEEL
  const marks = isDark ? PAPER : '#5a5f69'
  return (
    fill('M78 4H122L126 62H74ZM74 138H126L122 196H78Z', strap) +
    (typeof strap !== 'string' && (ink.make === 'steel' || ink.make === 'gold-tone')
      ? stroke('M77 18H123M76 32H124M75 46H125M75 154H125M76 168H124M77 182H123', METAL_DARK, 2)
      : stroke('M82 8L79 58M118 8L121 58M79 142L82 192M121 142L118 192', ink.deep, 1.8) +
        spots(
          [
            [100, 158],
            [100, 170],
            [100, 182],
          ],
          ink.deep,
          5,
        )) +
    box(148, 93, 11, 14, 3, rim) +
    either(
      ink.type.includes('dress') ? 0.9 : 0.1,
      dot(100, 100, 52, rim) + dot(100, 100, 43, over(face, 'v')),
      box(52, 52, 96, 96, 20, rim) + box(60, 60, 80, 80, 14, over(face, 'v')),
    ) +
    `<circle cx="100" cy="100" r="${ink.type.includes('field') ? 35 : 37}" stroke="${marks}" stroke-width="${ink.type.includes('field') ? 9 : 6}" stroke-dasharray="2 ${ink.type.includes('field') ? '7.16' : '17.37'}" stroke-linecap="butt"/>` +
    turned(Math.round(ink.at(2) * 11) * 30 + 12, 100, 100, stroke('M100 100V78', marks, 4.5)) +
    turned(Math.round(ink.at(3) * 11) * 30, 100, 100, stroke('M100 102V68', marks, 3)) +
    (ink.type.includes('dress')
      ? ''
      : turned(ink.at(5) * 360, 100, 100, stroke('M100 110V66', '#cf4440', 1.6))) +
    dot(100, 100, 4, marks)
  )
}

const ring: Drawing = (ink) => {
  const isGold = ink.make === 'gold' || ink.main === GOLD || (ink.make !== 'silver' && ink.at(1) < 0.5)
  const band = isGold ? GOLD : METAL
  const ringAt = (x: number, y: number, radius: number, width: number): string =>
    `<circle cx="${x}" cy="${y}" r="${radius}" stroke="${band}" stroke-width="${width}"/>` +
    stroke(`M${x - radius + 4} ${y - 14}a${radius} ${radius} 0 0 1 22-26`, '#fff', width / 3.2) +
    stroke(
      `M${x + radius - 2} ${y + 10}a${radius} ${radius} 0 0 1-22 30`,
      isGold ? '#9c7427' : '#7e8790',
      width / 3.2,
    )
  const stone = either(
    ink.at(2),
    fill('M74 36H126L142 54L100 92L58 54Z', ink.main) +
      fill('M74 36L88 54L100 92L58 54Z', ink.light) +
      fill('M112 54L126 36L142 54L100 92Z', ink.dark) +
      stroke('M58 54H142', ink.pale, 1.6),
    dot(100, 60, 27, isGold ? BRASS : STEEL) + dot(100, 60, 20, over(ink.main, 'o')),
    box(72, 40, 56, 36, 18, isGold ? BRASS : STEEL) + box(78, 45, 44, 26, 13, over(ink.main, 'o')),
  )
  return byType(ink, {
    signet: () =>
      ringAt(100, 118, 46, 15) +
      fill('M66 62Q100 40 134 62L126 88Q100 98 74 88Z', isGold ? BRASS : STEEL) +
      oval(100, 70, 24, 14, over(ink.main, 'o')),
    stacking: () =>
      ringAt(84, 120, 42, 8) +
      ringAt(116, 120, 42, 8) +
      ringAt(100, 112, 42, 8) +
      spots(
        [
          [100, 70],
          [88, 72],
          [112, 72],
          [76, 78],
          [124, 78],
        ],
        ink.main,
        11,
      ),
    '': () => ringAt(100, 122, 44, 11) + stone,
  })
}

/** A stand in the form of neck and shoulders. */
const BUST =
  fill(
    'M78 -8H122Q120 40 132 56Q186 70 186 112Q170 196 136 204H64Q30 196 14 112Q14 70 68 56Q80 40 78 -8Z',
    over('#efe6dc', 'v'),
  ) + stroke('M68 56Q100 84 132 56', '#d9cbbd', 2)

const necklace: Drawing = (ink) => {
  const isGold = ink.make === 'gold' || (ink.make !== 'silver' && ink.at(1) < 0.6)
  const [chain, metal] = isGold ? [GOLD, BRASS] : [METAL_DARK, STEEL]
  const curve = 'M72 52Q64 100 100 124Q136 100 128 52'
  const beads = Array.from(
    { length: 13 },
    (_, k) =>
      [
        100 - Math.cos(((k + 0.5) / 13) * Math.PI) * 33,
        54 + Math.sin(((k + 0.5) / 13) * Math.PI) * 68,
      ] as const,
  )
  return (
    BUST +
    byType(ink, {
      fine: () =>
        stroke(curve, chain, 2.2) +
        stroke('M74 52Q70 86 100 100Q130 86 126 52', chain, 2.2) +
        spots([[100, 124]], ink.main, 15) +
        spots([[97, 121]], '#fff', 4) +
        spots(
          [
            [82, 110],
            [118, 110],
          ],
          ink.main,
          9,
        ),
      pendant: () =>
        stroke(curve, chain, 3) +
        either(
          ink.at(3),
          fill('M100 124L120 146L100 174L80 146Z', metal) +
            fill('M100 131L114 146L100 166L86 146Z', over(ink.main, 'v')),
          dot(100, 146, 23, metal) + dot(100, 146, 17, over(ink.main, 'o')),
          fill('M100 122Q130 150 100 176Q70 150 100 122Z', metal) +
            fill('M100 132Q120 152 100 169Q80 152 100 132Z', over(ink.main, 'o')),
        ),
      '': () =>
        ink.make === 'pearl' || ink.make === 'jade' || ink.at(2) < 0.4
          ? spots(beads, ink.main, 14) +
            spots(
              beads.map(([x, y]) => [x - 2, y - 2.5] as const),
              '#fff',
              4,
            )
          : stroke(curve, chain, 8) + stroke(curve, '#fff', 1.5),
    })
  )
}

const scentMark = (ink: Ink, x: number, y: number): string =>
  either(
    ink.at(6),
    fill(`M${x} ${y - 16}q18 16 0 32q-18-16 0-32Z`, ink.deep),
    spots(
      [
        [x, y - 9],
        [x + 9, y - 2],
        [x + 6, y + 9],
        [x - 6, y + 9],
        [x - 9, y - 2],
      ],
      ink.deep,
      9,
    ) + dot(x, y + 1, 4, GOLD),
    stroke(`M${x} ${y + 16}V${y - 12}M${x} ${y + 6}q-12-2-13-13M${x} ${y}q12-2 13-13`, ink.deep, 4),
    dot(x, y, 12, ink.deep) + dot(x, y, 7, PAPER),
  )

const tube = (ink: Ink): string =>
  fill('M56 26H144L132 140H68Z', over(ink.main, 's')) +
  box(52, 18, 96, 14, 3, ink.deep) +
  box(70, 138, 60, 30, 6, either(ink.at(2), 'a', 'b') === 'a' ? over(PAPER, 's') : BRASS) +
  fill('M74 56H126L120 116H80Z', PAPER) +
  scentMark(ink, 100, 84)

export const FINERY_DRAWINGS: Readonly<Record<string, Drawing>> = {
  watch,
  ring,
  necklace,
  cream: (ink) =>
    byType(ink, {
      hand: () => tube(ink),
      balm: () =>
        oval(100, 140, 68, 26, ink.deep) +
        fill('M32 124H168V140A68 26 0 0 1 32 140Z', over(ink.main, 'm')) +
        oval(100, 122, 68, 26, over(ink.light, 'v')) +
        oval(100, 122, 56, 20, PAPER) +
        `<g transform="translate(0 61) scale(1 .5)">${scentMark(ink, 100, 122)}</g>`,
      night: () =>
        fill('M42 96H158V140Q158 168 130 168H70Q42 168 42 140Z', over(ink.main, 's')) +
        box(38, 62, 124, 38, 9, over(NIGHT, 's')) +
        box(64, 112, 72, 42, 3, PAPER) +
        scentMark(ink, 100, 133),
      '': () =>
        box(42, 92, 116, 76, 15, over(ink.main, 's')) +
        box(38, 62, 124, 36, 9, either(ink.at(2), 'a', 'b') === 'a' ? TIMBER : BRASS) +
        box(64, 108, 72, 48, 3, PAPER) +
        scentMark(ink, 100, 132),
    }),
  serum: (ink) =>
    fill('M87 20Q87 6 100 6Q113 6 113 20V42H87Z', BLACK) +
    box(81, 40, 38, 22, 4, BRASS) +
    box(90, 60, 20, 14, 0, CLEAR) +
    (ink.type.includes('oil')
      ? box(58, 72, 84, 96, 10, over(ink.main, 'g', 's'))
      : fill(
          'M74 72H126Q142 74 142 92V154Q142 168 128 168H72Q58 168 58 154V92Q58 74 74 72Z',
          over(ink.main, 'g', 's'),
        )) +
    box(70, 98, 60, 52, 3, PAPER) +
    scentMark(ink, 100, 124),
  perfume: (ink) => {
    const liquid = over(ink.main, 'v')
    const cap = either(ink.at(3), 'gold', 'night', 'wood')
    return (
      box(
        78,
        22,
        44,
        34,
        ink.at(2) < 0.5 ? 5 : 17,
        cap === 'gold' ? BRASS : cap === 'night' ? BLACK : TIMBER,
      ) +
      box(88, 54, 24, 14, 2, BRASS) +
      byType(ink, {
        cologne: () =>
          box(52, 66, 96, 102, 8, CLEAR) + box(60, 84, 80, 76, 4, liquid) + stroke('M66 74V154', '#fff', 3),
        toilette: () =>
          dot(100, 116, 53, CLEAR) + fill('M54 106Q100 94 146 106Q150 162 100 162Q50 162 54 106Z', liquid),
        '': () =>
          either(
            ink.at(1),
            fill('M76 66H124L160 150Q162 168 146 168H54Q38 168 40 150Z', CLEAR) +
              fill('M70 100H130L151 152Q152 160 142 160H58Q48 160 49 152Z', liquid),
            box(44, 66, 112, 102, 26, CLEAR) + box(54, 90, 92, 70, 20, liquid),
            fill('M60 66H140L158 92V150L140 168H60L42 150V92Z', CLEAR) +
              fill('M52 96H148V148L136 160H64L52 148Z', liquid),
          ),
      }) +
      box(76, 112, 48, 30, 2, PAPER) +
      stroke('M86 122H114M90 132H110', ink.deep, 2.5)
    )
  },
  lipstick: (ink) =>
    ink.type.includes('balm')
      ? box(66, 84, 68, 84, 8, over(ink.main, 's')) +
        box(74, 44, 52, 44, 4, STEEL) +
        fill('M78 44V30Q100 14 122 30V44Z', over(ink.light, 's')) +
        box(66, 104, 68, 36, 0, PAPER) +
        dot(100, 122, 10, ink.main)
      : fill('M80 104V50Q88 22 120 32V104Z', over(ink.main, 's')) +
        fill('M80 50Q88 22 120 32Q112 52 80 56Z', ink.light) +
        box(74, 82, 52, 36, 3, BRASS) +
        box(
          66,
          114,
          68,
          54,
          4,
          either(ink.at(1), 'n', 'p', 'd') === 'n'
            ? BLACK
            : either(ink.at(1), 'n', 'p', 'd') === 'p'
              ? over(PAPER, 's')
              : over(ink.deep, 's'),
        ) +
        box(66, 122, 68, 5, 0, BRASS),
}
