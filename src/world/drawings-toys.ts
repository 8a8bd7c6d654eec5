/** Silhouettes of toys and of what pets need. */
import {
  type Ink,
  type Drawing,
  PAPER,
  NIGHT,
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
import { pentagon } from './drawings-leisure.ts'

const blocks: Drawing = (ink) => {
  const painted = ink.make === 'painted' || ink.make === 'cork' ? '' : 'w'
  const cube = (x: number, y: number, width: number, height: number, color: string): string =>
    box(x, y, width, height, 6, over(color, ...(painted === '' ? ['v'] : [painted, 'v'])))
  return ink.type.includes('stacking')
    ? row(4, (k) =>
        cube(
          40 + k * 10,
          136 - k * 34,
          120 - k * 20,
          32,
          [ink.main, ink.accent, ink.light, ink.dark][k] as string,
        ),
      ) + fill('M100 -4L124 32H76Z', ink.deep)
    : cube(28, 112, 58, 56, ink.main) +
        cube(114, 112, 58, 56, ink.accent) +
        fill('M46 160V140Q57 122 68 140V160Z', ink.pale) +
        dot(143, 140, 16, PAPER) +
        cube(58, 58, 84, 52, '#e8c26a') +
        fill('M80 110V98Q100 70 120 98V110Z', ink.pale) +
        either(
          ink.at(1),
          fill('M100 6L140 56H60Z', over(ink.dark, 'v')),
          fill('M60 56Q60 12 100 12Q140 12 140 56Z', over(ink.dark, 'v')),
          cube(76, 12, 48, 44, ink.dark) + fill(pentagon(100, 34, 13, -90), ink.pale),
        )
}

const teddy: Drawing = (ink) => {
  const fur = over(ink.main, ink.make === 'corduroy' ? 'c' : 'q', 'o')
  return (
    mirrored(
      dot(62, 40, 20, fur),
      dot(62, 40, 11, ink.pale),
      turned(20, 54, 116, oval(54, 116, 17, 32, fur)),
      oval(64, 156, 28, 18, fur),
      oval(52, 158, 12, 11, ink.pale),
    ) +
    oval(100, 126, 42, 43, fur) +
    oval(100, 132, 25, 27, over(ink.light, 'q')) +
    dot(100, 66, 44, fur) +
    oval(100, 82, 22, 17, ink.pale) +
    spots(
      [
        [83, 62],
        [117, 62],
      ],
      NIGHT,
      10,
    ) +
    spots(
      [
        [81.5, 60.5],
        [115.5, 60.5],
      ],
      '#fff',
      3,
    ) +
    oval(100, 75, 8, 5.5, NIGHT) +
    stroke('M100 80Q98 91 90 91M100 80Q102 91 110 91', NIGHT, 2.4) +
    either(
      ink.at(1),
      fill('M100 110L74 98V122ZM100 110L126 98V122Z', ink.accent) + dot(100, 110, 7, ink.accent),
      box(66, 104, 68, 12, 6, ink.accent) + box(112, 108, 15, 36, 4, over(ink.accent, 'k')),
      fill('M62 106Q100 128 138 106L146 160Q100 174 54 160Z', over(ink.accent, 'k', 'v')),
    )
  )
}

const paw = (x: number, y: number, size: number, color: string): string =>
  `<g transform="translate(${x} ${y}) scale(${size})">${fill('M0 0Q16 2 16 14Q14 24 0 19Q-14 24-16 14Q-16 2 0 0Z', color)}${spots(
    [
      [-19, -3],
      [-7, -13],
      [7, -13],
      [19, -3],
    ],
    color,
    12,
  )}</g>`
const dog = (color: string, dark: string): string =>
  fill('M-24-14Q-22-30 0-30Q22-30 24-14Q24 20 0 24Q-24 20-24-14Z', color) +
  fill('M-24-26Q-38-20-34 6Q-24 6-18-18ZM24-26Q38-20 34 6Q24 6 18-18Z', dark) +
  spots(
    [
      [-9, -8],
      [9, -8],
    ],
    NIGHT,
    6,
  ) +
  oval(0, 5, 7, 5, NIGHT) +
  stroke('M0 8V13Q-6 18-10 13M0 13Q6 18 10 13', NIGHT, 2)
const cat = (color: string, dark: string): string =>
  fill('M-26-6L-28-32L-12-22Q0-26 12-22L28-32L26-6Q28 22 0 24Q-28 22-26-6Z', color) +
  fill('M-22-14L-24-26L-15-20ZM22-14L24-26L15-20Z', dark) +
  spots(
    [
      [-10, -4],
      [10, -4],
    ],
    NIGHT,
    6,
  ) +
  fill('M-4 5H4L0 9Z', NIGHT) +
  stroke('M0 9Q-4 15-9 12M0 9Q4 15 9 12M-14 8l-16-3M-14 12l-15 3M14 8l16-3M14 12l15 3', NIGHT, 1.6)

const MEATS: Readonly<Record<string, string>> = {
  salmon: '#ec8a6a',
  chicken: '#e8c27a',
  lamb: '#b9806a',
  turkey: '#c99b68',
  duck: '#a66b4b',
}
const face = (ink: Ink, y: number, size: number): string =>
  `<g transform="translate(100 ${y}) scale(${size})">${ink.type.includes('cat') ? cat('#d9b48a', '#b98858') : dog('#c99462', '#8a5a38')}</g>`

export const TOY_DRAWINGS: Readonly<Record<string, Drawing>> = {
  blocks,
  teddy,
  'pet-food': (ink) =>
    fill('M50 44H150L156 60V158Q156 168 146 168H54Q44 168 44 158V60Z', ink.body) +
    fill('M52 24H148L150 44H50Z', over(ink.deep, 's')) +
    stroke('M54 34H146', ink.pale, 2) +
    dot(100, 100, 42, PAPER) +
    (ink.type.includes('grain') ? paw(100, 98, 1.3, ink.main) : face(ink, 104, 1)) +
    box(58, 146, 84, 14, 7, MEATS[ink.make] ?? ink.accent) +
    stroke('M74 153H126', PAPER, 3),
  treats: (ink) =>
    byType(ink, {
      bites: () =>
        fill('M52 62H148V158Q148 168 138 168H62Q52 168 52 158Z', ink.body) +
        oval(100, 60, 52, 13, ink.deep) +
        oval(100, 56, 52, 13, over(ink.light, 'v')) +
        box(62, 92, 76, 54, 8, PAPER) +
        spots(
          [
            [80, 112],
            [100, 108],
            [120, 114],
            [90, 128],
            [112, 130],
          ],
          MEATS[ink.make] ?? '#a66b45',
          15,
        ),
      '': () =>
        fill('M46 58Q100 48 154 58L148 158Q147 168 136 168H64Q53 168 52 158Z', ink.body) +
        fill('M46 40Q100 30 154 40V60Q100 50 46 60Z', over(ink.deep, 's')) +
        (ink.type.includes('cat')
          ? turned(
              -12,
              100,
              122,
              fill('M62 122Q84 98 116 116L138 102V142L116 128Q84 146 62 122Z', PAPER) +
                dot(78, 119, 3.5, NIGHT),
            )
          : turned(
              -20 + ink.at(1) * 30,
              100,
              122,
              fill(
                'M74 112a11 11 0 1 1 12-6h30a11 11 0 1 1 12 6q0 8 0 18a11 11 0 1 1-12 8H86a11 11 0 1 1-12-8q0-10 0-18Z',
                PAPER,
              ),
            )) +
        dot(100, 76, 13, MEATS[ink.make] ?? '#a66b45'),
    }),
  'pet-bowl': (ink) =>
    oval(100, 100, 68, 22, ink.deep) +
    oval(100, 97, 57, 15, '#8a5a38') +
    (ink.type.includes('slow')
      ? stroke('M100 84V110M72 90Q84 104 76 108M128 90Q116 104 124 108', ink.light, 7)
      : spots(
          Array.from({ length: 10 }, (_, k) => [60 + k * 9, 93 + ((k * 5) % 9)] as const),
          '#a8734a',
          15,
        )) +
    fill(
      'M32 98Q100 136 168 98L184 156Q184 168 168 168H32Q16 168 16 156Z',
      ink.type.includes('slow') ? ink.body : ink.printed,
    ) +
    (ink.type.includes('cat')
      ? `<g transform="translate(100 146) scale(.62)">${fill('M-26-6L-28-32L-12-22Q0-26 12-22L28-32L26-6Q28 22 0 24Q-28 22-26-6Z', ink.pale)}</g>`
      : paw(100, 140, 0.75, ink.pale)),
}
