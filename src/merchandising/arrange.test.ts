import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Rule } from '../domain/rule.ts'
import { type Arranged, arrange, type Arranging, type Candidate, type Placed } from './arrange.ts'
import { type Arrangement, compileRules } from './compile-rules.ts'
import { promotedPlaces } from './promoted-places.ts'
import { inOrder, type Moment, rulesFor } from './rules-for.ts'
import { settlePins } from './settle-pins.ts'
import { anItem, ITEM_COUNT, SMALL_SHOP, someRules } from './small-shop.test-support.ts'

type Stream = readonly number[]
type Case = {
  readonly arrangement: Arrangement
  readonly ranked: Stream
  readonly allowed: ReadonlySet<number>
  readonly taken: ReadonlySet<number>
  readonly pageSize: number
  readonly promotions: readonly {
    readonly name: string
    readonly share?: number | undefined
    readonly slots?: readonly number[] | undefined
    readonly items: Stream
  }[]
}

const pull = (items: Stream): (() => Candidate | undefined) => {
  let next = 0
  return () => (next < items.length ? { item: items[next++] as number } : undefined)
}

const run = (given: Case, from: number, count: number): Arranged<Candidate> => {
  const arranging: Arranging<Candidate> = {
    next: pull(given.ranked),
    allows: (item) => given.allowed.has(item),
    arrangement: given.arrangement,
    from,
    count,
    isTaken: (item) => given.taken.has(item),
    pageSize: given.pageSize,
    promotions: given.promotions.map(({ items, ...promotion }) => ({ ...promotion, next: pull(items) })),
  }
  return arrange(arranging)
}

/** Looks at everything again for every place. */
const naive = (given: Case, count: number): readonly Placed<Candidate>[] => {
  const { arrangement, ranked, allowed, taken, pageSize, promotions } = given
  const shows = ({ item }: Candidate): boolean => allowed.has(item) && !taken.has(item)
  const pins = [...settlePins(arrangement.pins.filter(shows))].sort(([a], [b]) => a - b)
  const placed: Placed<Candidate>[] = []
  const stands = (item: number): boolean =>
    pins.some(([, pin]) => pin.item === item) || placed.some((one) => one.item === item)
  const fits = (item: number): boolean => {
    const all = new Set([...placed.map((one) => one.item), ...pins.map(([, pin]) => pin.item)])
    return (
      !stands(item) &&
      !taken.has(item) &&
      arrangement.isExcluded(item) === undefined &&
      arrangement.caps.every(
        ({ keyOf, countMax }) =>
          keyOf(item) === undefined ||
          [...all].filter((other) => keyOf(other) === keyOf(item)).length < countMax,
      )
    )
  }
  const isPlaced = (item: number): boolean => placed.some((one) => one.item === item)
  const isDue = (slot: number, promotion: (typeof promotions)[number]): boolean => {
    const first = slot - ((slot - 1) % pageSize)
    const isFor = promotedPlaces(promotion, pageSize)
    const places = Array.from({ length: slot - first + 1 }, (_, k) => first + k).filter(isFor)
    const got = placed.filter(
      (one) => one.by === 'promotion' && one.promotion === promotion.name && one.slot >= first,
    )
    return got.length < places.length
  }
  const hasEnded = (): boolean =>
    placed.some(
      (one) => one.by === 'pin' && pins.some(([slot, pin]) => pin.item === one.item && slot !== one.slot),
    )
  const at = (slot: number): Placed<Candidate> | undefined => {
    const pin = pins.find(([own, { item }]) => own === slot && !isPlaced(item))?.[1]
    if (pin !== undefined) return { ...pin, slot, by: 'pin' }
    const wanted = arrangement.front.find((one) => shows(one) && !stands(one.item))
    if (wanted !== undefined) return { ...wanted, slot, by: 'include' }
    if (!hasEnded()) {
      for (const promotion of promotions) {
        const item = promotion.items.find((one) => fits(one) && !arrangement.isBuried(one))
        if (item !== undefined && isDue(slot, promotion))
          return { item, slot, by: 'promotion', promotion: promotion.name, candidate: { item } }
      }
      const item =
        ranked.find((one) => fits(one) && !arrangement.isBuried(one)) ?? ranked.find((one) => fits(one))
      if (item !== undefined) return { item, slot, by: 'score', candidate: { item } }
    }
    const last = pins.find(([, { item }]) => !isPlaced(item))?.[1]
    return last === undefined ? undefined : { ...last, slot, by: 'pin' }
  }
  for (let slot = 1; slot <= count; slot++) {
    const one = at(slot)
    if (one === undefined) break
    placed.push(one)
  }
  return placed
}

