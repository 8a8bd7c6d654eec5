import { existsSync, readdirSync, readFileSync, truncateSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import { testSettings } from '../../test/start-test-server.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import type { Shop } from '../domain/catalog.ts'
import { ADDRESS_FILE, serve, type ServeOptions } from './serve.ts'

const BAKERY: Shop = { shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' }
const start = async (folder: string, options: Partial<ServeOptions> = {}) => {
  const running = await serve({ settings: testSettings(folder), ...options })
  let isOpen = true
  const close = async (): Promise<void> => {
    if (isOpen) await running.close()
    isOpen = false
  }
  onTestFinished(close)
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${running.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  return { ...running, close, post }
}
const orders = ['1', '2'].map((eventId) => ({
  kind: 'order',
  eventId,
  lines: [{ itemId: 'rye' }, { itemId: 'jam' }],
}))

test('a server says where it listens while it runs, and takes its shops up again after a stop', async () => {
  const folder = temporaryFolder()
  const first = await start(folder)
  expect(JSON.parse(readFileSync(join(folder, ADDRESS_FILE), 'utf8'))).toEqual({
    url: first.url,
    pid: process.pid,
    ownerToken: expect.any(String) as string,
  })
  expect(statSync(join(folder, ADDRESS_FILE)).mode & 0o077).toBe(0)
  const runtime = await first.engine.shops.create(BAKERY)
  expect((await first.post('/api/v1/events', { shop: 'bakery', events: orders })).body).toMatchObject({
    accepted: 2,
  })
  const before = runtime.view.fingerprint()
  await first.close()
  expect(existsSync(join(folder, ADDRESS_FILE))).toBe(false)
  const second = await start(folder)
  expect(second.engine.shops.get('bakery').view.fingerprint()).toBe(before)
  expect((await second.post('/api/v1/events', { shop: 'bakery', events: orders })).body).toMatchObject({
    duplicates: 2,
  })
})

test('a damaged model is warned of at the start, and the lists that need none go on', async () => {
  const folder = temporaryFolder()
  const first = await start(folder)
  const runtime = await first.engine.shops.create(BAKERY)
  await first.post('/api/v1/events', { shop: 'bakery', events: orders })
  const { modelVersion } = await first.engine.trainings.train(runtime)
  await first.close()
  const models = join(folder, 'models', 'bakery')
  const [name] = readdirSync(models).filter((file) => file.endsWith('.model'))
  truncateSync(join(models, name as string), 50)
  const warnings: string[] = []
  const second = await start(folder, { warn: (text) => warnings.push(text) })
  expect(warnings).toEqual([expect.stringContaining(modelVersion)])
  expect(warnings[0]).toContain('npx aisle train')
  const ask = (list: string) =>
    second.post('/api/v1/recommendations', { shop: 'bakery', list, context: { itemId: 'rye' } })
  expect((await ask('best-selling')).body).toMatchObject({
    items: [{ itemId: 'jam' }],
    versions: { model: null },
  })
  expect((await ask('people-also-like')).body).toMatchObject({ items: [], fallback: { cause: 'NO_MODEL' } })
  await second.engine.trainings.train(second.engine.shops.get('bakery'))
  expect((await ask('best-selling')).body).toMatchObject({ versions: { model: modelVersion } })
})

test('two servers cannot hold one folder, and the first goes on', async () => {
  const folder = temporaryFolder()
  const first = await start(folder)
  await expect(serve({ settings: testSettings(folder) })).rejects.toMatchObject({ code: 'STORE_BUSY' })
  expect(existsSync(join(folder, ADDRESS_FILE))).toBe(true)
  expect((await fetch(`${first.url}/health/ready`)).status).toBe(200)
})

test('a port that is taken and an address that is not ours are settings to mend, and the folder is let go', async () => {
  const folder = temporaryFolder()
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  await expect(serve({ settings: testSettings(folder, { AISLE_PORT: String(port) }) })).rejects.toMatchObject(
    {
      code: 'SETTING_INVALID',
      fix: expect.stringContaining('AISLE_PORT'),
    },
  )
  taken.close()
  await expect(
    serve({ settings: testSettings(folder, { AISLE_HOST: '203.0.113.1' }) }),
  ).rejects.toMatchObject({ code: 'SETTING_INVALID' })
  await start(folder)
})

test('a shop that is prepared before the server is ready is there once it is', async () => {
  const { url } = await start(temporaryFolder(), {
    prepare: async ({ shops }) => {
      await shops.create(BAKERY)
    },
  })
  expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ready', shops: ['bakery'] })
  const picture = await fetch(`${url}/pictures/bakery/a%2Fb%3Cscript%3E.svg`)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
  expect(picture.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await picture.text()).not.toContain('<script>')
  expect((await fetch(`${url}/pictures/nowhere/a.svg`)).status).toBe(404)
})
