/** Sign-outs are a fold of the log: the same after a restart, and on every server that reads it. */
import { expect, test } from 'vitest'
import { customerKey } from '../domain/interaction.ts'
import { tokenGeneration } from '../views/token-generation.ts'
import { Erasures } from './erasures.ts'
import { Ingest } from './ingest.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import { viewAt } from './replay-decision.ts'
import { Shops } from './shops.ts'
import { signOutEverywhere } from './sign-outs.ts'

const ANNA = customerKey('anna')

test('live, read anew after a restart, and folded record by record, they are counted alike', async () => {
  const { store, shops, ingest, folder, close } = await openJobs()
  const runtime = await shops.create(BAKERY)
  const put = () => ingest.documents(runtime, 'customer', 'put', [{ customerId: 'anna' }], { source: 'http' })
  let given = 0
  const erasures = new Erasures({
    store,
    ingest,
    now: () => NOW,
    newId: () => `erasure-${++given}`,
    newSalt: () => 'salt',
    othersHeard: async () => {},
  })
  await put()
  await signOutEverywhere(ingest, runtime, ANNA)
  await signOutEverywhere(ingest, runtime, customerKey('ben'))
  for (let round = 0; round < 2; round++) {
    await erasures.start(runtime, ['anna'])
    await erasures.settle()
    await put()
  }
  await signOutEverywhere(ingest, runtime, ANNA)
  expect(tokenGeneration(runtime.view, 'anna')).toBe(4)
  expect(tokenGeneration(runtime.view, 'ben')).toBe(1)
  expect(tokenGeneration(runtime.view, 'cleo')).toBe(0)
  const live = runtime.view.fingerprint()
  const folded = await viewAt(store, bakery, runtime.logSeq)
  expect(folded.fingerprint()).toBe(live)
  expect([tokenGeneration(folded, 'anna'), tokenGeneration(folded, 'ben')]).toEqual([4, 1])
  await close()
  const { view } = await (await openJobs({ folder })).shops.open(bakery)
  expect(view.fingerprint()).toBe(live)
  expect([tokenGeneration(view, 'anna'), tokenGeneration(view, 'ben')]).toEqual([4, 1])
})

test('another server hears of them from the log; what it does in between rests on all that was logged', async () => {
  const { store, shops, ingest } = await openJobs()
  const here = await shops.create(BAKERY)
  const there = await new Shops({ store, now: () => NOW, segmentsOf: () => undefined }).open(bakery)
  const ingestThere = new Ingest({
    store,
    now: () => NOW,
    newId: () => 'id',
    queueRecordsMax: 100,
    isOnlyWriter: false,
  })
  await signOutEverywhere(ingest, here, ANNA)
  expect(tokenGeneration(there.view, 'anna')).toBe(0)
  await there.follow()
  expect(tokenGeneration(there.view, 'anna')).toBe(1)
  await signOutEverywhere(ingest, here, ANNA)
  // It has not followed yet, and counts on nevertheless.
  await signOutEverywhere(ingestThere, there, ANNA)
  await here.catchUp()
  expect([tokenGeneration(here.view, 'anna'), tokenGeneration(there.view, 'anna')]).toEqual([3, 3])
})
