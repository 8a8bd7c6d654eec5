/** The versions of a rule or of a list by hand, each of which can come back. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '../shared/api.ts'
import { Icon } from '../shared/icon.tsx'
import { Problem } from '../shared/problem.tsx'
import { useResource } from '../shared/use-resource.ts'
import { HISTORY_LIMIT, fetchHistory, undo } from './merchandise-api.ts'
import type { HistoryKind, Version } from './merchandise-wire.ts'

type HistoryDialogProps<T> = {
  readonly shopId: string
  readonly kind: HistoryKind
  readonly id: string
  readonly sentenceOf: (document: T) => string
  /** Something came back. */
  readonly onRestored: () => void
  readonly onClose: () => void
}

const timeText = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

export const HistoryDialog = <T,>({
  shopId,
  kind,
  id,
  sentenceOf,
  onRestored,
  onClose,
}: HistoryDialogProps<T>): ReactNode => {
  const panel = useRef<HTMLDialogElement>(null)
  useEffect(() => panel.current?.showModal(), [])
  const [failure, setFailure] = useState<ApiError>()
  const versions = useResource(
    JSON.stringify([shopId, kind, id]),
    (signal) => fetchHistory<T>(shopId, kind, id, signal),
    { keepsPrevious: true },
  )
  const restore = async (toSeq: number): Promise<void> => {
    setFailure(undefined)
    try {
      await undo(shopId, kind, id, toSeq)
      versions.reload()
      onRestored()
    } catch (error) {
      setFailure(toApiError(error))
    }
  }
  const problem = failure ?? versions.error
  const newest = versions.data?.[0]
  const isWhole = versions.data !== undefined && newest !== undefined && versions.data.length < HISTORY_LIMIT
  const row = ({ seq, loggedAt, document }: Version<T>, position: number): ReactNode => (
    <li key={seq}>
      <p>
        <strong>{position === 0 ? 'Now' : timeText(loggedAt)}</strong>
        {position === 0 && <span className="muted"> since {timeText(loggedAt)}</span>}
      </p>
      <p>{document === null ? 'Deleted' : sentenceOf(document)}</p>
      {position > 0 && (
        <button type="button" className="button is-quiet" onClick={() => void restore(seq)}>
          {document === null ? 'Delete it again' : 'Bring this back'}
        </button>
      )}
    </li>
  )
  return (
    <dialog
      ref={panel}
      className="panel history"
      aria-labelledby="history-heading"
      onClose={onClose}
      {...{ closedby: 'any' }}
    >
      <form method="dialog" className="panel-head">
        <h2 id="history-heading">History</h2>
        <button className="icon-button" aria-label="Close">
          <Icon name="close" />
        </button>
      </form>
      <p className="muted">
        <code>{id}</code>
      </p>
      {problem !== undefined && <Problem error={problem} />}
      {versions.data?.length === 0 && <p className="note">Nothing was ever called so.</p>}
      <ol className="versions" aria-busy={versions.data === undefined}>
        {versions.data?.map(row)}
        {isWhole && newest?.document !== null && (
          <li>
            <p>
              <strong>Before that</strong> <span className="muted">there was none.</span>
            </p>
            <button type="button" className="button is-quiet" onClick={() => void restore(0)}>
              Go back to none
            </button>
          </li>
        )}
      </ol>
    </dialog>
  )
}
