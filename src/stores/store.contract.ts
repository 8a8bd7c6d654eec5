/** What every store must do: the laws of `ports.ts`, checked against a store that is a few arrays. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isId, type ShopId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import {
  DOCUMENT_KINDS,
  type DocumentKind,
  type LogRecord,
  type NewRecord,
  type StoredDocument,
} from '../domain/record.ts'
import { readWholeHistory, testHistory } from './history.contract.ts'
import { NaiveStore } from './naive-store.test-support.ts'
import type { Placed, Store } from './ports.ts'
import { testRejects } from './reject.contract.ts'
import { testRewriting } from './rewrite.contract.ts'

export type StoreContract = {
  readonly name: string
  /** Opens the storage; after a close it is opened again and must hold what it held. */
  readonly open: () => Promise<Store>
  /** Examples of each law; a store with a server at its end needs fewer. */
  readonly runCount: number
}

const event = (id: string, body = `{"eventId":${JSON.stringify(id)}}`): NewRecord => ({
  op: 'event',
  kind: 'event',
  id,
  body,
})
const put = (id: string, body: Json): NewRecord => ({
  op: 'put',
  kind: 'item',
  id,
  body: JSON.stringify(body),
})
const patch = (id: string, body: Json): NewRecord => ({
  op: 'patch',
  kind: 'item',
  id,
  body: JSON.stringify(body),
})
const remove = (id: string): NewRecord => ({ op: 'delete', kind: 'item', id, body: '' })
/** Ids that trip over quoting, prototypes, encodings or orders. The last two are ordered otherwise by UTF-16 units. */
const IDS = [
  'bread',
  'Bread',
  'a/b c',
  '__proto__',
  'constructor',
  'o\'clock"\\',
  '%',
  'ä',
  '\\N',
  '\uffee',
  '🫖',
] as const

/** For machines that are busy with other things. */
const PROPERTY_TIMEOUT_MS = 120_000

const anyRecord: fc.Arbitrary<NewRecord> = fc.oneof(
  fc.record({
    op: fc.constant('event' as const),
    kind: fc.constant('event' as const),
    id: fc.oneof(fc.constantFrom(...IDS), fc.string({ minLength: 1, maxLength: 3, unit: 'binary' })),
    body: fc.json(),
  }),
  fc.record({
    op: fc.constantFrom('put' as const, 'patch' as const),
    kind: fc.constantFrom(...DOCUMENT_KINDS),
    id: fc.constantFrom(...IDS),
    body: fc.oneof(
      fc
        .dictionary(fc.constantFrom('title', 'tag', '__proto__'), fc.jsonValue())
        .map((value) => JSON.stringify(value)),
      fc.json(),
    ),
  }),
  fc.record({
    op: fc.constant('delete' as const),
    kind: fc.constantFrom(...DOCUMENT_KINDS),
    id: fc.constantFrom(...IDS),
    body: fc.constant(''),
  }),
)

/** Ids as the domain takes them, without halves of surrogate pairs. */
const isStorable = ({ id }: NewRecord): boolean => id.isWellFormed() && isId(id)

const anyBatches = fc.array(fc.array(anyRecord.filter(isStorable), { maxLength: 12 }), { maxLength: 6 })

const readWholeLog = async (
  store: Store,
  shop: ShopId,
  pageLength: number,
): Promise<readonly LogRecord[]> => {
  const found: LogRecord[] = []
  for (;;) {
    const page = await store.readLog(shop, found.length, pageLength)
    found.push(...page)
    if (page.length < pageLength) return found
  }
}

const readAllDocuments = async (
  store: Store,
  shop: ShopId,
  kind: DocumentKind,
  pageLength: number,
): Promise<readonly StoredDocument[]> => {
  const found: StoredDocument[] = []
  for (;;) {
    const page = await store.readDocuments(shop, kind, found.at(-1)?.id ?? '', pageLength)
    found.push(...page)
    if (page.length < pageLength) return found
  }
}

