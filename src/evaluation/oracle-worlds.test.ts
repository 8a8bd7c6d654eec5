/** What was planted is found: the demo's complements and tastes, and what small worlds are made of. */
import { expect, test } from 'vitest'
import { DAY_MS } from '../domain/local-day.ts'
import { coOccurrence } from '../models/pairs/co-occurrence.ts'
import { inlineCompute } from '../models/compute.ts'
import { ease } from '../models/linear/ease.ts'
import { ials } from '../models/factors/ials.ts'
import { personalFrequency } from '../models/repeat/personal-frequency.ts'
import type { ModelData, Options, Recipe, Training } from '../models/recipe.ts'
import { bestOf, lookup } from '../models/scores.ts'
import { NO_HISTORY, type Query } from '../models/query.ts'
import { queryOf } from '../models/training-data.test-support.ts'
import type { Scorer } from '../models/blend.ts'
import type { TrainingData } from '../models/training-data.ts'
import { type DemoData, demoData } from './demo-data.test-support.ts'
import { Histories } from './histories.ts'
import { plantedPersonas, plantedRepeats } from './oracle-worlds.test-support.ts'

const training: Training = { compute: inlineCompute, seed: 1, report: () => {} }
const scorerOf = async <O extends Options, M extends ModelData>(
  recipe: Recipe<O, M>,
  data: TrainingData,
  options: Partial<O> = {},
): Promise<Scorer> => recipe.scorer(await recipe.train(data, { ...recipe.defaults, ...options }, training))

const SIZE = {
  itemCount: 300,
  customerCount: 400,
  visitorCount: 100,
  dayCount: 120,
  eventCountTarget: 20_000,
}
const demo: DemoData = demoData(SIZE)

test('co-occurrence finds the complements that were planted in the demo, far above chance', async () => {
  // A world of this size has five pairs: of one world alone, the share says little.
  const places: number[] = []
  for (const { data, truth, numberOf } of [demo, demoData(SIZE, 2), demoData(SIZE, 3)]) {
    const score = await scorerOf(coOccurrence, data)
    for (const { from, to } of truth.itemPairs) {
      const { items } = bestOf(score(queryOf({ seeds: [numberOf(from)] })), 10)
      places.push(items.indexOf(numberOf(to)))
    }
  }
  const found = places.filter((place) => place >= 0).length / places.length
  const chance = 10 / demo.data.itemCount
  expect(places.length).toBeGreaterThanOrEqual(9)
  expect(found).toBeGreaterThan(12 * chance)
})

test('what goes with a category is proposed from items of that category', async () => {
  const score = await scorerOf(coOccurrence, demo.data)
  const goesWith = new Map<string, Set<string>>()
  for (const { from, to } of demo.truth.categoryPairs)
    goesWith.set(from, (goesWith.get(from) ?? new Set<string>()).add(to))
  const isPartner = (from: string, to: string): boolean => goesWith.get(from)?.has(to) === true
  let hits = 0
  let shown = 0
  let byChance = 0
  for (const [item, category] of demo.categoryOf.entries()) {
    if (!goesWith.has(category)) continue
    const { items } = bestOf(score(queryOf({ seeds: [item] })), 5)
    for (const other of items) if (isPartner(category, demo.categoryOf[other])) hits++
    shown += items.length
    byChance +=
      (items.length * demo.categoryOf.filter((other) => isPartner(category, other)).length) /
      demo.data.itemCount
  }
  expect(hits / byChance).toBeGreaterThan(3)
  expect(hits / shown).toBeGreaterThan(0.1)
})

/** Share of the best twelve new items that lie in the shopper's favorite departments, over shoppers with a history. */
const shareInTaste = (score: Scorer, { data, shopperIds, truth, categoryOf }: DemoData): number => {
  const histories = new Histories(data.acts, data.byShopper)
  let inTaste = 0
  let shown = 0
  for (const [shopper, id] of shopperIds.entries()) {
    const history = histories.beforeInstant(shopper, data.now)
    const favorites = truth.personaOf(id)?.favorites.map(({ department }) => department) ?? []
    if (history.items.length < 15) continue
    const known = new Set(history.items)
    const query: Query = {
      now: data.now,
      seeds: new Int32Array(0),
      history,
      sessionStart: history.items.length,
    }
    const { items } = bestOf(score(query), 12, (item) => !known.has(item))
    for (const item of items) if (favorites.includes(categoryOf[item].split(' > ')[0])) inTaste++
    shown += items.length
  }
  return inTaste / shown
}

test.each([
  ['ease', async () => scorerOf(ease, demo.data)],
  ['ials', async () => scorerOf(ials, demo.data)],
])(
  '%s proposes what lies in the departments of a shopper of the demo: at least 60 of 100',
  async (_, make) => {
    // A list drawn from the catalog has 12 of 100, one of the most popular items 7.
    expect(shareInTaste(await make(), demo)).toBeGreaterThan(0.6)
  },
)

test.each([
  ['ease', async (data: TrainingData) => scorerOf(ease, data)],
  ['ials', async (data: TrainingData) => scorerOf(ials, data)],
])('%s ranks items of the own persona first', async (_, make) => {
  const { data, personaOf } = plantedPersonas({})
  const score = await make(data)
  for (let persona = 0; persona < 4; persona++) {
    const items = [0, 1, 2, 3, 4, 5].map((k) => 4 * k + persona)
    const { items: best } = bestOf(score(queryOf({ items })), 5, (item) => !items.includes(item))
    expect([...best].map(personaOf)).toEqual(Array.from({ length: 5 }, () => persona))
  }
})

test('what is bought every week is due after a week, and what is bought once is not due again', async () => {
  const { data } = plantedRepeats({ shopperCount: 80 })
  const score = await scorerOf(personalFrequency, data)
  const now = data.now + DAY_MS
  const boughtAt = (item: number, daysAgo: readonly number[]) =>
    daysAgo.map((days) => ({ item, at: now - days * DAY_MS }))
  // Item 0 comes back every 7 days, item 2 every 30, item 3 never.
  const bought = [...boughtAt(0, [14, 7]), ...boughtAt(2, [37, 7]), ...boughtAt(3, [7])].sort(
    (a, b) => a.at - b.at,
  )
  const orders = [...new Set(bought.map(({ at }) => at))]
  const scoreOf = lookup(
    score({
      now,
      seeds: new Int32Array(0),
      history: {
        ...NO_HISTORY,
        items: Int32Array.from(bought, ({ item }) => item),
        at: Float64Array.from(bought, ({ at }) => at),
        kinds: new Uint8Array(bought.length).fill(3),
        orders: Int32Array.from(bought, ({ at }) => orders.indexOf(at)),
      },
      sessionStart: bought.length,
    }),
  )
  expect(scoreOf(0)).toBeGreaterThan(scoreOf(2))
  expect(scoreOf(0)).toBeGreaterThan(scoreOf(3))
})
