/** Silhouettes of what other shops sell and the demo does not: gifts, tableware, party things. */
import {
  type Drawing,
  PAPER,
  NIGHT,
  METAL_DARK,
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
  mirrored,
  row,
  either,
  over,
} from './pen.ts'

const HEART = 'M100 150Q40 108 50 72Q66 44 100 76Q134 44 150 72Q160 108 100 150Z'

export const GIFT_DRAWINGS: Readonly<Record<string, Drawing>> = {
  lantern: (ink) =>
    stroke('M76 40Q76 12 100 12Q124 12 124 40', NIGHT, 5) +
    fill('M62 62L80 36H120L138 62Z', ink.body) +
    dot(100, 116, 46, 'url(#u)') +
    box(64, 62, 72, 96, 4, CLEAR) +
    box(86, 118, 28, 36, 4, over(PAPER, 's')) +
    fill('M100 88q11 16 5 25q-5 5-10 0q-6-9 5-25Z', '#f5a742') +
    stroke('M66 62V158M134 62V158M100 62V84', ink.dark, 5) +
    box(54, 156, 92, 12, 3, ink.body),
  clock: (ink) =>
    (ink.at(1) < 0.5
      ? mirrored(dot(62, 44, 21, ink.body), stroke('M64 150L54 168', ink.deep, 9)) +
        stroke('M100 40V30', ink.deep, 8)
      : '') +
    dot(100, 104, 62, ink.body) +
    dot(100, 104, 50, over(PAPER, 'v')) +
    `<circle cx="100" cy="104" r="42" stroke="${NIGHT}" stroke-width="7" stroke-dasharray="3 19" stroke-linecap="butt"/>` +
    stroke('M100 104V74', NIGHT, 5) +
    stroke('M100 104L122 116', NIGHT, 5) +
    dot(100, 104, 5, ink.accent),
  bunting: (ink) => {
    const flags = [ink.main, ink.accent, ink.light, ink.deep, ink.main]
    return (
      row(5, (k) =>
        fill(
          `M${14 + k * 35} ${[58, 74, 79, 74, 58][k]}h32l-16 46Z`,
          over(flags[k] as string, k % 2 === 0 ? 'v' : 'b', 'v'),
        ),
      ) +
      stroke('M4 48Q100 106 196 48', WOOD_DARK, 3) +
      row(4, (k) =>
        fill(
          `M${30 + k * 36} ${[128, 140, 140, 128][k]}h28l-14 36Z`,
          over(flags[(k + 2) % 5] as string, 'v'),
        ),
      ) +
      stroke('M16 122Q100 156 184 122', WOOD_DARK, 2.5)
    )
  },
  card: (ink) =>
    turned(
      -6 + ink.at(1) * 12,
      100,
      100,
      fill('M40 36H66V172H40Z', ink.deep) +
        box(56, 28, 104, 140, 3, ink.printed) +
        fill('M74 50H142V146H74Z', PAPER) +
        `<g transform="translate(58 46) scale(.5)">${either(
          ink.at(2),
          fill(HEART, ink.accent),
          spots(
            [
              [100, 70],
              [124, 90],
              [116, 120],
              [84, 120],
              [76, 90],
            ],
            ink.accent,
            34,
          ) + dot(100, 98, 16, GOLD),
          fill('M60 96H140V130H60ZM66 132H134V150H66Z', ink.accent) +
            stroke('M80 94V72M100 94V66M120 94V72', ink.main, 8),
        )}</g>` +
        stroke('M86 130H130', ink.deep, 3),
    ),
  frame: (ink) =>
    fill('M36 30H164V166H36Z', ink.make === '' ? over(ink.main, 'w', 'v') : ink.body) +
    fill('M50 44H150V152H50Z', PAPER) +
    fill('M62 56H138V140H62Z', over('#bcd9ea', 'v')) +
    dot(116, 78, 10, '#ffe6a6') +
    fill('M62 140V116L84 90L104 118L116 104L138 126V140Z', LEAF) +
    stroke('M50 44H150V152H50Z', ink.deep, 2),
  bowl: (ink) =>
    oval(100, 96, 76, 20, ink.deep) +
    oval(100, 98, 66, 15, over(ink.light, 'v')) +
    fill('M24 96Q100 130 176 96Q172 160 124 168H76Q28 160 24 96Z', ink.printed),
  plate: (ink) =>
    dot(100, 102, 76, over(ink.main, 'v')) +
    `<circle cx="100" cy="102" r="66" stroke="${ink.accent}" stroke-width="5" stroke-dasharray="${ink.at(1) < 0.5 ? '1 12' : '8 7'}"/>` +
    dot(100, 102, 50, ink.dark) +
    dot(100, 100, 49, over(ink.light, 'v')) +
    either(
      ink.at(2),
      `<g transform="translate(60 62) scale(.4)">${fill(HEART, ink.accent)}</g>`,
      spots(
        [
          [100, 88],
          [112, 98],
          [107, 112],
          [93, 112],
          [88, 98],
        ],
        ink.accent,
        13,
      ) + dot(100, 101, 6, GOLD),
      '',
    ),
  glass: (ink) =>
    either(
      ink.at(1),
      fill('M60 44H140L130 160Q129 168 120 168H80Q71 168 70 160Z', over(ink.light, 'g')) +
        fill('M64 88H136L129 158Q128 163 120 163H80Q72 163 71 158Z', over(ink.main, 'g')),
      fill('M60 28H140Q146 98 104 106V152L132 168H68L96 152V106Q54 98 60 28Z', over(ink.light, 'g')) +
        fill('M60 62H140Q138 98 100 102Q62 98 60 62Z', over(ink.main, 'g')),
    ),
  bottle: (ink) =>
    box(88, 12, 24, 18, 4, ink.at(1) < 0.5 ? TIMBER : BLACK) +
    fill(
      'M88 30H112V62Q136 74 136 100V156Q136 168 124 168H76Q64 168 64 156V100Q64 74 88 62Z',
      over(ink.main, 'g', 's'),
    ) +
    box(66, 104, 68, 44, 2, PAPER) +
    stroke('M80 118H120M80 130H108', ink.deep, 4),
  umbrella: (ink) =>
    stroke('M100 20V150Q100 170 82 170Q68 170 68 156', WOOD_DARK, 7) +
    fill(
      'M12 104Q20 30 100 26Q180 30 188 104Q170 88 152 102Q126 88 100 102Q74 88 48 102Q30 88 12 104Z',
      ink.printed,
    ) +
    stroke('M100 28Q60 56 48 102M100 28Q140 56 152 102', ink.dark, 2),
  sign: (ink) =>
    stroke('M60 66L100 26L140 66', WOOD_DARK, 3) +
    dot(100, 26, 5, METAL_DARK) +
    box(22, 64, 156, 84, 6, over(ink.main, 'w', 'v')) +
    stroke('M32 74H168V138H32Z', ink.pale, 2.5) +
    `<g transform="translate(36 62) scale(.4)">${fill(HEART, ink.accent)}</g>` +
    stroke('M92 98H156M92 114H140', ink.pale, 7),
  ornament: (ink) =>
    stroke('M100 56V14', METAL_DARK, 2.5) +
    either(
      ink.at(1),
      box(90, 44, 20, 16, 3, BRASS) +
        dot(100, 110, 54, ink.ball) +
        stroke('M48 98Q100 122 152 98M48 122Q100 146 152 122', ink.accent, 5),
      stroke('M100 76V40', WOOD_DARK, 2) + `<g transform="translate(0 8)">${fill(HEART, ink.printed)}</g>`,
      fill('M100 46L116 92H164L126 120L140 166L100 138L60 166L74 120L36 92H84Z', ink.body),
    ),
  'cake-stand': (ink) =>
    fill('M90 118H110L116 160H84Z', ink.body) +
    oval(100, 164, 38, 7, ink.dark) +
    fill('M58 62H142V112H58Z', over('#e8c39a', 's')) +
    fill(
      'M54 58Q100 40 146 58V76Q138 90 130 76Q122 94 112 78Q102 92 92 78Q82 94 72 78Q62 90 54 76Z',
      over(ink.pale, 's'),
    ) +
    spots(
      [
        [76, 52],
        [100, 47],
        [124, 52],
      ],
      '#cf4440',
      12,
    ) +
    oval(100, 114, 76, 12, ink.body) +
    oval(100, 111, 76, 10, ink.light),
  cutlery: (ink) =>
    stroke('M52 24V66Q52 84 66 84Q80 84 80 66V24M66 24V66', METAL_DARK, 5) +
    box(60, 84, 12, 88, 6, ink.body) +
    oval(134, 54, 21, 31, STEEL) +
    box(128, 84, 12, 88, 6, ink.body) +
    fill('M92 24Q112 40 108 88H96Z', STEEL) +
    box(94, 86, 13, 86, 6, ink.body),
  'gift-box': (ink) =>
    box(34, 84, 132, 84, 5, ink.printed) +
    box(26, 62, 148, 28, 5, over(ink.main, 'v')) +
    fill('M88 62H112V168H88Z', ink.accent) +
    stroke('M100 60Q60 56 62 34Q72 18 100 60Q128 18 138 34Q140 56 100 60', ink.accent, 9),
  tin: (ink) =>
    fill('M46 62H154V156Q154 168 100 168Q46 168 46 156Z', ink.printed) +
    oval(100, 62, 54, 14, ink.deep) +
    oval(100, 56, 54, 14, over(ink.light, 'v')) +
    oval(100, 116, 34, 27, PAPER) +
    `<g transform="translate(70 86) scale(.3)">${fill(HEART, ink.accent)}</g>`,
  basket: (ink) =>
    stroke('M44 86Q48 20 100 20Q152 20 156 86', WOOD_DARK, 9) +
    fill('M24 84H176L158 160Q156 168 146 168H54Q44 168 42 160Z', over(ink.main, 'r', 's')) +
    box(20, 78, 160, 15, 7, over(ink.dark, 'r', 's')),
  hook: (ink) =>
    box(28, 52, 144, 40, 6, over(ink.main, 'w', 'v')) +
    row(
      3,
      (k) =>
        stroke(`M${62 + k * 38} 72V122q0 16-14 16q-12 0-12-12`, NIGHT, 6) + dot(62 + k * 38, 72, 6, BRASS),
    ),
  flower: (ink) =>
    stroke('M100 108V184M100 150Q72 146 64 122M100 162Q128 156 134 134', LEAF, 6) +
    fill('M64 122Q92 118 100 152Q72 152 64 122ZM134 134Q108 132 100 164Q128 164 134 134Z', LEAF) +
    spots(
      Array.from(
        { length: 8 },
        (_, k) => [100 + Math.cos((k * Math.PI) / 4) * 34, 68 + Math.sin((k * Math.PI) / 4) * 34] as const,
      ),
      ink.main,
      32,
    ) +
    dot(100, 68, 24, over(GOLD, 'o')),
  keyring: (ink) =>
    `<circle cx="100" cy="48" r="30" stroke="${METAL_DARK}" stroke-width="8"/>` +
    stroke('M79 34A27 27 0 0 1 100 21', PAPER, 2.5) +
    box(92, 76, 16, 20, 4, STEEL) +
    `<g transform="translate(0 26)">${fill(HEART, ink.ball)}</g>`,
}
