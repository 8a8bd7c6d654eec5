import { afterAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, engine, close } = await openTestApp()
afterAll(close)

test('a fault of the program is answered with its request and without its insides', async () => {
  await createShop('bakery')
  Object.assign(engine.store, { countRejects: () => Promise.reject(new Error('secret of the store')) })
  const answer = await ask('GET', '/internal/status?shop=bakery')
  expect(answer).toMatchObject({
    status: 500,
    body: { error: { code: 'INTERNAL', requestId: expect.any(String), fix: expect.any(String) } },
  })
  expect(JSON.stringify(answer.body)).not.toContain('secret')
})
