/** Records as rows: small whole numbers stand for ops and kinds. Only ever append: stores on disk hold them. */
import type { DocumentKind, LogRecord, NewRecord, StoredDocument } from '../domain/record.ts'

const OPS = ['event', 'put', 'patch', 'delete'] as const satisfies readonly NewRecord['op'][]
const KINDS = [
  'event',
  'shop',
  'item',
  'customer',
  'channel',
  'key',
  'strategy',
  'placement',
  'rule',
  'curated-list',
  'filter',
  'screen-layout',
  'register',
  'associate',
  'erasure',
  'sign-out',
] as const satisfies readonly NewRecord['kind'][]

export const EVENT_OP = 0

const opCodes: ReadonlyMap<string, number> = new Map(OPS.map((op, code) => [op, code]))
const kindCodes: ReadonlyMap<string, number> = new Map(KINDS.map((kind, code) => [kind, code]))

export const opCode = (op: NewRecord['op']): number => opCodes.get(op) as number
export const opOf = (code: number): NewRecord['op'] => OPS[code] as NewRecord['op']
export const kindCode = (kind: NewRecord['kind']): number => kindCodes.get(kind) as number

/** A stored row: seq, op, kind, id, body, loggedAt. */
export type LogRow = readonly [number, number, number, string, string, number]

export const logRecordOf = ([seq, op, kind, id, body, loggedAt]: LogRow): LogRecord =>
  ({ seq, op: OPS[op], kind: KINDS[kind], id, body, loggedAt }) as LogRecord

/** A stored row: id, seq, createdAt, body. */
export type DocumentRow = readonly [string, number, number, string | null]

export const documentOf = (kind: DocumentKind, [id, seq, createdAt, body]: DocumentRow): StoredDocument => ({
  kind,
  id,
  seq,
  createdAt,
  body: body ?? undefined,
})
