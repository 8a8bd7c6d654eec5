/** What is left out when a store is too large to take along, and how it is told. */
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { encodeColumns } from '../math/column-bytes.ts'
import type { Csr } from '../math/csr.ts'
import { given, item, NOW, sold } from '../serving/given.test-support.ts'
import { gatherStore } from './gather-store.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { answerOffline } from './offline-answer.ts'
import { type OpenStore, openSnapshot } from './open-snapshot.ts'
import { SNAPSHOT_KIND, SNAPSHOT_VERSION, type WholeModel } from './snapshot-parts.ts'

const COUNT = 200
const ids = Array.from({ length: COUNT }, (_, k) => `i-${k}`)
const { view } = given({
  channels: [{ channelId: 'north', kind: 'store' }],
  items: [
    ...ids.map((itemId) => item(itemId, { title: itemId, description: 'long words '.repeat(20) })),
    item('elsewhere', { channels: { south: { stock: 3 } } }),
  ],
  events: ids.flatMap((itemId, k) => [sold(itemId, k % 200, 1 + (k % 5), { channel: 'north' })]),
})
/** Everything goes with everything. */
const neighbors: Csr = {
  rowCount: COUNT,
  columnCount: COUNT,
  starts: Int32Array.from({ length: COUNT + 1 }, (_, k) => k * COUNT),
  columns: Int32Array.from({ length: COUNT * COUNT }, (_, k) => k % COUNT),
  values: Float32Array.from({ length: COUNT * COUNT }, (_, k) => 1 + (k % 97)),
}
const part = { form: 'neighbors', neighbors, historyHalfLifeActs: 5 } as const
const MODEL: WholeModel = {
  modelVersion: 'm-1',
  trainedUntil: NOW,
  itemIds: ids,
  parts: [
    { role: 'bought-bought', recipe: 'co-occurrence', part },
    { role: 'similar-text', recipe: 'text-similarity', part },
  ],
  missing: new Map([['taste', 'It failed.']]),
  leftOut: [],
}
let pauses = 0
const make = (bytesMax: number, model: WholeModel | undefined = MODEL) =>
  makeSnapshot({
    store: gatherStore(view, 'north', NOW),
    model,
    about: { madeAt: NOW, logSeq: 7, engine: '1' },
    bytesMax,
    crc32,
    digest: () => 'name',
    pause: async () => {
      pauses++
    },
  })
const open = async (bytesMax: number, model?: WholeModel): Promise<OpenStore> => {
  const store = openSnapshot((await make(bytesMax, model)).bytes)
  if ('wrong' in store) throw new Error(store.wrong)
  return store
}
const ask = (store: OpenStore, request: object) =>
  answerOffline(store, { shop: 'bakery', ...request }, { now: NOW, recommendationId: 'r', seed: 1 })
const codes = ({ about }: OpenStore): readonly string[] => about.leftOut.map(({ code }) => code)

test('what fits is whole, and others get their turn while it is made', async () => {
  const store = await open(10_000_000)
  expect(store.about).toEqual({
    snapshotId: 'name',
    shop: 'bakery',
    channel: 'north',
    madeAt: NOW,
    logSeq: 7,
    engine: '1',
    modelVersion: 'm-1',
    itemCount: COUNT,
    leftOut: [],
  })
  expect(store.view.items.find('elsewhere')).toBe(-1)
  expect(pauses).toBeGreaterThan(3)
})

test('what does not fit is left out, the least needed first, and every part is told', async () => {
  const seen = new Map<number, readonly string[]>()
  for (const bytesMax of [540_000, 250_000, 100_000, 60_000, 1_000])
    seen.set(bytesMax, codes(await open(bytesMax)))
  expect([...seen]).toEqual([
    [540_000, ['DESCRIPTIONS']],
    [250_000, ['DESCRIPTIONS', 'NEIGHBORS']],
    [100_000, ['DESCRIPTIONS', 'NEIGHBORS', 'FIGURES']],
    [60_000, ['DESCRIPTIONS', 'NEIGHBORS', 'ROLE', 'FIGURES']],
    [1_000, ['DESCRIPTIONS', 'NEIGHBORS', 'ROLE', 'FIGURES', 'STILL_LARGE']],
  ])
})

test('the smallest still answers, and says of the rest that it is offline', async () => {
  const store = await open(1_000)
  const list = ask(store, { list: 'people-also-like', context: { itemId: 'i-3' } })
  expect(list.items.length).toBeGreaterThan(0)
  expect(list.fallback).toBeNull()
  expect(ask(store, { list: 'more-like-this', context: { itemId: 'i-3' } })).toMatchObject({
    items: [],
    fallback: { cause: 'OFFLINE', text: expect.stringContaining('not in its snapshot') },
  })
  expect(ask(store, { list: 'best-selling' }).items.length).toBeGreaterThan(0)
})

test('a role that the server has not either is told as the server tells it', async () => {
  const store = await open(10_000_000)
  const similar = { ...MODEL, missing: new Map([['similar-look', 'There are no pictures.']] as const) }
  expect(
    ask(await open(10_000_000, similar), { list: 'similar-looks', context: { itemId: 'i-3' } }),
  ).toMatchObject({
    fallback: { cause: 'NO_MODEL', text: 'There are no pictures.' },
  })
  expect(store.model?.missing.get('taste')).toBe('It failed.')
})

test('a shop without a model has lists of figures offline', async () => {
  const { bytes } = await make(10_000_000, undefined)
  const store = openSnapshot(bytes)
  if ('wrong' in store) throw new Error(store.wrong)
  expect(ask(store, { list: 'best-selling' }).items.length).toBeGreaterThan(0)
})

test.each([
  ['newer', SNAPSHOT_KIND, SNAPSHOT_VERSION + 1],
  ['older', SNAPSHOT_KIND, SNAPSHOT_VERSION - 1],
  ['of another kind', 'segment', SNAPSHOT_VERSION],
])('bytes that are %s are refused in a sentence with a way out', (_, kind, version) => {
  const bytes = encodeColumns(kind, version, {}, {}, crc32)
  expect(openSnapshot(bytes)).toEqual({
    wrong: expect.stringMatching(/^The snapshot (has version|is a segment).*Connect the till once/),
  })
})
