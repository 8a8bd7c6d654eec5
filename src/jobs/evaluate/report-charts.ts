/** Charts of the evaluation report as SVG: colors come from the page, and each says in words what it shows. */

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const figure = (value: number, digits = 4): string =>
  Number.isFinite(value) ? value.toFixed(digits) : '–'

export type Mark = 'chosen' | 'baseline' | 'other'

export type Bar = {
  readonly label: string
  readonly mark: Mark
  readonly value: number
  readonly low: number
  readonly high: number
}

const WIDTH = 720
const LABEL_WIDTH = 170
const VALUE_WIDTH = 150
const BAR_HEIGHT = 20
const ROW_HEIGHT = 32
const CAP = 5

const round = (value: number): number => Math.round(value * 10) / 10

const svg = (height: number, label: string, body: readonly string[]): string =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(label)}">${body.join('')}</svg>`

/** Horizontal bars from 0, each with the interval that holds the true mean with 95 %. */
export const barChart = (label: string, bars: readonly Bar[]): string => {
  const most = Math.max(...bars.map(({ high }) => high), 0) || 1
  const xOf = (value: number): number =>
    round(LABEL_WIDTH + (value / most) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH))
  const rows = bars.map(({ label: name, mark, value, low, high }, k) => {
    const top = k * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2
    const middle = top + BAR_HEIGHT / 2
    return [
      `<text class="label" x="${LABEL_WIDTH - 10}" y="${middle}" text-anchor="end">${escapeHtml(name)}</text>`,
      `<rect class="bar ${mark}" x="${LABEL_WIDTH}" y="${top}" width="${round(xOf(value) - LABEL_WIDTH)}" height="${BAR_HEIGHT}" rx="3"/>`,
      `<path class="whisker" d="M${xOf(low)} ${middle}H${xOf(high)}M${xOf(low)} ${middle - CAP}v${2 * CAP}M${xOf(high)} ${middle - CAP}v${2 * CAP}"/>`,
      `<text class="value" x="${WIDTH}" y="${middle}" text-anchor="end">${figure(value)} <tspan class="quiet">${figure(low, 3)}–${figure(high, 3)}</tspan></text>`,
    ].join('')
  })
  return svg(bars.length * ROW_HEIGHT, label, rows)
}

export type Point = { readonly label: string; readonly mark: Mark; readonly x: number; readonly y: number }

export type Axis = {
  readonly title: string
  /** Ascending; the first and the last are the ends of the axis. */
  readonly ticks: readonly number[]
  readonly isLogarithmic: boolean
  readonly show: (tick: number) => string
}

/** Powers of ten around the values. */
export const decades = (values: readonly number[]): readonly number[] => {
  const known = values.filter((value) => value > 0 && Number.isFinite(value))
  const first = Math.floor(Math.log10(Math.min(...known, 10)))
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...known, 1))))
  return Array.from({ length: last - first + 1 }, (_, k) => 10 ** (first + k))
}

/** From 0 to above the values, in at most six even steps. */
export const evenTicks = (values: readonly number[]): readonly number[] => {
  const most = Math.max(...values.filter(Number.isFinite), 0) || 1
  const rough = most / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, k) => k * step)
}

const PLOT = { left: 60, right: 700, top: 14, bottom: 260 } as const
const PLOT_HEIGHT = 310
/** Names of points that lie close are pushed apart by this. */
const NAME_HEIGHT = 15
/** Room for most names. */
const NAME_WIDTH = 130

/** Share of the way along the axis, in [0, 1]. */
const placeOn = ({ ticks, isLogarithmic }: Axis, value: number): number => {
  const scaled = (v: number): number => (isLogarithmic ? Math.log10(Math.max(v, ticks[0] ?? 1)) : v)
  const first = scaled(ticks[0] ?? 0)
  const last = scaled(ticks.at(-1) ?? 1)
  return (scaled(value) - first) / (last - first)
}

export const scatterChart = (label: string, points: readonly Point[], x: Axis, y: Axis): string => {
  const xOf = (value: number): number => round(PLOT.left + placeOn(x, value) * (PLOT.right - PLOT.left))
  const yOf = (value: number): number => round(PLOT.bottom - placeOn(y, value) * (PLOT.bottom - PLOT.top))
  const grid = [
    ...y.ticks.map(
      (tick) =>
        `<path class="grid" d="M${PLOT.left} ${yOf(tick)}H${PLOT.right}"/><text class="tick" x="${PLOT.left - 8}" y="${yOf(tick)}" text-anchor="end">${y.show(tick)}</text>`,
    ),
    ...x.ticks.map(
      (tick) =>
        `<path class="grid" d="M${xOf(tick)} ${PLOT.top}V${PLOT.bottom}"/><text class="tick" x="${xOf(tick)}" y="${PLOT.bottom + 16}" text-anchor="middle">${x.show(tick)}</text>`,
    ),
    `<text class="axis" x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT_HEIGHT - 8}" text-anchor="middle">${escapeHtml(x.title)}</text>`,
    `<text class="axis" transform="translate(14 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(y.title)}</text>`,
  ]
  const placed = points
    .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
    .map((point) => ({ ...point, cx: xOf(point.x), cy: yOf(point.y) }))
    .toSorted((a, b) => a.cy - b.cy)
  let lastName = Number.NEGATIVE_INFINITY
  const names = placed.map(({ label: name, cx, cy }) => {
    lastName = Math.max(cy, lastName + NAME_HEIGHT)
    const isRight =
      cx < PLOT.right - NAME_WIDTH &&
      !placed.some(
        (other) => other.cx > cx && other.cx < cx + NAME_WIDTH && Math.abs(other.cy - cy) < NAME_HEIGHT,
      )
    const nameX = isRight ? cx + 14 : cx - 14
    return [
      `<path class="leader" d="M${cx} ${cy}L${isRight ? nameX - 2 : nameX + 2} ${lastName}"/>`,
      `<text class="label name" x="${nameX}" y="${lastName}" text-anchor="${isRight ? 'start' : 'end'}">${escapeHtml(name)}</text>`,
    ].join('')
  })
  const dots = placed.map(({ mark, cx, cy }) => `<circle class="point ${mark}" cx="${cx}" cy="${cy}" r="6"/>`)
  return svg(PLOT_HEIGHT, label, [...grid, ...names, ...dots])
}
