/** Silhouettes of the kitchen and the larder. */
import {
  type Ink,
  type Drawing,
  PAPER,
  NIGHT,
  GOLD,
  WOOD_DARK,
  LEAF,
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
  row,
  either,
  byType,
  over,
} from './pen.ts'

const knob = (ink: Ink): string => dot(100, 66, 7, either(ink.at(1), '0', '1') === '0' ? BLACK : BRASS)

const KETTLES = {
  electric: (ink: Ink) =>
    box(44, 156, 112, 12, 5, BLACK) +
    stroke('M132 62Q172 60 166 112Q164 136 140 138', NIGHT, 10) +
    fill('M70 46L44 58L62 84Z', ink.body) +
    fill('M66 44H132L146 156H54Z', ink.body) +
    fill('M66 44Q99 34 132 44L133 52H65Z', ink.deep) +
    box(94, 84, 10, 48, 5, ink.pale) +
    box(94, 106, 10, 26, 5, '#8fbfe0'),
  gooseneck: (ink: Ink) =>
    stroke('M144 148Q190 152 170 104Q162 82 184 70', ink.dark, 9) +
    stroke('M62 104Q22 96 24 130Q26 146 42 152', NIGHT, 10) +
    fill('M60 96Q100 84 140 96L156 158Q156 168 146 168H54Q44 168 44 158Z', ink.body) +
    oval(100, 94, 40, 8, ink.deep) +
    fill('M72 92Q100 62 128 92Z', ink.body) +
    knob(ink),
  '': (ink: Ink) =>
    stroke('M62 92Q58 30 100 30Q142 30 138 92', NIGHT, 9) +
    fill('M138 112L168 76L182 84L150 142Z', ink.body) +
    fill('M50 150Q44 96 72 78Q100 68 128 78Q156 96 150 150Q150 168 134 168H66Q50 168 50 150Z', ink.body) +
    fill('M70 80Q100 58 130 80Q100 90 70 80Z', ink.deep) +
    stroke('M51 146H149', ink.light, 3) +
    knob(ink),
}

const mugOf = (ink: Ink, top: number, left: number, right: number): string =>
  stroke(`M${right - 4} ${top + 22}q34 -2 32 28q-2 28 -38 28`, ink.dark, 11) +
  fill(
    `M${left} ${top}H${right}V142Q${right} 168 ${right - 26} 168H${left + 26}Q${left} 168 ${left} 142Z`,
    ink.printed,
  ) +
  (ink.make === 'enamel' ? stroke(`M${left} ${top}H${right}`, NIGHT, 5) : '') +
  oval((left + right) / 2, top, (right - left) / 2, 10, ink.make === 'enamel' ? NIGHT : ink.light) +
  oval((left + right) / 2, top + 2, (right - left) / 2 - 6, 7, '#6b4632')

/** What is printed on a packet, by the flavour that it names. */
const FLAVORS: Readonly<Record<string, (color: string) => string>> = {
  mint: (color) => fill('M0 16Q-22 4-14-16Q2-16 0 16Q-2-16 14-16Q22 4 0 16Z', color),
  leaf: (color) => fill('M0 18Q-20-2 0-20Q20-2 0 18Z', color) + stroke('M0 22V-6', PAPER, 2),
  flower: (color) =>
    spots(
      [
        [0, -9],
        [9, -2],
        [6, 9],
        [-6, 9],
        [-9, -2],
      ],
      color,
      13,
    ) + dot(0, 1, 5, GOLD),
  fruit: (color) => dot(0, 3, 15, color) + fill('M0-11Q2-22 14-20Q12-10 0-11Z', LEAF),
  root: (color) => stroke('M-14 8Q-4-2 2 6Q8 12 14 2M-4 2Q-6-10 2-14M6 6Q14-6 8-12', color, 8),
  smoke: (color) => stroke('M-8 18Q-18 4-6-2Q4-10-6-20M8 18Q-2 4 8-4Q16-12 8-20', color, 5),
  sun: (color) =>
    dot(0, 4, 11, color) + stroke('M-18 4h-3M18 4h3M-12-9l-2-3M12-9l2-3M0-14v-4M-22 16H22', color, 3.5),
  bean: (color) => turned(26, 0, 0, oval(0, 0, 13, 18, color), stroke('M0-16Q-7-4 0 0Q7 6 0 16', PAPER, 3)),
  nut: (color) =>
    fill('M0 18Q-22 4-12-12H12Q22 4 0 18Z', color) + fill('M-15-10Q0-24 15-10Q0-4-15-10Z', WOOD_DARK),
  salt: (color) =>
    spots(
      [
        [-9, -9],
        [6, -13],
        [0, 1],
        [-12, 9],
        [11, 6],
        [2, 15],
      ],
      color,
      6,
    ),
  honey: (color) =>
    row(3, (k) => fill(`M${-19 + k * 13} ${k === 1 ? 2 : -5}l6.5-4 6.5 4v8l-6.5 4-6.5-4Z`, color)),
  hill: (color) => fill('M-24 16L-6-14L4 2L10-6L24 16Z', color),
}
const FLAVOR_OF: Readonly<Record<string, string>> = {
  jasmine: 'flower',
  camomile: 'flower',
  heather: 'flower',
  peppermint: 'mint',
  ginger: 'root',
  smoky: 'smoke',
  dark: 'bean',
  medium: 'bean',
  decaf: 'bean',
  cocoa: 'bean',
  highland: 'hill',
  hazel: 'nut',
  almond: 'nut',
  walnut: 'nut',
  orange: 'fruit',
  apricot: 'fruit',
  plum: 'fruit',
  fig: 'fruit',
  'sea salt': 'salt',
  butter: 'sun',
  morning: 'sun',
}

