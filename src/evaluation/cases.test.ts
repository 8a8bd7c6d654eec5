/** A bakery: two known shoppers and a stranger, over ten hours. The cut is at hour 5. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JOBS } from '../models/recipe.ts'
import { dataOf, type GivenAct } from '../models/training-data.test-support.ts'
import {
  amongItems,
  exploredOf,
  itemsBornAfter,
  ofColdShoppers,
  repeatsOf,
  rerankCases,
} from './case-slices.ts'
import { type Case, type CaseWindow, sampled } from './cases.ts'
import { nextItemCases } from './cases-next-item.ts'
import { CASES_OF_JOBS } from './cases-of-jobs.ts'
import { completionCases, nextBasketCases } from './cases-of-orders.ts'
import { popularCases, similarCases } from './cases-of-sessions.ts'
import { topNCases } from './cases-top-n.ts'
import { leaveLastBasketOut, leaveLastOut } from './hold-out.ts'
import { plantedPersonas } from './oracle-worlds.test-support.ts'
import { dataBefore, timeCuts } from './splits.ts'

const BREAD = 0
const BUTTER = 1
const JAM = 2
const KNIFE = 3
const ROLLS = 4

const acts: readonly GivenAct[] = [
  // Anna, before the cut: looks at bread and jam, buys bread and butter.
  { at: 1, shopper: 0, session: 0, item: BREAD },
  { at: 1.1, shopper: 0, session: 0, item: JAM },
  { at: 1.2, shopper: 0, session: 0, item: BREAD, kind: 'purchase', order: 0 },
  { at: 1.2, shopper: 0, session: 0, item: BUTTER, kind: 'purchase', order: 0 },
  // Ben, before the cut: looks at the knife.
  { at: 2, shopper: 1, session: 1, item: KNIFE },
  // Anna, behind the cut: opens jam twice, then bread, puts jam into the basket, buys jam and bread.
  { at: 6, shopper: 0, session: 2, item: JAM },
  { at: 6.1, shopper: 0, session: 2, item: JAM },
  { at: 6.2, shopper: 0, session: 2, item: BREAD },
  { at: 6.3, shopper: 0, session: 2, item: JAM, kind: 'cart' },
  { at: 6.4, shopper: 0, session: 2, item: JAM, kind: 'purchase', order: 1 },
  { at: 6.4, shopper: 0, session: 2, item: BREAD, kind: 'purchase', order: 1 },
  // A stranger, behind the cut: rolls, which are new, then bread.
  { at: 7, session: 3, item: ROLLS },
  { at: 7.1, session: 3, item: BREAD },
  // Ben, behind the cut: looks at jam, and his first order.
  { at: 7.9, shopper: 1, session: 4, item: JAM },
  { at: 8, shopper: 1, session: 4, item: ROLLS, kind: 'purchase', order: 2 },
]
const data = dataOf(acts)
const window: CaseWindow = { from: 5, until: 10, caseMax: 100, seed: 1 }
const shown = ({ query, relevant }: Case) => ({
  seeds: [...query.seeds],
  history: [...query.history.items],
  sessionStart: query.sessionStart,
  relevant: [...relevant],
  now: query.now,
})

test('next item: each view that follows another item, with all that the shopper did before it', () => {
  expect(nextItemCases(data, window).map(shown)).toEqual([
    {
      seeds: [],
      history: [BREAD, JAM, BREAD, BUTTER, JAM, JAM],
      sessionStart: 4,
      relevant: [BREAD],
      now: 6.2,
    },
    { seeds: [], history: [ROLLS], sessionStart: 0, relevant: [BREAD], now: 7.1 },
  ])
})

test('next basket: asked before the visit that led to the order, of those who had bought before', () => {
  const cases = nextBasketCases(data, window)
  expect(cases.map(shown)).toEqual([
    { seeds: [], history: [BREAD, JAM, BREAD, BUTTER], sessionStart: 4, relevant: [JAM, BREAD], now: 6 },
  ])
  expect([...cases[0].query.history.orders]).toEqual([-1, -1, 0, 0])
})

test('an order of a visit that began before the cut is no case: the model knows the first half of the visit', () => {
  const straddling = dataOf([
    { at: 1, shopper: 0, session: 0, item: BREAD, kind: 'purchase', order: 0 },
    { at: 4.9, shopper: 0, session: 1, item: JAM, kind: 'cart' },
    { at: 5.1, shopper: 0, session: 1, item: JAM, kind: 'purchase', order: 1 },
    { at: 5.1, shopper: 0, session: 1, item: KNIFE, kind: 'purchase', order: 1 },
  ])
  for (const casesOf of [nextBasketCases, completionCases]) {
    expect(casesOf(straddling, window)).toEqual([])
    expect(casesOf(straddling, { ...window, from: 4.9 })).toHaveLength(1)
  }
})

test('top-n: what is bought for the first time, by those who were there before', () => {
  expect(
    topNCases(data, window).map((asked) => ({ ...shown(asked), excluded: [...(asked.excluded ?? [])] })),
  ).toEqual([{ seeds: [], history: [KNIFE], sessionStart: 1, relevant: [ROLLS], now: 5, excluded: [KNIFE] }])
})

test('completion: one item of an order is hidden, the others are the basket', () => {
  const [asked, ...others] = completionCases(data, window)
  expect(others).toEqual([])
  expect([...asked.query.seeds, ...asked.relevant].sort()).toEqual([BREAD, JAM])
  expect([...asked.query.history.items]).toEqual([BREAD, JAM, BREAD, BUTTER])
})

test('similar: from an item to the next other one, of whoever it is', () => {
  const cases = similarCases(data, window).map(shown)
  expect(cases).toContainEqual({ seeds: [ROLLS], history: [], sessionStart: 0, relevant: [BREAD], now: 7.1 })
  expect(cases).toContainEqual({ seeds: [JAM], history: [], sessionStart: 0, relevant: [ROLLS], now: 8 })
  expect(cases).toHaveLength(3)
  for (const { seeds, relevant } of cases) expect(seeds).not.toEqual(relevant)
})

test('popular: the items of each visit, asked for when it begins', () => {
  expect(popularCases(data, window).map(({ relevant }) => [...relevant])).toEqual([
    [JAM, BREAD],
    [ROLLS, BREAD],
    [JAM, ROLLS],
  ])
})

test('cold items are those that nobody had touched at the cut', () => {
  const cold = itemsBornAfter(data.acts, 5, data.itemCount)
  expect([...cold]).toEqual([ROLLS])
  expect(amongItems(topNCases(data, window), cold)).toMatchObject([{ candidates: cold }])
  expect(amongItems(nextBasketCases(data, window), cold)).toEqual([])
})

test('repeats and first purchases are counted apart', () => {
  const cases = nextBasketCases(data, window)
  expect(repeatsOf(cases).map(({ relevant }) => [...relevant])).toEqual([[JAM, BREAD]])
  expect(exploredOf(cases)).toEqual([])
  expect(exploredOf(topNCases(data, window))).toHaveLength(1)
})

test('cold shoppers are those of whom little is known', () => {
  const cases = nextItemCases(data, window)
  expect(ofColdShoppers(cases, 1).map(({ cluster }) => cluster)).toEqual([3])
  expect(ofColdShoppers(cases, 0)).toEqual([])
})

test('rerank asks for the right items among others that are as popular', () => {
  const [asked] = rerankCases(topNCases(data, window), Int32Array.of(100, 0, 100, 0, 1), 3, 1)
  expect([...(asked.candidates ?? [])].sort()).toEqual([BREAD, JAM, ROLLS])
})

test('cuts leave the last shares of the time', () => {
  const { validationFrom, testFrom, until } = timeCuts(
    dataOf([
      { at: 100, item: 0 },
      { at: 1_100, item: 0 },
    ]).acts,
    {
      validationShare: 0.1,
      testShare: 0.2,
    },
  )
  expect([validationFrom, testFrom]).toEqual([800, 900])
  expect(until).toBeGreaterThan(1_100)
})

test('before a cut there is nothing of what comes after', () => {
  expect(dataBefore(data, 6).acts.count).toBe(5)
  const before = dataBefore(data, 5)
  expect(before.acts.count).toBe(5)
  expect(Math.max(...before.acts.at)).toBeLessThan(5)
  expect(before.now).toBe(5)
  expect(before.itemCount).toBe(data.itemCount)
  expect([...before.byShopper.starts]).toEqual([0, 4, 5])
})

test('no query of any job knows an act of its own instant or later', () => {
  const world = plantedPersonas({ shopperCount: 30 }).data
  const { validationFrom, until } = timeCuts(world.acts, { validationShare: 0.4, testShare: 0.1 })
  for (const job of JOBS) {
    const cases = CASES_OF_JOBS[job](world, { from: validationFrom, until, caseMax: 1_000, seed: 2 })
    for (const { query, relevant } of cases) {
      expect(relevant.size).toBeGreaterThan(0)
      expect(query.now).toBeGreaterThanOrEqual(validationFrom)
      expect(query.history.at.every((at) => at < query.now)).toBe(true)
    }
  }
})

test('data with nothing in it give no cases', () => {
  for (const job of JOBS) expect(CASES_OF_JOBS[job](dataOf([]), window)).toEqual([])
})

test('a sample keeps the order, has the size asked for, and takes each as often', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(100)), fc.nat(20), fc.integer(), (list, countMax, seed) => {
      const kept = sampled(list, countMax, seed)
      expect(kept).toHaveLength(Math.min(list.length, countMax))
      expect(list.filter((element) => kept.includes(element))).toEqual(kept)
    }),
  )
  const taken = [0, 0, 0, 0]
  for (let seed = 0; seed < 800; seed++) for (const k of sampled([0, 1, 2, 3], 2, seed)) taken[k]++
  for (const count of taken) expect(Math.abs(count - 400)).toBeLessThan(60)
})

test('leave last out hides the last act of each shopper; what was touched before does not count', () => {
  const { train, cases } = leaveLastOut(data)
  expect(train.acts.count).toBe(data.acts.count - 2)
  expect(cases.map(shown)).toEqual([
    { seeds: [], history: [KNIFE, JAM], sessionStart: 0, relevant: [ROLLS], now: 8 },
  ])
})

test('the last basket is hidden with all that came after it, and only where there was one before', () => {
  const { train, cases } = leaveLastBasketOut(data)
  expect(cases.map(({ relevant }) => [...relevant])).toEqual([[JAM, BREAD]])
  expect(train.acts.count).toBe(data.acts.count - 2)
  expect([...train.acts.order]).not.toContain(1)
})
