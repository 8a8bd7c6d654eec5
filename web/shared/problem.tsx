import type { ReactNode } from 'react'
import type { ApiError } from './api.ts'

/** What went wrong and what to do about it. */
export const Problem = ({
  error,
  onRetry,
}: {
  readonly error: ApiError
  readonly onRetry?: () => void
}): ReactNode => (
  <div className="problem" role="alert">
    <p>
      <strong>{error.message}</strong>{' '}
      {error.code === 'NOT_READY' ? 'It takes a moment; this page tries again by itself.' : error.fix}
    </p>
    {onRetry !== undefined && (
      <button type="button" className="button is-quiet" onClick={onRetry}>
        Try again
      </button>
    )}
  </div>
)
