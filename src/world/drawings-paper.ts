/** Silhouettes of books and paper. */
import {
  type Ink,
  type Drawing,
  PAPER,
  NIGHT,
  GOLD,
  STEEL,
  BRASS,
  BLACK,
  fill,
  stroke,
  spots,
  box,
  dot,
  turned,
  row,
  either,
  byType,
  over,
  mix,
  lightness,
} from './pen.ts'
import { escapeXml } from './xml-text.ts'

const LINE_CHARS_MAX = 12
const LINES_MAX = 4

/** The words of a title in lines that fit a cover. */
const linesOf = (title: string): readonly string[] => {
  const lines: string[] = []
  for (const word of title.trim().split(/\s+/).slice(0, 12)) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= LINE_CHARS_MAX)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push([...word].slice(0, LINE_CHARS_MAX + 2).join(''))
  }
  return lines.slice(0, LINES_MAX)
}

const titleOn = (title: string, x: number, y: number, color: string): string => {
  const lines = linesOf(title)
  const longest = Math.max(1, ...lines.map((line) => line.length))
  const size = Math.min(18, Math.floor(128 / longest))
  const spans = lines
    .map((line, k) => `<tspan x="${x}" y="${y + k * (size + 2)}">${escapeXml(line)}</tspan>`)
    .join('')
  return `<text text-anchor="middle" font-family="Georgia,serif" font-weight="700" font-size="${size}" fill="${color}">${spans}</text>`
}

/** What is on the cover, around 0, 0, within 40 to each side. */
const COVER_ART: Readonly<Record<string, (ink: Ink) => string>> = {
  mystery: (ink) =>
    either(
      ink.at(2),
      dot(0, 0, 24, ink.accent) + fill('M0-16a8 8 0 0 1 4 15l4 17h-16l4-17a8 8 0 0 1 4-15Z', ink.deep),
      fill('M-26 30V-14a26 26 0 0 1 52 0V30Z', ink.deep) +
        fill('M-16 30V-12a16 16 0 0 1 32 0V30Z', ink.accent) +
        spots([[9, 8]], ink.deep, 6),
      dot(10, -10, 20, ink.pale) +
        fill('M-40 30V6l10-12 10 12V-8l12-14 12 14V12l12-10 12 10V30Z', ink.deep) +
        spots(
          [
            [4, 0],
            [-24, 14],
          ],
          GOLD,
          5,
        ),
    ),
  travel: (ink) =>
    either(
      ink.at(2),
      dot(18, -14, 14, ink.accent) +
        fill('M-40 30L-10-20L8 8L18-6L40 30Z', ink.deep) +
        fill('M-17-8L-10-20L-3-9L-10-4Z', PAPER),
      fill('M-40 10Q-20-2 0 10T40 10V30H-40Z', ink.deep) +
        fill('M-22 6H24L14 18H-12Z', PAPER) +
        fill('M0 2V-30L22 2ZM-4 2V-22L-18 2Z', ink.accent),
      stroke('M-4 30Q-30 14 0 2T2-26', ink.pale, 9) +
        stroke('M-4 30Q-30 14 0 2T2-26', ink.deep, 2) +
        dot(26, -18, 10, ink.accent),
    ),
  nature: (ink) =>
    either(
      ink.at(2),
      fill('M0 30Q-40-2 0-34Q40-2 0 30Z', ink.accent) +
        stroke('M0 34V-22M0 14L-14 2M0 14L14 2M0-2L-10-12M0-2L10-12', ink.deep, 3),
      fill('M-34 6Q-10-30 14-8L34-16L22 2Q14 26-12 22L-34 28Q-22 16-34 6Z', ink.accent) +
        dot(12, -4, 3, NIGHT),
      stroke('M0 32V-4', ink.deep, 4) +
        spots(
          [
            [0, -24],
            [15, -13],
            [9, 4],
            [-9, 4],
            [-15, -13],
          ],
          ink.accent,
          19,
        ) +
        dot(0, -9, 8, GOLD),
    ),
  history: (ink) =>
    either(
      ink.at(2),
      fill('M-32-14L0-34L32-14Z', ink.accent) +
        stroke('M-22-8V20M-7-8V20M7-8V20M22-8V20', ink.pale, 8) +
        box(-34, 22, 68, 8, 0, ink.accent),
      dot(0, 0, 32, ink.pale) +
        dot(0, 0, 25, ink.deep) +
        fill('M0-24L7 0L0 24L-7 0Z', ink.accent) +
        spots(
          [
            [-20, 0],
            [20, 0],
          ],
          ink.pale,
          5,
        ),
      fill('M-26-28H26V4Q26 24 0 34Q-26 24-26 4Z', ink.accent) + fill('M0-28H26V4Q26 24 0 34Z', ink.pale),
    ),
  cooking: (ink) =>
    either(
      ink.at(2),
      fill('M-34-2H34Q32 30 0 30Q-32 30-34-2Z', ink.accent) +
        stroke('M-12-10q-6-8 0-14M4-10q-6-10 0-18M20-10q-6-8 0-14', ink.pale, 4),
      stroke('M-18-32V-14Q-18-4-10-4Q-2-4-2-14V-32M-10-32V32', ink.pale, 5) +
        fill('M12-32Q28-22 22 2H16V32H10V-32Z', ink.accent),
      fill('M0-12Q-34-30-30 6Q-26 34 0 30Q26 34 30 6Q34-30 0-12Z', ink.accent) +
        stroke('M0-12Q0-26 8-32', ink.deep, 4) +
        fill('M6-22Q14-36 28-28Q22-16 6-22Z', ink.pale),
    ),
}

