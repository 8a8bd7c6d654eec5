/** Silhouettes of clothes, by their cut. */
import {
  type Paint,
  type Ink,
  type Drawing,
  PAPER,
  METAL,
  METAL_DARK,
  GOLD,
  BRASS,
  fill,
  stroke,
  spots,
  box,
  dot,
  turned,
  mirrored,
  row,
  either,
  byType,
  over,
} from './pen.ts'

const HANGER = stroke('M56 46L100 30L144 46M100 30V24Q100 17 107 17Q113 18 112 24', METAL_DARK, 3)

/** Knitwear shows its stitches, whatever it is knitted of. */
const knitted = (color: string): Paint => over(color, 'k', 'v')
const colored = (paint: Paint, color: string): Paint =>
  typeof paint === 'string' ? color : { ...paint, color }
const seams = (ink: Ink): string => (ink.make === 'denim' ? '#d9a864' : ink.deep)

const dress: Drawing = (ink) =>
  HANGER +
  byType(ink, {
    wrap: () =>
      fill(
        'M76 38L48 62L40 96L62 100L74 76L76 100L50 178Q100 186 150 178L124 100L126 76L138 100L160 96L152 62L124 38L100 74Z',
        ink.printed,
      ) +
      stroke('M76 38L112 98L96 180M124 38L88 84', ink.deep, 2.5) +
      fill('M74 94H126V104H74Z', ink.dark) +
      stroke('M112 100Q126 112 120 130M112 100Q104 116 110 132', ink.dark, 5),
    sun: () =>
      stroke('M82 56L90 34M118 56L110 34', ink.main, 6) +
      fill('M72 54Q86 64 100 54Q114 64 128 54L124 94L158 176Q100 188 42 176L76 94Z', ink.printed) +
      box(74, 90, 52, 8, 3, ink.dark) +
      stroke('M84 106L68 178M100 106V182M116 106L132 178', ink.dark, 1.8),
    midi: () =>
      fill(
        'M78 36L50 52L44 76L66 82L76 72L76 96L56 184H144L124 96L124 72L134 82L156 76L150 52L122 36Q100 54 78 36Z',
        ink.printed,
      ) +
      stroke('M76 97H124', ink.deep, 3) +
      stroke('M86 100L80 184M114 100L120 184', ink.dark, 1.8) +
      spots(
        [
          [100, 56],
          [100, 68],
          [100, 80],
          [100, 110],
          [100, 122],
        ],
        ink.pale,
        4,
      ),
    '': () =>
      fill(
        'M78 36L66 42L74 80Q68 92 72 100L44 176Q100 188 156 176L128 100Q132 92 126 80L134 42L122 36Q116 60 100 62Q84 60 78 36Z',
        ink.printed,
      ) +
      box(71, 94, 58, 10, 3, ink.accent) +
      stroke('M84 108L66 178M116 108L134 178', ink.dark, 1.8),
  })

const jumper: Drawing = (ink) => {
  const [wool, rib] = [knitted(ink.main), over(ink.dark, 'c')]
  const yarn = either(
    ink.at(3),
    '',
    fill('M60 84H140V96H60ZM60 104H140V110H60Z', ink.light),
    row(4, (k) => fill(`M${64 + k * 20} 92l8-14 8 14-8 14Z`, ink.accent)),
    fill('M60 118H140V166H60Z', over(ink.accent, 'k', 'v')),
  )
  const stripe = ink.type.includes('cardigan') ? '' : yarn
  return (
    mirrored(
      fill('M76 36L40 54L16 150L42 158L62 96Z', wool),
      turned(15, 30, 152, box(16, 146, 28, 13, 4, rib)),
    ) +
    fill('M76 36Q100 46 124 36L144 56L140 166H60L56 56Z', wool) +
    stripe +
    box(60, 156, 80, 14, 4, rib) +
    byType(ink, {
      cardigan: () =>
        fill('M80 34Q100 96 100 96Q100 96 120 34L112 32Q104 44 88 32Z', over(PAPER, 'v')) +
        stroke('M79 34L100 94V168M121 34L100 94', ink.deep, 6) +
        spots(
          [
            [104, 108],
            [104, 124],
            [104, 140],
            [104, 155],
          ],
          PAPER,
          7,
        ) +
        mirrored(box(66, 122, 24, 22, 2, rib)),
      'roll neck': () => box(78, 16, 44, 30, 8, rib) + stroke('M80 32H120', ink.deep, 1.6),
      pullover: () =>
        fill('M76 36L100 78L124 36L116 32L100 62L84 32Z', ink.dark) +
        fill('M84 33Q100 40 116 33L100 61Z', over(PAPER, 'v')),
      '': () => fill('M74 36Q100 62 126 36L118 31Q100 46 82 31Z', rib),
    })
  )
}

