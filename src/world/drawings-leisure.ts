/** Silhouettes of play, sport, books and pets. */
import {
  box,
  byType,
  dot,
  type Drawing,
  either,
  fill,
  GOLD,
  METAL,
  METAL_DARK,
  mirrored,
  motif,
  NIGHT,
  oval,
  PAPER,
  row,
  stroke,
  turned,
  WOOD,
  WOOD_DARK,
} from './pen.ts'

/** Degrees to x and y on a circle about the point. */
const around = (x: number, y: number, radius: number, degrees: number): string => {
  const angle = (degrees * Math.PI) / 180
  return `${(x + Math.cos(angle) * radius).toFixed(1)} ${(y + Math.sin(angle) * radius).toFixed(1)}`
}

const pentagon = (x: number, y: number, radius: number, tilt: number): string =>
  `M${row(5, (k) => `${k === 0 ? '' : 'L'}${around(x, y, radius, tilt + k * 72)} `)}Z`

/** A piece of a puzzle with knobs above and to the right, and dents that take those of its neighbours. */
const PIECE =
  'M34 40 H56 Q50 18 66 18 Q82 18 76 40 H98 V62 Q120 56 120 72 Q120 88 98 82 V104 H76 Q82 84 66 84 Q50 84 56 104 H34 V82 Q54 88 54 72 Q54 56 34 62 Z'

const wheel = (x: number, y: number, radius: number): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${NIGHT}" stroke-width="5"/>` +
  stroke(
    row(6, (k) => `M${x} ${y} L${around(x, y, radius - 3, k * 60)} `),
    METAL,
    1.4,
  ) +
  dot(x, y, 4, METAL_DARK)

