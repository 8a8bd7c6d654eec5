/** Silhouettes of kitchen, house and garden. */
import {
  box,
  byType,
  dot,
  type Drawing,
  either,
  fill,
  GOLD,
  LEAF,
  LEAF_DARK,
  METAL,
  METAL_DARK,
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

export const HOME_DRAWINGS: Readonly<Record<string, Drawing>> = {
  kettle: (ink) =>
    stroke('M62 82 Q64 34 100 34 Q136 34 138 82', NIGHT, 9) +
    fill('M138 104 L168 82 L176 90 L142 138 Z', ink.dark) +
    fill('M62 76 Q100 64 138 76 L152 152 Q153 168 138 168 H62 Q47 168 48 152 Z', ink.main) +
    fill('M118 72 Q130 73 138 76 L152 152 Q153 168 138 168 H120 Q130 120 118 72 Z', ink.dark) +
    fill('M66 84 L74 82 L66 148 L58 148 Z', ink.light) +
    oval(100, 72, 38, 8, ink.deep) +
    dot(100, 62, 7, either(ink.at(1), NIGHT, WOOD, GOLD)),
  mug: (ink) =>
    stroke('M138 84 Q172 82 170 112 Q168 140 134 140', ink.dark, 12) +
    fill('M50 62 H142 V146 Q142 168 120 168 H72 Q50 168 50 146 Z', ink.main) +
    motif(ink, 50, 88, 92, 54, ink.light) +
    fill('M122 62 H142 V146 Q142 168 120 168 H112 Q122 160 122 146 Z', ink.dark) +
    oval(96, 62, 46, 10, ink.deep) +
    oval(96, 64, 39, 7, '#6b4632'),
  pan: (ink) =>
    turned(
      -24,
      100,
      110,
      box(132, 100, 64, 14, 7, either(ink.at(1), NIGHT, WOOD, METAL_DARK)),
      dot(188, 107, 3, PAPER),
      dot(84, 107, 62, ink.dark),
      dot(84, 107, 54, ink.main),
      dot(84, 107, 44, ink.deep),
      stroke('M52 96 Q58 76 78 70', ink.light, 5),
    ),
  knife: (ink) =>
    turned(
      -38 + ink.at(1) * 10,
      100,
      100,
      fill('M6 92 Q54 74 122 84 V112 Q56 120 6 92 Z', METAL),
      fill('M6 92 Q56 108 122 102 V112 Q56 120 6 92 Z', METAL_DARK),
      box(120, 80, 8, 34, 2, GOLD),
      fill('M128 84 H178 Q190 84 190 96 Q190 112 178 111 Q156 104 128 112 Z', ink.main),
      dot(142, 97, 3, ink.pale),
      dot(160, 96, 3, ink.pale),
      dot(177, 97, 3, ink.pale),
    ),
  sofa: (ink) => {
    const seats = ink.type.includes('three') ? 3 : ink.type === 'sofa' && ink.at(1) < 0.5 ? 3 : 2
    return (
      box(34, 152, 8, 20, 2, WOOD_DARK) +
      box(158, 152, 8, 20, 2, WOOD_DARK) +
      box(30, 72, 140, 70, 18, ink.dark) +
      row(seats, (k) => box(36 + (k * 128) / seats, 78, 128 / seats - 3, 50, 10, ink.main)) +
      box(26, 120, 148, 38, 10, ink.dark) +
      row(seats, (k) => box(34 + (k * 132) / seats, 112, 132 / seats - 2, 24, 9, ink.light)) +
      box(14, 98, 28, 60, 13, ink.main) +
      box(158, 98, 28, 60, 13, ink.main) +
      either(ink.at(2), turned(12, 60, 104, box(46, 88, 30, 30, 6, ink.accent)), '')
    )
  },
  chair: (ink) =>
    stroke('M66 116 L56 170', ink.deep, 8) +
    stroke('M134 116 L144 170', ink.deep, 8) +
    stroke('M76 118 L74 160', ink.dark, 6) +
    stroke('M124 118 L126 160', ink.dark, 6) +
    byType(ink, {
      spindle:
        stroke('M66 110 L62 40 M134 110 L138 40', ink.main, 8) +
        row(4, (k) => stroke(`M${80 + k * 13} 108 V48`, ink.main, 4)) +
        box(56, 32, 88, 18, 8, ink.main),
      desk:
        fill('M58 40 Q100 22 142 40 L134 98 Q100 108 66 98 Z', ink.main) +
        stroke('M72 96 V112 M128 96 V112', ink.dark, 7),
      '': either(
        ink.at(1),
        fill('M58 40 Q100 22 142 40 L134 98 Q100 108 66 98 Z', ink.main) +
          stroke('M72 96 V112 M128 96 V112', ink.dark, 7),
        stroke('M64 108 V58 Q64 30 100 30 Q136 30 136 58 V108', ink.main, 8) +
          row(3, (k) => stroke(`M68 ${56 + k * 15} H132`, ink.main, 5)),
      ),
    }) +
    fill('M58 108 Q100 100 142 108 L148 122 Q100 130 52 122 Z', ink.light) +
    fill('M52 121 Q100 129 148 121 V127 Q100 135 52 127 Z', ink.dark),
  table: (ink) =>
    byType(ink, {
      side: fill('M90 90 H110 L112 150 L140 168 H60 L88 150 Z', ink.dark),
      desk:
        box(34, 90, 12, 78, 2, ink.dark) +
        box(154, 90, 12, 78, 2, ink.dark) +
        box(40, 96, 120, 18, 2, ink.deep),
      '': either(
        ink.at(1),
        stroke('M48 92 L34 168 M152 92 L166 168', ink.dark, 9) +
          stroke('M66 92 L62 150 M134 92 L138 150', ink.deep, 7),
        box(34, 90, 12, 78, 2, ink.dark) +
          box(154, 90, 12, 78, 2, ink.dark) +
          box(40, 96, 120, 18, 2, ink.deep),
      ),
    }) +
    box(14, 78, 172, 15, 6, ink.main) +
    box(14, 87, 172, 6, 3, ink.dark) +
    either(
      ink.at(2),
      '',
      fill('M92 78 L88 54 H112 L108 78 Z', ink.accent) +
        stroke('M100 54 Q94 40 86 36 M100 54 Q104 38 114 34', LEAF, 3),
    ),
  shelf: (ink) =>
    box(44, 26, 112, 144, 3, ink.dark) +
    row(4, (k) => box(52, 34 + k * 33, 96, 27, 1, ink.deep)) +
    row(4, (k) => box(44, 60 + k * 33, 112, 7, 1, ink.main)) +
    box(44, 26, 8, 144, 2, ink.main) +
    box(148, 26, 8, 144, 2, ink.main) +
    row(5, (k) =>
      box(
        57 + k * 9,
        40 + ((k * 7) % 5),
        7,
        20 - ((k * 7) % 5),
        1,
        either(((k + 1) * 0.37 + ink.at(1)) % 1, ink.accent, PAPER, '#d98a6a', '#7fa3a8'),
      ),
    ) +
    dot(128, 51, 9, ink.accent) +
    box(110, 76, 26, 17, 3, PAPER) +
    row(4, (k) =>
      box(60 + k * 10, 108, 8, 18, 1, either(((k + 3) * 0.41 + ink.at(2)) % 1, PAPER, '#7fa3a8', ink.accent)),
    ) +
    fill('M118 126 L114 112 H138 L134 126 Z', '#d98a6a'),
  lamp: (ink) =>
    oval(100, 96, 72, 40, '#fff3cf') +
    either(
      ink.at(1),
      fill('M88 100 H112 Q136 120 128 148 Q124 164 112 164 H88 Q76 164 72 148 Q64 120 88 100 Z', ink.dark),
      box(95, 94, 10, 66, 2, GOLD) + dot(100, 126, 17, ink.dark),
      fill('M92 96 H108 L124 162 H76 Z', ink.dark),
    ) +
    box(70, 160, 60, 9, 4, WOOD_DARK) +
    fill('M72 32 H128 L152 100 H48 Z', ink.main) +
    fill('M112 32 H128 L152 100 H122 Z', ink.dark) +
    box(48, 96, 104, 6, 3, ink.light),
  pendant: (ink) =>
    stroke('M100 8 V62', NIGHT, 3) +
    fill('M66 124 L30 186 H170 L134 124 Z', '#fff5d6') +
    dot(100, 126, 16, '#ffe9a8') +
    byType(ink, {
      dome:
        fill('M36 126 Q38 62 100 60 Q162 62 164 126 Z', ink.main) +
        fill('M112 61 Q162 66 164 126 H136 Q138 84 112 61 Z', ink.dark),
      cluster:
        dot(100, 108, 50, ink.main) +
        row(4, (k) => stroke(`M${56 + k * 2} ${84 + k * 16} H${144 - k * 2}`, ink.dark, 3)),
      '': fill('M84 60 H116 L166 124 H34 Z', ink.main) + fill('M104 60 H116 L166 124 H132 Z', ink.dark),
    }) +
    box(88, 50, 24, 14, 4, GOLD),
  'floor-lamp': (ink) =>
    byType(ink, {
      arc: stroke('M150 166 V70 Q150 24 104 30', GOLD, 5) + oval(150, 168, 32, 7, NIGHT),
      tripod: stroke('M100 74 L66 170 M100 74 L134 170 M100 74 V160', WOOD_DARK, 6),
      '': stroke('M100 74 V166', NIGHT, 5) + oval(100, 168, 36, 7, NIGHT),
    }) +
    oval(100, 66, 62, 40, '#fff3cf') +
    fill('M80 26 H120 L142 78 H58 Z', ink.main) +
    fill('M110 26 H120 L142 78 H120 Z', ink.dark),
  cushion: (ink) =>
    turned(
      -8 + ink.at(1) * 16,
      100,
      104,
      fill('M36 42 Q100 56 164 42 Q150 104 164 166 Q100 152 36 166 Q50 104 36 42 Z', ink.main),
      motif(ink, 56, 64, 88, 82, ink.at(2) < 0.5 ? ink.light : ink.accent),
      stroke('M36 42 Q100 56 164 42 Q150 104 164 166 Q100 152 36 166 Q50 104 36 42 Z', ink.dark, 4),
    ),
  vase: (ink) =>
    stroke('M100 70 Q92 40 76 24 M100 70 Q102 40 100 16 M100 70 Q112 44 128 30', LEAF_DARK, 3.5) +
    dot(76, 24, 10, ink.accent) +
    dot(100, 15, 11, ink.accent) +
    dot(129, 29, 9, ink.accent) +
    oval(90, 48, 5, 11, LEAF) +
    either(
      ink.at(1),
      fill('M84 64 H116 Q114 84 132 104 Q150 134 124 168 H76 Q50 134 68 104 Q86 84 84 64 Z', ink.main) +
        fill('M106 64 H116 Q114 84 132 104 Q150 134 124 168 H108 Q132 130 106 64 Z', ink.dark),
      fill('M78 66 H122 L134 168 H66 Z', ink.main) + fill('M110 66 H122 L134 168 H112 Z', ink.dark),
      dot(100, 122, 47, ink.main) +
        box(86, 62, 28, 26, 5, ink.main) +
        fill('M112 76 Q160 100 138 150 Q120 172 100 169 Q140 130 112 76 Z', ink.dark),
    ),
  candle: (ink) =>
    oval(100, 52, 26, 34, '#fff0c4') +
    fill('M100 26 Q114 48 107 60 Q100 68 93 60 Q86 48 100 26 Z', '#f5a742') +
    stroke('M100 62 V82', NIGHT, 3) +
    fill('M56 80 H144 V152 Q144 168 128 168 H72 Q56 168 56 152 Z', ink.main) +
    fill('M126 80 H144 V152 Q144 168 128 168 H118 Q126 162 126 152 Z', ink.dark) +
    oval(100, 80, 44, 9, ink.pale) +
    box(70, 104, 48, 40, 3, PAPER) +
    either(
      ink.at(1),
      dot(94, 124, 9, ink.light),
      stroke('M80 118 H108 M80 128 H102', ink.dark, 3),
      fill('M94 112 L104 132 H84 Z', ink.light),
    ),
  rug: (ink) =>
    fill('M48 52 H152 L184 152 H16 Z', ink.main) +
    fill('M60 66 H140 L162 138 H38 Z', ink.light) +
    fill('M68 74 H132 L150 130 H50 Z', ink.main) +
    either(
      ink.at(1),
      fill('M100 80 L128 102 L100 124 L72 102 Z', ink.accent) +
        fill('M100 90 L114 102 L100 114 L86 102 Z', ink.pale),
      row(4, (k) => stroke(`M${66 - k * 3} ${82 + k * 13} H${134 + k * 3}`, ink.accent, 5)),
      oval(100, 102, 34, 19, ink.accent) + oval(100, 102, 20, 11, ink.pale),
    ) +
    row(15, (k) => stroke(`M${20 + k * 11.4} 153 l-1 8`, ink.dark, 2.5)) +
    row(10, (k) => stroke(`M${51 + k * 10.9} 51 v-6`, ink.dark, 2)),
  towel: (ink) =>
    box(22, 36, 156, 9, 4, METAL_DARK) +
    fill('M52 38 H148 V158 Q148 164 142 164 H58 Q52 164 52 158 Z', ink.main) +
    fill('M118 38 H148 V158 Q148 164 142 164 H118 Z', ink.dark) +
    box(52, 126, 96, 7, 0, ink.light) +
    box(52, 138, 96, 4, 0, ink.light) +
    box(52, 36, 96, 13, 5, ink.light) +
    fill('M70 46 H104 V110 H70 Z', ink.light),
  bedding: (ink) =>
    box(24, 40, 152, 74, 10, WOOD) +
    box(24, 104, 152, 60, 8, PAPER) +
    box(36, 76, 58, 40, 14, PAPER) +
    box(106, 76, 58, 40, 14, PAPER) +
    stroke('M44 108 Q64 114 86 108 M114 108 Q136 114 156 108', '#dcd8cf', 3) +
    fill('M18 116 Q100 100 182 116 V152 Q182 166 170 166 H30 Q18 166 18 152 Z', ink.main) +
    motif(ink, 26, 126, 148, 34, ink.light) +
    fill('M18 116 Q100 100 182 116 V126 Q100 110 18 126 Z', ink.pale),
  soap: (ink) =>
    box(94, 44, 12, 32, 2, NIGHT) +
    fill('M62 40 Q62 30 74 30 H112 Q118 30 118 38 V46 H76 Q76 52 70 52 H62 Z', NIGHT) +
    box(80, 66, 40, 16, 4, NIGHT) +
    fill('M70 80 H130 Q144 80 144 98 V156 Q144 168 132 168 H68 Q56 168 56 156 V98 Q56 80 70 80 Z', ink.main) +
    fill('M124 80 H130 Q144 80 144 98 V156 Q144 168 132 168 H120 Q128 120 124 80 Z', ink.dark) +
    box(66, 104, 52, 44, 3, PAPER) +
    either(
      ink.at(1),
      fill('M92 112 Q108 124 92 142 Q76 124 92 112 Z', ink.main),
      stroke('M76 118 H108 M76 128 H108 M76 138 H96', ink.dark, 3),
    ),
  plant: (ink) =>
    byType(ink, {
      fern: row(7, (k) =>
        turned(
          -60 + k * 20,
          100,
          118,
          fill('M100 120 Q84 76 100 32 Q116 76 100 120 Z', k % 2 === 0 ? LEAF : LEAF_DARK),
        ),
      ),
      snake: row(5, (k) =>
        fill(
          `M${84 + k * 8} 122 Q${66 + k * 12} 80 ${72 + k * 14} ${34 + ((k * 13) % 22)} Q${96 + k * 8} 80 ${96 + k * 4} 122 Z`,
          k % 2 === 0 ? LEAF : LEAF_DARK,
        ),
      ),
      '':
        stroke('M100 124 V60', WOOD_DARK, 6) +
        row(8, (k) =>
          oval(
            100 + Math.cos(k * 2.4) * 36,
            58 + Math.sin(k * 2.4) * 28,
            19,
            14,
            k % 2 === 0 ? LEAF : LEAF_DARK,
          ),
        ) +
        oval(100, 52, 22, 18, LEAF),
    }) +
    fill('M62 120 H138 L128 162 Q127 168 120 168 H80 Q73 168 72 162 Z', ink.main) +
    fill('M118 120 H138 L128 162 Q127 168 120 168 H112 Z', ink.dark) +
    box(56, 112, 88, 15, 4, ink.light),
  'watering-can': (ink) =>
    stroke('M74 82 Q82 32 118 48 Q136 58 128 84', ink.deep, 7) +
    stroke('M122 96 Q166 92 160 132 Q156 150 130 148', ink.dark, 8) +
    fill('M66 130 L22 70 L32 64 L72 104 Z', ink.dark) +
    turned(-38, 26, 66, oval(26, 64, 16, 6, ink.deep)) +
    fill('M62 84 H132 L140 158 Q141 168 132 168 H62 Q53 168 54 158 Z', ink.main) +
    fill('M114 84 H132 L140 158 Q141 168 132 168 H116 Q124 130 114 84 Z', ink.dark) +
    oval(97, 84, 35, 7, ink.deep) +
    box(58, 112, 76, 6, 0, ink.light),
  trowel: (ink) =>
    turned(
      32 + ink.at(1) * 12,
      100,
      100,
      fill('M76 92 Q72 150 100 184 Q128 150 124 92 Q100 84 76 92 Z', METAL),
      fill('M100 88 Q114 88 124 92 Q128 150 100 184 Z', METAL_DARK),
      box(95, 66, 10, 28, 3, METAL_DARK),
      box(86, 10, 28, 62, 13, ink.main),
      box(102, 10, 12, 62, 6, ink.dark),
      box(86, 58, 28, 8, 2, GOLD),
    ),
}
