import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { type Engine, type EngineOptions, openEngine, type RecordColumns } from './engine.ts'
import { MIGRATIONS, migrate } from './schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'aisle-engine-'))
afterAll(() => rmSync(folder, { recursive: true }))
let fileCount = 0
const newPath = (): string => join(folder, `${++fileCount}.db`)

const events = (ids: readonly string[], bodyLength = 2): RecordColumns => ({
  ops: new Uint8Array(ids.length),
  kinds: new Uint8Array(ids.length),
  ids,
  bodies: ids.map(() => 'x'.repeat(bodyLength)),
})

const append = (engine: Engine, ids: readonly string[], bodyLength?: number): number[] =>
  engine.transact(() => [...engine.append('bakery', events(ids, bodyLength), 1)])

const withEngine = <T>(options: EngineOptions, use: (engine: Engine) => T): T => {
  const engine = openEngine(options)
  try {
    return use(engine)
  } finally {
    engine.close()
  }
}

test('different ids with the same hash are both kept, the same id is not, also after opening again', () => {
  const options: EngineOptions = {
    path: newPath(),
    hash: (text, into) => {
      into[0] = text.length
      into[1] = 7
    },
  }
  withEngine(options, (engine) => {
    expect(append(engine, ['bread', 'toast', 'bread'])).toEqual([1, 2, -1])
    expect(append(engine, ['toast', 'rolls'])).toEqual([-2, 3])
  })
  withEngine(options, (engine) => expect(append(engine, ['rolls', 'cakes', 'bread'])).toEqual([-3, 4, -1]))
})

test('ids are known after opening again, whether their hashes were kept in runs or stand in the tail', () => {
  const path = newPath()
  const ids = Array.from({ length: 40_000 }, (_, k) => `e${k}`)
  withEngine({ path }, (engine) => {
    append(engine, ids.slice(0, 20_000))
    append(engine, ids.slice(20_000, 39_000))
    append(engine, ids.slice(39_000))
  })
  const database = new DatabaseSync(path)
  const runs = database.prepare('SELECT length(words) AS bytes FROM event_id_runs').all()
  expect(runs.map(({ bytes }) => bytes)).toEqual([131_072, 131_072])
  database.exec('UPDATE log SET id = id || id WHERE place % 4294967296 = 5')
  database.close()
  withEngine({ path }, (engine) => {
    const again = append(engine, ids)
    expect(again[4]).toBe(40_001)
    again[4] = -5
    expect(again).toEqual(ids.map((_, k) => -(k + 1)))
  })
})

test('a failed transaction leaves nothing, on disk or in memory', () => {
  withEngine({ path: newPath() }, (engine) => {
    append(engine, ['e1'])
    const fail = (): void => {
      engine.append('bakery', events(['e2', 'e3']), 1)
      engine.append('butcher', events(['e1']), 1)
      engine.writeNote('bakery', 'cursor', '1')
      throw new Error('on purpose')
    }
    expect(() => engine.transact(fail)).toThrow('on purpose')
    expect(engine.headSeq('bakery')).toBe(1)
    expect(engine.listShops()).toEqual(['bakery'])
    expect(engine.readNote('bakery', 'cursor')).toBeUndefined()
    expect(append(engine, ['e3', 'e1'])).toEqual([2, -1])
    expect(engine.transact(() => [...engine.append('grocer', events(['e1', 'e2']), 1)])).toEqual([1, 2])
  })
})

test('a full disk refuses the batch whole; smaller ones go on, and the batch itself when there is space', () => {
  const path = newPath()
  const ids = Array.from({ length: 1_000 }, (_, k) => `e${k}`)
  withEngine({ path, pageCountMax: 40 }, (engine) => {
    append(engine, ['first'])
    expect(() => append(engine, ids, 1_000)).toThrow(expect.objectContaining({ code: 'STORE_FULL' }))
    expect(engine.headSeq('bakery')).toBe(1)
    expect(engine.health().problems).toEqual([expect.stringContaining('is full')])
    expect(append(engine, ['e0', 'first'])).toEqual([2, -1])
    expect(engine.health().problems).toEqual([])
  })
  withEngine({ path }, (engine) => {
    const placed = append(engine, ids, 1_000)
    expect(placed.slice(0, 3)).toEqual([-2, 3, 4])
    expect(engine.headSeq('bakery')).toBe(1_001)
  })
})

