/** Prints on cloth, paper and clay: stripes, dots, checks and the like. */
import { dot, fill, PRINT, row, short, stroke } from './pen.ts'

const pattern = (width: number, height: number, content: string, degrees = 0): string =>
  `<pattern id="${PRINT}" width="${short(width)}" height="${short(height)}" patternUnits="userSpaceOnUse"${degrees === 0 ? '' : ` patternTransform="rotate(${degrees})"`}>${content}</pattern>`

type Print = (color: string, second: string, size: number) => string

const PRINTS: readonly Print[] = [
  // Stripes across, along and slanting.
  (color, _, size) => pattern(20, 13 * size, fill(`M0 0h20v${short(5 * size)}h-20Z`, color)),
  (color, _, size) => pattern(11 * size, 20, fill(`M0 0h${short(4 * size)}v20h-${short(4 * size)}Z`, color)),
  (color, second, size) =>
    pattern(
      20 * size,
      20,
      fill(`M0 0h${short(6 * size)}v20h-${short(6 * size)}Z`, color) +
        fill(`M${short(10 * size)} 0h2v20h-2Z`, second),
      35,
    ),
  // Dots, in rows and offset.
  (color, _, size) => pattern(15 * size, 15 * size, dot(5 * size, 5 * size, 3.2 * size, color)),
  (color, second, size) =>
    pattern(
      22 * size,
      22 * size,
      dot(6 * size, 6 * size, 4 * size, color) + dot(17 * size, 17 * size, 2.5 * size, second),
    ),
  // Gingham.
  (color, _, size) =>
    `<pattern id="${PRINT}" width="${short(16 * size)}" height="${short(16 * size)}" patternUnits="userSpaceOnUse"><path d="M0 0h${short(8 * size)}v99h-${short(8 * size)}ZM0 0h99v${short(8 * size)}h-99Z" fill="${color}" fill-opacity=".55"/></pattern>`,
  // Zigzag and waves.
  (color, _, size) =>
    pattern(
      16 * size,
      15 * size,
      stroke(
        `M0 ${short(10 * size)}l${short(8 * size)} ${short(-7 * size)}l${short(8 * size)} ${short(7 * size)}`,
        color,
        2.6,
      ),
    ),
  (color, second, size) =>
    pattern(
      24 * size,
      16 * size,
      stroke(
        `M0 ${short(5 * size)}q${short(6 * size)} ${short(-6 * size)} ${short(12 * size)} 0t${short(12 * size)} 0`,
        color,
        2.6,
      ) + stroke(`M0 ${short(13 * size)}h${short(24 * size)}`, second, 1.2),
    ),
  // Flowers and leaves.
  (color, second, size) =>
    pattern(
      30 * size,
      28 * size,
      row(2, (k) => {
        const [x, y, reach] = [(8 + 15 * k) * size, (8 + 13 * k) * size, 3.4 * size]
        const petals = [
          [0, -1],
          [1, 0],
          [0, 1],
          [-1, 0],
        ]
          .map(([dx, dy]) => `M${short(x + dx * reach)} ${short(y + dy * reach)}h0`)
          .join('')
        return stroke(petals, color, 4.6 * size) + dot(x, y, 1.9 * size, second)
      }),
    ),
  (color, _, size) =>
    pattern(
      20 * size,
      22 * size,
      fill(`M${short(4 * size)} ${short(14 * size)}q0-10 8-12q3 9-8 12Z`, color) +
        stroke(`M${short(4 * size)} ${short(18 * size)}v-5`, color, 1.4),
    ),
]

const tartan: Print = (color, second) =>
  `<pattern id="${PRINT}" width="30" height="30" patternUnits="userSpaceOnUse"><path d="M3 0h10v30H3ZM0 3h30v10H0Z" fill="${color}" fill-opacity=".5"/><path d="M21 0v30M0 21h30" stroke="${second}" stroke-width="2"/></pattern>`

/**
 * @param make    the material: flannel is always tartan
 * @param chance  which one, in [0, 1)
 * @param size    about 1
 */
export const printOf = (make: string, chance: number, color: string, second: string, size: number): string =>
  (make === 'flannel' ? tartan : (PRINTS[Math.floor(chance * PRINTS.length)] as Print))(color, second, size)
