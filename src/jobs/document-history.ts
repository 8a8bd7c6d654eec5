/** What a document was, change by change, and what brings an earlier state of it back. */
import { AisleError } from '../domain/errors.ts'
import type { ShopId } from '../domain/ids.ts'
import { type Json, type JsonObject, mergePatch } from '../domain/json.ts'
import type { DocumentKind, LogRecord } from '../domain/record.ts'
import type { Store } from '../stores/ports.ts'

export type DocumentVersion = {
  readonly seq: number
  readonly loggedAt: number
  readonly op: 'put' | 'patch' | 'delete'
  /** The whole document after the change; undefined when it is not there. */
  readonly document: JsonObject | undefined
}

const PAGE_RECORDS = 1_000
/** Patches in a row that are held at once to find what they were made to. */
const PATCHES_MAX = 100_000

/**
 * The state after each record.
 *
 * @param records  of one document, oldest first; before the first one the document was not there
 */
export const versionsOf = (records: readonly LogRecord[]): readonly DocumentVersion[] => {
  let document: JsonObject | undefined
  return records.flatMap(({ seq, loggedAt, op, body }) => {
    if (op === 'event') return []
    document =
      op === 'delete'
        ? undefined
        : ((op === 'put'
            ? (JSON.parse(body) as Json)
            : mergePatch(document, JSON.parse(body) as Json)) as JsonObject)
    return [{ seq, loggedAt, op, document }]
  })
}

export type VersionsAsked = {
  readonly shop: ShopId
  readonly kind: DocumentKind
  readonly id: string
  readonly limit: number
  /** Only versions below this seq. */
  readonly beforeSeq?: number
}

/**
 * The versions of a document, newest first. Patches are followed back to the put or the deletion they rest on.
 *
 * @throws AisleError BAD_REQUEST when more than 100,000 patches follow each other
 */
export const readVersions = async (
  store: Store,
  { shop, kind, id, limit, beforeSeq }: VersionsAsked,
): Promise<readonly DocumentVersion[]> => {
  const newestFirst: LogRecord[] = []
  while (newestFirst.length < limit || newestFirst.at(-1)?.op === 'patch') {
    if (newestFirst.length >= limit + PATCHES_MAX)
      throw new AisleError(
        'BAD_REQUEST',
        `The ${kind} was patched more than ${PATCHES_MAX} times since it was last put whole.`,
        { fix: 'Put it whole: from then on, its history can be read.' },
      )
    const pageRecords = Math.min(PAGE_RECORDS, Math.max(limit - newestFirst.length, 50))
    const page = await store.readHistory(shop, kind, id, pageRecords, newestFirst.at(-1)?.seq ?? beforeSeq)
    newestFirst.push(...page)
    if (page.length < pageRecords) break
  }
  return versionsOf(newestFirst.reverse()).slice(-limit).reverse()
}

/**
 * The state that an undo goes back to.
 *
 * @param toSeq  of the version to go back to, 0 for before the first one; left out, the one before the newest
 * @returns the document, or undefined when it was not there
 * @throws AisleError BAD_REQUEST when the document has no such version
 */
export const stateToRestore = async (
  store: Store,
  document: Omit<VersionsAsked, 'limit' | 'beforeSeq'>,
  toSeq: number | undefined,
): Promise<JsonObject | undefined> => {
  const { kind, id } = document
  const [newest] = await store.readHistory(document.shop, kind, id, 1)
  if (newest === undefined)
    throw new AisleError('BAD_REQUEST', `There never was a ${kind} ${JSON.stringify(id)}.`, {
      field: '/id',
      fix: 'Correct the kind or the id.',
    })
  if (toSeq === 0) return undefined
  const beforeSeq = toSeq === undefined ? newest.seq : toSeq + 1
  const [version] = await readVersions(store, { ...document, limit: 1, beforeSeq })
  if (toSeq !== undefined && version?.seq !== toSeq)
    throw new AisleError('BAD_REQUEST', `The ${kind} ${JSON.stringify(id)} has no version ${toSeq}.`, {
      field: '/toSeq',
      fix: 'Send the `seq` of a version that GET /api/v1/history shows, or 0 for before the first.',
    })
  return version?.document
}
