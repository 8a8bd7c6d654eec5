/** Silhouettes of food and drink in their packets. */
import {
  box,
  byType,
  dot,
  either,
  fill,
  GLASS,
  GOLD,
  motif,
  NIGHT,
  oval,
  PAPER,
  row,
  stroke,
  turned,
  WOOD_DARK,
  type Drawing,
  type Ink,
} from './pen.ts'

/** A paper bag or pouch with a label, for what is sold by weight. */
const pouch = (ink: Ink, emblem: string): string =>
  fill('M58 46 H142 L148 62 V160 Q148 168 140 168 H60 Q52 168 52 160 V62 Z', ink.main) +
  fill('M58 46 H142 L148 62 H52 Z', ink.dark) +
  box(58, 38, 84, 12, 2, ink.deep) +
  fill('M128 62 H148 V160 Q148 168 140 168 H132 Z', ink.dark) +
  box(68, 84, 58, 62, 4, PAPER) +
  emblem

const tin = (ink: Ink, emblem: string): string =>
  box(54, 62, 92, 106, 8, ink.main) +
  box(126, 62, 20, 106, 8, ink.dark) +
  box(50, 48, 100, 22, 7, ink.deep) +
  box(54, 92, 92, 48, 0, PAPER) +
  emblem

const biscuitTub: Drawing = (ink) =>
  fill('M44 92 H156 L150 158 Q149 168 138 168 H62 Q51 168 50 158 Z', ink.main) +
  motif(ink, 58, 108, 84, 46, ink.light) +
  oval(100, 92, 58, 13, ink.deep) +
  row(
    3,
    (k) =>
      dot(68 + k * 32, 80 - (k % 2) * 10, 24, '#d9a864') + dot(68 + k * 32, 80 - (k % 2) * 10, 18, '#e6bd80'),
  ) +
  row(9, (k) =>
    dot(
      58 + (k % 3) * 9 + Math.floor(k / 3) * 32,
      74 - (Math.floor(k / 3) % 2) * 10 + (k % 2) * 7,
      2.4,
      '#7a4e2c',
    ),
  ) +
  fill('M42 90 Q100 112 158 90 L156 104 Q100 122 44 104 Z', ink.dark)

const chocolateBar: Drawing = (ink) =>
  turned(
    10 + ink.at(1) * 8,
    100,
    104,
    box(60, 26, 80, 90, 4, '#6b4430'),
    row(6, (k) => box(66 + (k % 2) * 36, 32 + Math.floor(k / 2) * 27, 32, 22, 3, '#825540')),
    fill('M54 84 L64 76 L76 86 L88 76 L100 86 L112 76 L124 86 L136 76 L146 84 V172 H54 Z', PAPER),
    box(54, 92, 92, 80, 2, ink.main),
    motif(ink, 62, 100, 76, 64, ink.light),
    box(72, 116, 56, 32, 3, ink.pale),
    stroke('M82 128 H118 M88 137 H112', ink.deep, 3),
  )

const sweets: Drawing = (ink) =>
  fill('M56 64 Q46 74 46 90 V152 Q46 168 62 168 H138 Q154 168 154 152 V90 Q154 74 144 64 Z', GLASS) +
  row(14, (k) =>
    box(
      54 + (k % 4) * 23 + (Math.floor(k / 4) % 2) * 6,
      146 - Math.floor(k / 4) * 18,
      18,
      14,
      5,
      k % 3 === 0 ? ink.accent : k % 3 === 1 ? ink.main : '#c98a4b',
    ),
  ) +
  box(52, 42, 96, 24, 8, ink.dark) +
  dot(100, 38, 9, ink.deep)

export const LARDER_DRAWINGS: Readonly<Record<string, Drawing>> = {
  tea: (ink) =>
    tin(
      ink,
      fill('M100 132 Q76 120 84 98 Q96 100 100 112 Q104 100 116 98 Q124 120 100 132 Z', ink.main) +
        stroke('M100 134 V112', ink.deep, 2.5),
    ) +
    either(
      ink.at(1),
      '',
      stroke('M146 78 Q170 84 162 112', PAPER, 2.5) + box(154, 110, 18, 20, 3, ink.accent),
    ),
  coffee: (ink) =>
    pouch(
      ink,
      turned(
        28,
        97,
        115,
        oval(97, 115, 17, 23, '#5b3d2b'),
        stroke('M97 94 Q89 106 97 115 Q105 124 97 136', PAPER, 3),
      ),
    ),
  biscuits: (ink) => byType(ink, { chocolate: chocolateBar(ink), caramel: sweets(ink), '': biscuitTub(ink) }),
  jar: (ink) =>
    fill('M58 66 Q48 74 48 88 V154 Q48 168 62 168 H138 Q152 168 152 154 V88 Q152 74 142 66 Z', GLASS) +
    fill('M54 84 Q100 76 146 84 V152 Q146 162 136 162 H64 Q54 162 54 152 Z', ink.main) +
    fill('M128 80 L146 84 V152 Q146 162 136 162 H124 Z', ink.dark) +
    box(64, 100, 72, 44, 5, PAPER) +
    dot(100, 122, 13, ink.light) +
    dot(100, 122, 7, ink.main) +
    box(56, 42, 88, 24, 6, either(ink.at(1), GOLD, NIGHT, ink.accent)) +
    box(60, 64, 80, 5, 2, WOOD_DARK),
}
