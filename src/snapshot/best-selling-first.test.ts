import { expect, test } from 'vitest'
import { crc32 } from 'node:zlib'
import { given, item, NOW, sold } from '../serving/given.test-support.ts'
import { bestSellingFirst } from './best-selling-first.ts'
import { gatherStore } from './gather-store.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { openSnapshot } from './open-snapshot.ts'

test('all that the store sells: by what it sold of it, then what it did not sell', async () => {
  const { view } = given({
    channels: [{ channelId: 'north', kind: 'store' }],
    items: [
      item('idle'),
      item('some'),
      item('most'),
      item('out', { channels: { north: { stock: 0 } } }),
      item('elsewhere', { channels: { south: { stock: 3 } } }),
    ],
    events: [
      sold('some', 3, 2, { channel: 'north' }),
      sold('most', 3, 5, { channel: 'north' }),
      sold('out', 3, 4, { channel: 'north' }),
      sold('idle', 3, 90, { channel: 'web' }),
    ],
  })
  const made = await makeSnapshot({
    store: gatherStore(view, 'north', NOW),
    model: undefined,
    about: { madeAt: NOW, logSeq: 1, engine: '1' },
    bytesMax: 10_000_000,
    crc32,
    digest: () => 'name',
    pause: async () => {},
  })
  const store = openSnapshot(made.bytes)
  if ('wrong' in store) throw new Error(store.wrong)
  expect(bestSellingFirst(store, NOW)).toEqual(['most', 'out', 'some', 'idle'])
})
