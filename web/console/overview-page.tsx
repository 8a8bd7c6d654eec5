import type { ReactNode } from 'react'
import { formatCount } from '../shared/money.ts'
import type { Status } from '../shared/wire.ts'
import { DayChart } from './day-chart.tsx'
import { formatBytes, formatDuration, formatMs } from './figures.ts'

type FigureProps = {
  readonly name: string
  readonly value: string | undefined
  readonly note?: string | undefined
}

const Figure = ({ name, value, note }: FigureProps): ReactNode => (
  <div className="figure">
    <dt>{name}</dt>
    <dd>
      <strong>{value ?? '–'}</strong>
      <span className="muted">{note ?? '\u00a0'}</span>
    </dd>
  </div>
)

/** How the shop and the server are doing now. */
export const OverviewPage = ({ status }: { readonly status: Status | undefined }): ReactNode => {
  const shop = status?.shop
  const days = shop?.eventsByDay
  const rejectCount = shop?.rejectCounts.reduce((sum, { count }) => sum + count, 0)
  const count = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : formatCount(value)
  return (
    <>
      <h1>Overview</h1>
      <dl className="figures" aria-busy={status === undefined}>
        <Figure
          name="Events"
          value={count(shop?.eventCount)}
          note={days && `${formatCount(days.at(-1)?.events ?? 0)} today`}
        />
        <Figure
          name="Items"
          value={count(shop?.itemCount)}
          note={shop && `${formatCount(shop.listedItemCount)} sold online`}
        />
        <Figure name="Customers" value={count(shop?.customerCount)} note="known by name" />
        <Figure name="Visitors" value={count(shop?.visitorCount)} note="browsers and devices" />
        <Figure name="Refused records" value={count(rejectCount)} note="see Refused records" />
        <Figure
          name="Store"
          value={status && formatBytes(status.store.sizeBytes)}
          note={status && `${status.store.engine}, log at ${formatCount(shop?.logSeq ?? 0)}`}
        />
        <Figure
          name="Requests"
          value={count(status?.requests.count)}
          note={status && `${status.requests.perSecond.toFixed(1)} a second`}
        />
        <Figure
          name="Answer time, median"
          value={status && formatMs(status.requests.latencyMsP50)}
          note={status && `99 % within ${formatMs(status.requests.latencyMsP99)}`}
        />
        <Figure
          name="Memory"
          value={status && formatBytes(status.memory.rssBytes)}
          note={status && `up for ${formatDuration(status.uptimeSeconds)}`}
        />
      </dl>
      <div className="charts">
        <DayChart title="Orders a day" field="orders" days={days} />
        <DayChart title="Product views a day" field="views" days={days} />
        <DayChart title="Events a day" field="events" days={days} />
        <DayChart title="Units sold a day" field="units" days={days} />
      </div>
      <p className="muted">Engine {status?.engine ?? '…'}. The figures renew themselves every few seconds.</p>
    </>
  )
}
