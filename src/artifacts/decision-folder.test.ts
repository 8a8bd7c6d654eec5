import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import type { Decision } from '../domain/decision.ts'
import { ID_DIGITS } from '../domain/id-time.ts'
import { DAY_MS } from '../domain/local-day.ts'
import { type DecisionFolder, type DecisionFolderOptions, openDecisionFolder } from './decision-folder.ts'

const NOW = Date.UTC(2026, 2, 10, 12)
const MB = 1024 * 1024

const idAt = (at: number, serial: number): string => {
  let id = ''
  for (let rest = at, k = 0; k < 10; k++, rest = Math.floor(rest / 32)) id = ID_DIGITS[rest % 32] + id
  return id + String(serial).padStart(16, '0')
}
let serial = 0
const decision = (decidedAt: number, rest: Partial<Decision> = {}): Decision => {
  const recommendationId = idAt(decidedAt, ++serial)
  const answer = { recommendationId, shop: 'bakery', items: [{ itemId: 'rye', score: 1 }] }
  return {
    recommendationId,
    shop: 'bakery',
    decidedAt,
    request: { shop: 'bakery', list: 'new', note: '{"recommendationId":"x"}\n🫖' },
    response: answer,
    ...rest,
  }
}

const openFolder = (options: Partial<DecisionFolderOptions> = {}) => {
  const folder = options.folder ?? join(temporaryFolder(), 'decisions', 'bakery')
  const clock = { now: NOW }
  const open = (): DecisionFolder =>
    openDecisionFolder({ folder, days: 30, bytesMax: 64 * MB, now: () => clock.now, ...options })
  return { folder, clock, decisions: open(), open, names: () => readdirSync(folder).sort() }
}
const addAll = async (folder: DecisionFolder, all: readonly Decision[]): Promise<void> => {
  for (const one of all) folder.add(one)
  await folder.flush()
}

test('a decision is found by its id also by the next process, and only its user can read it', async () => {
  const { folder, decisions, open, names } = openFolder()
  const [one, other] = [decision(NOW), decision(NOW)]
  await addAll(decisions, [one, other])
  await decisions.close()
  expect(await open().find(other.recommendationId)).toEqual(other)
  expect(await open().find(one.recommendationId)).toEqual(one)
  expect(await open().find(idAt(NOW, 999_999_999))).toBeUndefined()
  expect(await open().find('../../etc')).toBeUndefined()
  expect(names()).toEqual(['2026-03-10.jsonl'])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, '2026-03-10.jsonl')).mode & 0o777).toBe(0o600)
})

test('nothing is on disk before a flush, and a flush writes also what is added while it runs', async () => {
  const { folder, decisions } = openFolder()
  decisions.add(decision(NOW))
  expect(existsSync(folder)).toBe(false)
  const flushed = decisions.flush()
  const late = decision(NOW)
  decisions.add(late)
  await flushed
  expect(await decisions.find(late.recommendationId)).toEqual(late)
  expect(decisions.figures()).toEqual({
    waitingCount: 0,
    writtenCount: 2,
    droppedCount: 0,
    problem: undefined,
  })
})

test('an id that was made just before or after midnight is found in the file of its decision', async () => {
  const { decisions, names } = openFolder()
  const midnight = Date.UTC(2026, 2, 10)
  const before = { ...decision(midnight - 1), recommendationId: idAt(midnight, 1) }
  const after = { ...decision(midnight), recommendationId: idAt(midnight - 1, 2) }
  await addAll(decisions, [before, after])
  expect(names()).toEqual(['2026-03-09.jsonl', '2026-03-10.jsonl'])
  expect(await decisions.find(before.recommendationId)).toEqual(before)
  expect(await decisions.find(after.recommendationId)).toEqual(after)
})

test('any part of the decisions is listed newest first, from files of all kinds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(4 * DAY_MS), { maxLength: 60 }),
      fc.option(fc.nat(4 * DAY_MS), { nil: undefined }),
      fc.option(fc.nat(4 * DAY_MS), { nil: undefined }),
      fc.integer({ min: 1, max: 70 }),
      fc.nat(3_000),
      async (ages, fromAge, untilAge, limit, length) => {
        const { folder, decisions } = openFolder()
        const all = ages
          .toSorted((a, b) => b - a)
          .map((age) => decision(NOW - age, { trace: 'x'.repeat(length * 100) }))
        await addAll(decisions, all)
        await decisions.tidy()
        const from = fromAge === undefined ? undefined : NOW - fromAge
        const until = untilAge === undefined ? undefined : NOW - untilAge
        const found = await decisions.list({
          limit,
          ...(from !== undefined && { from }),
          ...(until !== undefined && { until }),
        })
        expect(found.map(({ recommendationId }) => recommendationId)).toEqual(
          all
            .filter(({ decidedAt }) => decidedAt >= (from ?? 0) && decidedAt < (until ?? Infinity))
            .toReversed()
            .slice(0, limit)
            .map(({ recommendationId }) => recommendationId),
        )
        rmSync(folder, { recursive: true, force: true })
      },
    ),
    { numRuns: 25 },
  )
})