const skirt: Drawing = (ink) =>
  byType(ink, {
    pleated: () =>
      fill('M70 46H130L164 166Q100 180 36 166Z', ink.cloth) +
      row(8, (k) =>
        fill(
          `M${76 + k * 7} 50L${48 + k * 14.8} 170L${40 + k * 14.8} 168Z`,
          k % 2 === 0 ? ink.dark : ink.light,
        ),
      ) +
      box(68, 34, 64, 16, 5, ink.deep),
    'a-line': () =>
      fill('M70 44H130L158 158Q100 168 42 158Z', ink.printed) +
      stroke('M100 52V161', seams(ink), 2) +
      spots(
        [
          [100, 66],
          [100, 84],
          [100, 102],
          [100, 120],
          [100, 138],
        ],
        ink.make === 'denim' ? GOLD : ink.pale,
        7,
      ) +
      mirrored(stroke('M72 60Q84 72 80 50', seams(ink), 2)) +
      box(69, 34, 62, 15, 4, ink.dark),
    '': () =>
      fill('M72 44H128Q140 70 138 100L132 168Q100 174 68 168L62 100Q60 70 72 44Z', ink.printed) +
      stroke('M112 112L108 170', ink.deep, 2) +
      box(71, 34, 58, 15, 4, ink.dark) +
      either(ink.at(1), '', box(92, 35, 16, 12, 3, BRASS)),
  })

const shirt: Drawing = (ink) => {
  const isShort = ink.type.includes('camp')
  const isOver = ink.type.includes('over')
  const plaid = ink.type.includes('oxford') ? ink.cloth : ink.printed
  return (
    mirrored(
      isShort
        ? fill('M76 36L38 56L22 96L54 108L62 90Z', plaid)
        : fill('M76 36L42 54L18 152L46 160L62 96Z', plaid) +
            turned(12, 32, 152, box(18, 145, 29, 13, 2, colored(ink.cloth, ink.dark))),
    ) +
    fill(
      isShort ? 'M76 34H124L144 60V162H56V60Z' : 'M76 34H124L142 60V160Q132 172 116 166H84Q68 172 58 160V60Z',
      plaid,
    ) +
    (isShort
      ? fill('M76 34L100 78L124 34Q100 46 76 34Z', over('#f3ddc8', 'v'))
      : fill('M94 46H106V168H94Z', ink.light)) +
    spots(
      (isShort ? [88, 112, 136] : [70, 92, 114, 136, 156]).map((y) => [100, y] as const),
      isShort ? ink.deep : PAPER,
      5,
    ) +
    (isShort
      ? fill('M76 34L100 80L78 76L62 50ZM124 34L100 80L122 76L138 50Z', colored(ink.cloth, ink.light))
      : fill('M74 34L100 54L84 72L66 44ZM126 34L100 54L116 72L134 44Z', colored(ink.cloth, ink.light))) +
    (isOver
      ? mirrored(box(64, 84, 26, 28, 2, ink.dark), fill('M63 82H91V92L77 97L63 92Z', ink.deep))
      : either(ink.at(2), '', box(112, 84, 22, 25, 3, ink.dark)))
  )
}

