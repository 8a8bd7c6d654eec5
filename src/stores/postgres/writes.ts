/** A group of writes in one transaction. */
import type { PoolClient } from 'pg'
import { REJECTS_MAX, type Reject } from '../ports.ts'
import { countedField, countKey } from '../stored-reject.ts'
import { type Append, appendToShop } from './append.ts'
import { type Rewrite, rewriteInShop } from './rewrite.ts'

export type AddRejects = {
  readonly name: 'rejects'
  readonly shop: string
  readonly rejects: readonly Reject[]
}
export type WriteNote = {
  readonly name: 'note'
  readonly shop: string
  readonly note: string
  readonly text: string | undefined
}
export type RemoveRejects = {
  readonly name: 'remove rejects'
  readonly shop: string
  readonly texts: readonly string[]
}

export type Write = Append | AddRejects | RemoveRejects | Rewrite | WriteNote

/** Locks the heads in one order for everybody, so that groups wait for each other and never in a circle. */
const lockHeads = async (client: PoolClient, shops: readonly string[]): Promise<Map<string, number>> => {
  const sorted = shops.toSorted()
  const lock = async (): Promise<Map<string, number>> => {
    const { rows } = await client.query<{ shop: string; head_seq: number }>(
      'SELECT shop, head_seq FROM aisle.log_heads WHERE shop = ANY ($1::text[]) ORDER BY shop FOR UPDATE',
      [sorted],
    )
    return new Map(rows.map(({ shop, head_seq }) => [shop, head_seq]))
  }
  const heads = await lock()
  if (heads.size === sorted.length) return heads
  await client.query(
    'INSERT INTO aisle.log_heads SELECT shop, 0 FROM unnest($1::text[]) AS shop ON CONFLICT (shop) DO NOTHING',
    [sorted.filter((shop) => !heads.has(shop))],
  )
  return lock()
}

const appendAll = async (
  client: PoolClient,
  appends: readonly Append[],
  outcomes: Map<Write, unknown>,
): Promise<void> => {
  const appendsByShop = Map.groupBy(appends, ({ shop }) => shop)
  const heads = await lockHeads(client, [...appendsByShop.keys()])
  for (const [shop, ofShop] of appendsByShop) {
    const head = heads.get(shop) as number
    const { placed, headSeq } = await appendToShop(client, shop, head, ofShop)
    for (const [k, append] of ofShop.entries()) outcomes.set(append, placed[k])
    if (headSeq > head)
      await client.query('UPDATE aisle.log_heads SET head_seq = $2 WHERE shop = $1', [shop, headSeq])
  }
}

/** The fields under which rejects are counted, in their order. */
const countedFields = async (
  client: PoolClient,
  rows: readonly { readonly shop: string; readonly code: string; readonly field: string }[],
): Promise<readonly string[]> => {
  const countedByShop = new Map<string, Set<string>>()
  for (const shop of new Set(rows.map((row) => row.shop))) {
    const known = await client.query<{ code: string; field: string }>(
      'SELECT code, field FROM aisle.reject_counts WHERE shop = $1',
      [shop],
    )
    countedByShop.set(shop, new Set(known.rows.map(({ code, field }) => countKey(code, field))))
  }
  return rows.map(({ shop, code, field }) =>
    countedField(countedByShop.get(shop) as Set<string>, code, field),
  )
}

const addRejects = async (client: PoolClient, calls: readonly AddRejects[]): Promise<void> => {
  const rows = calls.flatMap(({ shop, rejects }) => rejects.map((reject) => ({ shop, ...reject })))
  if (rows.length === 0) return
  const columns = [
    rows.map(({ shop }) => shop),
    rows.map(({ rejectedAt }) => rejectedAt),
    rows.map(({ source }) => source),
    rows.map(({ code }) => code),
    rows.map(({ field }) => field),
    rows.map(({ message }) => message),
    rows.map(({ body }) => body),
  ]
  await client.query(
    `INSERT INTO aisle.rejects (shop, rejected_at, source, code, field, message, body)
     SELECT shop, rejected_at, source, code, field, message, body
     FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       WITH ORDINALITY AS r (shop, rejected_at, source, code, field, message, body, place)
     ORDER BY place`,
    columns,
  )
  await client.query(
    `INSERT INTO aisle.reject_counts
     SELECT shop, code, field, count(*) FROM unnest($1::text[], $2::text[], $3::text[]) AS r (shop, code, field)
     GROUP BY shop, code, field ORDER BY shop, code, field
     ON CONFLICT (shop, code, field) DO UPDATE SET count = aisle.reject_counts.count + excluded.count`,
    [columns[0], columns[3], await countedFields(client, rows)],
  )
  for (const shop of new Set(rows.map((row) => row.shop)))
    await client.query(
      `DELETE FROM aisle.rejects WHERE shop = $1 AND reject_id <=
         (SELECT reject_id FROM aisle.rejects WHERE shop = $1 ORDER BY reject_id DESC LIMIT 1 OFFSET $2)`,
      [shop, REJECTS_MAX],
    )
}

/** @returns how many are gone */
const removeRejects = async (client: PoolClient, { shop, texts }: RemoveRejects): Promise<number> => {
  const { rowCount } = await client.query(
    `DELETE FROM aisle.rejects WHERE shop = $1 AND EXISTS
       (SELECT 1 FROM unnest($2::text[]) AS t WHERE position(t IN body) > 0 OR position(t IN message) > 0)`,
    [shop, texts],
  )
  return rowCount ?? 0
}

const writeNote = async (client: PoolClient, { shop, note, text }: WriteNote): Promise<void> => {
  if (text === undefined)
    await client.query('DELETE FROM aisle.notes WHERE shop = $1 AND name = $2', [shop, note])
  else
    await client.query(
      'INSERT INTO aisle.notes VALUES ($1, $2, $3) ON CONFLICT (shop, name) DO UPDATE SET text = excluded.text',
      [shop, note, text],
    )
}

/** Durable whatever the server's default: a commit must be on disk before it is answered. */
const BEGIN = `
  BEGIN;
  SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'
`

/**
 * Runs the writes and commits; when anything fails, nothing of them is kept.
 *
 * @returns what each write gives, in order
 */
export const writeTogether = async (
  client: PoolClient,
  writes: readonly Write[],
): Promise<readonly unknown[]> => {
  const outcomes = new Map<Write, unknown>()
  await client.query(BEGIN)
  const appends = writes.filter((write) => write.name === 'append')
  if (appends.length > 0) await appendAll(client, appends, outcomes)
  const rewrites = writes.filter((write) => write.name === 'rewrite')
  if (rewrites.length > 0)
    await lockHeads(
      client,
      rewrites.map(({ shop }) => shop),
    )
  for (const write of rewrites) await rewriteInShop(client, write)
  await addRejects(
    client,
    writes.filter((write) => write.name === 'rejects'),
  )
  for (const write of writes)
    if (write.name === 'note') await writeNote(client, write)
    else if (write.name === 'remove rejects') outcomes.set(write, await removeRejects(client, write))
  await client.query('COMMIT')
  return writes.map((write) => outcomes.get(write))
}