test('days that are over are compressed; what comes late for one is added, and a crash in between loses nothing', async () => {
  const { folder, clock, decisions, names } = openFolder()
  const [first, late, last] = [decision(NOW - DAY_MS), decision(NOW - DAY_MS + 1), decision(NOW - DAY_MS + 2)]
  await addAll(decisions, [first])
  clock.now = Date.UTC(2026, 2, 10, 0, 5)
  await decisions.tidy()
  expect(names()).toEqual(['2026-03-09.jsonl'])
  clock.now = NOW
  await decisions.tidy()
  expect(names()).toEqual(['2026-03-09.jsonl.gz'])
  await addAll(decisions, [late])
  renameSync(join(folder, '2026-03-09.jsonl'), join(folder, '2026-03-09.jsonl.closing'))
  writeFileSync(join(folder, '2026-03-09.jsonl.gz.part'), 'half')
  await addAll(decisions, [last])
  const all = [last, late, first]
  for (const one of all) expect(await decisions.find(one.recommendationId)).toEqual(one)
  expect(await decisions.list({ limit: 10 })).toEqual(all)
  await decisions.tidy()
  expect(names()).toEqual(['2026-03-09.jsonl.gz'])
  for (const one of all) expect(await decisions.find(one.recommendationId)).toEqual(one)
  expect(await decisions.list({ limit: 2 })).toEqual([last, late])
  expect(statSync(join(folder, '2026-03-09.jsonl.gz')).mode & 0o777).toBe(0o600)
})

test('a day that a crash left both compressed and not is listed once', async () => {
  const { folder, decisions } = openFolder()
  const one = decision(NOW - DAY_MS)
  await addAll(decisions, [one])
  const text = readFileSync(join(folder, '2026-03-09.jsonl'))
  await decisions.tidy()
  writeFileSync(join(folder, '2026-03-09.jsonl.closing'), text)
  expect(await decisions.list({ limit: 10 })).toEqual([one])
})

test('decisions go after their days, and the oldest days when there is no room; today is never touched', async () => {
  const { clock, decisions, names } = openFolder({ days: 3, bytesMax: 10_000 })
  const trace = (length: number) => ({ trace: Array.from({ length }, () => Math.random()) })
  const days = [4, 3, 2, 1, 0].map((age) => decision(NOW - age * DAY_MS, trace(100)))
  await addAll(decisions, days)
  await decisions.tidy()
  expect(names().map((name) => name.slice(0, 10))).toEqual([
    '2026-03-07',
    '2026-03-08',
    '2026-03-09',
    '2026-03-10',
  ])
  await addAll(decisions, [decision(NOW, trace(300))])
  await decisions.tidy()
  expect(names().map((name) => name.slice(0, 10))).toEqual(['2026-03-09', '2026-03-10'])
  clock.now = NOW + 10 * DAY_MS
  await decisions.tidy()
  expect(names()).toEqual([])
})

test('a day that has reached the room there is takes no more, which is counted and told', async () => {
  const { folder, decisions } = openFolder({ bytesMax: 1_000 })
  await addAll(decisions, [decision(NOW)])
  await addAll(
    decisions,
    Array.from({ length: 5 }, () => decision(NOW)),
  )
  expect(statSync(join(folder, '2026-03-10.jsonl')).size).toBeLessThan(1_000)
  expect(decisions.figures()).toMatchObject({
    writtenCount: 1,
    droppedCount: 5,
    problem: expect.stringContaining('2026-03-10'),
  })
})

test('a line that a crash cut short is passed over, and the next one begins on its own', async () => {
  const { folder, decisions } = openFolder()
  const [one, next] = [decision(NOW), decision(NOW)]
  await addAll(decisions, [one])
  appendFileSync(join(folder, '2026-03-10.jsonl'), JSON.stringify(decision(NOW)).slice(0, 90))
  expect(await decisions.list({ limit: 9 })).toEqual([one])
  await addAll(decisions, [next])
  expect(await decisions.list({ limit: 9 })).toEqual([next, one])
  expect(await decisions.find(next.recommendationId)).toEqual(next)
})

