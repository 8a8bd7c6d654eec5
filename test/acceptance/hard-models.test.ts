/** Days on which a model is not there, not whole, or of another version of the program: lists go on without it. */
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { decodeColumns, encodeColumns } from '../../src/artifacts/column-codec.ts'
import { serve } from '../../src/server/serve.ts'
import { testSettings } from '../start-test-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { order, times } from './shop.test-support.ts'

type Body = {
  readonly items: readonly { readonly itemId: string }[]
  readonly fallback: { readonly cause: string } | null
  readonly versions: { readonly model: string | null }
}

/** A server on a folder, as it stands after a start. */
const start = async (folder: string) => {
  const warnings: string[] = []
  const running = await serve({ settings: testSettings(folder), warn: (text) => warnings.push(text) })
  let isOpen = true
  const close = async (): Promise<void> => {
    if (isOpen) await running.close()
    isOpen = false
  }
  onTestFinished(close)
  const call = async (method: string, path: string, body: object) => {
    const answer = await fetch(`${running.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  const list = async (request: object) => {
    const { status, body } = await call('POST', '/api/v1/recommendations', { shop: 'bakery', ...request })
    expect(status).toBe(200)
    return body as Body
  }
  const train = () => running.engine.trainings.train(running.engine.shops.get('bakery'))
  return { ...running, call, list, train, warnings, close }
}

/** The folder of a shop with a model, after its server stopped; and what the model answered. */
const stopped = async (trainingCount = 1) => {
  const folder = temporaryFolder()
  const { engine, call, list, train, close } = await start(folder)
  await engine.shops.create({ shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' })
  const versions: string[] = []
  for (let k = 0; k < trainingCount; k++) {
    await call('POST', '/api/v1/events', {
      shop: 'bakery',
      events: [order('rye'), ...times(6, () => order('rye', k === 0 ? 'jam' : 'tea'))],
    })
    versions.push((await train()).modelVersion)
  }
  const { items } = await list({ list: 'pal', context: { itemId: 'rye' } })
  await close()
  const models = join(folder, 'models', 'bakery')
  const parts = readdirSync(join(models, 'parts')).map((name) => join(models, 'parts', name))
  return { folder, models, parts, versions, items: items.map(({ itemId }) => itemId) }
}
const pal = { list: 'pal', context: { itemId: 'rye' } }

/** Lists that need no model, one that does, and a placement that falls back. */
const lists = async ({ list }: Awaited<ReturnType<typeof start>>) => ({
  best: await list({ list: 'best-selling' }),
  beside: await list(pal),
  placed: await list({ placement: 'product.people-also-like', context: { itemId: 'rye' } }),
})
const goesOn = {
  best: { items: [{ itemId: 'rye' }, { itemId: 'jam' }], fallback: null },
  beside: { items: [], fallback: { cause: 'NO_MODEL' }, versions: { model: null } },
  placed: {
    list: 'best-selling',
    items: [{ itemId: 'jam' }],
    fallback: { asked: 'people-also-like', cause: 'NO_MODEL' },
  },
}
const told = [expect.stringMatching(/bakery.*`npx aisle train`/)]

test('a model that is whole serves again after a start', async () => {
  const { folder, items } = await stopped()
  const { list, warnings } = await start(folder)
  expect(warnings).toEqual([])
  expect((await list(pal)).items.map(({ itemId }) => itemId)).toEqual(items)
})

test('without a model, lists that need none go on, and the others say so', async () => {
  const folder = temporaryFolder()
  const { engine, call, list } = await start(folder)
  await engine.shops.create({ shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' })
  await call('POST', '/api/v1/events', { shop: 'bakery', events: times(3, () => order('rye', 'jam')) })
  expect(await list(pal)).toMatchObject({
    items: [],
    fallback: { cause: 'NO_MODEL' },
    versions: { model: null },
  })
  expect((await list({ list: 'best-selling' })).items).toHaveLength(2)
})

test('a part that was written by half is told at the start, and lists go on; training mends it', async () => {
  const { folder, parts, items } = await stopped()
  for (const part of parts) truncateSync(part, readFileSync(part).length >> 1)
  const server = await start(folder)
  expect(server.warnings).toEqual(told)
  expect(await lists(server)).toMatchObject(goesOn)
  await server.train()
  expect((await server.list(pal)).items.map(({ itemId }) => itemId)).toEqual(items)
})

test('a model that was written by half is told at the start, and lists go on', async () => {
  const { folder, models, versions } = await stopped()
  truncateSync(join(models, `${versions[0]}.model`), 20)
  const server = await start(folder)
  expect(server.warnings).toEqual(told)
  expect(await lists(server)).toMatchObject(goesOn)
})

test('a model of another version of the program is told at the start, and lists go on', async () => {
  const { folder, parts } = await stopped()
  for (const part of parts) {
    const decoded = decodeColumns('part', 1, readFileSync(part))
    if ('wrong' in decoded) throw new Error(decoded.wrong)
    writeFileSync(part, encodeColumns('part', 0, decoded.meta, decoded.columns))
  }
  const server = await start(folder)
  expect(server.warnings).toEqual(told)
  expect(await lists(server)).toMatchObject(goesOn)
})

test('a damaged model does not take the place of the one that serves', async () => {
  const { folder, models, versions } = await stopped(2)
  const [first, second] = versions
  const { call, list } = await start(folder)
  expect((await list(pal)).versions.model).toBe(second)
  truncateSync(join(models, `${first}.model`), 20)
  const answer = await call('POST', `/api/v1/models/${first}/publish`, { shop: 'bakery' })
  expect(answer.body).toMatchObject({
    error: { code: 'MODEL_CORRUPT', fix: expect.stringContaining('train') },
  })
  const rolled = await call('POST', '/api/v1/models/rollback', { shop: 'bakery' })
  expect(rolled.body).toMatchObject({ error: { code: 'MODEL_CORRUPT' } })
  expect((await list(pal)).versions.model).toBe(second)
})
