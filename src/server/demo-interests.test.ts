/** What the people of the demo say they like is for those who choose one of them: models and lists go by what people do. */
import { expect, onTestFinished, test } from 'vitest'
import type { Shop } from '../domain/catalog.ts'
import type { Customer } from '../domain/customer.ts'
import { seedDemo } from '../jobs/seed-demo.ts'
import { SHIPPED_PLACEMENTS } from '../serving/shipped-placements.ts'
import { createWorld } from '../world/world.ts'
import { NOW, openTestApp } from './test-app.test-support.ts'

const openWorld = async (tell: (customer: Customer, k: number) => Customer) => {
  const { ask, engine, close } = await openTestApp()
  onTestFinished(close)
  const world = createWorld({ size: 'tiny', seed: 1, now: NOW })
  const customers = [...world.customers].map(tell)
  const runtime = await engine.shops.create(world.shop as Shop)
  await seedDemo({ ...world, customers }, engine.ingest.sinkFor(runtime, 'demo'), () => {})
  await engine.trainings.train(runtime)
  const lists: unknown[] = []
  for (const { customerId } of customers.slice(0, 6))
    for (const { placementId } of SHIPPED_PLACEMENTS) {
      const { body } = await ask('POST', '/api/v1/recommendations', {
        shop: 'demo',
        placement: placementId,
        shopper: { customerId },
        limit: 20,
      })
      const { recommendationId: _, versions: __, ...list } = body
      lists.push([customerId, placementId, list])
    }
  return { lists, told: customers.map(({ attributes }) => attributes) }
}

test('no model and no list reads the interests that the people of the demo declare', async () => {
  const telling = await openWorld((customer) => customer)
  const silent = await openWorld(({ attributes: _, ...customer }) => customer)
  expect(telling.told).not.toEqual(silent.told)
  expect(JSON.stringify(telling.lists)).toContain('itemId')
  expect(telling.lists).toEqual(silent.lists)
})
