import type { ReactNode } from 'react'
import { fetchRejects } from '../shared/api.ts'
import { formatCount } from '../shared/money.ts'
import { Problem } from '../shared/problem.tsx'
import { useResource } from '../shared/use-resource.ts'
import type { Status } from '../shared/wire.ts'

const REJECTS_MS = 4_000
const SHOWN_MAX = 50

const FIXES: Readonly<Record<string, string>> = {
  MISSING: 'Add the field.',
  INVALID: 'Send the type and range that the API reference gives.',
  UNKNOWN_KIND: 'Send one of the kinds of event, or a name that another system gives to one.',
  UNKNOWN_CURRENCY: 'Send an ISO 4217 code, as GBP.',
  BAD_DATE: 'Send milliseconds since 1970, or ISO 8601 with a zone.',
}

type RejectsPageProps = {
  readonly shopId: string
  readonly counts: NonNullable<Status['shop']>['rejectCounts'] | undefined
}

/** What could not be kept, by reason, and the newest examples. */
export const RejectsPage = ({ shopId, counts }: RejectsPageProps): ReactNode => {
  const rejects = useResource(shopId, (signal) => fetchRejects(shopId, SHOWN_MAX, signal), {
    intervalMs: REJECTS_MS,
  })
  return (
    <>
      <h1>Refused records</h1>
      <p className="muted">
        Records that came in and could not be kept. Mend them at their source and send them again.
      </p>
      {rejects.error !== undefined && <Problem error={rejects.error} onRetry={rejects.reload} />}
      {rejects.data?.length === 0 && <p className="note">Nothing was refused.</p>}
      {counts !== undefined && counts.length > 0 && (
        <section className="card" aria-labelledby="reasons-heading">
          <h2 id="reasons-heading">By reason</h2>
          <div className="table-scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Reason</th>
                  <th scope="col">Field</th>
                  <th scope="col" className="is-number">
                    Count
                  </th>
                  <th scope="col">What to do</th>
                </tr>
              </thead>
              <tbody>
                {counts
                  .toSorted((a, b) => b.count - a.count)
                  .map(({ code, field, count }) => (
                    <tr key={JSON.stringify([code, field])}>
                      <th scope="row">{code}</th>
                      <td>
                        <code>{field || 'the whole record'}</code>
                      </td>
                      <td className="is-number">{formatCount(count)}</td>
                      <td>{FIXES[code] ?? 'See the API reference.'}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {rejects.data !== undefined && rejects.data.length > 0 && (
        <section className="card" aria-labelledby="newest-heading">
          <h2 id="newest-heading">The newest {formatCount(rejects.data.length)}</h2>
          <ul className="rejects">
            {rejects.data.map((reject) => (
              <li key={reject.rejectId}>
                <p>
                  <strong>{reject.code}</strong> <code>{reject.field}</code> {reject.message}
                </p>
                <p className="muted">
                  <time dateTime={new Date(reject.rejectedAt).toISOString()}>
                    {new Date(reject.rejectedAt).toLocaleString('en-GB')}
                  </time>
                  , by {reject.source}
                </p>
                <details>
                  <summary>What came in</summary>
                  <pre>{reject.body}</pre>
                </details>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
