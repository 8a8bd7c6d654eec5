/** Silhouettes of sport and the outdoors. */
import {
  type Drawing,
  PAPER,
  NIGHT,
  METAL,
  METAL_DARK,
  WOOD_DARK,
  STEEL,
  TIMBER,
  BLACK,
  short,
  fill,
  stroke,
  box,
  dot,
  turned,
  mirrored,
  row,
  either,
  byType,
  over,
} from './pen.ts'

/** Degrees to x and y on a circle about the point. */
const around = (x: number, y: number, radius: number, degrees: number): string => {
  const angle = (degrees * Math.PI) / 180
  return `${short(x + Math.cos(angle) * radius)} ${short(y + Math.sin(angle) * radius)}`
}
export const pentagon = (x: number, y: number, radius: number, tilt: number): string =>
  `M${row(5, (k) => `${k === 0 ? '' : 'L'}${around(x, y, radius, tilt + k * 72)}`)}Z`

const wheel = (x: number, y: number, radius: number): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" stroke="${NIGHT}" stroke-width="5"/>` +
  stroke(
    row(8, (k) => `M${x} ${y}L${around(x, y, radius - 3, k * 45 + 10)}`),
    METAL,
    1.2,
  ) +
  dot(x, y, 4, METAL_DARK)

const bike: Drawing = (ink) => {
  const [radius, y] = ink.type.includes('folding') ? [27, 140] : [38, 129]
  const frame = byType(ink, {
    city: `M46 ${y}L74 82Q98 124 136 84M74 82L98 ${y}H46`,
    folding: 'M46 140L80 118L130 112M80 118L98 140H46M80 118L72 70',
    '': `M46 ${y}L76 76H134L98 ${y}H46M76 76L98 ${y}`,
  })
  const isDrop = ink.type.includes('gravel')
  return (
    wheel(46, y, radius) +
    wheel(154, y, radius) +
    stroke(frame, ink.main, 6.5) +
    stroke(`M154 ${y}L130 ${ink.type.includes('folding') ? 54 : 58}`, ink.main, 6.5) +
    stroke('M77 78L71 56', METAL_DARK, 5) +
    fill('M52 52Q72 44 94 52Q84 62 71 60Q60 60 52 52Z', over('#7a4d31', 't')) +
    stroke(
      isDrop
        ? 'M130 58L128 50Q152 44 156 58Q156 70 144 70'
        : ink.type.includes('touring')
          ? 'M130 58L128 46H112M128 46H146'
          : 'M130 58L126 44Q138 38 150 46',
      NIGHT,
      5,
    ) +
    dot(98, y, 10, METAL_DARK) +
    stroke(`M98 ${y}l9 15h7M98 ${y}l-9-14h-7`, NIGHT, 4) +
    byType(ink, {
      touring: () => box(22, 78, 34, 34, 5, over(ink.accent, 'l', 'v')) + stroke(`M20 76H76`, METAL_DARK, 4),
      city: () =>
        box(140, 54, 38, 28, 4, over('#d0a56c', 'r')) +
        stroke(`M12 ${y - 22}Q24 ${y - 46} 56 ${y - 44}`, ink.dark, 4),
      '': '',
    })
  )
}

const ball: Drawing = (ink) =>
  dot(100, 104, 64, ink.main) +
  byType(ink, {
    football: () =>
      fill(
        pentagon(100, 104, 22, -90) +
          row(5, (k) =>
            pentagon(
              100 + Math.cos(((-90 + k * 72) * Math.PI) / 180) * 56,
              104 + Math.sin(((-90 + k * 72) * Math.PI) / 180) * 56,
              13,
              90 + k * 72,
            ),
          ),
        ink.main === '#2f3138' ? PAPER : NIGHT,
      ) +
      stroke(
        row(5, (k) => `M${around(100, 104, 22, -90 + k * 72)}L${around(100, 104, 45, -90 + k * 72)}`),
        NIGHT,
        2.5,
      ),
    match: () =>
      fill(
        'M100 40Q140 70 128 104Q88 100 72 62Q84 46 100 40ZM42 130Q60 92 100 116Q92 160 62 156Q48 146 42 130ZM160 128Q146 92 122 118Q132 152 148 146Z',
        ink.accent,
      ) + stroke('M72 62L40 92M128 104L162 92M100 116L128 104', ink.deep, 2.5),
    '': () =>
      stroke('M38 92Q100 132 162 92M84 42Q64 104 92 167M124 45Q144 104 118 165', ink.deep, 3.5) +
      fill('M40 112Q100 150 160 112L152 140Q100 164 48 140Z', ink.accent),
  }) +
  dot(100, 104, 64, 'url(#o)')

