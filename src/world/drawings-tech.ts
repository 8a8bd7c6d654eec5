/** Silhouettes of machines and instruments. */
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
  BLACK,
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
  byType,
  over,
} from './pen.ts'

/** What is on a lit screen, in a box: a landscape, figures, or tiles. */
const screen = (ink: Ink, x: number, y: number, width: number, height: number, radius: number): string => {
  const [right, foot] = [x + width, y + height]
  const [half, most] = [y + height * 0.5, y + height * 0.7].map(Math.round)
  return (
    box(x, y, width, height, radius, NIGHT) +
    either(
      ink.at(8),
      box(x + 3, y + 3, width - 6, height - 6, radius - 2, '#bcd9ea') +
        dot(right - width * 0.3, y + height * 0.28, Math.min(width, height) * 0.13, '#ffe6a6') +
        fill(
          `M${x + 3} ${foot - 6}V${most}L${x + width * 0.35} ${half}L${x + width * 0.6} ${most}L${right - width * 0.2} ${half + 6}L${right - 3} ${most}V${foot - 6}Q${right - 3} ${foot - 3} ${right - 6} ${foot - 3}H${x + 6}Q${x + 3} ${foot - 3} ${x + 3} ${foot - 6}Z`,
          ink.accent,
        ),
      box(x + 3, y + 3, width - 6, height - 6, radius - 2, '#eef1f4') +
        row(4, (k) =>
          box(
            x + width * (0.14 + 0.2 * k),
            foot - 10 - height * (0.2 + 0.12 * ((k * 2 + 1) % 4)),
            width * 0.12,
            height * (0.2 + 0.12 * ((k * 2 + 1) % 4)),
            2,
            k === 2 ? ink.accent : '#5b7fa6',
          ),
        ) +
        stroke(
          `M${x + width * 0.14} ${y + height * 0.16}h${width * 0.4}m-${width * 0.4} 7h${width * 0.25}`,
          '#9aa6b2',
          4,
        ),
      box(x + 3, y + 3, width - 6, height - 6, radius - 2, '#2b3a55') +
        row(6, (k) =>
          box(
            x + width * (0.13 + 0.27 * (k % 3)),
            y + height * (0.3 + 0.28 * Math.floor(k / 3)),
            width * 0.19,
            width * 0.19,
            4,
            [ink.accent, '#e0a458', '#7fb5a2', '#d9806a', PAPER, '#8fbfe0'][
              (k + Math.floor(ink.at(9) * 6)) % 6
            ] as string,
          ),
        ) +
        stroke(`M${x + width * 0.3} ${y + height * 0.16}h${width * 0.4}`, PAPER, 4),
    )
  )
}

const headphones: Drawing = (ink) =>
  stroke('M42 122V102Q42 34 100 34Q158 34 158 102V122', ink.deep, ink.type.includes('studio') ? 15 : 10) +
  stroke('M64 50Q100 24 136 50', ink.make === 'leather' ? '#8a5a3a' : ink.light, 6) +
  (ink.type.includes('studio') ? stroke('M44 160Q40 186 78 184Q110 182 120 192', NIGHT, 4) : '') +
  mirrored(
    box(50, 100, 18, 60, 8, BLACK),
    ink.type === 'headphones' ? oval(42, 130, 21, 36, ink.body) : box(22, 96, 36, 68, 16, ink.body),
    either(ink.at(1), oval(38, 130, 8, 18, ink.dark), box(30, 108, 7, 44, 4, ink.light), ''),
  )

