/** Silhouettes of furniture and lamps. */
import {
  type Paint,
  type Ink,
  type Drawing,
  PAPER,
  NIGHT,
  METAL_DARK,
  GOLD,
  WOOD,
  WOOD_DARK,
  LEAF,
  BRASS,
  TIMBER,
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

/** A paint of the item's material in another of its colours. */
const likewise = (paint: Paint, color: string): Paint =>
  typeof paint === 'string' ? color : { ...paint, color }

const sofa: Drawing = (ink) => {
  const seats = ink.type.includes('three') || ink.type === 'sofa' ? 3 : 2
  const half = seats === 3 ? 90 : ink.type.includes('love') ? 68 : 78
  const [left, width] = [100 - half, 2 * half]
  const inner = width - 44
  const isTall = ink.at(3) < 0.5
  const legs = stroke(`M${left + 16} 156l-4 13M${left + width - 16} 156l4 13`, WOOD_DARK, 6)
  const arms =
    ink.at(4) < 0.5
      ? mirrored(box(left, 100, 30, 60, 14, ink.cloth))
      : mirrored(fill(`M${left} 112a15 15 0 0 1 30 0V160H${left + 4}Z`, ink.cloth))
  return (
    legs +
    box(left + 12, isTall ? 60 : 76, width - 24, 86, 18, ink.cloth) +
    row(seats, (k) =>
      box(left + 22 + (k * inner) / seats, isTall ? 66 : 82, inner / seats - 1.5, 58, 10, ink.cloth),
    ) +
    (ink.make === 'leather'
      ? spots(
          Array.from(
            { length: seats * 2 },
            (_, k) => [left + 22 + ((k + 0.5) * inner) / seats / 2, 94] as const,
          ),
          ink.deep,
          3.5,
        )
      : '') +
    box(left + 8, 126, width - 16, 33, 8, likewise(ink.cloth, ink.dark)) +
    row(seats, (k) =>
      box(
        left + 24 + (k * (inner - 4)) / seats,
        114,
        (inner - 4) / seats - 1,
        24,
        9,
        likewise(ink.cloth, ink.light),
      ),
    ) +
    arms +
    either(
      ink.at(2),
      turned(12, left + 48, 104, box(left + 34, 88, 31, 31, 7, over(ink.accent, 'l', 'v'))),
      '',
    )
  )
}

const backOf = (ink: Ink): string =>
  byType(ink, {
    spindle: () =>
      stroke('M66 110L60 44M134 110L140 44', ink.main, 7) +
      stroke('M79 108L76 46M93 108V46M107 108V46M121 108L124 46', ink.main, 3.6) +
      box(52, 30, 96, 19, 9, ink.body),
    dining: () =>
      stroke('M64 110V58Q64 30 100 30Q136 30 136 58V110', ink.main, 8) +
      stroke('M68 58H132M68 74H132M68 90H132', ink.main, 5),
    '': () =>
      fill(
        'M58 40Q100 24 142 40L136 94Q100 104 64 94Z',
        ink.make === 'rattan' ? over(ink.main, 'r', 'v') : ink.body,
      ) + stroke('M72 94V112M128 94V112', ink.dark, 7),
  })

const chair: Drawing = (ink) =>
  ink.type.includes('desk')
    ? stroke('M100 122V150M100 148L62 160M100 148L138 160M100 148V162', NIGHT, 7) +
      mirrored(dot(60, 163, 6, NIGHT)) +
      dot(100, 165, 6, NIGHT) +
      fill('M60 34Q100 20 140 34L134 96Q100 106 66 96Z', ink.body) +
      stroke('M100 98V114', NIGHT, 9) +
      stroke('M56 104V88H66M144 104V88H134', NIGHT, 6) +
      box(54, 106, 92, 20, 9, ink.body)
    : stroke('M66 116L56 169M134 116L144 169', ink.deep, 8) +
      stroke('M76 118L74 160M124 118L126 160M64 144H136', ink.dark, 5) +
      backOf(ink) +
      fill(
        'M58 108Q100 99 142 108L150 120Q100 130 50 120Z',
        ink.make === 'rattan' ? over(ink.light, 'r') : likewise(ink.body, ink.light),
      ) +
      fill('M50 120Q100 130 150 120V127Q100 137 50 127Z', ink.body)

const onTable = (ink: Ink, y: number): string =>
  either(
    ink.at(2),
    '',
    fill(`M88 ${y - 24}h26l-4 24H92Z`, over(ink.accent, 's')) +
      stroke(`M100 ${y - 24}q-6-16-14-20m14 20q2-18 0-26m0 26q6-14 14-18`, LEAF, 4),
    fill(`M118 ${y}V${y - 8}h32v8Z`, over('#7fa3a8', 's')) +
      fill(`M122 ${y - 8}v-7h26v7Z`, over('#d98a6a', 's')),
  )

const table: Drawing = (ink) => {
  const top = (x: number, y: number, width: number, thick: number): string =>
    box(x, y, width, thick, 4, ink.body)
  return byType(ink, {
    side: () =>
      fill('M94 84H106L109 152L136 168H64L91 152Z', likewise(ink.body, ink.dark)) +
      oval(100, 82, 58, 12, ink.dark) +
      oval(100, 77, 58, 12, ink.body) +
      onTable(ink, 76),
    coffee: () =>
      stroke('M44 124L34 168M156 124L166 168', ink.dark, 9) +
      stroke('M66 124L62 156M134 124L138 156', ink.deep, 6) +
      box(40, 142, 120, 6, 3, ink.dark) +
      top(16, 110, 168, 16) +
      onTable(ink, 110),
    desk: () =>
      box(22, 86, 10, 82, 2, ink.dark) +
      box(112, 86, 62, 82, 3, likewise(ink.body, ink.dark)) +
      row(3, (k) => box(118, 94 + k * 25, 50, 21, 2, ink.body) + spots([[143, 104 + k * 25]], GOLD, 5)) +
      top(12, 76, 176, 13) +
      fill('M44 76V44h46v32Z', over(NIGHT, 'g')) +
      onTable(ink, 76),
    '': () =>
      either(
        ink.at(1),
        stroke('M40 88L28 168M160 88L172 168', ink.dark, 10) +
          stroke('M64 88L60 152M136 88L140 152', ink.deep, 7),
        box(28, 84, 13, 84, 2, ink.dark) +
          box(159, 84, 13, 84, 2, ink.dark) +
          box(40, 90, 120, 15, 2, ink.deep),
      ) +
      top(10, 74, 180, 15) +
      onTable(ink, 74),
  })
}

const BOOKS = ['#d98a6a', '#7fa3a8', PAPER, '#e0b660', '#8a9a6c'] as const
const books = (ink: Ink, x: number, y: number, count: number): string =>
  row(count, (k) => {
    const height = 17 + ((k * 7 + Math.floor(ink.at(3) * 9)) % 7)
    return box(x + k * 9, y - height, 8, height, 1, BOOKS[(k + Math.floor(ink.at(4) * 5)) % 5] as string)
  })
const pot = (x: number, y: number): string =>
  fill(`M${x} ${y}l-3-14h22l-3 14Z`, '#d98a6a') +
  stroke(`M${x + 8} ${y - 14}q-5-8-9-9m9 9q0-9 2-12m-2 12q6-7 9-8`, LEAF, 3)

const shelf: Drawing = (ink) =>
  byType(ink, {
    ladder: () =>
      stroke('M62 168L78 24M138 168L122 24', ink.main, 7) +
      row(4, (k) => box(70 - k * 5 - 4, 52 + k * 35, 68 + k * 10, 7, 2, ink.body)) +
      books(ink, 66, 87, 4) +
      pot(108, 87) +
      books(ink, 82, 52, 3) +
      box(64, 106, 34, 16, 2, ink.accent) +
      dot(126, 147, 10, over(ink.accent, 'o')),
    shelf: () =>
      ink.type === 'shelf'
        ? mirrored(stroke('M50 96V122L74 96', METAL_DARK, 5)) +
          box(22, 86, 156, 12, 3, ink.body) +
          books(ink, 40, 86, 6) +
          pot(128, 86)
        : '',
    cabinet: () =>
      box(40, 40, 120, 124, 4, likewise(ink.body, ink.dark)) +
      box(47, 47, 106, 50, 2, ink.deep) +
      books(ink, 54, 97, 5) +
      pot(122, 97) +
      box(47, 102, 51, 56, 2, ink.body) +
      box(102, 102, 51, 56, 2, ink.body) +
      spots(
        [
          [92, 130],
          [108, 130],
        ],
        GOLD,
        6,
      ) +
      stroke('M50 164v5M150 164v5', ink.deep, 6),
    '': () =>
      box(42, 22, 116, 147, 3, likewise(ink.body, ink.dark)) +
      row(4, (k) => box(50, 30 + k * 34, 100, 28, 1, ink.deep)) +
      books(ink, 55, 58, 7) +
      pot(124, 58) +
      dot(68, 82, 9, over(ink.accent, 'o')) +
      books(ink, 90, 92, 5) +
      box(58, 110, 40, 16, 2, over('#d8b98c', 'r')) +
      books(ink, 106, 126, 4) +
      box(42, 22, 116, 8, 2, ink.body) +
      row(4, (k) => box(42, 58 + k * 34, 116, 7, 1, ink.body)),
  })

const glow = (x: number, y: number, radius: number): string => dot(x, y, radius, 'url(#u)')

const lamp: Drawing = (ink) =>
  glow(100, 96, 88) +
  either(
    ink.at(1),
    fill(
      'M86 100H114Q138 120 130 146Q124 164 112 164H88Q76 164 70 146Q62 120 86 100Z',
      ink.make === 'linen' ? over(ink.accent, 's') : ink.body,
    ),
    box(95, 94, 10, 66, 2, BRASS) + dot(100, 124, 18, ink.make === 'linen' ? TIMBER : ink.body),
    fill('M92 94H108L126 162H74Z', ink.make === 'linen' ? TIMBER : ink.body),
    stroke('M100 160V96', GOLD, 6) + stroke('M100 112H132', GOLD, 4) + dot(132, 118, 5, GOLD),
  ) +
  box(66, 159, 68, 9, 4, BRASS) +
  (ink.type.includes('reading')
    ? fill('M52 96Q56 40 100 38Q144 40 148 96Z', over(ink.main, 's')) + stroke('M100 38V30', GOLD, 6)
    : fill('M72 32H128L154 100H46Z', over(ink.main, 'l', 's'))) +
  stroke('M50 98H150', ink.light, 4)

const pendant: Drawing = (ink) =>
  stroke('M100 0V62', NIGHT, 3) +
  glow(100, 128, 80) +
  dot(100, 124, 17, '#ffeebb') +
  byType(ink, {
    dome: () => fill('M34 126Q36 60 100 58Q164 60 166 126Z', ink.body) + stroke('M34 126H166', ink.deep, 4),
    cluster: () =>
      stroke('M100 40Q60 40 54 84M100 40Q140 40 146 84', NIGHT, 2.5) +
      mirrored(dot(54, 106, 25, ink.ball)) +
      dot(100, 122, 33, ink.ball),
    '': () =>
      either(
        ink.at(1),
        fill('M84 58H116L168 122H32Z', ink.body) + stroke('M34 122H166', ink.deep, 4),
        oval(100, 108, 62, 48, ink.make === 'paper' ? over(ink.main, 'o') : ink.ball) +
          stroke('M44 90H156M39 106H161M43 124H157M58 140H142', ink.dark, 1.6),
        fill('M72 60H128Q140 100 134 132H66Q60 100 72 60Z', ink.body),
      ),
  }) +
  box(88, 46, 24, 15, 4, BRASS)

const floorLamp: Drawing = (ink) => {
  const stand = ink.make === 'oak' ? TIMBER : ink.make === 'brass' ? BRASS : BLACK
  const color = ink.make === 'oak' ? WOOD : ink.make === 'brass' ? GOLD : NIGHT
  const shade = over(ink.main, 'l', 's')
  return byType(ink, {
    arc: () =>
      glow(58, 90, 70) +
      stroke('M152 164V76Q152 12 96 14Q62 16 58 56', color, 5) +
      oval(152, 166, 30, 7, stand) +
      fill('M26 88Q28 50 58 50Q88 50 90 88Z', over(ink.main, 's')),
    tripod: () =>
      glow(100, 66, 76) +
      stroke('M98 76L62 169M102 76L138 169M100 76V162', color, 6) +
      fill('M76 20H124L144 80H56Z', shade),
    '': () =>
      glow(100, 60, 76) +
      stroke('M100 74V164', color, 5) +
      oval(100, 166, 34, 7, stand) +
      fill('M78 18H122L142 72H58Z', shade),
  })
}

export const FURNITURE_DRAWINGS: Readonly<Record<string, Drawing>> = {
  sofa,
  chair,
  table,
  shelf,
  lamp,
  pendant,
  'floor-lamp': floorLamp,
}