const BARE: Case = {
  arrangement: compileRules([], SMALL_SHOP),
  ranked: [],
  allowed: new Set(),
  taken: new Set(),
  pageSize: 12,
  promotions: [],
}
const MOMENT: Moment = {
  list: 'trending',
  placement: 'home',
  seedItemIds: ['i0'],
  category: 'A',
  channel: 'web',
  now: 10,
  holds: () => false,
}
/** The list for the rules that hold; left out, every item may show. */
const listOf = (
  rules: readonly Rule[],
  given: Partial<Omit<Case, 'allowed'>> & { readonly allowed?: readonly number[] },
  moment: Partial<Moment> = {},
): Arranged<Candidate> => {
  const { applied } = rulesFor(rules, { ...MOMENT, ...moment })
  const arrangement = compileRules(applied, SMALL_SHOP)
  const allowed = given.allowed ?? Array.from({ length: ITEM_COUNT }, (_, item) => item)
  return run({ ...BARE, arrangement, ...given, allowed: new Set(allowed) }, 0, 20)
}

const someItems = fc.array(anItem, { maxLength: ITEM_COUNT + 6 })
const aPromotion = fc.record({
  place: fc.oneof(
    fc.constantFrom(0.01, 0.25, 0.5, 1).map((share) => ({ share })),
    fc
      .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })
      .map((slots) => ({ slots })),
  ),
  items: someItems,
})
const aCase: fc.Arbitrary<Case> = fc
  .record({
    rules: someRules(8),
    ranked: someItems,
    allowed: fc.uniqueArray(anItem, { minLength: 5 }),
    taken: fc.uniqueArray(anItem, { maxLength: 2 }),
    pageSize: fc.integer({ min: 1, max: 6 }),
    promotions: fc.array(aPromotion, { maxLength: 2 }),
  })
  .map(({ rules, ranked, allowed, taken, pageSize, promotions }) => ({
    arrangement: compileRules(rules.toSorted(inOrder), SMALL_SHOP),
    ranked: ranked.filter((item) => allowed.includes(item)),
    allowed: new Set(allowed),
    taken: new Set(taken),
    pageSize,
    promotions: promotions.map(({ place, items }, k) => ({
      name: `p${k}`,
      ...place,
      items: items.filter((item) => allowed.includes(item)),
    })),
  }))
const aCount = fc.nat(ITEM_COUNT + 3)
const law = (holds: (given: Case, a: number, b: number) => void): void =>
  fc.assert(fc.property(aCase, aCount, aCount, holds), { numRuns: 1_000 })

test('a list is what a twin makes that looks at everything again for every place', () => {
  law((given, count) => {
    expect(run(given, 0, count).placed).toEqual(naive(given, count))
  })
})

test('pages are stretches of one list', () => {
  law((given, a, b) => {
    const whole = run(given, 0, a + b).placed
    expect([...run(given, 0, a).placed, ...run(given, a, b).placed]).toEqual(whole)
  })
})

test('no item stands twice, and none that is excluded, taken or may not show', () => {
  law((given, from, count) => {
    const items = run(given, from, count).placed.map(({ item }) => item)
    expect(new Set(items).size).toBe(items.length)
    for (const item of items) {
      expect(given.arrangement.isExcluded(item)).toBeUndefined()
      expect(given.taken.has(item)).toBe(false)
      expect(given.allowed.has(item)).toBe(true)
    }
  })
})