test('while the disk fails, the newest wait and the oldest are dropped and counted; then writing goes on', async () => {
  const parent = temporaryFolder()
  const blocked = join(parent, 'blocked')
  writeFileSync(blocked, '')
  const { decisions } = openFolder({
    folder: join(blocked, 'bakery'),
    waitingMax: { decisions: 10, bytes: MB },
  })
  const all = Array.from({ length: 25 }, () => decision(NOW))
  await addAll(decisions, all)
  const { waitingCount, writtenCount, droppedCount, problem } = decisions.figures()
  expect(problem).toMatch(/ENOTDIR|EEXIST/)
  expect(waitingCount).toBeGreaterThan(0)
  expect([waitingCount + droppedCount, writtenCount]).toEqual([25, 0])
  expect(waitingCount).toBeLessThanOrEqual(10)
  rmSync(blocked)
  mkdirSync(blocked)
  await decisions.flush()
  expect(await decisions.list({ limit: 30 })).toEqual(all.slice(-waitingCount).toReversed())
  expect(decisions.figures()).toMatchObject({
    waitingCount: 0,
    writtenCount: waitingCount,
    problem: undefined,
  })
})

test('a queue is bounded in bytes too', () => {
  const { decisions } = openFolder({ waitingMax: { decisions: 1_000, bytes: 60_000 } })
  const items = Array.from({ length: 99 }, (_, k) => ({ itemId: `item-${k}` }))
  for (let k = 0; k < 10; k++) decisions.add(decision(NOW, { response: { items } }))
  expect(decisions.figures()).toMatchObject({ waitingCount: 2, droppedCount: 8 })
})

test('what cannot be turned into JSON is dropped alone', async () => {
  const { decisions } = openFolder()
  const good = decision(NOW)
  await addAll(decisions, [decision(NOW, { trace: 1n }), good])
  expect(await decisions.list({ limit: 5 })).toEqual([good])
  expect(decisions.figures()).toMatchObject({ writtenCount: 1, droppedCount: 1 })
})

test('a shopper is forgotten in every file, compressed or not, and nobody else is', async () => {
  const { folder, decisions, names } = openFolder()
  const of = (at: number, shopper: object | undefined, shopperKeys?: readonly string[]) =>
    decision(at, {
      request: { list: 'new', shopper },
      ...(shopperKeys !== undefined && { shopperKeys }),
    })
  const ann = 'ann "the\\one" ü'
  const gone = [
    of(NOW - DAY_MS, { visitorId: 'v1', customerId: ann }),
    of(NOW - DAY_MS, undefined, [`c:${ann}`]),
    of(NOW, { customerId: ann }),
    of(NOW, { visitorId: 'v7' }),
  ]
  const kept = [
    of(NOW - DAY_MS, { visitorId: ann }),
    of(NOW, { visitorId: 'v71' }),
    of(NOW, undefined),
    of(NOW, { customerId: 'v7' }),
  ]
  await addAll(decisions, [gone[0] as Decision, kept[0] as Decision, gone[1] as Decision])
  await decisions.tidy()
  await addAll(decisions, [...gone.slice(2), ...kept.slice(1)])
  expect(names()).toEqual(['2026-03-09.jsonl.gz', '2026-03-10.jsonl'])
  expect(await decisions.forget([`c:${ann}`, 'v:v7'])).toBe(4)
  expect(await decisions.list({ limit: 20 })).toEqual(kept.toReversed())
  const packed = gunzipSync(readFileSync(join(folder, '2026-03-09.jsonl.gz'))).toString()
  expect(packed).toBe(`${JSON.stringify(kept[0])}\n`)
  expect(names()).toEqual(['2026-03-09.jsonl.gz', '2026-03-10.jsonl'])
  for (const name of names()) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  const after = of(NOW, undefined)
  await addAll(decisions, [after])
  expect(await decisions.find(after.recommendationId)).toEqual(after)
  expect(await decisions.forget(['c:nobody'])).toBe(0)
})

test('a compressed file whose end is damaged gives what stands before it', async () => {
  const { folder, decisions } = openFolder()
  const all = Array.from({ length: 2_000 }, (_, k) =>
    decision(NOW - DAY_MS + k, { trace: Array.from({ length: 50 }, () => Math.random()) }),
  )
  await addAll(decisions, all)
  await decisions.tidy()
  const path = join(folder, '2026-03-09.jsonl.gz')
  writeFileSync(path, readFileSync(path).subarray(0, Math.floor(statSync(path).size / 2)))
  expect(await decisions.find((all[0] as Decision).recommendationId)).toEqual(all[0])
  expect(await decisions.find((all.at(-1) as Decision).recommendationId)).toBeUndefined()
})
