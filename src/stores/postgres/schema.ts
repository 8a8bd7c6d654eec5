/** The tables of the PostgreSQL store, and how a database of an older version becomes one of this version. */
import type { ClientBase } from 'pg'
import { AisleError } from '../../domain/errors.ts'

/**
 * Version n of the schema is what the first n scripts make. Only ever append. Every key starts with the shop, so that
 * the tables can be spread by it. Collation "C" is the order of code points, whatever the database's own is.
 *
 * A head is locked while its shop's log grows: whoever waits for it sees all that was committed before, so commits
 * come in the order of `seq`, also from several processes.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE aisle.log_heads (
    shop text COLLATE "C" PRIMARY KEY,
    head_seq bigint NOT NULL
  );
  CREATE TABLE aisle.log (
    shop text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    op smallint NOT NULL,
    kind smallint NOT NULL,
    id text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL,
    logged_at bigint NOT NULL,
    PRIMARY KEY (shop, seq)
  );
  CREATE UNIQUE INDEX log_event_ids ON aisle.log (shop, id) WHERE op = 0;
  CREATE TABLE aisle.documents (
    shop text COLLATE "C" NOT NULL,
    kind smallint NOT NULL,
    id text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    created_at bigint NOT NULL,
    body text COLLATE "C",
    PRIMARY KEY (shop, kind, id)
  );
  CREATE TABLE aisle.rejects (
    shop text COLLATE "C" NOT NULL,
    reject_id bigint GENERATED ALWAYS AS IDENTITY,
    rejected_at bigint NOT NULL,
    source text NOT NULL,
    code text NOT NULL,
    field text NOT NULL,
    message text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (shop, reject_id)
  );
  CREATE TABLE aisle.reject_counts (
    shop text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (shop, code, field)
  );
  CREATE TABLE aisle.notes (
    shop text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (shop, name)
  );
  `,
  'CREATE INDEX log_documents ON aisle.log (shop, kind, id, seq) WHERE op <> 0',
]

/** Names the lock that keeps two processes from migrating at once: the letters `Aisl`. */
const MIGRATION_LOCK = 0x4169736c

const SERVER_VERSION_MIN = 150_000

/** @throws AisleError STORE_BROKEN when the server is too old or does not store UTF-8 */
export const checkServer = async (client: ClientBase, address: string): Promise<void> => {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  )
  const { version, encoding } = rows[0] as { version: number; encoding: string }
  if (version < SERVER_VERSION_MIN)
    throw new AisleError('STORE_BROKEN', `${address} is PostgreSQL ${Math.floor(version / 10_000)}.`, {
      fix: 'Use PostgreSQL 15 or newer.',
    })
  if (encoding !== 'UTF8')
    throw new AisleError('STORE_BROKEN', `${address} stores texts in ${encoding}.`, {
      fix: "Make the database with `CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`.",
    })
}

/** Asked first, so that a user without the right to make tables may open a database that is up to date. */
const hasVersionTable = async (client: ClientBase): Promise<boolean> => {
  const { rows } = await client.query<{ is_there: boolean }>(
    "SELECT to_regclass('aisle.schema_version') IS NOT NULL AS is_there",
  )
  return rows[0]?.is_there === true
}

/**
 * Brings the database to the newest version, all or nothing, one process at a time. Begins a transaction, which the
 * caller rolls back when this throws.
 *
 * @returns the version it now has
 * @throws AisleError STORE_NEWER when a newer program wrote it
 */
export const migrate = async (
  client: ClientBase,
  address: string,
  migrations: readonly string[] = MIGRATIONS,
): Promise<number> => {
  await client.query('BEGIN')
  await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`)
  if (!(await hasVersionTable(client))) {
    await client.query('CREATE SCHEMA IF NOT EXISTS aisle')
    await client.query('CREATE TABLE aisle.schema_version (version int NOT NULL)')
    await client.query('INSERT INTO aisle.schema_version VALUES (0)')
  }
  const { rows } = await client.query<{ version: number }>('SELECT version FROM aisle.schema_version')
  const version = rows[0]?.version ?? 0
  if (version > migrations.length)
    throw new AisleError(
      'STORE_NEWER',
      `${address} has version ${version}; this program knows up to ${migrations.length}.`,
    )
  for (const script of migrations.slice(version)) await client.query(script)
  if (version < migrations.length)
    await client.query('UPDATE aisle.schema_version SET version = $1', [migrations.length])
  await client.query('COMMIT')
  return migrations.length
}