test('pins stand exactly where they were pinned when the list is long enough, whatever boosts, buries and caps say', () => {
  let pinCount = 0
  fc.assert(
    fc.property(someRules(10), (rules) => {
      const arrangement = compileRules(rules.toSorted(inOrder), SMALL_SHOP)
      const strangers = Array.from({ length: 60 }, (_, k) => 1_000 + 4 * k + 3).filter(
        (item) => SMALL_SHOP.categoryOf(item) === undefined,
      )
      const shop = Array.from({ length: ITEM_COUNT }, (_, item) => item)
      const ranked = [
        ...shop.toSorted((a, b) => arrangement.factorOf(b) - arrangement.factorOf(a) || a - b),
        ...strangers,
        ...Array.from({ length: 30 }, (_, k) => 2_000 + 20 * k + 19),
      ]
      const { placed } = run({ ...BARE, arrangement, ranked, allowed: new Set(ranked) }, 0, 40)
      expect(placed).toHaveLength(40)
      for (const [slot, { item, ruleId }] of settlePins(arrangement.pins)) {
        expect(placed[slot - 1]).toEqual({ item, slot, by: 'pin', ruleId })
        pinCount++
      }
    }),
    { numRuns: 300 },
  )
  expect(pinCount).toBeGreaterThan(100)
})

test('the order in which rules were written does not matter', () => {
  fc.assert(
    fc.property(aCase, someRules(8), fc.integer(), (given, rules, seed) => {
      const other = fc.sample(fc.shuffledSubarray([...rules], { minLength: rules.length }), {
        seed,
        numRuns: 1,
      })
      const listOf = (made: readonly Rule[]) => {
        const applied = rulesFor(made, { ...MOMENT, holds: () => true }).applied
        return run({ ...given, arrangement: compileRules(applied, SMALL_SHOP) }, 0, 12)
      }
      expect(listOf(other[0] ?? [])).toEqual(listOf(rules))
    }),
    { numRuns: 200 },
  )
})

test('T09 included items come first, in order; those that may not show leave no gap; excluded ones are gone', () => {
  const rules: readonly Rule[] = [
    { ruleId: 'second', priority: 1, action: { do: 'include', itemIds: ['i7', 'i4'] } },
    { ruleId: 'first', priority: 2, action: { do: 'include', itemIds: ['i9', 'i8', 'i5'] } },
    { ruleId: 'out', action: { do: 'exclude', items: { itemIds: ['i0', 'i5'] } } },
  ]
  // Nobody sells item 8.
  const allowed = [0, 1, 2, 3, 4, 5, 7, 9]
  const { placed, dropped } = listOf(rules, { ranked: [0, 1, 2, 3, 4, 5], allowed })
  expect(placed.map(({ item, by }) => `${by} ${item}`)).toEqual([
    'include 9',
    'include 7',
    'include 4',
    'score 1',
    'score 2',
    'score 3',
  ])
  expect(dropped).toEqual({ excluded: 2, capped: 0, taken: 0, duplicate: 1, notAllowed: 1 })
})

test('T10 rules of a seed change the list of that seed alone', () => {
  const rules: readonly Rule[] = [
    { ruleId: 'a', scope: { seedItemIds: ['i0'] }, action: { do: 'include', itemIds: ['i9'] } },
    { ruleId: 'b', scope: { seedItemIds: ['i0'] }, action: { do: 'exclude', items: { itemIds: ['i1'] } } },
  ]
  const itemsFor = (seed: string): readonly number[] =>
    listOf(rules, { ranked: [1, 2, 3] }, { seedItemIds: [seed] }).placed.map(({ item }) => item)
  expect(itemsFor('i0')).toEqual([9, 2, 3])
  expect(itemsFor('i4')).toEqual([1, 2, 3])
})

const pin = (ruleId: string, itemId: string, slot: number): Rule => ({
  ruleId,
  action: { do: 'pin', itemId, slot },
})

test('an item that may not show leaves its place to the next pin that wants it, and others keep theirs', () => {
  const rules = [pin('a', 'i8', 2), pin('b', 'i9', 2), pin('c', 'i7', 4)]
  const ranked = [0, 1, 2, 3]
  const items = (allowed: readonly number[]): readonly number[] =>
    listOf(rules, { ranked, allowed }).placed.map(({ item }) => item)
  expect(items([...ranked, 7, 8, 9])).toEqual([0, 8, 9, 7, 1, 2, 3])
  expect(items([...ranked, 7, 9])).toEqual([0, 9, 1, 7, 2, 3])
})

