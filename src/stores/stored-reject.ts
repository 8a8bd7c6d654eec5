/** Rejects as they are kept. */
import {
  OTHER_FIELDS,
  REJECT_BODY_LENGTH_MAX,
  REJECT_COUNTS_MAX,
  REJECT_FIELD_LENGTH_MAX,
  REJECT_MESSAGE_LENGTH_MAX,
  type Reject,
} from './ports.ts'

/** PostgreSQL knows no NUL; so that every store gives back the same, none keeps one. */
const storableText = (text: string): string => text.replaceAll('\0', '\ufffd')

export const storableReject = (reject: Reject): Reject => ({
  rejectedAt: reject.rejectedAt,
  source: storableText(reject.source),
  code: storableText(reject.code),
  field: storableText(reject.field.slice(0, REJECT_FIELD_LENGTH_MAX)),
  message: storableText(reject.message.slice(0, REJECT_MESSAGE_LENGTH_MAX)),
  body: storableText(reject.body.slice(0, REJECT_BODY_LENGTH_MAX)),
})

export const countKey = (code: string, field: string): string => `${code}\n${field}`

/**
 * The field under which a reject is counted.
 *
 * @param counted  keys of what is counted already; the new one is added
 */
export const countedField = (counted: Set<string>, code: string, field: string): string => {
  const key = countKey(code, field)
  if (!counted.has(key) && counted.size >= REJECT_COUNTS_MAX) return OTHER_FIELDS
  counted.add(key)
  return field
}
