/** Appending to one shop's log, within a transaction that holds the shop's head. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from } from 'pg-copy-streams'
import type { NewRecord } from '../../domain/record.ts'
import { changedBody } from '../changed-body.ts'
import type { Placed } from '../ports.ts'
import { EVENT_OP, kindCode, opCode } from '../record-codes.ts'

export type Append = {
  readonly name: 'append'
  readonly shop: string
  readonly records: readonly NewRecord[]
  readonly loggedAt: number
}

/** @source PostgreSQL documentation, COPY, text format */
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string): string => text.replace(/[\\\n\r\t]/g, (letter) => ESCAPES[letter] as string)

const COPY_CHUNK_ROWS = 1_000

/** Rows of fields that are already escaped. */
const copyRows = async (client: PoolClient, into: string, rows: readonly string[]): Promise<void> => {
  const chunks = function* (): Generator<Buffer> {
    for (let k = 0; k < rows.length; k += COPY_CHUNK_ROWS)
      yield Buffer.from(rows.slice(k, k + COPY_CHUNK_ROWS).join(''))
  }
  await pipeline(Readable.from(chunks()), client.query(from(`COPY ${into} FROM STDIN`)))
}

const knownEvents = async (
  client: PoolClient,
  shop: string,
  ids: readonly string[],
): Promise<Map<string, number>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<{ id: string; seq: number }>(
    `SELECT id, seq FROM aisle.log WHERE shop = $1 AND op = ${EVENT_OP} AND id = ANY ($2::text[])`,
    [shop, ids],
  )
  return new Map(rows.map(({ id, seq }) => [id, seq]))
}

type DocumentState = {
  readonly kind: number
  readonly id: string
  readonly seq: number
  readonly createdAt: number
  readonly body: string | null
}

const documentKey = (kind: number, id: string): string => `${kind} ${id}`

/** The bodies that patches will be applied to. */
const bodiesBefore = async (
  client: PoolClient,
  shop: string,
  patches: readonly NewRecord[],
): Promise<Map<string, string | null>> => {
  if (patches.length === 0) return new Map()
  const { rows } = await client.query<{ kind: number; id: string; body: string | null }>(
    `SELECT kind, id, body FROM aisle.documents
     WHERE shop = $1 AND (kind, id) IN (SELECT * FROM unnest($2::smallint[], $3::text[]))`,
    [shop, patches.map(({ kind }) => kindCode(kind)), patches.map(({ id }) => id)],
  )
  return new Map(rows.map(({ kind, id, body }) => [documentKey(kind, id), body]))
}

const writeDocuments = async (
  client: PoolClient,
  shop: string,
  states: readonly DocumentState[],
): Promise<void> => {
  if (states.length === 0) return
  await client.query(
    `INSERT INTO aisle.documents
     SELECT $1, * FROM unnest($2::smallint[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])
     ON CONFLICT (shop, kind, id) DO UPDATE SET seq = excluded.seq, body = excluded.body`,
    [
      shop,
      states.map(({ kind }) => kind),
      states.map(({ id }) => id),
      states.map(({ seq }) => seq),
      states.map(({ createdAt }) => createdAt),
      states.map(({ body }) => body),
    ],
  )
}

export type Appended = { readonly placed: readonly (readonly Placed[])[]; readonly headSeq: number }

/** @returns what became of the records of each call, and the new head */
export const appendToShop = async (
  client: PoolClient,
  shop: string,
  headSeq: number,
  appends: readonly Append[],
): Promise<Appended> => {
  const records = appends.flatMap((append) => append.records)
  const eventIds = records.filter(({ op }) => op === 'event').map(({ id }) => id)
  const seqByEvent = await knownEvents(client, shop, [...new Set(eventIds)])
  const before = await bodiesBefore(
    client,
    shop,
    records.filter(({ op }) => op === 'patch'),
  )
  const states = new Map<string, DocumentState>()
  const rows: string[] = []
  let seq = headSeq

  const place = ({ op, kind, id, body }: NewRecord, loggedAt: number): Placed => {
    const first = op === 'event' ? seqByEvent.get(id) : undefined
    if (first !== undefined) return { seq: first, isDuplicate: true }
    seq++
    rows.push(
      `${shop}\t${seq}\t${opCode(op)}\t${kindCode(kind)}\t${escaped(id)}\t${escaped(body)}\t${loggedAt}\n`,
    )
    if (op === 'event') seqByEvent.set(id, seq)
    else {
      const key = documentKey(kindCode(kind), id)
      const known = states.get(key)
      const after = changedBody(op, body, known === undefined ? before.get(key) : known.body)
      states.set(key, { kind: kindCode(kind), id, seq, createdAt: known?.createdAt ?? loggedAt, body: after })
    }
    return { seq, isDuplicate: false }
  }
  const placed = appends.map(({ records, loggedAt }) => records.map((record) => place(record, loggedAt)))

  if (rows.length > 0) await copyRows(client, 'aisle.log (shop, seq, op, kind, id, body, logged_at)', rows)
  await writeDocuments(client, shop, [...states.values()])
  return { placed, headSeq: seq }
}
