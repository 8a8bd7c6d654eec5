/** Rejects as they are kept. */
import { REJECT_BODY_LENGTH_MAX, type Reject } from './ports.ts'

/** Text that every engine gives back as it took it: PostgreSQL knows no NUL, UTF-8 no half of a surrogate pair. */
const storableText = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()

export const storableReject = (reject: Reject): Reject => ({
  rejectedAt: reject.rejectedAt,
  source: storableText(reject.source),
  code: storableText(reject.code),
  field: storableText(reject.field),
  message: storableText(reject.message),
  body: storableText(reject.body.slice(0, REJECT_BODY_LENGTH_MAX)),
})
