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