const artOf = (ink: Ink, y: number, scale: number): string => {
  const art =
    COVER_ART[ink.make] ??
    (Object.values(COVER_ART)[Math.floor(ink.at(10) * 5)] as (typeof COVER_ART)[string])
  return `<g transform="translate(105 ${y}) scale(${scale})">${art(ink)}</g>`
}

const book: Drawing = (ink) => {
  const inked = mix(ink.main, NIGHT, 0.72)
  const words = lightness(ink.main) > 0.6 ? inked : PAPER
  const cover = byType(ink, {
    essays: () =>
      fill('M61 40H149V128H61Z', 'none') +
      stroke('M72 34H138M72 146H138', ink.accent, 3) +
      titleOn(ink.title, 105, 66, words) +
      artOf(ink, 122, 0.4),
    guide: () => box(60, 16, 90, 58, 0, ink.pale) + titleOn(ink.title, 105, 38, inked) + artOf(ink, 118, 0.9),
    stories: () =>
      artOf(ink, 112, 1) + titleOn(ink.title, 105, 44, words) + box(62, 152, 88, 3, 0, ink.accent),
    '': () => artOf(ink, 64, 1) + titleOn(ink.title, 105, 122, words),
  })
  return turned(
    -6 + ink.at(1) * 8,
    100,
    100,
    fill('M50 20H154Q160 20 160 26V176Q160 180 154 180H52Z', ink.deep),
    fill('M52 172H156V24H152V168H50Z', PAPER) + stroke('M54 174H155M155 30V172', '#d8cfbf', 1.5),
    box(46, 14, 106, 158, 4, over(ink.main, 'v')),
    fill('M46 18Q46 14 50 14H58V172H50Q46 172 46 168Z', ink.dark) + stroke('M60.5 14V172', ink.light, 1),
    cover,
  )
}

