/** Silhouettes of shoes, bags, hats and sunglasses. */
import {
  type Paint,
  type Drawing,
  PAPER,
  NIGHT,
  METAL_DARK,
  GOLD,
  BRASS,
  BLACK,
  fill,
  stroke,
  spots,
  box,
  dot,
  mirrored,
  either,
  byType,
  over,
} from './pen.ts'

const colored = (paint: Paint, color: string): Paint =>
  typeof paint === 'string' ? color : { ...paint, color }

const sneaker: Drawing = (ink) => {
  const sole = (color: string): string =>
    fill('M14 140H184Q190 158 176 164H28Q10 162 14 140Z', over(color, 'v'))
  const laces = stroke('M84 84l15-7M94 92l15-7M105 99l14-7M116 105l12-7', PAPER, 4.5)
  return byType(ink, {
    runners: () =>
      fill('M20 90Q20 76 34 80Q50 84 62 72L80 62Q98 92 130 100Q180 108 184 142H20Z', ink.cloth) +
      fill('M132 101Q180 110 184 142H148Q154 118 132 101Z', ink.dark) +
      fill('M20 90Q22 78 34 80Q48 84 46 142H20Z', ink.accent) +
      stroke('M62 132Q98 138 122 110', ink.pale, 7) +
      stroke('M72 140Q112 142 134 116', ink.accent, 4) +
      laces +
      fill('M14 138Q60 148 100 140Q150 132 188 142Q192 160 174 164H30Q6 160 14 138Z', over(PAPER, 'v')) +
      stroke('M24 158H170', ink.accent, 5),
    court: () =>
      fill('M26 92Q26 82 38 84L78 72Q96 98 128 106Q170 112 178 142H24Z', ink.cloth) +
      fill('M138 109Q170 114 178 142H142Q134 122 138 109Z', colored(ink.cloth, ink.light)) +
      fill('M26 92Q26 82 38 84L46 83L50 108H25Z', ink.deep) +
      spots(
        Array.from({ length: 6 }, (_, k) => [112 + (k % 3) * 8, 124 + Math.floor(k / 3) * 9] as const),
        ink.deep,
        3,
      ) +
      laces +
      sole(PAPER),
    '': () =>
      fill('M24 64Q32 58 44 62L84 60Q96 96 128 104Q172 108 180 142H22Q26 96 24 64Z', ink.printed) +
      fill('M136 106Q172 110 180 142H130Q128 120 136 106Z', PAPER) +
      fill('M22 120H40Q44 90 38 62L24 64Q26 96 22 120Z', ink.dark) +
      dot(62, 92, 11, PAPER) +
      fill('M62 84l2.5 5 5 .5-4 3.5 1.2 5.5-4.7-3-4.7 3 1.2-5.5-4-3.5 5-.5Z', ink.accent) +
      stroke('M88 72l13-5M92 82l14-6M99 91l14-6M109 98l13-6', PAPER, 4.5) +
      sole(PAPER) +
      stroke('M18 150H184', ink.accent, 3.5),
  })
}

const boot: Drawing = (ink) => {
  const shaft = ink.type.includes('ankle') || ink.type.includes('chelsea') ? 62 : 26
  return (
    fill(`M56 ${shaft}H114L115 100Q122 114 148 118Q178 124 178 152H56Z`, ink.body) +
    byType(ink, {
      chelsea: () =>
        fill(`M80 ${shaft}H106L99 112H88Z`, over(ink.deep, 'c')) + stroke(`M70 ${shaft}v-14`, ink.deep, 6),
      ankle: () =>
        stroke('M110 70V108', GOLD, 3) + stroke('M66 74H114', ink.deep, 6) + box(74, 68, 12, 13, 2, BRASS),
      walking: () =>
        stroke('M100 42h14M100 58h14M100 74h14M102 90h14M108 104l12-6', '#e0a458', 4) +
        fill('M56 26H72Q66 90 68 152H56Z', ink.dark) +
        stroke('M58 34H112', ink.light, 8),
      '': () =>
        either(
          ink.make === 'rubber' ? 0 : 0.9,
          stroke('M58 38H114', ink.deep, 6),
          stroke('M99 46h15M99 60h15M99 74h15M101 88h15', PAPER, 3.5) +
            spots(
              [
                [97, 46],
                [97, 60],
                [97, 74],
                [99, 88],
              ],
              GOLD,
              5,
            ),
        ) + fill('M56 26H74Q66 90 68 152H56Z', ink.dark),
    }) +
    fill('M150 119Q178 124 178 152H144Q156 136 150 119Z', ink.dark) +
    box(50, 148, 132, 12, 3, ink.type.includes('walking') ? BLACK : over(ink.deep, 'v')) +
    (ink.type.includes('walking')
      ? stroke('M56 164H178', NIGHT, 8) +
        stroke('M68 164v5M92 164v5M116 164v5M140 164v5M164 164v5', METAL_DARK, 3)
      : box(50, 150, 44, 20, 3, ink.deep) + box(110, 154, 68, 8, 3, ink.deep))
  )
}

