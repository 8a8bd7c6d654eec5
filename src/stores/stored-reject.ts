/** Rejects as they are kept. */
import { REJECT_BODY_LENGTH_MAX, type Reject } from './ports.ts'

/** PostgreSQL knows no NUL; so that every store gives back the same, none keeps one. */
const storableText = (text: string): string => text.replaceAll('\0', '\ufffd')

export const storableReject = (reject: Reject): Reject => ({
  rejectedAt: reject.rejectedAt,
  source: storableText(reject.source),
  code: storableText(reject.code),
  field: storableText(reject.field),
  message: storableText(reject.message),
  body: storableText(reject.body.slice(0, REJECT_BODY_LENGTH_MAX)),
})