const trousers: Drawing = (ink) => {
  const isJeans = ink.type.includes('jeans')
  const paint = isJeans
    ? over(ink.main, 'd', 'v')
    : ink.type.includes('cords')
      ? over(ink.main, 'c', 'v')
      : ink.cloth
  const isWide = ink.type === 'trousers'
  return (
    fill(
      isWide ? 'M66 28H134L150 178H108L100 84L92 178H50Z' : 'M64 28H136L142 178H108L100 80L92 178H58Z',
      paint,
    ) +
    fill(isWide ? 'M100 84L134 28L150 178H108Z' : 'M100 80L136 28L142 178H108Z', 'rgba(20,16,30,.13)') +
    box(63, 24, 74, 14, 3, colored(paint, ink.dark)) +
    row(4, (k) => box(69 + k * 19, 22, 5, 18, 1, ink.light)) +
    stroke('M100 38V84', seams(ink), 2.5) +
    stroke('M112 40Q112 66 101 74', seams(ink), 2) +
    mirrored(stroke('M68 40Q72 58 86 60', seams(ink), 2.5)) +
    dot(100, 31, 3.5, isJeans ? '#c98a4b' : ink.deep) +
    (isJeans
      ? mirrored(stroke('M62 60L58 168', '#d9a864', 1.5)) +
        either(ink.at(1), box(56, 168, 37, 11, 1, ink.light) + box(107, 168, 37, 11, 1, ink.light), '')
      : ink.type.includes('chinos')
        ? mirrored(stroke('M78 62L75 176', ink.light, 1.8))
        : mirrored(stroke('M76 66L72 176', ink.deep, 1.5)))
  )
}

const jacket: Drawing = (ink) => {
  const sleeves = mirrored(
    fill('M72 36L40 54L16 152L46 162L62 100Z', ink.cloth),
    turned(12, 32, 154, box(16, 148, 30, 12, 2, ink.deep)),
  )
  const body = fill('M72 36H128L146 60V168H54V60Z', ink.cloth)
  return byType(ink, {
    rain: () =>
      fill('M66 46Q62 8 100 8Q138 8 134 46L100 64Z', colored(ink.cloth, ink.dark)) +
      fill('M78 46Q76 22 100 22Q124 22 122 46L100 58Z', ink.deep) +
      sleeves +
      fill('M72 38L100 58L128 38L148 62L152 174H48L52 62Z', ink.cloth) +
      stroke('M100 58V172', PAPER, 3) +
      spots(
        [
          [100, 76],
          [100, 100],
          [100, 124],
          [100, 148],
        ],
        METAL,
        7,
      ) +
      mirrored(fill('M60 122H90V132L75 138L60 132Z', ink.deep)) +
      stroke('M92 60V78M108 60V78', PAPER, 2.5),
    field: () =>
      sleeves +
      body +
      stroke('M100 44V166', ink.deep, 4) +
      stroke('M58 106H142', ink.deep, 4) +
      mirrored(
        box(62, 70, 29, 28, 2, ink.dark),
        fill('M61 68H92V80H61Z', ink.deep),
        box(60, 118, 32, 40, 2, ink.dark),
        fill('M59 116H93V130H59Z', ink.deep),
      ) +
      spots(
        [
          [76, 84],
          [124, 84],
          [76, 134],
          [124, 134],
        ],
        GOLD,
        5,
      ) +
      fill('M70 36L100 58L84 72L60 46ZM130 36L100 58L116 72L140 46Z', over('#8a5a3a', 'c')),
    chore: () =>
      sleeves +
      body +
      fill('M98 56H102V168H98Z', ink.deep) +
      spots(
        [
          [100, 72],
          [100, 98],
          [100, 124],
          [100, 150],
        ],
        ink.pale,
        8,
      ) +
      mirrored(fill('M60 112H92V154H60Z', ink.dark), stroke('M61 116H91', ink.light, 2)) +
      box(112, 74, 24, 26, 1, ink.dark) +
      fill('M72 34L100 58L82 70L64 46ZM128 34L100 58L118 70L136 46Z', ink.deep),
    '': () =>
      sleeves +
      body +
      fill('M76 36L100 104L124 36Z', over(PAPER, 'v')) +
      stroke('M100 46V100', ink.accent, 8) +
      fill(
        'M72 36L100 106L78 92L84 84L62 50ZM128 36L100 106L122 92L116 84L138 50Z',
        colored(ink.cloth, ink.dark),
      ) +
      stroke('M100 106V168', ink.deep, 2.5) +
      spots(
        [
          [94, 118],
          [94, 140],
        ],
        GOLD,
        7,
      ) +
      mirrored(fill('M62 126H90V134H62Z', ink.deep)) +
      stroke('M114 84H130', ink.deep, 4),
  })
}

