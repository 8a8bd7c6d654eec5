/** The tables of the SQLite store, and how a file of an older version becomes one of this version. */
import type { DatabaseSync } from 'node:sqlite'
import { AisleError } from '../../domain/errors.ts'

/**
 * Version n of the schema is what the first n scripts make. Only ever append.
 *
 * A row of the log stands at `shop_no * 2^32 + seq`, so that every shop's records lie together in their order and an
 * append never seeks.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE shops (shop_no INTEGER PRIMARY KEY, shop TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE log (
    place INTEGER PRIMARY KEY,
    op INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    logged_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE event_id_runs (place INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT;
  CREATE TABLE documents (
    shop_no INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    body TEXT,
    PRIMARY KEY (shop_no, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rejects (
    reject_id INTEGER PRIMARY KEY AUTOINCREMENT,
    shop_no INTEGER NOT NULL,
    rejected_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    code TEXT NOT NULL,
    field TEXT NOT NULL,
    message TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX rejects_by_shop ON rejects (shop_no, reject_id);
  CREATE TABLE reject_counts (
    shop_no INTEGER NOT NULL,
    code TEXT NOT NULL,
    field TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (shop_no, code, field)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE notes (
    shop_no INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (shop_no, name)
  ) STRICT, WITHOUT ROWID;
  `,
  // Entries of one document lie in the order of their place, which every index ends with.
  'CREATE INDEX log_documents ON log (kind, id) WHERE op <> 0;',
]

/** Marks a file as ours: the letters `Aisl`. */
const APPLICATION_ID = 0x4169736c

const pragma = (database: DatabaseSync, name: string): number =>
  Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])

/**
 * Brings the file to the newest version, one transaction a step.
 *
 * @returns the version it now has
 * @throws AisleError STORE_NEWER when a newer program wrote the file, STORE_BROKEN when another kind of program did
 */
export const migrate = (
  database: DatabaseSync,
  file: string,
  migrations: readonly string[] = MIGRATIONS,
): number => {
  const version = pragma(database, 'user_version')
  const isEmpty = version === 0 && database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined
  if (!isEmpty && pragma(database, 'application_id') !== APPLICATION_ID)
    throw new AisleError('STORE_BROKEN', `${file} is a database of another program.`, {
      fix: 'Name another data folder, or move that file away.',
    })
  if (version > migrations.length)
    throw new AisleError(
      'STORE_NEWER',
      `${file} has version ${version}; this program knows up to ${migrations.length}.`,
    )
  for (const [step, script] of [...migrations.entries()].slice(version)) {
    database.exec('BEGIN IMMEDIATE')
    try {
      database.exec(script)
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${step + 1}; COMMIT`)
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
  return migrations.length
}
