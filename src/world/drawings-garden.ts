/** Silhouettes of plants and of tools for garden and workshop. */
import {
  type Ink,
  type Drawing,
  NIGHT,
  METAL_DARK,
  GOLD,
  WOOD_DARK,
  LEAF,
  LEAF_DARK,
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

const leaf = (k: number): ReturnType<typeof over> => over(k % 2 === 0 ? LEAF : LEAF_DARK, 'v')

const olive = (): string =>
  stroke('M100 122Q96 90 100 60', WOOD_DARK, 6) +
  row(5, (k) =>
    turned(
      -64 + k * 32,
      100,
      82,
      stroke('M100 82V26', WOOD_DARK, 2),
      spots(
        [
          [94, 34],
          [106, 42],
          [94, 50],
          [106, 58],
          [100, 26],
        ],
        k % 2 === 0 ? '#8fa486' : '#6f8a6c',
        12,
      ),
    ),
  ) +
  spots(
    [
      [82, 54],
      [116, 46],
      [104, 74],
    ],
    '#4d3c5a',
    7,
  )

const plantOf = (ink: Ink): string =>
  byType(ink, {
    fern: () =>
      row(9, (k) =>
        turned(
          -72 + k * 18,
          100,
          118,
          fill('M100 120Q86 76 100 28Q114 76 100 120Z', leaf(k)),
          stroke('M100 116V40', k % 2 === 0 ? LEAF_DARK : LEAF, 1.5),
        ),
      ),
    snake: () =>
      row(
        5,
        (k) =>
          fill(
            `M${84 + k * 8} 122Q${64 + k * 12} 80 ${70 + k * 15} ${26 + ((k * 13) % 22)}Q${96 + k * 8} 80 ${96 + k * 4} 122Z`,
            leaf(k),
          ) + stroke(`M${86 + k * 7} 108L${74 + k * 13} ${44 + ((k * 13) % 22)}`, '#d9d58a', 2),
      ),
    olive: olive,
    fiddle: () =>
      stroke('M100 124V40', WOOD_DARK, 5) +
      row(7, (k) =>
        turned(
          (k % 2 === 0 ? -1 : 1) * (34 + k * 5),
          100,
          108 - k * 11,
          fill(`M100 ${108 - k * 11}q-20-16-15-36q15-16 30 0q5 20-15 36Z`, leaf(k)),
        ),
      ) +
      fill('M100 52Q78 32 100 8Q122 32 100 52Z', leaf(0)),
    '': () =>
      stroke('M100 124V44', WOOD_DARK, 5) +
      row(8, (k) =>
        turned(-100 + ((k * 67) % 200), 100, 100 - k * 8, oval(100, 74 - k * 8, 13, 25, leaf(k))),
      ) +
      oval(100, 34, 13, 24, leaf(1)),
  })

const potOf = (ink: Ink): string =>
  either(
    ink.at(1),
    fill('M60 122H140L129 162Q127 168 120 168H80Q73 168 71 162Z', over(ink.main, 'p', 's')) +
      box(54, 112, 92, 16, 4, over(ink.main, 's')),
    fill('M58 114H142V150Q142 168 124 168H76Q58 168 58 150Z', over(ink.main, 's')) +
      stroke('M60 130H140', ink.light, 3),
    fill('M58 114H142Q144 166 100 168Q56 166 58 114Z', over(ink.main, 'r', 's')),
  )

export const GARDEN_DRAWINGS: Readonly<Record<string, Drawing>> = {
  plant: (ink) => plantOf(ink) + potOf(ink),
  'watering-can': (ink) =>
    byType(ink, {
      indoor: () =>
        stroke('M60 84Q24 90 34 130Q38 144 56 146', ink.deep, 7) +
        stroke('M120 146Q160 140 160 92Q160 66 184 56', ink.dark, 7) +
        fill('M66 74H114L132 158Q134 168 124 168H56Q46 168 48 158Z', ink.body) +
        oval(90, 74, 24, 6, ink.deep),
      '': () =>
        stroke('M74 84Q84 26 120 46Q138 58 130 86', ink.deep, 7) +
        stroke('M124 98Q168 92 162 132Q158 150 132 148', ink.dark, 8) +
        fill(
          ink.type.includes('long') ? 'M64 136L12 52L22 46L70 104Z' : 'M64 134L24 74L34 66L70 102Z',
          ink.body,
        ) +
        turned(
          -38,
          24,
          ink.type.includes('long') ? 48 : 68,
          oval(24, ink.type.includes('long') ? 48 : 68, 18, 7, ink.deep),
        ) +
        fill('M60 84H134L142 158Q143 168 133 168H62Q52 168 53 158Z', ink.body) +
        oval(97, 84, 37, 8, ink.deep) +
        stroke('M57 114H139', ink.light, 4),
    }),
  trowel: (ink) =>
    turned(
      32 + ink.at(1) * 10,
      100,
      100,
      ink.type.includes('fork')
        ? stroke('M100 96V114M76 176V128Q78 112 100 112Q122 112 124 128V176M100 112V182', METAL_DARK, 9) +
            stroke('M98 112V178M74 172V128', '#dfe4e8', 2)
        : fill(
            ink.type.includes('trans')
              ? 'M84 90Q82 150 100 188Q118 150 116 90Q100 82 84 90Z'
              : 'M74 92Q70 152 100 186Q130 152 126 92Q100 82 74 92Z',
            STEEL,
          ) + stroke('M100 96V168', METAL_DARK, 2),
      box(95, 66, 10, 32, 3, STEEL),
      box(86, 8, 28, 64, 13, ink.body),
      box(86, 58, 28, 8, 2, BRASS),
      dot(100, 20, 3.5, NIGHT),
    ),
  hammer: (ink) =>
    turned(
      36 + ink.at(1) * 12,
      100,
      100,
      fill('M91 54H109L113 178Q113 188 100 188Q87 188 87 178Z', ink.body),
      ink.make === 'steel'
        ? box(87, 128, 26, 60, 10, BLACK) +
            stroke('M90 142H110M90 152H110M90 162H110M90 172H110', '#555a66', 2)
        : '',
      ink.type.includes('mallet')
        ? box(48, 14, 104, 50, 9, over('#4a4e58', 's')) + stroke('M60 18V60M140 18V60', '#6a7080', 3)
        : (ink.type.includes('claw')
            ? fill('M110 24H126Q162 26 172 62Q148 46 128 58H84V24Z', STEEL)
            : fill('M84 24H122L156 34V46L122 56H84Z', STEEL)) +
            box(44, 20, 30, 44, 5, STEEL) +
            box(70, 28, 30, 28, 3, over(METAL_DARK, 'm')),
    ),
  drill: (ink) =>
    box(4, 73, 44, 7, 2, STEEL) +
    fill('M42 64H66V92H42L36 86V70Z', BLACK) +
    fill('M62 48H146Q170 48 170 74Q170 104 146 106H62Z', over(ink.main, 'v')) +
    fill('M104 102H144L154 150H118Z', over(ink.dark, 'v')) +
    fill('M92 104H110Q104 120 112 128L104 130Q90 120 92 104Z', NIGHT) +
    (ink.type.includes('driver') ? box(62, 48, 24, 58, 4, BLACK) : box(72, 60, 40, 12, 4, ink.light)) +
    box(100, 144, ink.make === '18 v' ? 78 : 64, 26, 7, BLACK) +
    box(100, 144, ink.make === '18 v' ? 78 : 64, 9, 4, ink.main) +
    stroke('M130 62V84M139 62V84M148 62V84M157 62V84', ink.deep, 4) +
    spots([[118, 88]], ink.accent, 11),
  toolbox: (ink) =>
    byType(ink, {
      chest: () =>
        stroke('M70 44V30H130V44', METAL_DARK, 6) +
        box(36, 42, 128, 124, 6, ink.body) +
        row(
          4,
          (k) =>
            box(44, 50 + k * 29, 112, 25, 3, over(ink.dark, 'v')) + box(82, 58 + k * 29, 36, 6, 3, STEEL),
        ),
      cantilever: () =>
        stroke('M72 62V42H128V62', NIGHT, 8) +
        fill('M14 62H94V88H22ZM186 62H106V88H178Z', over(ink.dark, 'v')) +
        fill('M24 90H176V112H24Z', over(ink.main, 'v')) +
        box(34, 112, 132, 56, 5, ink.body) +
        stroke('M60 88L40 112M140 88L160 112', METAL_DARK, 5) +
        box(88, 106, 24, 18, 3, STEEL),
      '': () =>
        stroke('M70 72V54Q70 42 82 42H118Q130 42 130 54V72', NIGHT, 9) +
        box(20, 92, 160, 76, 8, ink.body) +
        fill('M30 68H170L182 98H18Z', over(ink.dark, 'v')) +
        stroke('M22 101H178', ink.deep, 5) +
        mirrored(box(48, 88, 20, 27, 4, STEEL)) +
        either(
          ink.at(1),
          box(78, 124, 44, 24, 4, ink.light),
          stroke('M34 140H166', ink.light, 5),
          fill('M100 120L114 144H86Z', GOLD),
        ),
    }),
}
