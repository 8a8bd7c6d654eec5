import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShopId } from '../../domain/ids.ts'
import type { NewRecord } from '../../domain/record.ts'
import { describeStore } from '../store.contract.ts'
import { openPostgresStore } from './open.ts'
import { MIGRATIONS, migrate } from './schema.ts'
import { startTestServer, type TestServer } from './server.test-support.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server?.stop())

const urlOf = (database: string): string => server.url.replace(/postgres$/, database)

/** A new database, and a connection to it. */
const withDatabase = async (database: string, use: (client: Client) => Promise<void>): Promise<void> => {
  const maker = new Client(server.url)
  await maker.connect()
  await maker.query(`CREATE DATABASE ${database}`)
  await maker.end()
  const client = new Client(urlOf(database))
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}

const event = (id: string): NewRecord => ({ op: 'event', kind: 'event', id, body: '{}' })
const shop = 'bakery' as ShopId

describeStore({ name: 'PostgreSQL', open: () => openPostgresStore({ url: server.url }), runCount: 40 })

test('two processes on one database: no gap, nothing late for a reader, every event once', async () => {
  await withDatabase('shared', async () => {
    const url = urlOf('shared')
    const [one, other, reader] = await Promise.all([
      openPostgresStore({ url }),
      openPostgresStore({ url }),
      openPostgresStore({ url }),
    ])
    const seen: number[] = []
    let isWriting = true
    const follow = async (): Promise<void> => {
      while (isWriting) for (const { seq } of await reader.readLog(shop, seen.length, 1_000)) seen.push(seq)
    }
    const following = follow()
    const writeAll = async (store: typeof one, name: string): Promise<void> => {
      for (let k = 0; k < 60; k++)
        await Promise.all([
          store.append(shop, [event(`${name}-${k}`), event(`both-${k}`)], k),
          store.append(
            shop,
            [event(`${name}-${k}-b`), { op: 'patch', kind: 'item', id: 'bread', body: `{"${name}-${k}":1}` }],
            k,
          ),
        ])
    }
    await Promise.all([writeAll(one, 'one'), writeAll(other, 'other')])
    isWriting = false
    await following
    for (const { seq } of await reader.readLog(shop, seen.length, 1_000)) seen.push(seq)
    // Twice 60 rounds of two events and a patch of one's own, and 60 events that only the first to come keeps.
    expect(seen).toEqual(Array.from({ length: 420 }, (_, k) => k + 1))
    const bread = await reader.readDocument(shop, 'item', 'bread')
    expect(Object.keys(JSON.parse(bread?.body ?? '{}') as object)).toHaveLength(120)
    await Promise.all([one.close(), other.close(), reader.close()])
  })
})

test('two processes that open a new database at once both find it migrated', async () => {
  await withDatabase('opened_at_once', async (client) => {
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openPostgresStore({ url: urlOf('opened_at_once') })),
    )
    await Promise.all(stores.map((store) => store.close()))
    expect((await client.query('SELECT version FROM aisle.schema_version')).rows).toEqual([
      { version: MIGRATIONS.length },
    ])
  })
})

test('migrations run once each and keep what is there; a newer version is left alone', async () => {
  await withDatabase('migrated', async (client) => {
    const older = ['CREATE TABLE aisle.bread (name text)']
    const newer = [
      ...older,
      "ALTER TABLE aisle.bread ADD price int DEFAULT 2; INSERT INTO aisle.bread VALUES ('rolls', 3)",
    ]
    expect(await migrate(client, 'here', older)).toBe(1)
    await client.query("INSERT INTO aisle.bread VALUES ('rye')")
    expect(await migrate(client, 'here', newer)).toBe(2)
    expect(await migrate(client, 'here', newer)).toBe(2)
    expect((await client.query('SELECT name, price FROM aisle.bread')).rows).toEqual([
      { name: 'rye', price: 2 },
      { name: 'rolls', price: 3 },
    ])
    await client.query('UPDATE aisle.schema_version SET version = $1', [MIGRATIONS.length + 1])
    await expect(openPostgresStore({ url: urlOf('migrated') })).rejects.toMatchObject({ code: 'STORE_NEWER' })
  })
})

test('a commit waits for the disk even where the database by default does not', async () => {
  await withDatabase('hasty', async (client) => {
    await client.query('ALTER DATABASE hasty SET synchronous_commit = off')
    const store = await openPostgresStore({ url: urlOf('hasty') })
    await client.query(`
      CREATE TABLE public.seen (synchronous_commit text);
      CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN INSERT INTO public.seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
      CREATE TRIGGER see AFTER UPDATE ON aisle.log_heads FOR EACH ROW EXECUTE FUNCTION public.see()`)
    await store.append(shop, [event('e1')], 1)
    expect((await client.query('SELECT * FROM public.seen')).rows).toEqual([{ synchronous_commit: 'on' }])
    await store.close()
  })
})

test('a user without the right to make tables may open a database that is up to date', async () => {
  await withDatabase('granted', async (client) => {
    await (await openPostgresStore({ url: urlOf('granted') })).close()
    await client.query(`
      CREATE ROLE clerk LOGIN PASSWORD 'clerk';
      GRANT USAGE ON SCHEMA aisle TO clerk;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA aisle TO clerk`)
    const store = await openPostgresStore({
      url: urlOf('granted').replace('aisle:only-for-tests', 'clerk:clerk'),
    })
    expect(await store.append(shop, [event('e1')], 1)).toEqual([{ seq: 1, isDuplicate: false }])
    await store.close()
  })
})

test('when the server ends its connections, calls fail with what happened, and later ones get new connections', async () => {
  await withDatabase('cut', async (client) => {
    const store = await openPostgresStore({ url: urlOf('cut') })
    await store.append(shop, [event('e1')], 1)
    await client.query('BEGIN')
    await client.query('SELECT head_seq FROM aisle.log_heads FOR UPDATE')
    const outcome = Promise.allSettled([store.append(shop, [event('e2')], 1)])
    const waits = "SELECT pid FROM pg_stat_activity WHERE datname = 'cut' AND wait_event_type = 'Lock'"
    while ((await client.query(waits)).rows.length === 0)
      await client.query('SELECT pg_stat_clear_snapshot()')
    await client.query(`SELECT pg_terminate_backend(pid) FROM (${waits}) AS waiting`)
    expect(await outcome).toMatchObject([{ status: 'rejected', reason: { code: 'STORE_BROKEN' } }])
    expect((await store.health()).problems).toHaveLength(1)
    await client.query('COMMIT')
    expect(await store.append(shop, [event('e2')], 1)).toEqual([{ seq: 2, isDuplicate: false }])
    expect((await store.health()).problems).toEqual([])
    await store.close()
  })
})

test('a database without UTF-8 is refused', async () => {
  const maker = new Client(server.url)
  await maker.connect()
  await maker.query(
    "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0",
  )
  await maker.end()
  await expect(openPostgresStore({ url: urlOf('latin') })).rejects.toMatchObject({
    code: 'STORE_BROKEN',
    message: expect.stringContaining('LATIN1'),
  })
})

test('a wrong password and a missing database are named, the password is not', async () => {
  const wrong = server.url.replace('only-for-tests', 'my-secret')
  for (const url of [wrong, urlOf('missing')]) {
    const error = await openPostgresStore({ url }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'STORE_BROKEN', message: expect.stringContaining('127.0.0.1') })
    expect(JSON.stringify([error, String(error)])).not.toMatch(/my-secret|only-for-tests/)
  }
})