export const LEISURE_DRAWINGS: Readonly<Record<string, Drawing>> = {
  book: (ink) =>
    turned(
      -7 + ink.at(1) * 14,
      100,
      100,
      box(50, 26, 106, 146, 5, ink.deep),
      box(54, 30, 102, 138, 2, PAPER),
      box(48, 24, 100, 142, 5, ink.main),
      box(48, 24, 13, 142, 4, ink.dark),
      either(
        ink.at(2),
        dot(105, 82, 26, ink.accent) + fill('M61 122 L88 86 L108 110 L122 94 L148 122 V130 H61 Z', ink.deep),
        fill('M105 46 L130 90 L105 118 L80 90 Z', ink.accent) +
          fill('M105 62 L119 90 L105 106 L91 90 Z', ink.pale),
        stroke(
          'M76 96 Q90 76 104 92 Q118 108 134 84 M76 114 Q90 94 104 110 Q118 126 134 102',
          ink.accent,
          5,
        ) + dot(118, 62, 12, ink.pale),
        row(5, (k) =>
          box(
            72 + k * 14,
            60 + ((k * 17) % 28),
            8,
            62 - ((k * 17) % 28),
            2,
            k % 2 === 0 ? ink.accent : ink.pale,
          ),
        ),
        fill('M104 52 Q142 84 104 122 Q66 84 104 52 Z', ink.accent) + stroke('M104 60 V130', ink.pale, 3),
      ),
      box(76, 138, 58, 6, 3, ink.pale),
      box(84, 150, 42, 4, 2, ink.light),
    ),
  notebook: (ink) =>
    turned(
      -6 + ink.at(1) * 12,
      100,
      100,
      box(52, 28, 102, 144, 8, ink.deep),
      box(54, 30, 98, 140, 4, PAPER),
      box(48, 26, 100, 142, 8, ink.main),
      motif(ink, 62, 40, 70, 114, ink.light),
      box(132, 26, 7, 142, 0, ink.accent),
      box(72, 60, 48, 26, 3, PAPER),
      stroke('M80 70 H112 M80 78 H102', ink.dark, 2.5),
      fill('M62 166 H70 V184 L66 179 L62 184 Z', ink.accent),
    ),
  pen: (ink) =>
    turned(
      42 + ink.at(1) * 10,
      100,
      100,
      box(89, 6, 22, 76, 9, ink.main),
      box(102, 6, 9, 76, 4, ink.dark),
      stroke('M114 14 V58', GOLD, 4),
      box(88, 78, 24, 7, 1, GOLD),
      fill('M90 85 H110 V142 L106 150 H94 L90 142 Z', ink.deep),
      fill('M94 150 H106 L102 186 L100 192 L98 186 Z', GOLD),
      stroke('M100 164 V188', NIGHT, 1.4),
    ),
  ball: (ink) =>
    dot(100, 104, 64, ink.main) +
    fill('M148 62 A64 64 0 1 1 58 152 Q126 148 148 62 Z', ink.dark) +
    byType(ink, {
      football:
        fill(pentagon(100, 104, 23, -90), NIGHT) +
        stroke(
          row(5, (k) => `M${around(100, 104, 23, -90 + k * 72)} L${around(100, 104, 46, -90 + k * 72)} `),
          NIGHT,
          3,
        ) +
        row(5, (k) =>
          fill(
            pentagon(
              100 + Math.cos(((-90 + k * 72) * Math.PI) / 180) * 54,
              104 + Math.sin(((-90 + k * 72) * Math.PI) / 180) * 54,
              11,
              90 + k * 72,
            ),
            NIGHT,
          ),
        ),
      '': either(
        ink.at(1),
        stroke('M38 92 Q100 132 162 92 M84 42 Q64 104 92 167 M124 45 Q144 104 118 165', ink.pale, 4.5),
        stroke('M54 60 Q100 96 70 160 M146 60 Q104 100 132 158', PAPER, 5),
      ),
    }),
  racket: (ink) =>
    turned(
      34,
      100,
      100,
      oval(100, 62, 46, 58, ink.main),
      oval(100, 62, 37, 49, PAPER),
      row(6, (k) =>
        stroke(
          `M${75 + k * 10} ${62 - Math.sqrt(1 - ((75 + k * 10 - 100) / 37) ** 2) * 48} V${62 + Math.sqrt(1 - ((75 + k * 10 - 100) / 37) ** 2) * 48}`,
          METAL,
          1.5,
        ),
      ),
      row(8, (k) => {
        const y = 26 + k * 10.3
        const half = Math.sqrt(1 - ((y - 62) / 49) ** 2) * 36
        return stroke(`M${100 - half} ${y} H${100 + half}`, METAL, 1.5)
      }),
      fill('M78 110 L94 142 H106 L122 110 L114 114 L102 136 H98 L86 114 Z', ink.dark),
      box(92, 138, 16, 56, 5, NIGHT),
      row(4, (k) => stroke(`M92 ${152 + k * 11} l16 -5`, ink.accent, 2.5)),
    ),
  mat: (ink) =>
    fill('M52 150 H186 L178 168 H44 Z', ink.dark) +
    fill('M52 146 H186 L178 164 H44 Z', ink.main) +
    fill('M44 164 H178 V169 H44 Z', ink.deep) +
    dot(62, 124, 43, ink.main) +
    dot(62, 124, 35, ink.light) +
    dot(62, 124, 28, ink.main) +
    dot(62, 124, 20, ink.light) +
    dot(62, 124, 13, ink.main) +
    dot(62, 124, 5, ink.deep) +
    byType(ink, {
      travel: stroke('M40 88 Q62 70 84 88', WOOD_DARK, 6),
      '': row(4, (k) => stroke(`M${112 + k * 16} 150 l-5 10`, ink.light, 3)),
    }) +
    either(
      ink.at(1),
      box(116, 96, 44, 50, 6, ink.accent) + box(116, 112, 44, 6, 0, PAPER),
      dot(140, 118, 29, ink.accent),
      '',
    ),
  dumbbell: (ink) =>
    turned(
      -18,
      100,
      104,
      box(60, 96, 80, 16, 4, METAL),
      box(76, 94, 48, 20, 6, METAL_DARK),
      mirrored(
        box(42, 64, 24, 80, 8, ink.main),
        box(56, 64, 10, 80, 5, ink.dark),
        box(24, 76, 20, 56, 7, ink.deep),
      ),
    ),
  tent: (ink) =>
    fill('M100 42 L184 164 H16 Z', ink.main) +
    fill('M100 42 L184 164 H128 Z', ink.dark) +
    fill('M100 42 L126 164 H74 Z', NIGHT) +
    fill('M100 42 L74 164 H58 Q88 110 100 42 Z', ink.light) +
    fill('M100 42 L126 164 H142 Q112 110 100 42 Z', ink.deep) +
    stroke('M100 42 L94 32 M100 42 L106 32', NIGHT, 4) +
    stroke('M16 164 L4 172 M184 164 L196 172', NIGHT, 3) +
    either(
      ink.at(1),
      stroke('M48 118 H72 M36 136 H66', ink.pale, 5),
      '',
      fill(pentagon(154, 140, 10, -90), ink.pale),
    ),
  flask: (ink) =>
    either(
      ink.at(1),
      box(84, 14, 32, 26, 5, NIGHT) + stroke('M90 18 Q100 2 110 18', NIGHT, 5),
      box(78, 18, 44, 26, 8, WOOD) + box(78, 34, 44, 6, 0, WOOD_DARK),
      box(80, 12, 40, 30, 6, ink.accent),
    ) +
    fill(
      'M84 42 H116 V52 Q136 60 136 82 V156 Q136 170 122 170 H78 Q64 170 64 156 V82 Q64 60 84 52 Z',
      ink.main,
    ) +
    fill('M110 42 H116 V52 Q136 60 136 82 V156 Q136 170 122 170 H112 Q124 110 110 42 Z', ink.dark) +
    stroke('M74 84 V140', ink.light, 5) +
    motif(ink, 84, 92, 30, 56, ink.light) +
    box(64, 160, 72, 10, 5, METAL_DARK),
  bike: (ink) =>
    wheel(46, 126, 38) +
    wheel(154, 126, 38) +
    stroke(
      ink.at(1) < 0.5
        ? 'M46 126 L78 76 H134 L98 126 H46 M78 76 L98 126'
        : 'M46 126 L76 82 Q100 122 134 84 M76 82 L98 126 H46',
      ink.main,
      6.5,
    ) +
    stroke('M154 126 L130 56', ink.main, 6.5) +
    stroke('M78 78 L72 58', METAL_DARK, 5) +
    fill('M54 54 Q74 46 92 54 Q84 62 72 61 Q60 61 54 54 Z', WOOD_DARK) +
    stroke(ink.at(2) < 0.5 ? 'M130 56 L126 46 Q140 42 150 50' : 'M130 56 L128 46 H110', NIGHT, 5) +
    dot(98, 126, 10, METAL_DARK) +
    stroke('M98 126 L108 142 M102 144 H114', NIGHT, 4) +
    (ink.at(3) < 0.4
      ? box(142, 60, 34, 24, 4, WOOD) + stroke('M142 68 H176 M142 76 H176', WOOD_DARK, 2)
      : ''),
  blocks: (ink) =>
    box(32, 112, 56, 56, 6, ink.main) +
    box(112, 112, 56, 56, 6, ink.accent) +
    fill('M52 160 V138 Q60 126 68 138 V160 Z', ink.pale) +
    dot(140, 140, 15, PAPER) +
    box(60, 62, 80, 48, 6, '#e8c26a') +
    fill('M80 110 V96 Q100 70 120 96 V110 Z', ink.pale) +
    either(
      ink.at(1),
      fill('M100 12 L138 60 H62 Z', ink.dark),
      fill('M62 60 Q62 18 100 18 Q138 18 138 60 Z', ink.dark),
      box(76, 20, 48, 40, 5, ink.dark) + fill(pentagon(100, 40, 13, -90), ink.pale),
    ),
  teddy: (ink) =>
    mirrored(
      dot(64, 42, 19, ink.main),
      dot(64, 42, 10, ink.pale),
      oval(56, 116, 17, 30, ink.dark),
      oval(66, 158, 26, 17, ink.main),
      oval(58, 160, 10, 9, ink.pale),
    ) +
    oval(100, 128, 42, 42, ink.main) +
    oval(100, 132, 25, 27, ink.light) +
    dot(100, 68, 42, ink.main) +
    oval(100, 82, 21, 16, ink.pale) +
    mirrored(dot(84, 62, 4.6, NIGHT)) +
    oval(100, 75, 7, 5, NIGHT) +
    stroke('M100 80 Q98 90 91 90 M100 80 Q102 90 109 90', NIGHT, 2.4) +
    either(
      ink.at(1),
      fill('M100 108 L76 98 V120 Z M100 108 L124 98 V120 Z', ink.accent) + dot(100, 109, 6, ink.accent),
      box(68, 102, 64, 12, 6, ink.accent) + box(112, 106, 14, 34, 4, ink.accent),
      '',
    ),
  puzzle: (ink) =>
    fill(PIECE, ink.main) +
    `<g transform="translate(66 0)">${fill(PIECE, ink.accent)}</g>` +
    `<g transform="translate(0 66)">${fill(PIECE, ink.light)}</g>` +
    turned(14 + ink.at(1) * 10, 146, 146, `<g transform="translate(76 72)">${fill(PIECE, ink.dark)}</g>`),
  'pet-food': (ink) =>
    fill('M54 40 H146 L152 56 V158 Q152 168 142 168 H58 Q48 168 48 158 V56 Z', ink.main) +
    fill('M128 40 H146 L152 56 V158 Q152 168 142 168 H130 Z', ink.dark) +
    box(52, 30, 96, 13, 2, ink.deep) +
    stroke('M56 36 H144', ink.pale, 2) +
    dot(94, 106, 38, PAPER) +
    oval(94, 116, 16, 13, ink.main) +
    dot(74, 102, 7, ink.main) +
    dot(87, 91, 7.5, ink.main) +
    dot(102, 91, 7.5, ink.main) +
    dot(114, 102, 7, ink.main) +
    either(ink.at(1), box(56, 150, 72, 8, 2, ink.accent), box(56, 52, 72, 8, 2, ink.accent)),
  treats: (ink) =>
    fill('M50 60 Q100 50 150 60 L146 158 Q145 168 134 168 H66 Q55 168 54 158 Z', ink.main) +
    fill('M50 60 Q100 50 150 60 L149 78 Q100 68 51 78 Z', ink.deep) +
    dot(100, 48, 6, PAPER) +
    turned(
      -20 + ink.at(1) * 40,
      100,
      118,
      box(74, 108, 52, 20, 8, PAPER),
      dot(74, 108, 12, PAPER),
      dot(74, 128, 12, PAPER),
      dot(126, 108, 12, PAPER),
      dot(126, 128, 12, PAPER),
    ),
  'pet-bowl': (ink) =>
    oval(100, 96, 66, 22, ink.deep) +
    oval(100, 94, 56, 15, '#8a5a38') +
    row(9, (k) => dot(62 + k * 9.5, 90 + ((k * 5) % 8), 8, k % 2 === 0 ? '#a36d45' : '#8f5d3a')) +
    fill('M34 96 Q100 132 166 96 L180 156 Q180 168 166 168 H34 Q20 168 20 156 Z', ink.main) +
    fill('M166 96 L180 156 Q180 168 166 168 H138 Q156 140 150 106 Z', ink.dark) +
    oval(94, 150, 11, 9, ink.pale) +
    dot(80, 140, 5, ink.pale) +
    dot(89, 133, 5, ink.pale) +
    dot(100, 133, 5, ink.pale) +
    dot(108, 140, 5, ink.pale) +
    either(ink.at(1), '', stroke('M30 118 Q100 148 170 118', ink.light, 3)),
}
