import fc from 'fast-check'
import { expect, test } from 'vitest'

import { type Arranged, arrange, type Arranging, type Candidate, type Placed } from './arrange.ts'
import { type Arrangement, compileRules } from './compile-rules.ts'
import { promotedPlaces } from './promoted-places.ts'
import { inOrder } from './rules-for.ts'
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
