/** Bars by day, drawn by hand, with the same numbers as a table. */
import { type ReactNode, useId } from 'react'
import { formatCount } from '../shared/money.ts'
import type { DayFigures } from '../shared/wire.ts'
import { roundUpForAxis } from './figures.ts'

const WIDTH = 640
const HEIGHT = 200
const LEFT = 48
const BOTTOM = 24
const TOP = 10
/** Part of a day's width that its bar takes. */
const BAR_PART = 0.72

type DayChartProps = {
  readonly title: string
  readonly field: 'orders' | 'views' | 'events' | 'units'
  /** Oldest first; undefined while they are coming. */
  readonly days: readonly DayFigures[] | undefined
}

const shortDay = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })

type Values = readonly { readonly day: string; readonly value: number }[]

const Bars = ({ values, label }: { readonly values: Values; readonly label: string }): ReactNode => {
  const top = roundUpForAxis(values.reduce((highest, { value }) => Math.max(highest, value), 0))
  const step = (WIDTH - LEFT) / Math.max(values.length, 1)
  const plotHeight = HEIGHT - TOP - BOTTOM
  const yOf = (value: number): number => TOP + plotHeight * (1 - Math.max(value, 0) / top)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="bars" role="img" aria-label={label}>
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={WIDTH} y1={yOf(value)} y2={yOf(value)} className="bars-grid" />
          {Number.isInteger(value) && (
            <text x={LEFT - 8} y={yOf(value) + 4} textAnchor="end">
              {formatCount(value)}
            </text>
          )}
        </g>
      ))}
      {values.map(({ day, value }, place) => (
        <g key={day}>
          <rect
            x={LEFT + step * (place + (1 - BAR_PART) / 2)}
            y={yOf(value)}
            width={step * BAR_PART}
            height={TOP + plotHeight - yOf(value)}
            rx={Math.min(2, step / 4)}
            className={place === values.length - 1 ? 'bar is-today' : 'bar'}
          />
          <rect x={LEFT + step * place} y={TOP} width={step} height={plotHeight} fill="transparent">
            <title>{`${shortDay(day)}: ${formatCount(value)}`}</title>
          </rect>
          {(values.length - 1 - place) % 14 === 0 && (
            <text
              x={LEFT + step * (place + 0.5)}
              y={HEIGHT - 6}
              textAnchor={place === values.length - 1 ? 'end' : 'middle'}
            >
              {shortDay(day)}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

export const DayChart = ({ title, field, days }: DayChartProps): ReactNode => {
  const headingId = useId()
  const values = (days ?? []).map((figures) => ({ day: figures.day, value: figures[field] }))
  const today = values.at(-1)
  return (
    <section className="card chart" aria-labelledby={headingId}>
      <div className="chart-head">
        <h2 id={headingId}>{title}</h2>
        {/* Of another key, for words that grow to the left would count as moved. */}
        <span className="muted" key={today === undefined ? 'coming' : 'known'}>
          {today === undefined ? '\u00a0' : `${formatCount(today.value)} today`}
        </span>
      </div>
      <Bars values={values} label={`${title}, last ${values.length} days; the table below has the numbers`} />
      <details>
        <summary>As a table</summary>
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col" className="is-number">
                  {title}
                </th>
              </tr>
            </thead>
            <tbody>
              {values.toReversed().map(({ day, value }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td className="is-number">{formatCount(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}