const emblem = (ink: Ink, x: number, y: number, fallback: string, scale = 1): string => {
  const draw = FLAVORS[FLAVOR_OF[ink.make] ?? fallback] ?? FLAVORS.leaf
  return `<g transform="translate(${x} ${y})${scale === 1 ? '' : ` scale(${scale})`}">${draw?.(ink.deep)}</g>`
}

/** The shape of a label: a plate, a round, an arch, a band or a shield, by the product's own number. */
const label = (ink: Ink, x: number, y: number, width: number, height: number): string => {
  const [left, top] = [x - width / 2, y - height / 2]
  switch (Math.floor(ink.at(9) * 4)) {
    case 0:
      return (
        box(left, top, width, height, 4, PAPER) +
        stroke(
          `M${left + 5} ${top + 5}h${width - 10}M${left + 5} ${top + height - 5}h${width - 10}`,
          ink.light,
          2,
        )
      )
    case 1:
      return oval(x, y, width / 2 + 2, height / 2 + 3, PAPER)
    case 2:
      return fill(
        `M${left} ${top + height}V${y - 6}a${width / 2} ${height / 2 - 4} 0 0 1 ${width} 0V${top + height}Z`,
        PAPER,
      )
    default:
      return fill(
        `M${left} ${top}h${width}v${height * 0.64}l${-width / 2} ${height * 0.36}l${-width / 2} ${-height * 0.36}Z`,
        PAPER,
      )
  }
}

const tin: Drawing = (ink) =>
  box(52, 62, 96, 106, 7, ink.body) +
  box(48, 46, 104, 22, 6, over(ink.deep, 's')) +
  stroke('M52 160H148', ink.deep, 2) +
  label(ink, 100, 114, 72, 68) +
  emblem(ink, 100, 112, 'leaf')

const teaBox: Drawing = (ink) =>
  fill('M44 70H136V168H44Z', ink.printed) +
  fill('M136 70L160 58V156L136 168Z', over(ink.dark, 'v')) +
  fill('M44 70L70 58H160L136 70Z', ink.light) +
  label(ink, 90, 120, 66, 64) +
  emblem(ink, 90, 118, 'leaf') +
  stroke('M136 86Q168 94 164 122', PAPER, 2.5) +
  fill('M156 122H174V146H156Z', ink.accent)

const pouch: Drawing = (ink) =>
  fill('M56 48H144L152 70V160Q152 168 144 168H56Q48 168 48 160V70Z', ink.body) +
  fill('M56 30H144V48H56Z', over(ink.deep, 's')) +
  stroke('M56 48H144', ink.light, 2) +
  stroke('M60 40H140', ink.pale, 1.5) +
  label(ink, 100, 114, 70, 74) +
  emblem(ink, 100, 112, 'bean') +
  (ink.type.includes('ground')
    ? ''
    : spots(
        [
          [78, 62],
          [122, 62],
        ],
        ink.pale,
        4,
      ))

const drum: Drawing = (ink) =>
  fill('M48 66H152V158Q152 168 142 168H58Q48 168 48 158Z', ink.body) +
  oval(100, 62, 54, 13, ink.deep) +
  oval(100, 58, 54, 13, over(ink.light, 'v')) +
  label(ink, 100, 118, 74, 66) +
  emblem(ink, 100, 117, 'bean')

const biscuitTin: Drawing = (ink) =>
  row(3, (k) => dot(68 + k * 32, 82 - (k % 2) * 10, 24, over('#dcae6c', 'o'))) +
  spots(
    Array.from(
      { length: 12 },
      (_, k) =>
        [
          56 + (k % 4) * 7 + Math.floor(k / 4) * 32,
          72 + ((k * 5) % 11) - (Math.floor(k / 4) % 2) * 10,
        ] as const,
    ),
    '#7a4e2c',
    5,
  ) +
  fill('M42 94H158L152 158Q151 168 140 168H60Q49 168 48 158Z', ink.printed) +
  fill('M40 86H160V102H40Z', over(ink.deep, 's')) +
  box(66, 116, 68, 36, 18, PAPER) +
  emblem(ink, 100, 134, 'sun', 0.7)

const chocolateBar: Drawing = (ink) =>
  turned(
    10 + ink.at(1) * 8,
    100,
    104,
    box(58, 22, 84, 90, 4, over('#6b4430', 'v')),
    row(6, (k) => box(64 + (k % 2) * 38, 28 + Math.floor(k / 2) * 27, 34, 22, 3, '#835642')),
    fill('M52 84l10-8 12 10 13-10 13 10 13-10 13 10 12-10 10 8v88H52Z', '#dfe3e8'),
    box(52, 92, 96, 82, 2, ink.printed),
    label(ink, 100, 132, 58, 50),
    emblem(ink, 100, 131, 'bean', 0.8),
  )