test('a pin beyond the end comes last, behind what is buried', () => {
  const rules: readonly Rule[] = [
    pin('a', 'i0', 30),
    pin('b', 'i5', 20),
    { ruleId: 'c', action: { do: 'bury', items: { itemIds: ['i1'] } } },
  ]
  const { placed, isExhausted } = listOf(rules, { ranked: [0, 1, 2] })
  expect(placed.map(({ item, slot }) => [item, slot])).toEqual([
    [2, 1],
    [1, 2],
    [5, 3],
    [0, 4],
  ])
  expect(isExhausted).toBe(true)
})

test('buried items are found behind the others on every page, also when caps take some of them', () => {
  const bury: Rule = {
    ruleId: 'a',
    action: { do: 'bury', items: { itemIds: ['i0', 'i1', 'i2', 'i4', 'i8'] } },
  }
  const given = { ...BARE, ranked: [0, 4, 8, 1, 2, 3], allowed: new Set([0, 1, 2, 3, 4, 8]) }
  const page = (rules: readonly Rule[], from: number, count: number): readonly number[] =>
    run({ ...given, arrangement: compileRules(rules, SMALL_SHOP) }, from, count).placed.map(
      ({ item }) => item,
    )
  expect(page([bury], 0, 9)).toEqual([3, 0, 4, 8, 1, 2])
  expect(page([bury], 4, 2)).toEqual([1, 2])
  const cap: Rule = { ruleId: 'b', action: { do: 'diversify', by: 'brand', countMax: 1 } }
  expect(page([bury, cap], 0, 3)).toEqual([3, 0, 1])
})

test('pinned and included items count for a cap and never fall to it', () => {
  const rules: readonly Rule[] = [
    pin('a', 'i8', 4),
    { ruleId: 'b', action: { do: 'include', itemIds: ['i4', 'i12'] } },
    { ruleId: 'c', action: { do: 'diversify', by: 'brand', countMax: 2 } },
  ]
  const { placed, dropped } = listOf(rules, { ranked: [0, 1, 5, 9, 3, 7, 11] })
  expect(placed.map(({ item }) => item)).toEqual([4, 12, 1, 8, 5, 3, 7, 11])
  expect(dropped.capped).toBe(2)
})

test('promoted items have a share of every page, and places that nobody is promoted for go back', () => {
  const promotions = [{ name: 'sale', share: 0.25, items: [10, 0, 11, 12] }]
  const { placed } = listOf([], { ranked: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], promotions, pageSize: 4 })
  expect(placed.map(({ item, by }) => (by === 'promotion' ? `*${item}` : `${item}`)).join(' ')).toBe(
    '0 1 2 *10 3 4 5 *11 6 7 8 *12 9',
  )
  const two = listOf([], {
    ranked: [0, 1, 2, 3, 4],
    promotions: [{ name: 'x', slots: [1, 2, 4], items: [9] }],
  })
  expect(two.placed.map(({ item }) => item)).toEqual([9, 0, 1, 2, 3, 4])
})

test('a promotion whose place is taken gets the next free one of the page; rules beat it', () => {
  const rules: readonly Rule[] = [
    pin('a', 'i7', 2),
    { ruleId: 'b', action: { do: 'exclude', items: { itemIds: ['i10'] } } },
    { ruleId: 'c', action: { do: 'bury', items: { itemIds: ['i11'] } } },
  ]
  const promotions = [
    { name: 'x', slots: [2, 4], items: [10, 11, 12, 13] },
    { name: 'y', slots: [2, 4], items: [6, 9] },
  ]
  const { placed } = listOf(rules, { ranked: [0, 1, 2, 3], promotions, pageSize: 4 })
  expect(placed.map(({ item }) => item)).toEqual([0, 7, 12, 13, 1, 2, 3])
})

test('no more candidates are taken than the places need', () => {
  let pulled = 0
  const next = (): Candidate => ({ item: pulled++ })
  const { placed, isExhausted } = arrange({
    next,
    allows: () => true,
    arrangement: compileRules([pin('a', 'i3', 2)], SMALL_SHOP),
    from: 2,
    count: 3,
    isTaken: () => false,
    pageSize: 3,
  })
  expect(placed.map(({ item }) => item)).toEqual([1, 2, 4])
  expect([pulled, isExhausted]).toEqual([5, false])
})