const racket: Drawing = (ink) => {
  const isLight = ink.type.includes('badminton')
  const [rx, ry, y] = isLight ? [38, 46, 50] : [48, 58, 60]
  const strings =
    row(9, (k) => `M${short(100 - rx + 4 + ((k + 0.5) * (2 * rx - 8)) / 9)} ${y - ry}v${2 * ry}`) +
    row(10, (k) => `M${100 - rx} ${short(y - ry + 4 + ((k + 0.5) * (2 * ry - 8)) / 10)}h${2 * rx}`)
  return turned(
    34,
    100,
    100,
    `<g opacity=".9"><clipPath id="e"><ellipse cx="100" cy="${y}" rx="${rx - 3}" ry="${ry - 3}"/></clipPath><g clip-path="url(#e)">${stroke(strings, PAPER, 1.3)}</g></g>`,
    `<ellipse cx="100" cy="${y}" rx="${rx}" ry="${ry}" stroke="${ink.main}" stroke-width="${isLight ? 5 : 9}"/>`,
    isLight
      ? stroke('M100 96V150', METAL_DARK, 5)
      : `<path d="M70 108L94 144H106L130 108" stroke="${ink.main}" stroke-width="7"/>` +
          fill('M92 136H108V150H92Z', ink.dark),
    `<path d="M${100 - rx * 0.86} ${y - ry * 0.5}A${rx} ${ry} 0 0 1 ${100 + rx * 0.5} ${y - ry * 0.87}" stroke="${ink.accent}" stroke-width="${isLight ? 4 : 5}"/>`,
    box(92, 144, 16, 54, 5, BLACK),
    stroke('M92 158l16-5M92 170l16-5M92 182l16-5', ink.accent, 2.5),
    isLight
      ? turned(
          -34,
          160,
          130,
          fill('M150 128L138 92H182L170 128Z', PAPER) +
            stroke('M150 94L154 126M160 92V126M170 94L166 126', '#cfd4da', 2) +
            fill('M150 128H170Q172 144 160 144Q148 144 150 128Z', over('#e0a458', 'o')),
        )
      : dot(158, 158, 15, over('#d8e04a', 'o')) + stroke('M148 148Q160 156 154 172', PAPER, 2),
  )
}

const mat: Drawing = (ink) =>
  ink.type.includes('travel')
    ? fill('M34 96H166V128H34ZM28 128H172V166H28Z', ink.cloth) +
      stroke('M34 112H166M28 147H172', ink.dark, 2) +
      stroke('M66 90V168M134 90V168', ink.accent, 8)
    : fill('M56 148H192L184 168H44Z', ink.cloth) +
      stroke('M188 158L184 167M176 150L172 167', ink.light, 2.5) +
      dot(62, 124, 44, ink.ball) +
      row(
        4,
        (k) =>
          `<circle cx="62" cy="124" r="${36 - k * 9}" stroke="${k % 2 === 0 ? ink.light : ink.deep}" stroke-width="3"/>`,
      ) +
      (ink.type.includes('exercise')
        ? fill('M104 100H116V168H104Z', NIGHT)
        : either(
            ink.at(1),
            box(124, 96, 42, 52, 6, over(ink.accent, 's')) + stroke('M125 116H165', PAPER, 4),
            stroke('M40 82Q62 62 86 84Q100 40 140 66', ink.accent, 5),
          ))