const speaker: Drawing = (ink) => {
  const cone = (x: number, y: number, radius: number): string =>
    dot(x, y, radius, NIGHT) +
    dot(x, y, radius * 0.72, over('#555a66', 'o')) +
    dot(x, y, radius * 0.3, over('#3a3e48', 'o'))
  return byType(ink, {
    shelf: () =>
      box(48, 20, 104, 148, 8, ink.body) +
      cone(100, 58, 21) +
      cone(100, 120, 38) +
      spots([[100, 158]], ink.accent, 5),
    portable: () =>
      stroke('M60 74Q60 44 82 44H118Q140 44 140 74', '#8a5a3a', 8) +
      box(16, 68, 168, 94, 28, ink.body) +
      box(24, 80, 152, 70, 20, over(NIGHT, 'b')) +
      spots(
        [
          [148, 74],
          [136, 74],
        ],
        PAPER,
        6,
      ) +
      box(134, 134, 32, 9, 3, BRASS),
    '': () =>
      ink.make === 'linen' || ink.at(1) < 0.5
        ? fill(
            'M54 60Q54 30 100 30Q146 30 146 60V140Q146 168 100 168Q54 168 54 140Z',
            over(ink.main, 'l', 's'),
          ) +
          oval(100, 46, 40, 13, NIGHT) +
          spots(
            [
              [86, 46],
              [100, 46],
              [114, 46],
            ],
            PAPER,
            5,
          ) +
          box(54, 146, 92, 6, 0, GOLD)
        : box(28, 62, 144, 104, 12, ink.body) +
          box(38, 72, 124, 84, 6, over('#4a4e58', 'b')) +
          cone(70, 114, 25) +
          cone(130, 114, 25),
  })
}

const guitar: Drawing = (ink) =>
  turned(
    28,
    100,
    100,
    ink.type.includes('travel')
      ? fill(
          'M100 92Q124 90 120 112Q118 122 130 134Q140 160 116 172Q100 176 84 172Q60 160 70 134Q82 122 80 112Q76 90 100 92Z',
          over(ink.main, 'w', 'v'),
        )
      : fill(
          'M100 80Q136 78 130 106Q124 116 142 132Q156 164 124 178Q100 184 76 178Q44 164 58 132Q76 116 70 106Q64 78 100 80Z',
          over(ink.main, 'w', 'v'),
        ) +
          stroke(
            'M100 80Q136 78 130 106Q124 116 142 132Q156 164 124 178Q100 184 76 178Q44 164 58 132Q76 116 70 106Q64 78 100 80Z',
            ink.deep,
            3,
          ),
    dot(100, 122, 17, NIGHT) + `<circle cx="100" cy="122" r="20" stroke="${ink.pale}" stroke-width="2"/>`,
    box(93, 12, 14, 102, 1, over('#5a3d2a', 's')),
    stroke('M93 28h14M93 42h14M93 56h14M93 70h14M93 84h14M93 98h14', METAL, 1.2),
    fill('M89 -18H111L108 14H92Z', over('#4a3223', 's')),
    spots(
      [
        [86, -12],
        [86, -4],
        [86, 5],
        [114, -12],
        [114, -4],
        [114, 5],
      ],
      METAL,
      6,
    ),
    box(80, 152, 40, 8, 2, over('#4a3223', 's')),
    stroke('M97 0V152M100 0V152M103 0V152', PAPER, 0.9),
    either(ink.at(1), fill('M120 122Q138 130 126 152Q114 144 116 130Z', ink.deep), ''),
  )

const phone: Drawing = (ink) => {
  const width = ink.type.includes('large') ? 88 : ink.type.includes('compact') ? 72 : 80
  const left = 100 - width / 2
  return ink.at(2) < 0.45
    ? turned(
        8,
        100,
        100,
        box(left - 22, 22, width, 160, 17, ink.body),
        box(left - 16, 30, 36, 40, 12, over(ink.dark, 'v')),
        spots(
          [
            [left - 5, 41],
            [left - 5, 58],
            [left + 10, 50],
          ],
          NIGHT,
          12,
        ),
        spots(
          [
            [left - 7, 39],
            [left - 7, 56],
            [left + 8, 48],
          ],
          '#8fa6bd',
          4,
        ),
      ) +
        turned(
          8,
          100,
          100,
          `<g transform="translate(26 6)">${box(left - 3, 15, width + 6, 166, 19, ink.body)}${screen(ink, left + 1, 19, width - 2, 158, 15)}${box(90, 25, 20, 6, 3, '#15161a')}</g>`,
        )
    : turned(
        -8 + ink.at(1) * 16,
        100,
        100,
        box(left - 4, 15, width + 8, 170, 19, ink.body),
        screen(ink, left + 1, 20, width - 2, 160, 14),
        box(88, 26, 24, 7, 3.5, '#15161a'),
      )
}

