/** Silhouettes of home accents, bedroom and bath. */
import {
  type Paint,
  type Ink,
  type Drawing,
  PAPER,
  NIGHT,
  METAL,
  METAL_DARK,
  GOLD,
  LEAF,
  LEAF_DARK,
  TIMBER,
  BLACK,
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

/** A paint of the item's material in another of its colours. */
const likewise = (paint: Paint, color: string): Paint =>
  typeof paint === 'string' ? color : { ...paint, color }

const cushion: Drawing = (ink) =>
  byType(ink, {
    bolster: () =>
      turned(
        -8,
        100,
        110,
        fill('M40 74H160Q176 110 160 148H40Q24 110 40 74Z', ink.printed),
        oval(160, 111, 15, 37, likewise(ink.cloth, ink.light)),
        spots([[160, 111]], ink.deep, 8),
        stroke('M160 78V144M149 92L171 130M149 130L171 92', ink.dark, 1.5),
      ),
    floor: () =>
      fill(
        'M22 128Q24 96 100 96Q176 96 178 128V148Q178 168 100 168Q22 168 22 148Z',
        likewise(ink.cloth, ink.dark),
      ) +
      oval(100, 126, 78, 30, ink.printed) +
      spots([[100, 126]], ink.deep, 8) +
      stroke(
        'M100 126Q60 116 36 124M100 126Q140 116 164 124M100 126Q92 142 84 153M100 126Q108 142 116 153',
        ink.dark,
        1.8,
      ),
    '': () =>
      turned(
        -7 + ink.at(1) * 14,
        100,
        104,
        fill('M34 40Q100 54 166 40Q152 104 166 168Q100 154 34 168Q48 104 34 40Z', ink.printed),
        stroke('M34 40Q100 54 166 40Q152 104 166 168Q100 154 34 168Q48 104 34 40Z', ink.dark, 3.5),
        either(
          ink.at(2),
          spots(
            [
              [34, 40],
              [166, 40],
              [166, 168],
              [34, 168],
            ],
            ink.accent,
            12,
          ),
          '',
        ),
      ),
  })

const flowers = (ink: Ink): string =>
  either(
    ink.at(3),
    stroke('M100 72Q92 40 74 26M100 72Q102 40 100 14M100 72Q112 44 130 30', LEAF_DARK, 3.5) +
      spots(
        [
          [74, 24],
          [100, 13],
          [131, 28],
        ],
        ink.accent,
        21,
      ) +
      spots(
        [
          [74, 24],
          [100, 13],
          [131, 28],
        ],
        GOLD,
        7,
      ) +
      oval(90, 50, 5, 11, LEAF),
    stroke('M100 72Q98 30 112 6M100 72Q94 46 78 30', LEAF_DARK, 3) +
      spots(
        [
          [111, 10],
          [104, 24],
          [116, 26],
          [101, 40],
          [112, 42],
          [80, 34],
          [90, 46],
        ],
        LEAF,
        11,
      ),
    stroke('M100 72Q96 30 84 10M100 72Q106 30 118 14', '#b99a63', 3) +
      stroke('M84 10l-3 18M118 14l3 18M84 18l-8 8M118 22l8 8', '#d9bd85', 7),
    '',
  )

const vase: Drawing = (ink) =>
  flowers(ink) +
  byType(ink, {
    bud: () => fill('M92 62H108Q106 96 124 116Q138 150 114 168H86Q62 150 76 116Q94 96 92 62Z', ink.body),
    jug: () =>
      stroke('M130 88Q168 88 160 124Q156 140 134 142', ink.dark, 9) +
      fill('M64 70L136 64Q124 84 138 112Q150 148 124 168H76Q50 148 64 112Q74 92 64 70Z', ink.body),
    '': () =>
      either(
        ink.at(1),
        fill('M84 64H116Q114 84 132 104Q150 136 124 168H76Q50 136 68 104Q86 84 84 64Z', ink.body),
        fill('M74 66H126L138 168H62Z', ink.body) + stroke('M74 68H126', ink.deep, 4),
        dot(100, 120, 48, ink.ball) + box(85, 62, 30, 22, 5, ink.body),
      ),
  })

const rug: Drawing = (ink) => {
  const pattern = either(
    ink.at(1),
    fill('M100 66L136 106L100 146L64 106Z', ink.accent) + fill('M100 84L120 106L100 128L80 106Z', ink.pale),
    stroke('M52 76H148M52 91H148M52 121H148M52 136H148', ink.accent, 6) + stroke('M52 106H148', ink.pale, 6),
    dot(100, 106, 40, ink.accent) + dot(100, 106, 28, ink.main) + dot(100, 106, 16, ink.pale),
    stroke(
      'M50 90l12.5-16 12.5 16 12.5-16 12.5 16 12.5-16 12.5 16 12.5-16 12.5 16M50 134l12.5-16 12.5 16 12.5-16 12.5 16 12.5-16 12.5 16 12.5-16 12.5 16',
      ink.accent,
      6,
    ),
  )
  const fringe = stroke(
    row(13, (k) => `M${40 + k * 10} 40v-9M${40 + k * 10} 172v9`),
    ink.light,
    3,
  )
  return ink.type.includes('runner')
    ? turned(
        24,
        100,
        106,
        `<g transform="translate(38 -20) scale(.62 1.19)">${fringe}${box(34, 40, 132, 132, 2, ink.cloth)}${stroke('M44 50H156V162H44Z', ink.light, 4)}${pattern}</g>`,
      )
    : fringe + box(34, 40, 132, 132, 3, ink.cloth) + stroke('M45 51H155V161H45Z', ink.light, 4) + pattern
}

export const HOME_DRAWINGS: Readonly<Record<string, Drawing>> = {
  cushion,
  vase,
  candle: (ink) => {
    const size = byType(ink, { large: 'l', travel: 't', '': 'm' })
    const [left, top] = size === 'l' ? [40, 70] : size === 't' ? [56, 106] : [56, 82]
    const width = 200 - 2 * left
    return (
      dot(100, top - 24, 46, 'url(#u)') +
      row(size === 'l' ? 3 : 1, (k) => {
        const x = size === 'l' ? 72 + k * 28 : 100
        return (
          fill(`M${x} ${top - 44}q13 20 7 31q-7 8-14 0q-7-11 7-31Z`, '#f5a742') +
          fill(`M${x} ${top - 30}q6 9 3 15q-3 4-6 0q-3-6 3-15Z`, '#fff0c4') +
          stroke(`M${x} ${top - 12}v12`, NIGHT, 3)
        )
      }) +
      box(left, top, width, 168 - top, 12, size === 't' ? over(ink.main, 'm') : ink.body) +
      oval(100, top, width / 2, 9, ink.pale) +
      box(70, top + 22, 60, Math.min(46, 150 - top - 14), 3, PAPER) +
      either(
        ink.at(1),
        dot(100, top + 42, 10, ink.light),
        stroke(`M82 ${top + 36}h36m-36 10h26`, ink.deep, 3),
        fill(`M100 ${top + 30}q16 12 0 26q-16-14 0-26Z`, ink.light),
      )
    )
  },
  rug,
  towel: (ink) =>
    ink.type.includes('hand')
      ? row(
          3,
          (k) =>
            box(
              42 + k * 3,
              134 - k * 30,
              116 - k * 6,
              30,
              12,
              k === 1 ? likewise(ink.cloth, ink.light) : ink.cloth,
            ) + stroke(`M${140 - k * 3} ${138 - k * 30}v22`, ink.dark, 2),
        )
      : stroke('M20 40H180', METAL_DARK, 8) +
        spots(
          [
            [20, 40],
            [180, 40],
          ],
          METAL,
          14,
        ) +
        fill('M50 36Q50 32 56 32H144Q150 32 150 36V164H50Z', ink.cloth) +
        stroke('M84 44V132M120 44V132', ink.dark, 2) +
        stroke('M52 138H148M52 147H148', ink.light, 4) +
        stroke(
          row(14, (k) => `M${53 + k * 7.2} 164v5`),
          ink.dark,
          2,
        ),
  bedding: (ink) =>
    box(22, 34, 156, 84, 12, TIMBER) +
    box(22, 108, 156, 58, 8, over(PAPER, 'v')) +
    box(34, 74, 62, 44, 16, over(ink.pale, 'v')) +
    box(104, 74, 62, 44, 16, over(ink.pale, 'v')) +
    fill(
      'M14 116Q100 98 186 116V152Q186 167 172 167H28Q14 167 14 152Z',
      ink.type.includes('quilt') ? likewise(ink.printed, ink.main) : ink.printed,
    ) +
    fill('M14 116Q100 98 186 116V128Q100 110 14 128Z', likewise(ink.cloth, ink.light)) +
    (ink.type.includes('quilt')
      ? stroke(
          'M30 132L60 164M66 124L106 166M102 122L146 166M146 126L180 158M60 126L28 158M104 122L62 166M146 126L108 166M178 132L150 162',
          ink.light,
          2,
        )
      : ''),
  soap: (ink) =>
    ink.type.includes('soak')
      ? fill('M52 80Q46 84 46 94V154Q46 168 60 168H140Q154 168 154 154V94Q154 84 148 80Z', ink.body) +
        box(48, 52, 104, 30, 8, TIMBER) +
        box(64, 104, 72, 46, 4, PAPER) +
        stroke('M80 118H120M80 128H120M80 138H104', ink.deep, 3)
      : box(95, 40, 10, 34, 2, NIGHT) +
        fill('M58 40Q58 26 74 26H112Q120 26 120 34V44H76Q74 52 66 52Q58 50 58 40Z', BLACK) +
        box(80, 64, 40, 18, 4, BLACK) +
        (ink.type.includes('body')
          ? fill('M76 80H124Q138 80 138 96V156Q138 168 126 168H74Q62 168 62 156V96Q62 80 76 80Z', ink.body)
          : box(52, 80, 96, 88, 16, ink.body)) +
        box(70, 102, 60, 48, 3, PAPER) +
        either(
          ink.at(1),
          fill('M100 108Q118 124 100 144Q82 124 100 108Z', ink.main),
          stroke('M82 116H118M82 126H118M82 136H104', ink.deep, 3),
          dot(100, 126, 13, ink.light),
        ),
}
