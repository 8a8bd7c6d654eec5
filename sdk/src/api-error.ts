/** Failures of calls. */

export type ApiErrorFields = {
  /** Of the server (docs/errors.md), or `NETWORK`, `TIMEOUT`, `UNEXPECTED_ANSWER`. */
  readonly code: string
  readonly message: string
  readonly fix: string
  /** HTTP; 0 when there was no answer. */
  readonly status: number
  readonly field?: string | undefined
  readonly requestId?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

/** A call that failed: a code for programs, a sentence and a remedy for people. */
export class AisleApiError extends Error {
  override readonly name = 'AisleApiError'
  readonly code: string
  readonly fix: string
  /** HTTP; 0 when there was no answer. */
  readonly status: number
  /** The field that is wrong, as a JSON pointer, when one is. */
  readonly field: string | undefined
  /** Stands in the log of the server. */
  readonly requestId: string | undefined
  /** What the server said to wait, when it did. */
  readonly retryAfterMs: number | undefined

  constructor(fields: ApiErrorFields) {
    super(fields.message, { cause: fields.cause })
    this.code = fields.code
    this.fix = fields.fix
    this.status = fields.status
    this.field = fields.field
    this.requestId = fields.requestId
    this.retryAfterMs = fields.retryAfterMs
  }
}

type Told = Partial<Pick<ApiErrorFields, 'code' | 'message' | 'fix' | 'field' | 'requestId'>>

const toldBy = (text: string): Told => {
  try {
    return (JSON.parse(text) as { error?: Told }).error ?? {}
  } catch {
    return {}
  }
}

/** Seconds, or a date as proxies send it. */
const retryAfterMsOf = (header: string | null): number | undefined => {
  if (header === null || header === '') return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

/** What an answer that is none of 2xx says. Something between here and the server may have answered in its place. */
export const refusalOf = async (response: Response): Promise<AisleApiError> => {
  const { status, headers } = response
  const told = toldBy(await response.text())
  return new AisleApiError({
    status,
    code: told.code ?? 'UNEXPECTED_ANSWER',
    message: told.message ?? `The answer is HTTP ${status} and says nothing more.`,
    fix: told.fix ?? 'Check that the address is that of Aisle, and what stands between.',
    field: told.field,
    requestId: told.requestId,
    retryAfterMs: retryAfterMsOf(headers.get('retry-after')),
  })
}