const phoneCase: Drawing = (ink) =>
  turned(
    5 + ink.at(1) * 6,
    100,
    100,
    ink.type.includes('folio')
      ? fill('M108 20H150Q164 20 164 34V166Q164 180 150 180H108Z', ink.deep) +
          box(112, 26, 46, 148, 10, NIGHT) +
          box(40, 18, 84, 164, 12, ink.cloth) +
          stroke('M48 26H116V174H48Z', ink.light, 2) +
          box(108, 88, 26, 20, 5, ink.dark) +
          dot(126, 98, 4, GOLD)
      : box(60, 20, 84, 164, 19, ink.deep) +
          box(56, 18, 84, 164, 19, ink.make === 'silicone' ? ink.printed : ink.cloth) +
          box(64, 27, 38, 46, 12, ink.deep) +
          spots(
            [
              [76, 40],
              [76, 59],
              [91, 49],
            ],
            NIGHT,
            13,
          ) +
          spots(
            [
              [74, 38],
              [74, 57],
              [89, 47],
            ],
            '#8fa6bd',
            4,
          ),
  )

export const TECH_DRAWINGS: Readonly<Record<string, Drawing>> = {
  headphones,
  speaker,
  guitar,
  phone,
  'phone-case': phoneCase,
  laptop: (ink) =>
    box(36, 36, 128, 98, 8, ink.body) +
    screen(ink, 41, 41, 118, 86, 5) +
    fill('M34 132H166L190 158H10Z', ink.body) +
    fill('M48 137H152L158 146H42Z', ink.deep) +
    fill('M82 149H118L121 155H79Z', ink.dark) +
    stroke('M46 141H154', ink.dark, 1.5) +
    fill('M10 158H190Q188 166 180 166H20Q12 166 10 158Z', ink.dark),
  charger: (ink) => {
    const cord =
      ink.make === 'braided'
        ? stroke('M100 130Q100 180 142 170Q182 158 168 112Q160 92 176 74', ink.accent, 7) +
          `<path d="M100 130Q100 180 142 170Q182 158 168 112Q160 92 176 74" stroke="${PAPER}" stroke-width="3" stroke-dasharray="3 6"/>`
        : stroke('M100 130Q100 180 142 170Q182 158 168 112Q160 92 176 74', ink.deep, 6)
    const plug = turned(
      24,
      176,
      66,
      box(167, 46, 18, 28, 5, over(ink.main, 's')),
      box(170, 32, 12, 16, 2, STEEL),
    )
    return byType(ink, {
      desk: () =>
        stroke('M150 150Q186 150 184 110Q182 84 196 70', ink.deep, 5) +
        box(26, 96, 128, 72, 14, ink.body) +
        row(3, (k) => box(40 + k * 34, 124, 22, 10, 4, NIGHT)) +
        spots([[38, 110]], '#6fcf97', 5) +
        stroke('M51 129V150', ink.deep, 6),
      travel: () =>
        cord +
        plug +
        box(58, 24, 10, 26, 2, STEEL) +
        box(90, 24, 10, 26, 2, STEEL) +
        turned(0, 0, 0, box(40, 46, 80, 84, 16, ink.body)) +
        row(2, (k) => box(52 + k * 30, 108, 22, 9, 4, NIGHT)) +
        fill('M84 58L66 84H78L74 100L94 74H82Z', ink.accent),
      '': () =>
        cord +
        plug +
        box(80, 12, 10, 32, 2, STEEL) +
        box(110, 12, 10, 32, 2, STEEL) +
        box(52, 40, 96, 94, 20, ink.body) +
        fill('M104 58L80 94H96L90 118L118 80H101Z', ink.accent),
    })
  },
  camera: (ink) => {
    const glass = (x: number, y: number, size: number): string =>
      dot(x, y, 44 * size, BLACK) +
      dot(x, y, 37 * size, over('#4a4e58', 'm')) +
      dot(x, y, 28 * size, NIGHT) +
      dot(x, y, 20 * size, over('#3f5672', 'o')) +
      dot(x - 7 * size, y - 8 * size, 5 * size, '#c9dcec')
    return ink.type.includes('instant')
      ? box(70, 10, 60, 62, 3, PAPER) +
          box(76, 16, 48, 38, 1, ink.accent) +
          box(24, 52, 152, 112, 22, ink.cloth) +
          box(34, 62, 34, 22, 6, over('#fff3c9', 'g')) +
          box(130, 62, 32, 20, 6, NIGHT) +
          glass(100, 112, 0.9) +
          spots([[46, 104]], '#d9534f', 15) +
          box(40, 152, 120, 6, 3, NIGHT)
      : (ink.type.includes('compact')
          ? box(140, 54, 26, 14, 5, STEEL)
          : fill('M70 64L80 36H120L130 64Z', STEEL) +
            box(138, 50, 26, 16, 4, BLACK) +
            box(34, 52, 20, 14, 4, STEEL)) +
          box(20, 62, 160, 104, 14, STEEL) +
          box(
            20,
            84,
            160,
            62,
            0,
            ink.make === 'leather' || ink.make === 'magnesium'
              ? over(ink.main, 't', 'v')
              : over(ink.main, 'v'),
          ) +
          glass(100, 114, 1) +
          box(34, 69, 22, 10, 3, either(ink.at(1), ink.accent, NIGHT)) +
          spots([[160, 76]], '#d9534f', 9)
  },
  'camera-bag': (ink) =>
    byType(ink, {
      pouch: () =>
        stroke('M70 46Q100 10 130 46', ink.deep, 7) +
        box(56, 42, 88, 126, 26, ink.cloth) +
        stroke('M56 76H144', ink.deep, 4) +
        stroke('M70 62H126', METAL_DARK, 3) +
        box(72, 96, 56, 50, 8, over(ink.dark, 'v')),
      sling: () =>
        stroke('M34 120Q10 30 120 22Q178 24 168 110', ink.deep, 11) +
        fill('M28 118Q30 84 70 84H140Q176 86 174 126Q172 166 132 166H66Q30 166 28 118Z', ink.cloth) +
        stroke('M44 104Q100 88 158 104', ink.light, 3) +
        box(64, 118, 72, 36, 8, over(ink.dark, 'v')) +
        box(148, 96, 20, 16, 3, BLACK),
      '': () =>
        stroke('M40 86Q46 20 100 20Q154 20 160 86', ink.deep, 9) +
        box(26, 74, 148, 94, 14, ink.cloth) +
        fill('M26 96Q26 74 44 74H156Q174 74 174 96V114Q100 138 26 114Z', over(ink.dark, 'v')) +
        box(58, 130, 84, 34, 7, over(ink.dark, 'v')) +
        mirrored(box(56, 104, 11, 32, 2, over('#7a4d31', 't')), box(54, 118, 15, 11, 2, BRASS)),
    }),
  tripod: (ink) => {
    const isTable = ink.type.includes('table')
    const top = isTable ? 84 : 50
    const head =
      box(86, top, 28, 26, 5, BLACK) +
      stroke(`M112 ${top + 12}l40 9`, NIGHT, 6) +
      box(66, top - 14, 68, 14, 5, ink.body) +
      box(80, top - 25, 40, 12, 3, BLACK)
    return isTable
      ? stroke('M92 110Q60 128 44 166M108 110Q140 128 156 166M100 110V168', ink.deep, 12) +
          stroke('M90 112Q60 130 45 162', ink.light, 4) +
          head
      : stroke('M100 76L56 169M100 76L144 169M100 76V166', ink.deep, 8) +
          stroke('M96 76L72 126M104 76L128 126M100 76V128', ink.make === 'ash' ? '#c99b68' : ink.main, 12) +
          stroke('M78 128L100 118L122 128', METAL_DARK, 4) +
          spots(
            [
              [73, 126],
              [127, 126],
              [100, 130],
            ],
            METAL_DARK,
            11,
          ) +
          head
  },
}