const dumbbell: Drawing = (ink) =>
  byType(ink, {
    kettle: () =>
      stroke('M72 88Q60 34 100 34Q140 34 128 88', ink.deep, 15) +
      fill('M60 92Q100 66 140 92Q166 128 142 168H58Q34 128 60 92Z', ink.ball) +
      dot(100, 126, 22, ink.pale) +
      stroke('M92 118V134M108 118L98 126L108 134', ink.deep, 5),
    hand: () =>
      row(2, (k) =>
        turned(
          -16,
          100,
          104 + k * 50,
          `<g transform="translate(${k * 14} ${k * 56 - 26})">${box(64, 96, 72, 15, 6, over(ink.dark, 's'))}${mirrored(fill('M32 92L46 80H62L70 92V116L62 128H46L32 116Z', ink.body))}</g>`,
        ),
      ),
    '': () =>
      turned(
        -18,
        100,
        104,
        box(58, 96, 84, 16, 4, STEEL),
        box(76, 94, 48, 20, 6, over(METAL_DARK, 'b')),
        mirrored(box(40, 62, 26, 84, 8, ink.body), box(20, 74, 22, 60, 7, over(ink.deep, 's'))),
      ),
  })

const tent: Drawing = (ink) =>
  byType(ink, {
    family: () =>
      fill('M4 166L26 92Q100 20 174 92L196 166Z', ink.cloth) +
      fill('M70 166Q70 88 100 66Q130 88 130 166Z', ink.deep) +
      fill('M70 166Q70 88 100 66Q88 120 92 166Z', ink.light) +
      mirrored(fill('M26 146L36 112Q46 104 54 104V146Z', ink.pale)) +
      stroke('M26 92Q100 20 174 92', ink.dark, 4),
    two: () =>
      fill('M8 166Q18 66 100 48Q182 66 192 166Z', ink.cloth) +
      stroke('M8 166Q60 60 150 60M192 166Q140 60 50 60', ink.dark, 4) +
      fill('M66 166Q72 96 100 82Q128 96 134 166Z', ink.deep) +
      fill('M66 166Q72 96 100 82Q96 130 84 166Z', ink.light),
    '': () =>
      fill('M100 38L186 164H14Z', ink.cloth) +
      fill('M100 38L186 164H128Z', ink.dark) +
      fill('M100 38L126 164H74Z', NIGHT) +
      fill('M100 38L74 164H54Q88 110 100 38Z', ink.light) +
      fill('M100 38L126 164H146Q112 110 100 38Z', ink.deep) +
      stroke('M100 38L93 26M100 38L107 26', WOOD_DARK, 4) +
      stroke('M14 164L2 172M186 164L198 172', NIGHT, 3),
  })

const flask: Drawing = (ink) =>
  byType(ink, {
    insulated: () =>
      box(78, 14, 44, 30, 7, ink.at(1) < 0.5 ? TIMBER : BLACK) +
      stroke('M84 18Q100 -8 116 18', NIGHT, 5) +
      fill('M74 46H126Q134 56 134 74V156Q134 168 122 168H78Q66 168 66 156V74Q66 56 74 46Z', ink.body) +
      stroke('M66 152H134', ink.deep, 3) +
      fill('M100 92l9 14-9 14-9-14Z', ink.pale),
    flask: () =>
      ink.type === 'flask'
        ? stroke('M136 84Q166 84 164 112Q162 136 136 136', ink.deep, 8) +
          box(70, 12, 60, 40, 8, STEEL) +
          box(76, 50, 48, 10, 2, NIGHT) +
          fill('M66 60H134Q138 64 138 72V156Q138 168 126 168H74Q62 168 62 156V72Q62 64 66 60Z', ink.body) +
          stroke('M62 78H138M62 148H138', ink.light, 4)
        : '',
    '': () =>
      either(
        ink.at(1),
        box(84, 14, 32, 26, 5, BLACK) + stroke('M90 16Q100 -2 110 16', NIGHT, 5),
        box(78, 18, 44, 26, 8, TIMBER),
        box(80, 12, 40, 30, 6, over(ink.accent, 's')),
      ) +
      fill(
        'M84 42H116V52Q136 60 136 82V156Q136 168 122 168H78Q64 168 64 156V82Q64 60 84 52Z',
        ink.make === 'glass' ? ink.body : ink.printed,
      ) +
      (ink.make === 'glass'
        ? fill('M68 100Q100 92 132 100V156Q132 164 122 164H78Q68 164 68 156Z', over('#9fd0dd', 'g'))
        : ''),
  })

export const LEISURE_DRAWINGS: Readonly<Record<string, Drawing>> = {
  ball,
  racket,
  mat,
  dumbbell,
  tent,
  flask,
  bike,
}
