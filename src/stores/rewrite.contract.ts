/** What every store must do when records are put in the place of records. Part of `store.contract.ts`. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopId } from '../domain/ids.ts'
import { DOCUMENT_KINDS, type LogRecord, type NewRecord } from '../domain/record.ts'
import { NaiveStore } from './naive-store.test-support.ts'
import type { Reject, Rewritten, Store } from './ports.ts'

const event = (id: string, body: string): NewRecord => ({ op: 'event', kind: 'event', id, body })
const put = (id: string, body: string): NewRecord => ({ op: 'put', kind: 'customer', id, body })

/** Another record for some of them: an event stays one and keeps its id, a document becomes any change of any. */
const changesOf = (
  log: readonly LogRecord[],
  picks: readonly (readonly [place: number, other: NewRecord])[],
): readonly Rewritten[] => {
  const changes = new Map<number, Rewritten>()
  for (const [place, other] of picks) {
    const record = log[place % Math.max(1, log.length)]
    if (record === undefined) continue
    const { seq, op, id } = record
    if (op === 'event') changes.set(seq, { seq, record: event(id, other.body || '{}') })
    else if (other.op !== 'event') changes.set(seq, { seq, record: other })
  }
  return [...changes.values()]
}

export type RewriteContract = {
  /** At the time of the test: other tests open it anew. */
  readonly storeOf: () => Store
  readonly reopen: () => Promise<void>
  readonly newShop: () => ShopId
  readonly anyRecord: fc.Arbitrary<NewRecord>
  readonly runCount: number
}

export const testRewriting = ({ storeOf, reopen, newShop, anyRecord, runCount }: RewriteContract): void => {
  test('records that were rewritten are there as if they had been from the start, documents too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRecord, { maxLength: 20 }),
        fc.array(fc.tuple(fc.nat(), anyRecord), { maxLength: 6 }),
        fc.array(anyRecord, { maxLength: 5 }),
        async (records, picks, after) => {
          const [shop, naive, store] = [newShop(), new NaiveStore(), storeOf()]
          for (const [k, record] of records.entries()) {
            naive.append([record], k)
            await store.append(shop, [record], k)
          }
          const changes = changesOf(naive.log, picks)
          naive.rewrite(changes)
          await store.rewrite(shop, changes)
          expect(await store.append(shop, after, 99)).toEqual(naive.append(after, 99))
          expect(await store.readLog(shop, 0, 1_000)).toEqual(naive.log)
          for (const kind of DOCUMENT_KINDS)
            expect(await store.readDocuments(shop, kind, '', 1_000)).toEqual(naive.documentsOf(kind))
        },
      ),
      { numRuns: runCount },
    )
  }, 120_000)

  test('what was rewritten survives a restart, and events are known by their ids as before', async () => {
    const shop = newShop()
    await storeOf().append(shop, [event('e1', '{"by":"anna"}'), event('e2', '{}'), put('anna', '{}')], 5)
    await storeOf().rewrite(shop, [
      { seq: 1, record: event('e1', '{}') },
      { seq: 2, record: event('other', '{}') },
      { seq: 3, record: { op: 'patch', kind: 'erasure', id: 'x', body: '{}' } },
    ])
    expect(await storeOf().purge(['anna'])).toBe(true)
    await reopen()
    expect(await storeOf().readDocument(shop, 'customer', 'anna')).toBeUndefined()
    expect(await storeOf().readHistory(shop, 'customer', 'anna', 9)).toEqual([])
    expect(await storeOf().readLog(shop, 0, 9)).toEqual([
      { seq: 1, loggedAt: 5, ...event('e1', '{}') },
      { seq: 2, loggedAt: 5, ...event('other', '{}') },
      { seq: 3, loggedAt: 5, op: 'patch', kind: 'erasure', id: 'x', body: '{}' },
    ])
    expect(await storeOf().append(shop, [event('e1', '{}'), event('e2', '{}')], 6)).toEqual([
      { seq: 1, isDuplicate: true },
      { seq: 4, isDuplicate: false },
    ])
  })

  test('a rewriting that cannot be kept changes nothing', async () => {
    const [shop, store] = [newShop(), storeOf()]
    await store.append(shop, [event('e1', '{"by":"anna"}')], 1)
    const changes = [1, 2].map((seq) => ({ seq, record: event(`e${seq}`, '{}') }))
    await expect(store.rewrite(shop, changes)).rejects.toThrow(/stands in the log/)
    expect(await store.readLog(shop, 0, 9)).toMatchObject([{ body: '{"by":"anna"}' }])
  })

  test('records are found by what stands in their body, letter by letter, within a stretch', async () => {
    const [shop, other, store] = [newShop(), newShop(), storeOf()]
    const bodies = ['{"by":"a%_\\\\nna"}', '{"by":"anna"}', '{"by":"Anna"}', '{"a":"\\u0000","by":"anna"}']
    await store.append(other, [event('e', '{"by":"anna"}')], 1)
    await store.append(
      shop,
      bodies.map((body, k) => event(`e${k}`, body)),
      1,
    )
    await store.append(shop, [put('anna', '{"name":"anna"}')], 1)
    const found = async (afterSeq: number, untilSeq: number, ...texts: readonly string[]) =>
      (await store.findRecords(shop, afterSeq, untilSeq, texts)).map(({ seq }) => seq)
    expect(await found(0, 99, '"anna"')).toEqual([2, 4, 5])
    expect(await found(2, 4, '"anna"')).toEqual([4])
    expect(await found(0, 99, '"Anna"', 'a%_')).toEqual([1, 3])
    expect(await found(0, 99)).toEqual([])
    expect(await store.findRecords(newShop(), 0, 99, ['anna'])).toEqual([])
  })

  test('rejects that hold a text are removed and stay counted', async () => {
    const [shop, other, store] = [newShop(), newShop(), storeOf()]
    const reject = (body: string, message = 'no'): Reject => ({
      rejectedAt: 1,
      source: 'http',
      code: 'INVALID',
      field: '/at',
      message,
      body,
    })
    await store.addRejects(other, [reject('{"by":"anna"}')])
    await store.addRejects(shop, [reject('{"by":"anna"}'), reject('', 'no "anna"'), reject('{"by":"ben"}')])
    expect(await store.removeRejects(shop, ['"anna"', '"x%"'])).toBe(2)
    expect(await store.removeRejects(shop, [])).toBe(0)
    expect((await store.listRejects(shop, undefined, 9)).map(({ body }) => body)).toEqual(['{"by":"ben"}'])
    expect(await store.listRejects(other, undefined, 9)).toHaveLength(1)
    expect(await store.countRejects(shop)).toEqual([{ code: 'INVALID', field: '/at', count: 3 }])
    expect(await store.removeRejects(newShop(), ['x'])).toBe(0)
  })
}
