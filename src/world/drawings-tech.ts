/** Silhouettes of machines, instruments and tools. */
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
  WOOD_DARK,
} from './pen.ts'

export const TECH_DRAWINGS: Readonly<Record<string, Drawing>> = {
  headphones: (ink) =>
    stroke('M42 122 V102 Q42 36 100 36 Q158 36 158 102 V122', ink.deep, 11) +
    stroke('M66 48 Q100 26 134 48', ink.light, 6) +
    mirrored(
      box(26, 98, 34, 64, 15, ink.main),
      box(50, 102, 16, 56, 7, NIGHT),
      box(30, 108, 8, 44, 4, either(ink.at(1), ink.light, ink.dark, ink.accent)),
    ),
  speaker: (ink) =>
    byType(ink, {
      shelf:
        box(52, 24, 96, 146, 12, ink.main) +
        box(130, 24, 18, 146, 9, ink.dark) +
        dot(98, 62, 20, NIGHT) +
        dot(98, 62, 10, METAL) +
        dot(98, 122, 34, NIGHT) +
        dot(98, 122, 23, '#4a4e58') +
        dot(98, 122, 10, ink.light),
      portable:
        box(20, 70, 160, 90, 26, ink.main) +
        box(28, 82, 144, 66, 18, ink.deep) +
        row(60, (k) => dot(40 + (k % 12) * 11, 92 + Math.floor(k / 12) * 11.6, 2.4, ink.light)) +
        stroke('M66 70 Q66 48 84 48 H116 Q134 48 134 70', WOOD_DARK, 7),
      '':
        box(58, 30, 84, 138, 40, ink.main) +
        row(7, (k) => stroke(`M66 ${70 + k * 13} H134`, ink.dark, 4)) +
        oval(100, 46, 28, 9, NIGHT) +
        dot(100, 46, 3, ink.accent),
    }),
  guitar: (ink) =>
    turned(
      28,
      100,
      100,
      fill(
        'M100 84 Q132 82 126 106 Q122 116 138 130 Q152 160 122 172 Q100 178 78 172 Q48 160 62 130 Q78 116 74 106 Q68 82 100 84 Z',
        ink.main,
      ),
      stroke(
        'M100 84 Q132 82 126 106 Q122 116 138 130 Q152 160 122 172 Q100 178 78 172 Q48 160 62 130 Q78 116 74 106 Q68 82 100 84 Z',
        ink.deep,
        3,
      ),
      dot(100, 118, 15, NIGHT),
      box(94, 18, 12, 92, 1, WOOD_DARK),
      fill('M91 -4 H109 L107 22 H93 Z', NIGHT),
      row(3, (k) => dot(88, 2 + k * 7, 3, METAL) + dot(112, 2 + k * 7, 3, METAL)),
      box(84, 148, 32, 7, 2, NIGHT),
      stroke('M97 8 V150 M103 8 V150', PAPER, 1.2),
      either(ink.at(1), fill('M116 118 Q134 124 124 146 Q112 140 112 126 Z', ink.deep), ''),
    ),
  phone: (ink) =>
    turned(
      -10 + ink.at(1) * 20,
      100,
      100,
      box(58, 18, 84, 164, 16, ink.dark),
      box(55, 18, 84, 164, 16, ink.main),
      box(61, 24, 72, 152, 11, NIGHT),
      fill('M61 120 Q90 96 133 116 V165 Q133 176 122 176 H72 Q61 176 61 165 Z', ink.accent),
      dot(112, 66, 18, ink.light),
      box(84, 30, 26, 7, 3.5, '#15161a'),
      row(4, (k) => box(70 + k * 15, 156, 10, 10, 3, PAPER)),
    ),
  'phone-case': (ink) =>
    turned(
      6 + ink.at(1) * 8,
      100,
      100,
      box(60, 20, 80, 160, 17, ink.dark),
      box(56, 18, 80, 160, 17, ink.main),
      motif(ink, 64, 82, 64, 84, ink.light),
      box(64, 26, 34, 44, 11, ink.deep),
      dot(75, 40, 7, NIGHT),
      dot(88, 56, 7, NIGHT),
      dot(88, 38, 3, PAPER),
    ),
  laptop: (ink) =>
    box(42, 46, 116, 86, 8, ink.main) +
    box(48, 52, 104, 74, 3, NIGHT) +
    fill('M48 104 Q80 80 112 98 Q134 110 152 94 V126 H48 Z', ink.accent) +
    dot(126, 72, 10, '#ffe6a6') +
    fill('M42 132 H158 L182 156 H18 Z', ink.light) +
    row(3, (k) => fill(`M${52 - k * 5} ${136 + k * 5} H${148 + k * 5} l2 3 H${50 - k * 5} Z`, ink.dark)) +
    fill('M84 150 H116 L118 155 H82 Z', ink.dark) +
    box(16, 155, 168, 7, 3.5, ink.dark),
  charger: (ink) =>
    stroke(
      'M100 130 Q100 178 140 170 Q182 160 168 112 Q160 92 176 74',
      ink.at(1) < 0.5 ? ink.deep : ink.accent,
      6,
    ) +
    box(82, 14, 9, 30, 2, METAL_DARK) +
    box(109, 14, 9, 30, 2, METAL_DARK) +
    box(54, 40, 92, 94, 20, ink.main) +
    box(122, 40, 24, 94, 18, ink.dark) +
    fill('M104 58 L80 94 H96 L90 118 L118 80 H101 Z', ink.accent) +
    turned(24, 176, 66, box(168, 46, 16, 26, 4, NIGHT), box(171, 34, 10, 14, 1, METAL)),
  camera: (ink) =>
    box(66, 46, 60, 26, 8, METAL_DARK) +
    box(136, 52, 24, 14, 4, NIGHT) +
    box(22, 62, 156, 100, 14, METAL) +
    box(22, 84, 156, 56, 0, ink.main) +
    box(150, 84, 28, 56, 0, ink.dark) +
    dot(98, 112, 43, METAL_DARK) +
    dot(98, 112, 37, NIGHT) +
    dot(98, 112, 25, '#4e5a70') +
    dot(98, 112, 14, '#23262e') +
    dot(89, 102, 7, '#a9c3dc') +
    box(34, 70, 20, 9, 3, either(ink.at(1), ink.accent, NIGHT)) +
    dot(160, 76, 5, '#d9534f'),
  'camera-bag': (ink) =>
    stroke('M40 86 Q46 22 100 22 Q154 22 160 86', ink.deep, 8) +
    box(28, 76, 144, 92, 14, ink.main) +
    fill('M28 96 Q28 76 44 76 H156 Q172 76 172 96 V112 Q100 136 28 112 Z', ink.dark) +
    box(58, 130, 84, 32, 7, ink.dark) +
    stroke('M62 140 H138', ink.light, 3) +
    mirrored(box(56, 104, 10, 30, 2, WOOD_DARK), box(54, 116, 14, 10, 2, GOLD)),
  tripod: (ink) =>
    stroke('M100 76 L56 172', ink.dark, 8) +
    stroke('M100 76 L144 172', ink.dark, 8) +
    stroke('M100 76 V164', ink.main, 8) +
    stroke('M86 106 L68 146 M114 106 L132 146', ink.light, 4) +
    stroke('M78 124 H122', METAL_DARK, 4) +
    box(88, 52, 24, 28, 5, NIGHT) +
    stroke('M112 66 L148 74', NIGHT, 6) +
    box(66, 36, 68, 14, 5, ink.main) +
    box(80, 26, 40, 11, 3, NIGHT),
  hammer: (ink) =>
    turned(
      36 + ink.at(1) * 14,
      100,
      100,
      fill('M92 54 H108 L112 176 Q112 186 100 186 Q88 186 88 176 Z', ink.main),
      fill('M100 54 H108 L112 176 Q112 186 100 186 Z', ink.dark),
      box(88, 132, 24, 54, 9, ink.at(2) < 0.5 ? NIGHT : ink.deep),
      fill('M112 26 H128 Q160 28 168 60 Q146 48 128 58 H84 V26 Z', METAL),
      box(46, 22, 30, 42, 5, METAL_DARK),
      box(72, 30, 44, 26, 3, METAL),
      box(72, 46, 50, 11, 3, METAL_DARK),
    ),
  drill: (ink) =>
    box(8, 74, 40, 7, 2, METAL_DARK) +
    fill('M44 66 H64 V90 H44 L38 84 V72 Z', NIGHT) +
    fill('M62 50 H146 Q168 50 168 74 Q168 102 146 104 H62 Z', ink.main) +
    fill('M104 100 H144 L154 150 H118 Z', ink.dark) +
    fill('M92 102 H108 Q104 120 112 128 L104 130 Q90 120 92 102 Z', NIGHT) +
    box(104, 144, 66, 28, 7, NIGHT) +
    box(104, 144, 66, 9, 4, ink.main) +
    row(4, (k) => box(128 + k * 9, 60, 4, 26, 2, ink.deep)) +
    box(72, 60, 40, 12, 4, ink.light) +
    either(ink.at(1), '', dot(118, 88, 6, ink.accent)),
  toolbox: (ink) =>
    stroke('M70 72 V52 Q70 42 80 42 H120 Q130 42 130 52 V72', NIGHT, 9) +
    box(22, 92, 156, 74, 8, ink.main) +
    fill('M32 70 H168 L180 98 H20 Z', ink.dark) +
    box(22, 96, 156, 8, 0, ink.deep) +
    mirrored(box(48, 88, 20, 26, 4, METAL), box(52, 94, 12, 10, 2, METAL_DARK)) +
    either(
      ink.at(1),
      box(78, 122, 44, 24, 4, ink.light),
      stroke('M32 138 H168', ink.light, 5),
      fill('M100 118 L114 142 H86 Z', GOLD),
    ),
}
