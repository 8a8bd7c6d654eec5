/** Training and models over HTTP. */
import { afterAll, expect, test } from 'vitest'
import { type Answer, openTestApp } from './test-app.test-support.ts'

const { ask, createShop, addKey, close } = await openTestApp()
afterAll(close)

const order = (shop: string, ...itemIds: readonly string[]): Promise<Answer> =>
  ask('POST', '/api/v1/events', {
    shop,
    events: Array.from({ length: 3 }, () => ({
      kind: 'order',
      lines: itemIds.map((itemId) => ({ itemId })),
    })),
  })
const ended = async (trainingId: string): Promise<Answer> => {
  const now = () => ask('GET', `/api/v1/training/${trainingId}`)
  await expect.poll(async () => (await now()).body.endedAt, { interval: 20, timeout: 20_000 }).toBeDefined()
  return now()
}
const train = async (shop: string, rest: object = {}): Promise<Answer> => {
  const { status, body } = await ask('POST', '/api/v1/training', { shop, ...rest })
  expect([status, body.state]).toEqual([202, 'waiting'])
  return ended(body.trainingId)
}
const models = async (shop: string) => (await ask('GET', `/api/v1/models?shop=${shop}`)).body.models

test('a training is asked for, followed to its end, and its model serves', async () => {
  await createShop('bakery')
  expect(await models('bakery')).toEqual([])
  await order('bakery', 'rye', 'jam')
  const { body } = await train('bakery')
  expect(body).toMatchObject({
    shop: 'bakery',
    state: 'published',
    doneShare: 1,
    modelVersion: expect.stringMatching(/^[0-9a-f]{16}$/),
    verdict: { isAccepted: true, reasons: [] },
  })
  const [model] = await models('bakery')
  expect(model).toMatchObject({
    modelVersion: body.modelVersion,
    isServing: true,
    statistics: { orderCount: 3, itemCount: 2 },
    recipes: expect.arrayContaining([
      expect.objectContaining({ name: 'co-occurrence', state: 'trained' }),
      expect.objectContaining({ name: 'sparse-linear/taste', state: 'trained' }),
    ]),
  })
  expect(model).not.toHaveProperty('itemIds')
  const list = await ask('POST', '/api/v1/recommendations', {
    shop: 'bakery',
    list: 'people-also-like',
    context: { itemId: 'rye' },
  })
  expect(list.body).toMatchObject({ items: [{ itemId: 'jam' }], versions: { model: body.modelVersion } })
  expect((await ask('GET', '/api/v1/training?shop=bakery')).body.trainings).toEqual([body])
})

test('models are published and rolled back', async () => {
  await createShop('rolling')
  await order('rolling', 'rye', 'jam')
  const first = (await train('rolling')).body.modelVersion
  await order('rolling', 'rye', 'oat')
  const second = (await train('rolling')).body.modelVersion
  const serving = async () =>
    (await models('rolling')).find(({ isServing }: { isServing: boolean }) => isServing).modelVersion
  expect(await serving()).toBe(second)
  expect(await ask('POST', '/api/v1/models/rollback', { shop: 'rolling' })).toMatchObject({
    status: 200,
    body: { modelVersion: first, isServing: true },
  })
  expect(await serving()).toBe(first)
  expect(await ask('POST', '/api/v1/models/rollback', { shop: 'rolling' })).toMatchObject({
    status: 404,
    body: { error: { code: 'MODEL_UNKNOWN' } },
  })
  expect(await ask('POST', `/api/v1/models/${second}/publish`, { shop: 'rolling' })).toMatchObject({
    status: 200,
    body: { modelVersion: second, isServing: true },
  })
  expect(await serving()).toBe(second)
  expect(await ask('POST', '/api/v1/models/none/publish', { shop: 'rolling' })).toMatchObject({
    status: 404,
    body: { error: { code: 'MODEL_UNKNOWN' } },
  })
})

test('a shop with nothing to learn from says so, and its lists go on', async () => {
  await createShop('untrained')
  expect((await train('untrained')).body).toMatchObject({
    state: 'failed',
    error: {
      code: 'BAD_REQUEST',
      message: expect.stringContaining('nothing to learn'),
      fix: expect.any(String),
    },
  })
  expect((await ask('POST', '/api/v1/recommendations', { shop: 'untrained', list: 'new' })).status).toBe(200)
})

test('a training is cancelled, and may be again', async () => {
  await createShop('cancelled')
  await order('cancelled', 'rye', 'jam')
  const { body } = await ask('POST', '/api/v1/training', { shop: 'cancelled' })
  const path = `/api/v1/training/${body.trainingId}`
  for (const _ of [1, 2])
    expect(await ask('DELETE', path)).toMatchObject({ status: 200, body: { state: 'cancelled' } })
  expect((await train('cancelled')).body.state).toBe('published')
})

test('what is unknown is refused', async () => {
  expect(await ask('GET', '/api/v1/training/none')).toMatchObject({
    status: 404,
    body: { error: { code: 'TRAINING_UNKNOWN' } },
  })
  expect(await ask('POST', '/api/v1/training', { shop: 'bakery', recipes: ['sourdough'] })).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_REQUEST', field: '/recipes' } },
  })
  expect(await ask('POST', '/api/v1/training', { shop: 'bakery', now: true })).toMatchObject({ status: 400 })
})

test('a training of another shop is nobody else’s business', async () => {
  for (const shop of ['mine', 'theirs']) {
    await createShop(shop)
    await addKey(shop, 'server', `${shop}-key`)
  }
  const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
  const { body } = await ask('POST', '/api/v1/training', { shop: 'mine' }, withKey('mine-key'))
  const path = `/api/v1/training/${body.trainingId}`
  for (const method of ['GET', 'DELETE'] as const)
    expect((await ask(method, path, undefined, withKey('theirs-key'))).status).toBe(401)
  expect((await ask('GET', path, undefined, withKey('mine-key'))).status).toBe(200)
})

test('cancelling takes no body, whatever type is said of it', async () => {
  await createShop('bodiless')
  await order('bodiless', 'rye', 'jam')
  const { body } = await ask('POST', '/api/v1/training', { shop: 'bodiless' })
  expect(
    await ask('DELETE', `/api/v1/training/${body.trainingId}`, undefined, {
      headers: { 'content-type': 'application/json' },
    }),
  ).toMatchObject({ status: 200, body: { state: 'cancelled' } })
  expect((await ask('GET', '/internal/status?shop=bodiless')).body).toMatchObject({
    shop: { lastTraining: { trainingId: body.trainingId, state: 'cancelled' } },
  })
})
