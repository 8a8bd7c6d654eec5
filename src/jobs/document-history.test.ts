import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRecord } from '../domain/record.ts'
import { openJobs, bakery } from './open-jobs.test-support.ts'
import { readVersions, stateToRestore, versionsOf } from './document-history.ts'

type Change = readonly [op: 'put' | 'patch' | 'delete', body?: object]
const recordsOf = (changes: readonly Change[]): readonly LogRecord[] =>
  changes.map(([op, body], k) => ({
    op,
    kind: 'rule',
    id: 'r',
    body: body === undefined ? '' : JSON.stringify(body),
    seq: 10 * (k + 1),
    loggedAt: k,
  }))

test('each version is the document after its change: patches merge, a delete leaves nothing to merge with', () => {
  const changes: readonly Change[] = [
    ['put', { title: 'a', from: 1 }],
    ['patch', { title: null, scope: { lists: ['new'] } }],
    ['delete'],
    ['patch', { title: 'b' }],
  ]
  expect(versionsOf(recordsOf(changes)).map(({ seq, op, document }) => [seq, op, document])).toEqual([
    [10, 'put', { title: 'a', from: 1 }],
    [20, 'patch', { from: 1, scope: { lists: ['new'] } }],
    [30, 'delete', undefined],
    [40, 'patch', { title: 'b' }],
  ])
})

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ title: fc.string() }).map((body): Change => ['put', body]),
  fc
    .dictionary(fc.constantFrom('title', 'a', 'b'), fc.option(fc.integer()))
    .map((body): Change => ['patch', body]),
  fc.constant<Change>(['delete']),
)

test('any page of versions is the same part of all of them, and every version can be gone back to', async () => {
  const { store } = await openJobs()
  let count = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyChange, { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 90 }),
      fc.nat(100),
      async (changes, limit, beforeIndex) => {
        const id = `r${++count}`
        for (const { op, body } of recordsOf(changes))
          await store.append(bakery, [{ op: op as 'put', kind: 'rule', id, body }], 1)
        const all = versionsOf(await store.readHistory(bakery, 'rule', id, 1_000).then((r) => r.toReversed()))
        const document = { shop: bakery, kind: 'rule', id } as const
        const beforeSeq = all[beforeIndex]?.seq
        expect(
          await readVersions(store, { ...document, limit, ...(beforeSeq !== undefined && { beforeSeq }) }),
        ).toEqual(
          all
            .filter(({ seq }) => seq < (beforeSeq ?? Infinity))
            .toReversed()
            .slice(0, limit),
        )
        expect(await stateToRestore(store, document, undefined)).toEqual(all.at(-2)?.document)
        expect(await stateToRestore(store, document, 0)).toBeUndefined()
        const chosen = all[beforeIndex % all.length]
        expect(await stateToRestore(store, document, chosen?.seq)).toEqual(chosen?.document)
      },
    ),
    { numRuns: 30 },
  )
})

test('what has no such version is refused', async () => {
  const { store } = await openJobs()
  await store.append(bakery, [{ op: 'put', kind: 'rule', id: 'r', body: '{}' }], 1)
  const document = { shop: bakery, kind: 'rule', id: 'r' } as const
  await expect(stateToRestore(store, document, 7)).rejects.toMatchObject({ field: '/toSeq' })
  await expect(stateToRestore(store, { ...document, id: 'none' }, undefined)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    field: '/id',
  })
})
