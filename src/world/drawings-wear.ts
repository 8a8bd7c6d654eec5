/** Silhouettes of clothes, shoes, finery and care. */
import {
  box,
  byType,
  dot,
  type Drawing,
  either,
  fill,
  GLASS,
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

const HANGER = stroke('M100 34 V26 Q100 18 107 18 Q114 18 113 25', METAL_DARK, 3)

export const WEAR_DRAWINGS: Readonly<Record<string, Drawing>> = {
  dress: (ink) =>
    HANGER +
    either(
      ink.at(1),
      fill(
        'M78 34 L70 40 L76 78 Q70 90 72 98 L44 172 H156 L128 98 Q130 90 124 78 L130 40 L122 34 Q116 56 100 58 Q84 56 78 34 Z',
        ink.main,
      ),
      fill(
        'M78 34 L50 52 L58 74 L74 68 L76 98 L50 172 H150 L124 98 L126 68 L142 74 L150 52 L122 34 Q100 52 78 34 Z',
        ink.main,
      ),
    ) +
    fill('M124 98 L150 172 H118 L108 104 Z', ink.dark) +
    motif(ink, 78, 116, 40, 44, ink.light) +
    box(74, 94, 52, 9, 3, ink.accent),
  jumper: (ink) =>
    fill(
      'M76 36 L40 56 L20 150 L44 156 L60 92 V166 H140 V92 L156 156 L180 150 L160 56 L124 36 Q100 46 76 36 Z',
      ink.main,
    ) +
    motif(ink, 60, 80, 80, 60, ink.light) +
    fill('M124 36 L160 56 L180 150 L156 156 L140 92 V166 H124 Q136 100 124 36 Z', ink.dark) +
    box(60, 156, 80, 12, 3, ink.deep) +
    turned(14, 32, 150, box(19, 144, 26, 11, 3, ink.deep)) +
    turned(-14, 168, 150, box(155, 144, 26, 11, 3, ink.deep)) +
    byType(ink, {
      cardigan:
        stroke('M100 46 V156', ink.deep, 3) +
        row(4, (k) => dot(105, 70 + k * 24, 3.4, PAPER)) +
        stroke('M78 34 L100 62 L122 34', ink.deep, 6),
      'roll neck': box(78, 22, 44, 22, 8, ink.deep),
      '': fill('M74 34 Q100 62 126 34 L120 30 Q100 48 80 30 Z', ink.deep),
    }),
  skirt: (ink) =>
    fill('M70 44 H130 L162 164 Q100 178 38 164 Z', ink.main) +
    row(5, (k) =>
      fill(
        `M${84 + k * 10} 56 L${62 + k * 26} 169 L${54 + k * 26} 169 Z`,
        k % 2 === 0 ? ink.dark : ink.light,
      ),
    ) +
    box(68, 38, 64, 18, 5, ink.deep) +
    either(ink.at(1), '', dot(100, 47, 5, GOLD), box(92, 41, 16, 12, 3, GOLD)),
  shirt: (ink) => {
    const isShort = ink.type.includes('camp')
    return (
      mirrored(
        isShort
          ? fill('M76 34 L40 54 L26 94 L56 104 L62 88 Z', ink.main)
          : fill('M76 34 L42 52 L22 152 L46 158 L62 92 Z', ink.main) +
              turned(11, 34, 150, box(21, 144, 26, 11, 2, ink.dark)),
      ) +
      fill('M76 34 H124 L142 60 V166 Q100 174 58 166 V60 Z', ink.main) +
      motif(ink, 60, 70, 36, 84, ink.light) +
      motif(ink, 104, 70, 36, 84, ink.light) +
      box(96, 46, 8, 122, 0, ink.light) +
      row(5, (k) => dot(100, 66 + k * 22, 2.6, ink.deep)) +
      fill('M76 34 L100 56 L84 68 L68 42 Z M124 34 L100 56 L116 68 L132 42 Z', ink.dark) +
      either(ink.at(2), '', box(112, 78, 22, 24, 3, ink.dark))
    )
  },
  trousers: (ink) =>
    fill('M64 30 H136 L148 172 H112 L100 78 L88 172 H52 Z', ink.main) +
    fill('M100 78 L112 172 H148 L136 30 H120 Z', ink.dark) +
    box(63, 28, 74, 13, 3, ink.deep) +
    row(4, (k) => box(68 + k * 20, 26, 5, 17, 1, ink.light)) +
    stroke('M100 42 V78', ink.deep, 2.5) +
    stroke('M68 44 Q72 60 84 62', ink.light, 2.5) +
    either(ink.at(1), box(52, 162, 37, 10, 1, ink.light) + box(112, 162, 36, 10, 1, ink.light), ''),
  jacket: (ink) =>
    mirrored(
      fill('M72 36 L40 52 L20 152 L48 160 L62 100 Z', ink.dark),
      turned(10, 34, 150, box(20, 146, 28, 11, 2, ink.deep)),
    ) +
    fill('M72 36 H128 L144 60 V166 H56 V60 Z', ink.main) +
    box(98, 40, 4, 126, 0, ink.deep) +
    either(
      ink.at(1),
      row(5, (k) => dot(92, 66 + k * 22, 3.2, GOLD)),
      stroke('M100 62 V162', METAL, 3),
    ) +
    fill('M72 36 L100 66 L80 78 L62 46 Z M128 36 L100 66 L120 78 L138 46 Z', ink.deep) +
    mirrored(
      box(62, 120, 28, 30, 3, ink.dark),
      box(61, 118, 30, 9, 2, ink.deep),
      box(66, 84, 22, 5, 2, ink.dark),
    ),
  sneaker: (ink) =>
    fill('M22 92 Q22 80 34 82 Q50 86 62 74 L80 66 Q96 96 130 102 Q176 108 178 140 H22 Z', ink.main) +
    fill('M130 102 Q176 108 178 140 H130 Q140 118 130 102 Z', ink.dark) +
    fill('M22 92 Q22 80 34 82 Q46 84 48 140 H22 Z', ink.accent) +
    either(
      ink.at(1),
      stroke('M62 128 Q96 132 118 108', ink.pale, 7),
      row(3, (k) => stroke(`M${70 + k * 13} 132 l10 -28`, ink.pale, 5)),
      fill('M76 132 L92 106 L108 132 Z', ink.pale),
    ) +
    row(4, (k) => stroke(`M${82 + k * 10} ${82 + k * 6} l13 -7`, PAPER, 4)) +
    fill('M18 138 H180 Q184 156 172 160 H30 Q16 158 18 138 Z', PAPER) +
    box(22, 154, 156, 8, 4, ink.deep),
  boot: (ink) =>
    fill('M56 28 H112 L114 100 Q120 112 146 116 Q174 122 174 150 H56 Z', ink.main) +
    fill('M56 28 H78 Q70 90 72 150 H56 Z', ink.dark) +
    byType(ink, {
      chelsea: fill('M84 28 H104 L98 92 H90 Z', ink.deep),
      ankle: fill('M84 28 H104 L98 92 H90 Z', ink.deep),
      '': row(5, (k) => stroke(`M98 ${48 + k * 14} h14`, PAPER, 3.5) + dot(96, 48 + k * 14, 2.6, GOLD)),
    }) +
    stroke('M58 34 H110', ink.light, 5) +
    fill('M146 116 Q174 122 174 150 H140 Q152 134 146 116 Z', ink.dark) +
    box(50, 148, 128, 12, 3, ink.deep) +
    box(50, 148, 44, 22, 3, ink.deep),
  heel: (ink) =>
    fill('M166 66 Q178 62 180 76 L172 164 H164 L156 108 Z', ink.deep) +
    fill(
      'M180 74 Q168 62 162 72 Q150 118 104 134 Q60 142 24 150 Q12 160 30 164 H92 Q140 156 168 104 Z',
      ink.main,
    ) +
    fill('M162 72 Q150 118 104 134 Q80 140 62 142 Q96 122 118 112 Q146 98 162 72 Z', ink.pale) +
    fill('M24 150 Q50 144 78 140 Q66 162 30 164 Q12 160 24 150 Z', ink.dark) +
    either(ink.at(1), '', dot(50, 152, 7, GOLD), stroke('M132 122 Q146 96 176 92', ink.dark, 5)),
  socks: (ink) =>
    turned(
      8,
      120,
      100,
      fill('M104 32 H142 V108 Q158 116 170 134 Q178 154 158 162 Q142 166 128 150 L104 126 Z', ink.dark),
      box(102, 28, 42, 16, 4, ink.deep),
    ) +
    fill('M50 30 H90 V112 Q106 122 118 138 Q126 158 106 166 Q90 170 76 154 L50 128 Z', ink.main) +
    motif(ink, 52, 54, 36, 54, ink.accent) +
    fill('M50 112 Q64 112 70 146 L50 128 Z', ink.accent) +
    fill('M104 126 Q112 132 118 138 Q126 158 106 166 Q96 168 88 163 Q104 152 104 126 Z', ink.accent) +
    box(48, 26, 44, 18, 4, ink.light),
  backpack: (ink) =>
    stroke('M80 40 Q80 20 100 20 Q120 20 120 40', ink.deep, 7) +
    mirrored(fill('M50 92 Q34 96 36 126 L40 152 H54 Z', ink.dark)) +
    fill('M52 76 Q52 36 100 36 Q148 36 148 76 V154 Q148 168 134 168 H66 Q52 168 52 154 Z', ink.main) +
    fill('M126 42 Q148 52 148 76 V154 Q148 168 134 168 H124 Z', ink.dark) +
    either(
      ink.at(1),
      fill('M52 74 Q52 36 100 36 Q148 36 148 74 Q148 96 100 98 Q52 96 52 74 Z', ink.light) +
        box(78, 84, 8, 32, 2, WOOD_DARK) +
        box(114, 84, 8, 32, 2, WOOD_DARK),
      stroke('M62 84 Q62 52 100 52 Q138 52 138 84', ink.deep, 4) + box(84, 60, 32, 18, 4, ink.accent),
    ) +
    box(66, 112, 68, 44, 9, ink.deep) +
    box(66, 112, 68, 38, 9, ink.main) +
    stroke('M72 122 H128', ink.light, 3.5),
  handbag: (ink) =>
    stroke('M66 84 Q66 28 100 28 Q134 28 134 84', ink.deep, 7) +
    either(
      ink.at(1),
      fill('M44 78 H156 L168 158 Q169 168 158 168 H42 Q31 168 32 158 Z', ink.main) +
        fill('M134 78 H156 L168 158 Q169 168 158 168 H140 Z', ink.dark),
      fill('M36 92 Q40 76 56 76 H144 Q160 76 164 92 Q172 168 140 168 H60 Q28 168 36 92 Z', ink.main) +
        fill('M36 92 Q40 76 56 76 H144 Q160 76 164 92 L160 112 Q100 134 40 112 Z', ink.dark),
    ) +
    stroke('M48 96 H152', ink.light, 2.5) +
    box(88, 104, 24, 18, 4, GOLD) +
    dot(100, 113, 4, ink.deep),
  scarf: (ink) =>
    fill('M60 56 Q100 22 140 56 Q152 82 100 94 Q48 82 60 56 Z', ink.dark) +
    fill('M76 58 Q100 42 124 58 Q126 72 100 76 Q74 72 76 58 Z', ink.deep) +
    fill('M84 82 L118 84 L140 160 H100 Z', ink.dark) +
    fill('M68 80 Q92 90 108 86 L104 164 H58 Z', ink.main) +
    row(3, (k) =>
      fill(
        `M${65.5 - k * 2.2} ${104 + k * 20} H${107 - k * 0.9} l-0.4 8 H${64.6 - k * 2.2} Z`,
        ink.at(1) < 0.5 ? ink.accent : ink.light,
      ),
    ) +
    row(8, (k) => stroke(`M${60 + k * 6} 164 v11`, ink.main, 3)) +
    row(6, (k) => stroke(`M${108 + k * 6} 161 v10`, ink.dark, 3)),
  hat: (ink) =>
    oval(100, 132, 84, 24, ink.dark) +
    oval(100, 128, 84, 22, ink.main) +
    either(
      ink.at(1),
      fill('M54 124 Q54 58 80 60 Q100 70 120 60 Q146 58 146 124 Q100 140 54 124 Z', ink.main),
      fill('M56 124 Q52 52 100 52 Q148 52 144 124 Q100 140 56 124 Z', ink.main),
    ) +
    fill('M122 60 Q146 60 146 124 Q136 128 124 130 Q134 90 122 60 Z', ink.dark) +
    fill('M54 106 Q100 122 146 106 V124 Q100 140 54 124 Z', either(ink.at(2), ink.accent, ink.deep, PAPER)),
  sunglasses: (ink) =>
    stroke('M28 84 Q14 78 18 60 M172 84 Q186 78 182 60', ink.dark, 7) +
    stroke('M88 96 Q100 84 112 96', ink.main, 8) +
    byType(ink, {
      round: mirrored(
        dot(60, 106, 38, ink.main),
        dot(60, 106, 29, NIGHT),
        fill('M44 96 L58 82 L66 82 L40 110 Z', '#6a7280'),
      ),
      aviator: mirrored(
        fill('M22 78 H92 Q96 142 56 142 Q22 140 22 78 Z', ink.main),
        fill('M31 86 H84 Q86 133 57 133 Q32 132 31 86 Z', NIGHT),
        fill('M40 94 L50 86 L60 86 L42 112 Z', '#6a7280'),
      ),
      '': mirrored(
        box(20, 78, 72, 54, 14, ink.main),
        box(29, 87, 54, 36, 8, NIGHT),
        fill('M36 100 L48 88 L58 88 L38 112 Z', '#6a7280'),
      ),
    }),
  watch: (ink) =>
    fill('M78 16 H122 L126 62 H74 Z', ink.main) +
    fill('M74 138 H126 L122 186 H78 Z', ink.main) +
    fill('M108 16 H122 L126 62 H110 Z M110 138 H126 L122 186 H108 Z', ink.dark) +
    row(3, (k) => dot(100, 156 + k * 9, 2, ink.deep)) +
    box(146, 94, 10, 12, 3, METAL_DARK) +
    either(
      ink.at(1),
      dot(100, 100, 50, METAL) + dot(100, 100, 42, PAPER),
      dot(100, 100, 50, GOLD) + dot(100, 100, 42, NIGHT),
      box(54, 54, 92, 92, 16, METAL) + box(62, 62, 76, 76, 10, PAPER),
    ) +
    row(12, (k) => turned(k * 30, 100, 100, box(98.6, 64, 2.8, k % 3 === 0 ? 9 : 5, 1, METAL_DARK))) +
    turned(ink.at(2) * 360, 100, 100, stroke('M100 100 V76', ink.accent, 4.5)) +
    turned(ink.at(3) * 360, 100, 100, stroke('M100 104 V68', METAL_DARK, 3)) +
    dot(100, 100, 4, ink.accent),
  ring: (ink) => {
    const band = ink.at(1) < 0.5 ? GOLD : METAL
    return (
      stroke('M100 72 A48 48 0 1 1 99.9 72', band, 13) +
      stroke('M62 96 A46 46 0 0 1 84 76', PAPER, 3.5) +
      either(
        ink.at(2),
        fill('M74 40 H126 L140 56 L100 92 L60 56 Z', ink.main) +
          fill('M74 40 L88 56 L100 92 L60 56 Z', ink.light) +
          fill('M112 56 L126 40 L140 56 L100 92 Z', ink.dark),
        dot(100, 62, 24, band) + dot(100, 62, 18, ink.main) + dot(94, 55, 5, ink.pale),
        box(76, 44, 48, 34, 8, ink.main) + box(82, 50, 36, 22, 4, ink.light),
      )
    )
  },
  necklace: (ink) => {
    const chain = ink.at(1) < 0.5 ? GOLD : METAL_DARK
    return (
      stroke('M40 24 Q44 122 100 128 Q156 122 160 24', chain, 3.5) +
      row(9, (k) =>
        dot(
          48 + k * 13,
          66 + Math.sin(((k + 0.6) / 9.2) * Math.PI) * 60,
          ink.at(2) < 0.5 ? 5.5 : 2,
          ink.at(2) < 0.5 ? ink.light : chain,
        ),
      ) +
      either(
        ink.at(3),
        fill('M100 122 L122 150 L100 180 L78 150 Z', ink.main) +
          fill('M100 122 L122 150 L100 180 Z', ink.dark),
        dot(100, 150, 25, chain) + dot(100, 150, 19, ink.main) + dot(93, 143, 5, ink.pale),
        fill('M100 124 Q134 154 100 182 Q66 154 100 124 Z', ink.main) +
          stroke('M88 152 Q90 142 98 136', ink.pale, 3.5),
      )
    )
  },
  cream: (ink) =>
    byType(ink, {
      hand:
        fill('M58 34 H142 L130 140 H70 Z', ink.main) +
        fill('M122 34 H142 L130 140 H114 Z', ink.dark) +
        box(54, 26, 92, 13, 3, ink.deep) +
        box(72, 138, 56, 30, 5, PAPER) +
        stroke('M84 70 H112 M86 82 H104', ink.pale, 4) +
        dot(98, 108, 10, ink.pale),
      day:
        fill('M58 34 H142 L130 140 H70 Z', ink.main) +
        fill('M122 34 H142 L130 140 H114 Z', ink.dark) +
        box(54, 26, 92, 13, 3, ink.deep) +
        box(72, 138, 56, 30, 5, PAPER) +
        stroke('M84 70 H112 M86 82 H104', ink.pale, 4) +
        dot(98, 108, 10, ink.pale),
      '':
        box(44, 92, 112, 76, 14, ink.main) +
        box(130, 92, 26, 76, 13, ink.dark) +
        box(40, 64, 120, 34, 9, either(ink.at(2), PAPER, GOLD, ink.deep)) +
        box(62, 114, 62, 34, 3, PAPER) +
        stroke('M72 126 H112 M72 136 H100', ink.deep, 3),
    }),
  serum: (ink) =>
    fill('M88 18 Q88 8 100 8 Q112 8 112 18 V40 H88 Z', NIGHT) +
    box(82, 38, 36, 22, 4, GOLD) +
    box(90, 58, 20, 14, 0, GLASS) +
    fill('M72 72 H128 Q140 74 140 90 V156 Q140 168 128 168 H72 Q60 168 60 156 V90 Q60 74 72 72 Z', ink.main) +
    fill('M122 72 H128 Q140 74 140 90 V156 Q140 168 128 168 H118 Q126 120 122 72 Z', ink.dark) +
    box(70, 98, 48, 48, 3, PAPER) +
    fill('M94 106 Q112 126 94 138 Q76 126 94 106 Z', ink.main),
  perfume: (ink) =>
    box(
      80,
      26,
      40,
      30,
      either(ink.at(2), 'a', 'b') === 'a' ? 6 : 15,
      either(ink.at(3), GOLD, NIGHT, ink.deep),
    ) +
    box(88, 54, 24, 14, 2, GOLD) +
    either(
      ink.at(1),
      box(46, 66, 108, 102, 12, GLASS) + box(56, 88, 88, 70, 6, ink.main) + box(120, 88, 24, 70, 6, ink.dark),
      dot(100, 118, 52, GLASS) + fill('M56 108 Q100 96 144 108 Q148 160 100 162 Q52 160 56 108 Z', ink.main),
      fill('M76 66 H124 L158 150 Q160 168 144 168 H56 Q40 168 42 150 Z', GLASS) +
        fill('M72 100 H128 L148 152 Q148 160 140 160 H60 Q52 160 52 152 Z', ink.main),
    ) +
    box(78, 112, 40, 28, 2, PAPER) +
    stroke('M86 122 H110 M90 130 H106', ink.deep, 2.5),
  lipstick: (ink) =>
    fill('M82 104 V52 Q90 26 118 34 V104 Z', ink.main) +
    fill('M104 30 Q112 30 118 34 V104 H104 Z', ink.dark) +
    box(76, 84, 48, 34, 3, GOLD) +
    box(106, 84, 18, 34, 3, WOOD_DARK) +
    box(68, 114, 64, 54, 4, either(ink.at(1), NIGHT, PAPER, ink.deep)) +
    box(68, 122, 64, 4, 0, GOLD),
}
