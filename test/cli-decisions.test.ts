/** `aisle decisions` as a shell sees it. */
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../src/server/serve.ts'
import { type Ended, run } from './run-command.ts'
import { testSettings } from './start-test-server.ts'
import { temporaryFolder } from './temporary-folder.ts'

const DAY_MS = 86_400_000
const json = ({ out }: Ended): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>

const start = async (folder: string) => {
  const running = await serve({ settings: testSettings(folder) })
  let isOpen = true
  const close = async (): Promise<void> => {
    if (isOpen) await running.close()
    isOpen = false
  }
  onTestFinished(close)
  const ask = async (method: string, path: string, body: object) => {
    const answer = await fetch(`${running.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as { recommendationId: string; items: readonly { itemId: string }[] }
  }
  return { ...running, ask, close }
}

test('decisions are shown, and come out the same from the log and the model of then, whatever happened since', async () => {
  const folder = temporaryFolder()
  const { engine, ask, close } = await start(folder)
  const shop = 'bakery'
  const runtime = await engine.shops.create({ shop, currency: 'EUR', timeZone: 'Europe/Berlin' })
  const now = engine.now()
  const items = ['rye', 'jam', 'oat', 'bun'].map((itemId) => ({ itemId, title: itemId }))
  await ask('PUT', '/api/v1/items', { shop, items })
  const order = (...itemIds: readonly string[]) => ({
    kind: 'order',
    at: now - DAY_MS,
    shopper: { visitorId: 'v1' },
    lines: itemIds.map((itemId) => ({ itemId })),
  })
  const send = (...events: readonly object[]) => ask('POST', '/api/v1/events', { shop, events })
  await send(order('rye', 'jam'), order('rye', 'jam'), order('rye', 'oat'), order('bun'))
  await engine.trainings.train(runtime)
  const recommend = (request: object) => ask('POST', '/api/v1/recommendations', { shop, ...request })
  const asked = [
    await recommend({ list: 'best-selling' }),
    await recommend({ list: 'people-also-like', context: { itemId: 'rye' } }),
    await recommend({ list: 'new', exploration: { weight: 1 } }),
    await ask('POST', '/api/v1/recommendations/rank', {
      shop,
      itemIds: ['jam', 'oat'],
      shopper: { visitorId: 'v1' },
    }),
  ]
  expect(asked.map((answer) => answer.items.length > 0)).toEqual([true, true, true, true])
  await send(order('oat', 'bun'), order('oat'), order('oat'), order('oat'))
  await ask('PATCH', '/api/v1/items', { shop, items: [{ itemId: 'rye', status: 'blocked' }] })
  await ask('PATCH', '/api/v1/shops', { shop, timeZone: 'Asia/Tokyo' })
  const [first] = asked.map(({ recommendationId }) => recommendationId) as [string]
  const replay = (id: string, ...rest: readonly string[]) =>
    run(folder, 'decisions', 'replay', id, '--shop', shop, ...rest)
  expect((await run(folder, 'decisions', 'show', first)).out).toContain('rye')
  await close()
  expect(json(await run(folder, 'decisions', 'show', first, '--json'))).toMatchObject({
    recommendationId: first,
    request: { list: 'best-selling' },
  })
  for (const { recommendationId, items: answered } of asked)
    expect(json(await replay(recommendationId, '--json'))).toMatchObject({
      isSame: true,
      itemCount: answered.length,
    })
  const { code, out } = await replay(first)
  expect([code, out]).toEqual([0, expect.stringMatching(/The same: 4 items, after record 9, with the model/)])

  const path = join(folder, 'decisions', shop)
  const file = join(path, readdirSync(path)[0] as string)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replaceAll('"itemId":"rye","score"', '"itemId":"bun","score"'))
  const changed = await replay(first)
  expect([changed.code, changed.out]).toEqual([
    1,
    expect.stringMatching(/place 1 .* was bun .* now it is rye/),
  ])
  expect((await run(folder, 'decisions', 'replay', first, '--shop', 'florist')).err).toContain(
    'DECISION_UNKNOWN',
  )
  appendFileSync(file, '{"recommendationId":"cut')
  expect((await run(folder, 'doctor', '--json')).out).toMatch(/1 line cannot be read/)
})
