/** Other records in the place of records, within a transaction that holds the shop's head. */
import type { PoolClient } from 'pg'
import { assert } from '../../domain/errors.ts'
import { changedBody } from '../changed-body.ts'
import type { Rewritten } from '../ports.ts'
import { EVENT_OP, kindCode, opCode, opOf } from '../record-codes.ts'

export type Rewrite = {
  readonly name: 'rewrite'
  readonly shop: string
  readonly changes: readonly Rewritten[]
}

type Named = { readonly kind: number; readonly id: string }
type Changed = Named & {
  readonly seq: number
  readonly op: number
  readonly body: string
  readonly logged_at: number
}

/** As the log makes them, all that it says of each; one of which it says nothing is gone. */
const remakeDocuments = async (
  client: PoolClient,
  shop: string,
  documents: readonly Named[],
): Promise<void> => {
  if (documents.length === 0) return
  const names = [documents.map(({ kind }) => kind), documents.map(({ id }) => id)]
  const { rows } = await client.query<Changed>(
    `SELECT seq, op, kind, id, body, logged_at FROM aisle.log
     WHERE op <> ${EVENT_OP} AND shop = $1 AND (kind, id) IN (SELECT * FROM unnest($2::smallint[], $3::text[]))
     ORDER BY seq`,
    [shop, ...names],
  )
  await client.query(
    `DELETE FROM aisle.documents
     WHERE shop = $1 AND (kind, id) IN (SELECT * FROM unnest($2::smallint[], $3::text[]))`,
    [shop, ...names],
  )
  for (const changes of Map.groupBy(rows, ({ kind, id }) => `${kind} ${id}`).values()) {
    const [oldest, newest] = [changes[0] as Changed, changes.at(-1) as Changed]
    const body = changes.reduce<string | null>(
      (before, change) => changedBody(opOf(change.op), change.body, before),
      null,
    )
    await client.query('INSERT INTO aisle.documents VALUES ($1, $2, $3, $4, $5, $6)', [
      shop,
      newest.kind,
      newest.id,
      newest.seq,
      oldest.logged_at,
      body,
    ])
  }
}

export const rewriteInShop = async (client: PoolClient, { shop, changes }: Rewrite): Promise<void> => {
  if (changes.length === 0) return
  const seqs = changes.map(({ seq }) => seq)
  const { rows: before } = await client.query<Named & { readonly op: number }>(
    'SELECT op, kind, id FROM aisle.log WHERE shop = $1 AND seq = ANY ($2::bigint[])',
    [shop, seqs],
  )
  assert(before.length === changes.length, 'what is rewritten stands in the log')
  const records = changes.map(({ record }) => record)
  await client.query(
    `UPDATE aisle.log SET op = c.op, kind = c.kind, id = c.id, body = c.body
     FROM unnest($2::bigint[], $3::smallint[], $4::smallint[], $5::text[], $6::text[]) AS c (seq, op, kind, id, body)
     WHERE log.shop = $1 AND log.seq = c.seq`,
    [
      shop,
      seqs,
      records.map(({ op }) => opCode(op)),
      records.map(({ kind }) => kindCode(kind)),
      records.map(({ id }) => id),
      records.map(({ body }) => body),
    ],
  )
  const after = records.flatMap(({ op, kind, id }) => (op === 'event' ? [] : [{ kind: kindCode(kind), id }]))
  const touched = [...before.filter(({ op }) => op !== EVENT_OP), ...after]
  await remakeDocuments(client, shop, [
    ...new Map(touched.map(({ kind, id }) => [`${kind} ${id}`, { kind, id }])).values(),
  ])
}