export const describeStore = ({ name, open, runCount }: StoreContract): void => {
  describe(`The store on ${name}`, () => {
    let store: Store
    let shopCount = 0
    const newShop = (): ShopId => `shop-${String(++shopCount).padStart(6, '0')}` as ShopId
    const reopen = async (): Promise<void> => {
      await store.close()
      store = await open()
    }

    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store.close())

    test('any batches leave the log, the documents and the answers that arrays would', {
      timeout: PROPERTY_TIMEOUT_MS,
    }, async () => {
      await fc.assert(
        fc.asyncProperty(
          anyBatches,
          fc.integer({ min: 1, max: 7 }),
          fc.boolean(),
          async (batches, pageLength, isAtOnce) => {
            const shop = newShop()
            const naive = new NaiveStore()
            const expected = batches.map((batch, k) => naive.append(batch, 1_000 + k))
            const answers: (readonly Placed[])[] = []
            if (isAtOnce)
              answers.push(
                ...(await Promise.all(batches.map((batch, k) => store.append(shop, batch, 1_000 + k)))),
              )
            else
              for (const [k, batch] of batches.entries())
                answers.push(await store.append(shop, batch, 1_000 + k))
            expect(answers).toEqual(expected)
            expect(await readWholeLog(store, shop, pageLength)).toEqual(naive.log)
            expect(await store.headSeq(shop)).toBe(naive.log.length)
            for (const kind of DOCUMENT_KINDS) {
              const documents = naive.documentsOf(kind)
              expect(await readAllDocuments(store, shop, kind, pageLength)).toEqual(documents)
              for (const { id } of documents)
                expect(await readWholeHistory(store, shop, kind, id, pageLength)).toEqual(
                  naive.history(kind, id, 1_000),
                )
            }
          },
        ),
        { numRuns: runCount },
      )
    })

    test('what was stored is there after a restart, and the next record follows it', {
      timeout: PROPERTY_TIMEOUT_MS,
    }, async () => {
      await fc.assert(
        fc.asyncProperty(anyBatches, anyBatches, async (before, after) => {
          const shop = newShop()
          const naive = new NaiveStore()
          for (const batch of before) await store.append(shop, batch, 1)
          await reopen()
          const answers = await Promise.all(after.map((batch) => store.append(shop, batch, 2)))
          for (const batch of before) naive.append(batch, 1)
          expect(answers).toEqual(after.map((batch) => naive.append(batch, 2)))
          expect(await readWholeLog(store, shop, 1_000)).toEqual(naive.log)
        }),
        { numRuns: Math.ceil(runCount / 10) },
      )
    })

    test('a shop that never wrote has nothing', async () => {
      const shop = newShop()
      expect(await store.headSeq(shop)).toBe(0)
      expect(await store.readLog(shop, 0, 10)).toEqual([])
      expect(await store.readDocuments(shop, 'item', '', 10)).toEqual([])
      expect(await store.readDocument(shop, 'item', 'bread')).toBeUndefined()
      expect(await store.readHistory(shop, 'item', 'bread', 10)).toEqual([])
      expect(await store.listRejects(shop, undefined, 10)).toEqual([])
      expect(await store.countRejects(shop)).toEqual([])
      expect(await store.readNote(shop, 'cursor')).toBeUndefined()
    })

    test('shops do not see each other: the same ids are new in each', async () => {
      const [one, other] = [newShop(), newShop()]
      const batch = [event('e1'), put('bread', { price: 1 })]
      const expected = [
        { seq: 1, isDuplicate: false },
        { seq: 2, isDuplicate: false },
      ]
      expect(await store.append(one, batch, 1)).toEqual(expected)
      expect(await store.append(other, batch, 2)).toEqual(expected)
      await store.append(other, [remove('bread')], 3)
      expect((await store.readDocument(one, 'item', 'bread'))?.body).toBe('{"price":1}')
      expect(await store.headSeq(one)).toBe(2)
      expect(await store.headSeq(other)).toBe(3)
    })

    test('shops are listed in order, those without a record are not', async () => {
      const [first, second, silent] = [newShop(), newShop(), newShop()]
      await store.writeNote(silent, 'cursor', '1')
      await store.append(second, [event('e')], 1)
      await store.append(first, [event('e')], 1)
      const shops = await store.listShops()
      expect(shops.filter((shop) => [first, second, silent].includes(shop))).toEqual([first, second])
      expect(shops).toEqual(shops.toSorted())
    })

    test('an id of an event that a document bears too is no duplicate', async () => {
      const shop = newShop()
      const placed = await store.append(
        shop,
        [put('bread', {}), event('bread'), put('bread', {}), event('bread')],
        1,
      )
      expect(placed).toEqual([
        { seq: 1, isDuplicate: false },
        { seq: 2, isDuplicate: false },
        { seq: 3, isDuplicate: false },
        { seq: 2, isDuplicate: true },
      ])
    })

    test('a patch changes what it names, makes what is missing, and starts anew after a delete', async () => {
      const shop = newShop()
      const bodyAfter = async (record: NewRecord, at: number): Promise<StoredDocument | undefined> => {
        await store.append(shop, [record], at)
        return store.readDocument(shop, 'item', 'bread')
      }
      const base = { kind: 'item', id: 'bread', createdAt: 10 }
      expect(await bodyAfter(patch('bread', { title: 'Bread', price: null }), 10)).toEqual({
        ...base,
        seq: 1,
        body: '{"title":"Bread"}',
      })
      expect(await bodyAfter(patch('bread', { tag: { a: 1 } }), 20)).toEqual({
        ...base,
        seq: 2,
        body: '{"title":"Bread","tag":{"a":1}}',
      })
      expect(await bodyAfter(put('bread', { title: 'Rye' }), 30)).toEqual({
        ...base,
        seq: 3,
        body: '{"title":"Rye"}',
      })
      expect(await bodyAfter(remove('bread'), 40)).toEqual({ ...base, seq: 4, body: undefined })
      expect(await bodyAfter(patch('bread', { tag: 1 }), 50)).toEqual({ ...base, seq: 5, body: '{"tag":1}' })
    })

    testHistory(() => store, newShop)

    test('changes of one document within a batch, and within calls at once, build on each other', async () => {
      const shop = newShop()
      await store.append(shop, [put('bread', { before: true })], 1)
      await Promise.all([
        store.append(
          shop,
          [patch('bread', { a: 1 }), patch('bread', { b: 2 }), put('jam', {}), remove('jam')],
          2,
        ),
        store.append(shop, [patch('bread', { a: null, c: 3 }), patch('jam', { new: true })], 3),
      ])
      expect(await store.readDocuments(shop, 'item', '', 10)).toEqual([
        { kind: 'item', id: 'bread', seq: 6, createdAt: 1, body: '{"before":true,"b":2,"c":3}' },
        { kind: 'item', id: 'jam', seq: 7, createdAt: 2, body: '{"new":true}' },
      ])
    })

    test('bodies come back letter by letter, whatever they hold', async () => {
      const shop = newShop()
      const bodies = [
        '{"a":"\\u0000 \\ud800"}',
        '{"tea":"🫖\\t\\\\N\\n"}',
        '{ "spaces" :  1.0 }',
        `{"long":"${'ü'.repeat(100_000)}"}`,
      ]
      await store.append(
        shop,
        bodies.map((body, k) => event(`e${k}`, body)),
        1,
      )
      expect((await store.readLog(shop, 0, 10)).map(({ body }) => body)).toEqual(bodies)
    })

    test('a batch that cannot be kept leaves nothing, and those beside it are kept', async () => {
      const shop = newShop()
      const broken: NewRecord = { op: 'patch', kind: 'item', id: 'butter', body: '{' }
      const outcomes = await Promise.allSettled([
        store.append(shop, [event('e1'), put('bread', {})], 1),
        store.append(shop, [event('e2'), put('jam', {}), broken], 1),
        store.append(shop, [event('e2'), event('e3')], 1),
      ])
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect((await store.readLog(shop, 0, 10)).map(({ id }) => id)).toEqual(['e1', 'bread', 'e2', 'e3'])
      expect(await store.readDocument(shop, 'item', 'jam')).toBeUndefined()
      expect(await store.append(shop, [event('e4')], 1)).toEqual([{ seq: 5, isDuplicate: false }])
    })

    test('calls take effect in the order they were made, without waiting in between', async () => {
      const shop = newShop()
      const [, head, , page, , note] = await Promise.all([
        store.append(shop, [event('e1'), event('e2')], 1),
        store.headSeq(shop),
        store.append(shop, [event('e3')], 1),
        store.readLog(shop, 0, 10),
        store.append(shop, [event('e4')], 1),
        store.writeNote(shop, 'cursor', '4').then(() => store.readNote(shop, 'cursor')),
      ])
      expect(head).toBe(2)
      expect(page.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3'])
      expect(note).toBe('4')
    })

    test('many writers at once: every event once, in the order of the calls, and readers see no gap', async () => {
      const shop = newShop()
      let isWriting = true
      const seen: number[] = []
      const follow = async (): Promise<void> => {
        while (isWriting) for (const { seq } of await store.readLog(shop, seen.length, 50)) seen.push(seq)
      }
      const following = follow()
      const placed = await Promise.all(
        Array.from({ length: 300 }, (_, k) => store.append(shop, [event(`e${k}`), event(`e${k % 40}`)], k)),
      )
      isWriting = false
      await following
      expect(placed.map(([first]) => first)).toEqual(
        placed.map((_, k) => ({ seq: k + 1, isDuplicate: false })),
      )
      expect(placed.map(([, second]) => second)).toEqual(
        placed.map((_, k) => ({ seq: (k % 40) + 1, isDuplicate: true })),
      )
      expect(seen).toEqual(seen.map((_, k) => k + 1))
      expect(await store.headSeq(shop)).toBe(300)
    })

    testRejects(() => store, newShop)

    testRewriting({
      storeOf: () => store,
      reopen,
      newShop,
      anyRecord: anyRecord.filter(isStorable),
      runCount: Math.ceil(runCount / 2),
    })

    test('notes are written over, removed, kept apart by shop, and survive a restart', async () => {
      const [shop, other] = [newShop(), newShop()]
      await store.writeNote(shop, '__proto__', '{"at":1}')
      await store.writeNote(shop, '__proto__', '{"at":2}')
      await store.writeNote(shop, 'gone', '1')
      await store.writeNote(shop, 'gone', undefined)
      await store.writeNote(shop, 'never', undefined)
      await reopen()
      expect(await store.readNote(shop, '__proto__')).toBe('{"at":2}')
      expect(await store.readNote(shop, 'gone')).toBeUndefined()
      expect(await store.readNote(other, '__proto__')).toBeUndefined()
    })

    test('a healthy store says that it is durable, how large it is and of which version', async () => {
      const health = await store.health()
      expect(health).toMatchObject({ isDurable: true, problems: [] })
      expect(health.sizeBytes).toBeGreaterThan(0)
      expect(health.schemaVersion).toBeGreaterThan(0)
      expect(health.version).toMatch(/^\d+\.\d+/)
    })

    test('closing waits for what was asked before; what is asked after is refused', async () => {
      const shop = newShop()
      const appended = store.append(shop, [event('e1')], 1)
      const closed = store.close()
      await expect(store.headSeq(shop)).rejects.toMatchObject({ code: 'STORE_BROKEN' })
      await closed
      await store.close()
      expect(await appended).toEqual([{ seq: 1, isDuplicate: false }])
      store = await open()
      expect(await store.headSeq(shop)).toBe(1)
    })
  })
}
