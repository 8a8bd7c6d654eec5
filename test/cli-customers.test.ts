/** `aisle customers` as a shell sees it, and a kill in the middle of its work. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openEngine } from '../src/server/engine.ts'
import { serve } from '../src/server/serve.ts'
import { begin, type Ended, run } from './run-command.ts'
import { testSettings } from './start-test-server.ts'
import { temporaryFolder } from './temporary-folder.ts'

const shop = 'bakery'
const json = ({ out }: Ended): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>
const WORDS = /anna-17|moss|annas-phone/i
const bytesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')

/** A data folder with Anna among many others. */
const filled = async (eventCount: number): Promise<string> => {
  const folder = temporaryFolder()
  const engine = await openEngine(testSettings(folder))
  const runtime = await engine.shops.create({ shop, currency: 'EUR', timeZone: 'Europe/Berlin' })
  const sink = engine.ingest.sinkFor(runtime, 'import')
  await sink.send('customers', [{ customerId: 'anna-17', name: 'Anna Moss', wishlist: ['jam'] }])
  for (let from = 0; from < eventCount; from += 1_000)
    await sink.send(
      'events',
      Array.from({ length: 1_000 }, (_, k) => ({
        eventId: `e${from + k}`,
        kind: 'product-view',
        itemId: 'rye',
        shopper:
          k % 50 === 0
            ? { customerId: 'anna-17', visitorId: 'annas-phone' }
            : { visitorId: k % 50 === 1 ? 'annas-phone' : `v${k}` },
      })),
    )
  await engine.close()
  return folder
}

test('a customer is exported to a file and erased, in the data folder and through a server; without a yes nothing is done', async () => {
  const folder = await filled(1_000)
  const out = join(folder, '..', 'annas-data.json')
  const anna = ['--shop', shop, '--json'] as const
  const running = await serve({ settings: testSettings(folder) })
  expect(json(await run(folder, 'customers', 'export', 'anna-17', ...anna, '--out', out))).toEqual({
    customerId: 'anna-17',
    file: out,
  })
  const throughServer = JSON.parse(readFileSync(out, 'utf8')) as { exportedAt: number; events: unknown[] }
  await running.close()
  await run(folder, 'customers', 'export', 'anna-17', ...anna, '--out', out)
  const local = JSON.parse(readFileSync(out, 'utf8')) as typeof throughServer
  expect(throughServer).toEqual({ ...local, exportedAt: throughServer.exportedAt })
  expect(local).toMatchObject({ profile: { name: 'Anna Moss' }, visitorIds: ['annas-phone'] })
  expect(local.events).toHaveLength(40)
  expect(statSync(out).mode & 0o077).toBe(0)

  const unsaid = await run(folder, 'customers', 'erase', 'anna-17', '--shop', shop)
  expect([unsaid.code, unsaid.err]).toEqual([1, expect.stringContaining('--yes')])
  expect(bytesOf(folder)).toMatch(WORDS)
  const erased = await run(folder, 'customers', 'erase', 'anna-17', ...anna, '--yes')
  expect(json(erased)).toMatchObject({ state: 'done', erased: { events: 40, visitors: 1 }, modelsBefore: [] })
  expect(bytesOf(folder)).not.toMatch(WORDS)
  const again = await run(folder, 'customers', 'erase', 'anna-17', ...anna, '--yes')
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('CUSTOMER_UNKNOWN')])
}, 240_000)

test('killed in the middle of erasing, a server erases the rest when it is started again', async () => {
  const folder = await filled(8_000)
  for (const waitMs of [0, 60, 250]) {
    const { child, ended } = begin(folder, ['customers', 'erase', 'anna-17', '--shop', shop, '--yes'])
    // From when it has opened the store: the write-ahead log is there.
    while (!readdirSync(folder).includes('aisle.db-wal') && child.exitCode === null) await after(5)
    await after(waitMs)
    child.kill('SIGKILL')
    await ended
  }
  const running = await serve({ settings: testSettings(folder) })
  const { shops } = running.engine
  const runtime = shops.get(shop)
  // Killed before it had begun, it is not begun by itself.
  if (runtime.view.erasures.all().length === 0)
    await fetch(`${running.url}/api/v1/customers/erase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ shop, customerId: 'anna-17' }),
    })
  while (runtime.view.erasures.all().some(({ state }) => state !== 'done')) await after(20)
  await running.close()
  expect(bytesOf(folder)).not.toMatch(WORDS)
}, 240_000)
