import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Decision } from '../domain/decision.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import { replayDecision, viewAt } from './replay-decision.ts'
import { ShopRuntime } from './shop-runtime.ts'

const item = (itemId: string, rest: object = {}) => ({ itemId, title: itemId, ...rest })
const view = (itemId: string, at = NOW) => ({
  kind: 'product-view',
  at,
  itemId,
  shopper: { visitorId: 'v1' },
  sessionId: 's1',
})

test('the shop of any moment is folded from its log as it was held in memory then', async () => {
  const { store, shops, ingest } = await openJobs()
  const runtime = await shops.create(BAKERY)
  const source = { source: 'http' }
  const steps: readonly (() => Promise<unknown>)[] = [
    () => ingest.documents(runtime, 'item', 'put', [item('rye'), item('jam')], source),
    () => ingest.events(runtime, [view('rye'), view('jam', NOW - 7_200_000)], source),
    () => ingest.documents(runtime, 'item', 'patch', [{ itemId: 'rye', brand: 'Us' }], source),
    () => ingest.deletions(runtime, 'item', ['jam']),
    () => ingest.documents(runtime, 'shop', 'patch', [{ shop: 'bakery', timeZone: 'Asia/Tokyo' }], source),
    () => ingest.documents(runtime, 'customer', 'put', [{ customerId: 'ann' }], source),
    () => ingest.events(runtime, [{ ...view('rye'), kind: 'order', lines: [{ itemId: 'rye' }] }], source),
    () => ingest.documents(runtime, 'item', 'patch', [{ itemId: 'rye', brand: null }], source),
  ]
  const moments: { logSeq: number; fingerprint: string }[] = []
  for (const step of steps) {
    await step()
    moments.push({ logSeq: runtime.logSeq, fingerprint: runtime.view.fingerprint() })
  }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...moments), async ({ logSeq, fingerprint }) => {
      expect((await viewAt(store, bakery, logSeq)).fingerprint()).toBe(fingerprint)
    }),
    { numRuns: 20 },
  )
  expect((await ShopRuntime.open(store, bakery, undefined)).view.fingerprint()).toBe(
    moments.at(-1)?.fingerprint,
  )
})

test('a replay hands on what was recorded, and tells the first difference', async () => {
  const { store, shops } = await openJobs()
  const { logSeq } = await shops.create(BAKERY)
  const entries = [
    { itemId: 'rye', score: 2 },
    { itemId: 'jam', score: 1 },
  ]
  const answered = { items: entries, versions: { logSeq, model: 'm1' } }
  const decision: Decision = {
    recommendationId: 'd',
    shop: 'bakery',
    decidedAt: NOW,
    request: { list: 'new' },
    response: answered,
    seed: 7,
    mayNameCustomer: false,
    taken: ['oat'],
  }
  const asked: unknown[] = []
  const replay = (items: readonly { itemId: string; score: number }[], of: Decision = decision) =>
    replayDecision(of, {
      store,
      openModel: async (modelVersion) => ({ modelVersion }) as never,
      answer: (request, { view: folded, ...rest }) => {
        asked.push({ request, timeZone: folded.timeZone, ...rest })
        return { items }
      },
    })
  expect(await replay(entries)).toEqual({
    isSame: true,
    itemCount: 2,
    logSeq,
    model: 'm1',
    difference: undefined,
  })
  expect(asked).toEqual([
    {
      request: { list: 'new' },
      timeZone: 'Europe/Berlin',
      model: { modelVersion: 'm1' },
      now: NOW,
      seed: 7,
      mayNameCustomer: false,
      taken: ['oat'],
    },
  ])
  const [rye, jam] = entries as [(typeof entries)[0], (typeof entries)[0]]
  expect((await replay([rye])).difference).toEqual({ place: 2, recorded: jam, replayed: undefined })
  expect((await replay([rye, jam, rye])).difference).toEqual({
    place: 3,
    recorded: undefined,
    replayed: rye,
  })
  expect((await replay([{ ...rye, score: 2.5 }, jam])).difference?.place).toBe(1)
  const beyond = { items: [], versions: { logSeq: logSeq + 1, model: null } }
  const later = { ...decision, response: beyond }
  await expect(replay([], later)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(replay([], { ...decision, response: { items: [] } })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})