export const PAPER_DRAWINGS: Readonly<Record<string, Drawing>> = {
  book,
  notebook: (ink) => {
    const isRing = ink.type.includes('sketch')
    return turned(
      -6 + ink.at(1) * 10,
      100,
      100,
      box(54, 26, 104, 152, 8, ink.deep),
      box(56, 28, 98, 146, 4, PAPER),
      stroke('M153 34V168M156 36V166', '#d8cfbf', 1.2),
      box(
        46,
        22,
        104,
        150,
        8,
        ink.make === 'leather' ? ink.cloth : ink.make === 'kraft' ? over(ink.main, 'p', 'v') : ink.printed,
      ),
      isRing
        ? stroke(
            row(11, (k) => `M40 ${32 + k * 13}h16`),
            '#8b939d',
            4.5,
          )
        : fill('M46 30Q46 22 54 22H62V172H54Q46 172 46 164Z', ink.dark) +
            fill('M134 22H141V172H134Z', ink.accent),
      byType(ink, {
        planner: () =>
          box(72, 56, 52, 46, 4, PAPER) +
          stroke('M72 68H124', ink.accent, 6) +
          spots(
            Array.from({ length: 8 }, (_, k) => [80 + (k % 4) * 12, 80 + Math.floor(k / 4) * 11] as const),
            ink.deep,
            5,
          ),
        '': () =>
          either(
            ink.at(2),
            box(74, 54, 48, 28, 3, PAPER) + stroke('M82 64H114M82 72H104', ink.dark, 2.5),
            '',
            dot(98, 70, 17, PAPER) + dot(98, 70, 10, ink.accent),
          ),
      }),
      isRing ? '' : fill('M64 170H72V192L68 186L64 192Z', ink.accent),
    )
  },
  pen: (ink) =>
    turned(
      42 + ink.at(1) * 8,
      100,
      100,
      byType(ink, {
        fountain: () =>
          box(88, 0, 24, 74, 10, ink.body) +
          stroke('M116 8V52', GOLD, 4) +
          box(87, 70, 26, 8, 2, BRASS) +
          fill('M90 78H110L108 144H92Z', ink.body) +
          fill('M92 144H108L104 180Q100 196 100 196Q100 196 96 180Z', BRASS) +
          stroke('M100 162V192', NIGHT, 1.4) +
          dot(100, 160, 2.5, NIGHT),
        ball: () =>
          box(96, -8, 8, 16, 3, STEEL) +
          box(90, 4, 20, 66, 6, ink.body) +
          stroke('M114 10V56', '#b9c0c8', 4) +
          box(89, 68, 22, 5, 1, STEEL) +
          fill('M90 73H110V150L104 184H96L90 150Z', ink.body) +
          fill('M96 184H104L101 196H99Z', STEEL),
        '': () =>
          box(88, 0, 24, 82, 8, ink.body) +
          stroke('M116 10V58', '#b9c0c8', 4) +
          box(87, 80, 26, 7, 2, STEEL) +
          fill('M90 87H110V152L106 172H94L90 152Z', BLACK) +
          fill('M95 172H105L101 194H99Z', STEEL),
      }),
    ),
  puzzle: (ink) => {
    const piece =
      'M34 40H56Q50 18 66 18Q82 18 76 40H98V62Q120 56 120 72Q120 88 98 82V104H76Q82 84 66 84Q50 84 56 104H34V82Q54 88 54 72Q54 56 34 62Z'
    const isBox = !ink.type.includes('floor')
    const scene =
      dot(128, 60, 14, ink.accent) +
      fill('M36 124V104L70 66L96 96L112 80L164 124Z', ink.deep) +
      fill('M36 124V112Q90 94 164 118V124Z', ink.dark)
    return isBox
      ? fill('M30 34H170V126H30Z', ink.light) +
          scene +
          stroke('M30 64H170M30 94H170M65 34V126M100 34V126M135 34V126', PAPER, 1.6) +
          fill('M30 126H170V166H30Z', over(ink.main, 'v')) +
          stroke('M30 34H170V166H30Z', ink.deep, 2) +
          `<g transform="translate(44 133) scale(.24)">${fill(piece, PAPER)}</g>` +
          stroke('M76 142H140M76 152H116', PAPER, 4)
      : fill(piece, over(ink.main, 'v')) +
          `<g transform="translate(66 0)">${fill(piece, ink.accent)}</g><g transform="translate(0 66)">${fill(piece, ink.light)}</g>` +
          turned(
            14 + ink.at(1) * 10,
            146,
            146,
            `<g transform="translate(76 72)">${fill(piece, over(ink.dark, 'v'))}</g>`,
          )
  },
}
