import { expect, test } from 'vitest'
import { createWorld } from '../world/world.ts'
import { NOW, openJobs } from './open-jobs.test-support.ts'
import { seedDemo } from './seed-demo.ts'
import type { Sink } from './sink.ts'

const tiny = () => createWorld({ size: 'tiny', seed: 1, now: NOW })

test('an interrupted demo that is made again is the same as one made at once', async () => {
  const { shops, ingest } = await openJobs()
  const world = tiny()
  const [whole, halved] = [
    await shops.create(world.shop),
    await shops.create({ ...world.shop, shop: 'halved' }),
  ]
  const events = await seedDemo(world, ingest.sinkFor(whole, 'demo'), () => {})
  expect(whole.view.catalog.describedCount).toBe(world.counts.itemCount)
  expect(whole.view.merchandise.all('curated-list')).toEqual(world.curatedLists)

  const interruption = new AbortController()
  const stopInTheMiddle = (done: number, total: number): void => {
    if (done > total / 2) interruption.abort()
  }
  await seedDemo(tiny(), ingest.sinkFor(halved, 'demo'), stopInTheMiddle, interruption.signal)
  expect(halved.view.eventCount).toBeLessThan(whole.view.eventCount)
  expect(await seedDemo(tiny(), ingest.sinkFor(halved, 'demo'), () => {})).toBe(events)
  expect(halved.view.eventCount).toBe(whole.view.eventCount)
})

test('a record of the demo that is refused is a fault of the program', async () => {
  const refusing: Sink = {
    send: async (_, records) =>
      records.map(() => ({ status: 'rejected', code: 'INVALID', field: '/a', message: 'no', fix: 'none' })),
  }
  await expect(seedDemo(tiny(), refusing, () => {})).rejects.toMatchObject({ code: 'INTERNAL' })
})