const heel: Drawing = (ink) => {
  const block = ink.at(3) < 0.4
  return (
    (block
      ? fill('M146 104L182 74L180 166H152Z', over(ink.deep, 's'))
      : fill('M166 66Q180 62 182 78L173 166H165L154 108Z', over(ink.deep, 's'))) +
    fill('M182 74Q170 60 162 70Q150 118 104 134Q60 142 22 150Q10 162 28 166H94Q142 158 170 104Z', ink.cloth) +
    fill('M162 70Q150 118 104 134Q80 140 60 142Q96 122 120 110Q148 96 162 70Z', over('#e8c9b0', 'v')) +
    byType(ink, {
      slingback: () =>
        fill('M136 112Q150 98 158 82L172 96Q150 134 120 150Z', '#efe4dc') +
        stroke('M136 118Q162 104 176 76', ink.main, 6) +
        box(156, 88, 11, 11, 2, BRASS),
      court: '',
      '': () =>
        either(
          ink.at(1),
          '',
          dot(46, 153, 8, over(GOLD, 'o')),
          fill('M40 152l-14-9v18ZM40 152l14-9v18Z', ink.deep) + dot(40, 152, 4, ink.deep),
          stroke('M128 128Q140 96 176 92', ink.dark, 5),
        ),
    })
  )
}

const backpack: Drawing = (ink) => {
  const straps =
    stroke('M80 40Q80 18 100 18Q120 18 120 40', ink.deep, 7) +
    mirrored(fill('M50 92Q32 96 34 128L38 154H54Z', ink.dark))
  const body = fill('M50 78Q50 34 100 34Q150 34 150 78V152Q150 168 134 168H66Q50 168 50 152Z', ink.cloth)
  return (
    straps +
    byType(ink, {
      rucksack: () =>
        body +
        fill(
          'M50 80Q44 38 100 36Q156 38 150 80Q148 104 100 104Q52 104 50 80Z',
          colored(ink.cloth, ink.light),
        ) +
        mirrored(box(74, 84, 9, 42, 2, over('#8a5a3a', 't')), box(72, 110, 13, 11, 2, BRASS)) +
        box(62, 122, 76, 38, 8, colored(ink.cloth, ink.dark)) +
        stroke('M72 30Q100 20 128 30', ink.accent, 9),
      'day pack': () =>
        body +
        stroke('M60 86Q60 50 100 50Q140 50 140 86', ink.deep, 3.5) +
        box(86, 62, 28, 15, 3, ink.accent) +
        fill('M62 108H138V152Q138 158 130 158H70Q62 158 62 152Z', colored(ink.cloth, ink.dark)) +
        stroke('M68 116H132', PAPER, 3) +
        stroke('M132 116v9', ink.accent, 4),
      '': () =>
        fill('M52 66L60 36H140L148 66Z', ink.deep) +
        fill('M50 62H150V154Q150 168 136 168H64Q50 168 50 154Z', ink.cloth) +
        fill('M58 34H142Q150 44 146 62H54Q50 44 58 34Z', colored(ink.cloth, ink.light)) +
        stroke('M54 62H146', ink.deep, 3) +
        box(94, 54, 12, 44, 2, over('#8a5a3a', 't')) +
        box(91, 82, 18, 12, 2, BRASS) +
        box(66, 108, 68, 50, 5, colored(ink.cloth, ink.dark)) +
        stroke('M68 122H132', ink.light, 2.5),
    })
  )
}

