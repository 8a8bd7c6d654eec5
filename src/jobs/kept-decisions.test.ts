import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import type { Decision } from '../domain/decision.ts'
import { ID_DIGITS } from '../domain/id-time.ts'
import { keepDecisions } from './kept-decisions.ts'

const NOW = Date.UTC(2026, 2, 10, 12)
let serial = 0
const decision = (shop: string, shopper?: object): Decision => {
  let time = ''
  for (let rest = NOW, k = 0; k < 10; k++, rest = Math.floor(rest / 32)) time = ID_DIGITS[rest % 32] + time
  const recommendationId = time + String(++serial).padStart(16, '0')
  return { recommendationId, shop, decidedAt: NOW + serial, request: { shopper }, response: { items: [] } }
}
const open = ({ path = join(temporaryFolder(), 'decisions'), days = 30 } = {}) => {
  const inMemory = { decisionsMax: 3, itemsMax: 100 }
  const decisions = keepDecisions({ path, days, bytesMax: 1e6, inMemory, now: () => NOW })
  onTestFinished(decisions.close)
  return { path, decisions }
}

test('what memory let go is found on disk, in the shops that are looked through', async () => {
  const { decisions } = open()
  const all = ['bakery', 'bakery', 'florist', 'bakery', 'bakery'].map((shop) => decision(shop))
  for (const one of all) decisions.add(one)
  await decisions.flush()
  const [first, , florist] = all as [Decision, Decision, Decision]
  expect(await decisions.find(first.recommendationId, ['florist', 'bakery'])).toEqual(first)
  expect(await decisions.find(first.recommendationId, ['florist'])).toBeUndefined()
  expect(await decisions.find(first.recommendationId)).toBeUndefined()
  expect(await decisions.find(florist.recommendationId)).toEqual(florist)
  const ofBakery = all.filter(({ shop }) => shop === 'bakery').toReversed()
  expect(await decisions.list('bakery', { limit: 9 })).toEqual(ofBakery)
  expect(await decisions.list('bakery', { limit: 2 })).toEqual(ofBakery.slice(0, 2))
  expect(await decisions.list('bakery', { limit: 9, until: ofBakery[0]?.decidedAt as number })).toEqual(
    ofBakery.slice(1),
  )
  expect(decisions.figures('bakery')).toEqual({
    waitingCount: 0,
    writtenCount: 4,
    droppedCount: 0,
    problem: null,
  })
})

test('a shopper is forgotten in memory and on disk, in that shop', async () => {
  const { decisions } = open()
  const ann = { customerId: 'ann' }
  const gone = [decision('bakery', ann), decision('bakery', ann)]
  const kept = [decision('bakery', { visitorId: 'ann' }), decision('florist', ann)]
  for (const one of [...gone, ...kept]) decisions.add(one)
  expect(await decisions.forget('bakery', ['c:ann'])).toBe(2)
  expect(await decisions.list('bakery', { limit: 9 })).toEqual([kept[0]])
  expect(await decisions.list('florist', { limit: 9 })).toEqual([kept[1]])
})

test('with no days, nothing is written and what was there is removed', async () => {
  const path = join(temporaryFolder(), 'decisions')
  mkdirSync(join(path, 'bakery'), { recursive: true })
  writeFileSync(join(path, 'bakery', '2026-03-10.jsonl'), '')
  const { decisions } = open({ path, days: 0 })
  const one = decision('bakery')
  decisions.add(one)
  await decisions.flush()
  await decisions.tidy()
  expect(existsSync(join(path, 'bakery'))).toBe(false)
  expect(await decisions.list('bakery', { limit: 9 })).toEqual([one])
})