const scarf: Drawing = (ink) => {
  const wool = ink.make === 'silk' ? ink.printed : knitted(ink.main)
  const band = (y: number, x: number): string =>
    fill(`M${x - (y - 84) * 0.11} ${y}H${x + 40}v9H${x - (y - 84) * 0.11 - 1}Z`, ink.accent)
  return ink.type.includes('wrap') || ink.make === 'silk'
    ? fill('M30 40H170L178 150Q140 168 100 150Q60 132 22 150Z', ink.printed) +
        stroke('M34 56Q100 66 168 56M28 100Q90 84 172 112M26 130Q80 112 174 138', ink.dark, 1.8) +
        stroke(
          row(16, (k) => `M${26 + k * 10} ${148 + Math.round(8 * Math.sin(k / 2.4))}v12`),
          ink.light,
          3,
        )
    : fill('M58 56Q100 18 142 56Q154 84 100 96Q46 84 58 56Z', colored(wool, ink.dark)) +
        fill('M76 58Q100 42 124 58Q126 72 100 76Q74 72 76 58Z', ink.deep) +
        fill('M84 82L120 84L142 160H100Z', colored(wool, ink.dark)) +
        fill('M66 80Q92 92 110 86L106 166H56Z', wool) +
        either(ink.at(1), band(104, 66) + band(122, 66) + band(140, 66), band(138, 66) + band(150, 65), '') +
        stroke(
          row(9, (k) => `M${58 + k * 6} 166v12`) + row(7, (k) => `M${103 + k * 6} 160v12`),
          ink.main,
          3.5,
        )
}

const socks: Drawing = (ink) => {
  const top = ink.type.includes('ankle') ? 76 : 30
  const one = (paint: Paint, rib: string): string =>
    fill(`M50 ${top}H92V110Q108 120 120 136Q128 158 108 166Q92 170 76 154L50 130Z`, paint) +
    box(47, top - 4, 48, 17, 5, over(rib, 'c')) +
    fill('M50 112Q64 112 70 148L50 130Z', ink.accent) +
    fill('M104 124Q114 130 120 136Q128 158 108 166Q98 168 90 164Q106 152 104 124Z', ink.accent)
  const pattern =
    ink.make === 'bamboo'
      ? over(ink.main, 'v')
      : ink.type.includes('walking')
        ? over(ink.main, 'k', 'v')
        : ink.printed
  return `<g transform="translate(46 6) rotate(6 80 100)">${one(colored(pattern, ink.dark), ink.deep)}</g><g transform="translate(-6 0)">${one(pattern, ink.light)}</g>`
}

export const CLOTHES_DRAWINGS: Readonly<Record<string, Drawing>> = {
  dress,
  jumper,
  skirt,
  shirt,
  trousers,
  jacket,
  scarf,
  socks,
}