const handbag: Drawing = (ink) =>
  byType(ink, {
    tote: () =>
      stroke('M70 72Q68 18 86 18T100 64M130 72Q132 18 114 18T100 64', ink.deep, 6) +
      fill(
        'M36 66H164L156 160Q156 168 146 168H54Q44 168 44 160Z',
        ink.make === 'canvas' ? ink.printed : ink.cloth,
      ) +
      stroke('M40 76H160', ink.deep, 2.5),
    satchel: () =>
      stroke('M76 58Q76 34 100 34Q124 34 124 58', ink.deep, 7) +
      box(28, 62, 144, 104, 10, ink.cloth) +
      fill('M26 60H174V104Q174 120 158 120H42Q26 120 26 104Z', colored(ink.cloth, ink.dark)) +
      mirrored(box(54, 98, 14, 44, 2, over('#7a4d31', 't')), box(52, 124, 18, 12, 2, BRASS)),
    shoulder: () =>
      stroke('M44 96Q30 14 100 14Q170 14 156 96', ink.deep, 6) +
      fill('M28 104Q32 80 56 80H144Q168 80 172 104Q180 168 100 168Q20 168 28 104Z', ink.cloth) +
      fill(
        'M28 104Q32 80 56 80H144Q168 80 172 104Q170 132 100 132Q30 132 28 104Z',
        colored(ink.cloth, ink.light),
      ) +
      dot(100, 128, 9, over(GOLD, 'o')),
    '': () =>
      stroke('M66 84Q66 28 100 28Q134 28 134 84', ink.deep, 7) +
      fill('M44 78H156L170 158Q171 168 160 168H40Q29 168 30 158Z', ink.cloth) +
      fill('M44 78H156L160 100H40Z', colored(ink.cloth, ink.dark)) +
      mirrored(dot(66, 90, 5, GOLD)) +
      box(88, 92, 24, 20, 4, BRASS) +
      dot(100, 102, 4, ink.deep) +
      (ink.at(2) < 0.4
        ? stroke('M134 86Q150 110 142 136', ink.accent, 5) + dot(142, 142, 9, over(ink.accent, 'o'))
        : ''),
  })

const hat: Drawing = (ink) => {
  const isSoft = ink.type.includes('sun')
  const band = either(ink.at(2), ink.accent, ink.deep, PAPER)
  return (
    fill(
      isSoft
        ? 'M6 138Q20 108 100 108Q180 108 194 138Q180 164 100 164Q20 164 6 138Z'
        : 'M14 136Q30 114 100 114Q170 114 186 136Q170 158 100 158Q30 158 14 136Z',
      ink.cloth,
    ) +
    stroke(
      isSoft ? 'M10 140Q30 160 100 160Q170 160 190 140' : 'M18 138Q40 154 100 154Q160 154 182 138',
      ink.dark,
      2.5,
    ) +
    either(
      ink.type.includes('felt') || ink.type.includes('brimmed') ? 0.1 : 0.9,
      fill('M54 128Q52 56 80 54Q100 66 120 54Q148 56 146 128Q100 142 54 128Z', ink.body) +
        stroke('M82 56Q100 78 118 56', ink.deep, 2.5),
      fill('M56 128Q52 54 100 52Q148 54 144 128Q100 142 56 128Z', ink.body),
    ) +
    fill('M54 108Q100 124 146 108V128Q100 142 54 128Z', band) +
    (isSoft ? fill('M140 112l26-6-6 14 8 14-28-8Z', band) : '')
  )
}

const lens = (d: string, tint: string): string => fill(d, over(tint, 'g'))
const sunglasses: Drawing = (ink) => {
  const tint = either(ink.at(1), '#3a3f4a', '#5b4636', '#3f5a55')
  return (
    mirrored(fill('M22 78L8 86L6 78L18 72Z', ink.dark)) +
    byType(ink, {
      round: () =>
        stroke('M92 98Q100 88 108 98', ink.deep, 6) +
        mirrored(dot(58, 106, 39, ink.ball), dot(58, 106, 30, over(tint, 'g'))),
      aviator: () =>
        stroke('M86 96Q100 90 114 96M82 80H118', ink.main, 4.5) +
        mirrored(
          fill('M18 76H92Q98 146 56 146Q20 142 18 76Z', ink.body),
          lens('M24 82H86Q90 139 57 139Q28 136 24 82Z', tint),
        ),
      '': () =>
        stroke('M88 96Q100 86 112 96', ink.deep, 8) +
        mirrored(
          fill('M16 78Q16 72 24 72L88 78Q94 80 92 92Q88 138 58 138Q20 138 16 78Z', ink.body),
          lens('M26 84L82 88Q82 128 58 128Q30 128 26 84Z', tint),
        ),
    })
  )
}

export const SHOE_DRAWINGS: Readonly<Record<string, Drawing>> = {
  sneaker,
  boot,
  heel,
  backpack,
  handbag,
  hat,
  sunglasses,
}