const sweets: Drawing = (ink) =>
  row(15, (k) =>
    box(
      56 + (k % 4) * 22 + (Math.floor(k / 4) % 2) * 5,
      146 - Math.floor(k / 4) * 18,
      20,
      15,
      6,
      [ink.accent, ink.main, '#c98a4b'][k % 3] as string,
    ),
  ) +
  `<g opacity=".55">${fill('M56 62Q46 74 46 90V152Q46 168 62 168H138Q154 168 154 152V90Q154 74 144 62Z', CLEAR)}</g>` +
  box(52, 40, 96, 24, 8, ink.body) +
  dot(100, 36, 9, ink.deep) +
  box(70, 106, 60, 34, 17, PAPER) +
  emblem(ink, 100, 123, 'nut', 0.7)

export const KITCHEN_DRAWINGS: Readonly<Record<string, Drawing>> = {
  kettle: (ink) =>
    byType(ink, {
      electric: () => KETTLES.electric(ink),
      gooseneck: () => KETTLES.gooseneck(ink),
      '': () => KETTLES[''](ink),
    }),
  mug: (ink) =>
    byType(ink, {
      tall: () => mugOf(ink, 46, 54, 134),
      espresso: () =>
        oval(96, 162, 70, 10, ink.body) + `<g transform="translate(0 -6)">${mugOf(ink, 92, 58, 130)}</g>`,
      breakfast: () => mugOf(ink, 84, 36, 144),
      '': () => mugOf(ink, 66, 46, 138),
    }),
  pan: (ink) => {
    const isFlat = ink.type.includes('crêpe')
    const handle: Parameters<typeof box>[5] = ['cast iron'].includes(ink.make)
      ? ink.body
      : either(ink.at(1), 'a', 'b') === 'a'
        ? BLACK
        : TIMBER
    return turned(
      -24,
      100,
      110,
      box(132, 99, 66, 15, 7, handle),
      dot(190, 106.5, 3.5, PAPER),
      byType(ink, { sauté: () => box(2, 98, 24, 17, 6, handle), '': '' }),
      dot(80, 107, 63, ink.body),
      dot(80, 107, isFlat ? 59 : 54, over(ink.make === 'copper' ? '#d8d4cf' : ink.deep, 'o')),
      dot(80, 107, isFlat ? 55 : 43, over(ink.make === 'copper' ? '#c4bfba' : ink.dark, 'v')),
      stroke('M48 96Q54 76 74 70', ink.light, 4),
    )
  },
  knife: (ink) => {
    const grip = fill('M128 84H178Q190 84 190 96Q190 112 178 111Q156 104 128 112Z', ink.body)
    const blade = byType(ink, {
      bread: () =>
        fill(
          'M8 84H122V112l-5-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-5 4L8 98Z',
          STEEL,
        ),
      paring: () => fill('M44 96Q78 80 122 86V110Q80 116 44 96Z', STEEL),
      santoku: () => fill('M8 112Q10 82 40 80H122V114H12Z', STEEL),
      '': () => fill('M4 94Q54 72 122 82V114Q54 124 4 94Z', STEEL),
    })
    return turned(
      -38 + ink.at(1) * 8,
      100,
      100,
      blade,
      box(119, 80, 9, 34, 2, BRASS),
      grip,
      spots(
        [
          [143, 97],
          [160, 96],
          [177, 97],
        ],
        ink.pale,
        6,
      ),
    )
  },
  tea: (ink) =>
    byType(ink, {
      bags: () => teaBox(ink),
      infusion: () => teaBox(ink),
      '': () => (ink.type === 'tea' ? teaBox(ink) : tin(ink)),
    }),
  coffee: (ink) => byType(ink, { espresso: () => drum(ink), '': () => pouch(ink) }),
  biscuits: (ink) =>
    byType(ink, {
      chocolate: () => chocolateBar(ink),
      caramel: () => sweets(ink),
      '': () => biscuitTin(ink),
    }),
  jar: (ink) =>
    fill('M56 66Q46 74 46 88V152Q46 168 62 168H138Q154 168 154 152V88Q154 74 144 66Z', CLEAR) +
    fill('M52 84Q100 76 148 84V152Q148 163 136 163H64Q52 163 52 152Z', over(ink.main, 's')) +
    label(ink, 100, 122, 68, 58) +
    emblem(ink, 100, 120, ink.type === 'honey' ? 'honey' : 'fruit', 0.9) +
    either(
      ink.at(1),
      box(54, 44, 92, 24, 6, BRASS),
      box(54, 44, 92, 24, 6, over(ink.deep, 's')),
      fill(
        'M46 70Q52 36 100 36Q148 36 154 70L142 64L128 70L114 64L100 70L86 64L72 70L58 64Z',
        over(ink.accent, 'b', 'v'),
      ) + stroke('M56 58Q100 66 144 58', PAPER, 3),
    ),
}
