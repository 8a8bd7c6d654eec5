/** Whether the till is alone, how old what it works from is, and how many sales wait. */
import { type ReactNode, useEffect, useId, useState } from 'react'
import { countOf, formatCount } from '../../shared/money.ts'
import { probe, useConnection } from './connection.ts'
import { RefusedSales } from './refused-sales.tsx'
import { type PictureInfo, usePictureInfo } from './picture-info.ts'
import { useSnapshotInfo } from './snapshot-info.ts'
import { useListEventCounts } from './use-list-event-counts.ts'
import { useQueueCounts } from './use-queue-counts.ts'
import { clockOffsetMs, tillNow } from './till-clock.ts'

const MINUTE_MS = 60_000

/** `just now`, `4 minutes`, `3 hours`, `2 days` */
export const ageText = (ms: number): string => {
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 120) return countOf(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? countOf(hours, 'hour') : countOf(Math.floor(hours / 24), 'day')
}

const useTick = (): void => {
  const [, setCount] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setCount((count) => count + 1), 10_000)
    return () => clearInterval(timer)
  }, [])
}

const pillText = (isOnline: boolean, waiting: number): string => {
  if (!isOnline) return waiting === 0 ? 'Offline' : `Offline, ${formatCount(waiting)} wait`
  return waiting === 0 ? 'Online' : `Sending ${formatCount(waiting)}`
}

const MEGABYTE = 2 ** 20

/** `240 of 1,000 kept, 1.2 MB` */
export const picturesText = ({ kept, wanted, bytes, stoppedBy }: PictureInfo): string => {
  const size = bytes < MEGABYTE / 10 ? '' : `, ${(bytes / MEGABYTE).toFixed(1)}\u00a0MB`
  const because =
    stoppedBy === 'room'
      ? ': there is no room for more'
      : stoppedBy === 'saving'
        ? ': this device saves data'
        : ''
  return `${formatCount(kept)} of ${formatCount(wanted)} kept${size}${because}`
}

/** What is kept for when the server is away, and what waits for it, as rows. */
const KeptFacts = (): ReactNode => {
  const snapshot = useSnapshotInfo()
  const pictures = usePictureInfo()
  const { waiting, lost } = useListEventCounts()
  return (
    <>
      <dt>Snapshot</dt>
      <dd>
        {snapshot === undefined
          ? 'none yet'
          : `${ageText(Math.max(0, tillNow() - snapshot.trueAt))} old, ${countOf(snapshot.itemCount, 'product')}`}
      </dd>
      {pictures !== undefined && (
        <>
          <dt>Pictures</dt>
          <dd>{picturesText(pictures)}</dd>
        </>
      )}
      {waiting + lost > 0 && (
        <>
          <dt>What lists did</dt>
          <dd>
            {countOf(waiting, 'event')} {waiting === 1 ? 'waits' : 'wait'}
            {lost > 0 && `, ${formatCount(lost)} lost`}
          </dd>
        </>
      )}
    </>
  )
}

export const StatusPill = ({ shop }: { readonly shop: string }): ReactNode => {
  const { isOnline } = useConnection()
  const { waiting, refused } = useQueueCounts()
  const panelId = useId()
  useTick()
  const state = refused > 0 ? 'refused' : !isOnline ? 'offline' : waiting > 0 ? 'sending' : 'online'
  const offsetMinutes = Math.round(clockOffsetMs() / MINUTE_MS)
  return (
    <div className="status">
      <button type="button" className="status-pill" data-state={state} popoverTarget={panelId}>
        <span aria-hidden="true" className="status-dot" />
        <output>{refused > 0 ? `${countOf(refused, 'sale')} refused` : pillText(isOnline, waiting)}</output>
      </button>
      <div id={panelId} popover="auto" className="status-panel">
        <h2>{isOnline ? 'The server is there' : 'The server is away'}</h2>
        <p>
          {isOnline
            ? 'Sales count at once, in this store and online.'
            : 'The till goes on: sales are kept here and sent once when the server is back.'}
        </p>
        <dl className="facts">
          <dt>Sales that wait</dt>
          <dd>{formatCount(waiting)}</dd>
          <KeptFacts />
          {offsetMinutes !== 0 && (
            <>
              <dt>Clock</dt>
              <dd>
                of this till {Math.abs(offsetMinutes)} minutes {offsetMinutes > 0 ? 'behind' : 'ahead'}: the
                server’s time is used
              </dd>
            </>
          )}
        </dl>
        {!isOnline && (
          <button type="button" className="button is-quiet" onClick={() => void probe()}>
            Try now
          </button>
        )}
        {refused > 0 && <RefusedSales shop={shop} />}
      </div>
    </div>
  )
}

/** Says below the head that lists and prices are those of the snapshot. */
export const OfflineBanner = (): ReactNode => {
  const { isOnline } = useConnection()
  const { waiting } = useQueueCounts()
  const snapshot = useSnapshotInfo()
  useTick()
  if (isOnline) return null
  return (
    <aside className="offline-banner" aria-label="Network">
      <strong>Offline.</strong>{' '}
      {snapshot === undefined
        ? 'This till has no snapshot yet: products cannot be looked up.'
        : `Products and lists are ${ageText(Math.max(0, tillNow() - snapshot.trueAt))} old.`}{' '}
      {waiting === 0
        ? 'No sale waits.'
        : `${countOf(waiting, 'sale')} ${waiting === 1 ? 'waits' : 'wait'} to be sent.`}
    </aside>
  )
}
