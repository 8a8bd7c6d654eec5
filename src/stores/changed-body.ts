/** What a change does to a document. */
import { type Json, mergePatch } from '../domain/json.ts'
import type { NewRecord } from '../domain/record.ts'

/** The body of a document after a change; null when it is deleted. Patching what is not there makes it. */
export const changedBody = (
  op: NewRecord['op'],
  body: string,
  before: string | null | undefined,
): string | null => {
  if (op === 'delete') return null
  if (op === 'put') return body
  const target = before === null || before === undefined ? undefined : (JSON.parse(before) as Json)
  return JSON.stringify(mergePatch(target, JSON.parse(body) as Json))
}