test('migrations run once each, in order, and keep what is there', () => {
  const path = newPath()
  const older = ['CREATE TABLE bread (name TEXT)']
  const newer = [
    ...older,
    "ALTER TABLE bread ADD COLUMN price INTEGER DEFAULT 2; INSERT INTO bread VALUES ('rolls', 3)",
  ]
  const database = new DatabaseSync(path)
  expect(migrate(database, path, older)).toBe(1)
  database.exec("INSERT INTO bread VALUES ('rye')")
  expect(migrate(database, path, newer)).toBe(2)
  expect(migrate(database, path, newer)).toBe(2)
  expect(
    database
      .prepare('SELECT name, price FROM bread')
      .all()
      .map((row) => ({ ...row })),
  ).toEqual([
    { name: 'rye', price: 2 },
    { name: 'rolls', price: 3 },
  ])
  database.close()
})

test('a migration that fails changes nothing', () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, 'bread.db', ['CREATE TABLE bread (name TEXT)'])
  expect(() => migrate(database, 'bread.db', ['', 'CREATE TABLE jam (name TEXT); SELECT nonsense'])).toThrow(
    'nonsense',
  )
  expect(migrate(database, 'bread.db', ['', 'CREATE TABLE jam (name TEXT)'])).toBe(2)
  database.close()
})

test('a file of the first version gets the history of what it holds, found by its index', () => {
  const path = newPath()
  const database = new DatabaseSync(path)
  migrate(database, path, MIGRATIONS.slice(0, 1))
  database.exec("INSERT INTO shops VALUES (1, 'bakery')")
  database.exec(`INSERT INTO log VALUES (${2 ** 32 + 1}, 1, 2, 'rye', '{}', 7)`)
  migrate(database, path)
  const plan = database.prepare(
    'EXPLAIN QUERY PLAN SELECT id FROM log WHERE op <> 0 AND kind = 2 AND id = ? AND place < ? ORDER BY place DESC',
  )
  expect(plan.all('rye', 9).map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH log USING INDEX log_documents \(kind=\? AND id=\? AND rowid<\?\)$/),
  ])
  database.close()
  withEngine({ path }, (engine) =>
    expect(engine.readHistory('bakery', 2, 'rye', 10)).toEqual([[1, 1, 2, 'rye', '{}', 7]]),
  )
})

test('a file of a newer version is left alone', () => {
  const path = newPath()
  withEngine({ path }, (engine) => expect(engine.health().schemaVersion).toBe(MIGRATIONS.length))
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`)
  database.close()
  expect(() => openEngine({ path })).toThrow(
    expect.objectContaining({ code: 'STORE_NEWER', message: expect.stringContaining(path) }),
  )
})

test('a database of another program is left alone', () => {
  const path = newPath()
  const database = new DatabaseSync(path)
  database.exec('CREATE TABLE recipes (name TEXT)')
  database.close()
  const before = readFileSync(path)
  expect(() => openEngine({ path })).toThrow(expect.objectContaining({ code: 'STORE_BROKEN' }))
  expect(readFileSync(path)).toEqual(before)
})

const broken = (code: string, path: string) =>
  expect.objectContaining({
    code,
    message: expect.stringContaining(path),
    fix: expect.stringContaining('backup'),
  })

test('a damaged file is named, with what to do', () => {
  const garbage = newPath()
  writeFileSync(garbage, 'bread and butter '.repeat(1_000))
  expect(() => openEngine({ path: garbage })).toThrow(broken('STORE_BROKEN', garbage))
  for (const bytes of [50, 8_192, 20_000]) {
    const path = newPath()
    withEngine({ path }, (engine) =>
      append(
        engine,
        Array.from({ length: 500 }, (_, k) => `e${k}`),
        200,
      ),
    )
    truncateSync(path, bytes)
    expect(() => openEngine({ path })).toThrow(broken('STORE_BROKEN', path))
  }
})

test('a place where no file can be is named', () => {
  const path = join(newPath(), 'store.db')
  writeFileSync(join(path, '..'), '')
  expect(() => openEngine({ path })).toThrow(expect.objectContaining({ code: 'STORE_BROKEN' }))
  expect(() => openEngine({ path: folder })).toThrow(broken('STORE_BROKEN', folder))
})
