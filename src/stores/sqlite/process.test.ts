/** The store among processes and threads: who holds the file, and what a death leaves. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ShopId } from '../../domain/ids.ts'
import { connect } from './connection.ts'
import { crashRounds } from './crash.test-support.ts'
import { openSqliteStore } from './open.ts'
import { BLOCK_BYTES } from './purge.ts'

const folder = mkdtempSync(join(tmpdir(), 'aisle-process-'))
afterAll(() => rmSync(folder, { recursive: true }))

const openElsewhere = (path: string): string => {
  const script = `
    import { openSqliteStore } from ${JSON.stringify(new URL('./open.ts', import.meta.url).href)}
    try {
      const store = await openSqliteStore({ path: ${JSON.stringify(path)} })
      await store.close()
      console.log('opened')
    } catch (error) {
      console.log(error.name, error.code)
    }`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
  })
  return stdout.trim() + stderr
}

test('a second process is refused while the file is held, let in after, and ends by itself once it closed', async () => {
  const path = join(folder, 'held.db')
  const store = await openSqliteStore({ path })
  expect(openElsewhere(path)).toBe('AisleError STORE_BUSY')
  await expect(openSqliteStore({ path })).rejects.toMatchObject({ code: 'STORE_BUSY' })
  await store.close()
  expect(openElsewhere(path)).toBe('opened')
})

test('the file stays held while it is looked through for what must be gone, and after', async () => {
  const path = join(folder, 'looked-through.db')
  const store = await openSqliteStore({ path })
  const shop = 'bakery' as ShopId
  await store.append(shop, [{ op: 'event', kind: 'event', id: 'e1', body: '{"by":"anna"}' }], 1)
  expect(await store.purge(['nobody'])).toBe(true)
  expect(openElsewhere(path)).toBe('AisleError STORE_BUSY')
  // What is found in the file has it made anew.
  expect(await store.purge(['anna'])).toBe(true)
  expect(openElsewhere(path)).toBe('AisleError STORE_BUSY')
  await store.close()
  expect(openElsewhere(path)).toBe('opened')
})

test('a text is found where two blocks of the file meet, and only where it stands', async () => {
  const path = join(folder, 'long.db')
  const { call, opened, ended } = connect({ path })
  await opened
  const words = (from: number) => Array.from({ length: 20_000 }, (_, k) => from + k).join(' ')
  const bodies = Array.from({ length: 20 }, (_, k) => words(100_000 + k * 20_000))
  const none = new Uint8Array(bodies.length)
  const columns = { ops: none, kinds: none, ids: bodies.map((_, k) => `e${k}`), bodies }
  await call('append', 'bakery', columns, 1)
  await call('emptyLog')
  // What stands eight bytes before the border and after it, with the mark between two pages.
  const bytes = spawnSync('cat', [path], { maxBuffer: 2 ** 26 }).stdout
  const at = 2 * BLOCK_BYTES - 8
  const border = bytes.toString('latin1', at, at + 16)
  const found = async (text: string) => {
    for (let from: number | undefined = 0; from !== undefined; ) {
      const { isFound, next }: { isFound: boolean; next?: number } = await call('seek', [text], from)
      if (isFound) return from
      from = next
    }
    return undefined
  }
  expect(bytes.indexOf(border)).toBe(at)
  expect(await found(border)).toBe(BLOCK_BYTES)
  expect(await found('99999 100000')).toBeUndefined()
  expect(await found('499000 499001')).toBeGreaterThan(BLOCK_BYTES)
  await call('close')
  await ended
})

test('when the thread dies, the calls that wait are refused, and those after', async () => {
  const path = join(folder, 'dies.db')
  const { call, opened, ended, worker } = connect({ path })
  await opened
  worker.postMessage(undefined)
  await expect(call('headSeq', 'bakery')).rejects.toMatchObject({ code: 'STORE_BROKEN' })
  await ended
  await expect(call('listShops')).rejects.toMatchObject({ code: 'STORE_BROKEN' })
})

test('a group that meets a full disk fails call by call: what fits is kept', async () => {
  const store = await openSqliteStore({ path: join(folder, 'full.db'), pageCountMax: 40 })
  const shop = 'bakery' as ShopId
  const event = (id: string, length: number) =>
    ({ op: 'event', kind: 'event', id, body: 'x'.repeat(length) }) as const
  const outcomes = await Promise.allSettled([
    store.append(shop, [event('e1', 10)], 1),
    store.append(shop, [event('e2', 10), event('e3', 500_000)], 1),
    store.append(shop, [event('e2', 10)], 1),
  ])
  expect(outcomes).toEqual([
    { status: 'fulfilled', value: [{ seq: 1, isDuplicate: false }] },
    { status: 'rejected', reason: expect.objectContaining({ code: 'STORE_FULL', status: 507 }) },
    { status: 'fulfilled', value: [{ seq: 2, isDuplicate: false }] },
  ])
  await store.close()
})

const crashRoundCount = Number(process.env['CRASH_ROUNDS'] ?? 4)

test('whatever was acknowledged before a kill is there once, and every batch is whole', {
  timeout: 20_000 + 2_000 * crashRoundCount,
}, async () => {
  const path = join(folder, 'crash.db')
  const count = await crashRounds({ path, rounds: crashRoundCount, seed: 20_261_121 })
  expect(count).toBeGreaterThan(crashRoundCount)
})
