import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { addBodyBudget } from './body-budget.ts'

test('bodies beyond the budget are refused until others are answered; one alone always passes', async () => {
  const app = Fastify()
  addBodyBudget(app, 100, 30)
  let letGo: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  app.post('/held', async () => {
    await held
    return 'done'
  })
  app.post('/', async () => 'done')
  const send = (url: string, length: number) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'text/plain' },
      payload: 'x'.repeat(length),
    })
  expect((await send('/', 90)).statusCode).toBe(200)
  const first = send('/held', 20).then((answer) => answer)
  const second = await send('/', 11)
  expect(second.json().code).toBe('QUEUE_FULL')
  expect((await send('/', 10)).statusCode).toBe(200)
  letGo()
  expect((await first).statusCode).toBe(200)
  expect((await send('/', 11)).statusCode).toBe(200)
})
