import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileChannel, sellingOf } from './assortment.ts'
import type { Assortment, Item } from './catalog.ts'

const CREATED = 100
const instant = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined })
const period = fc.record({ from: instant, until: instant })
const mode = fc.constantFrom('include' as const, 'exclude' as const)
const assortment = fc
  .tuple(
    mode,
    period,
    fc.constantFrom({ itemIds: ['rye'] }, { categories: ['Food'] }, { categories: ['Food > Bread'] }, {}),
  )
  .map(([kind, when, what]) => ({ assortmentId: 'a', mode: kind, ...when, ...what }) as Assortment)
const item = fc
  .record({
    addedAt: fc.integer({ min: 0, max: 20 }),
    status: fc.constantFrom('active' as const, 'stopped' as const, undefined),
    channels: fc.option(
      fc.record({
        web: fc.option(
          period.chain((when) => mode.map((kind) => ({ ...when, mode: kind }))),
          { nil: undefined },
        ),
      }),
      { nil: undefined },
    ),
  })
  .map((rest) => ({ itemId: 'rye', categories: ['Food > Bread'], ...rest }) as Item)

/** The rule in words: a period includes it and none excludes it. */
const isSoldByRule = (
  { addedAt = 0, status, channels }: Item,
  all: readonly Assortment[],
  at: number,
): boolean => {
  const covers = (from: number | undefined, until: number | undefined): boolean =>
    (from ?? 0) <= at && at < (until ?? 1e9)
  const touching = all.filter(({ itemIds, categories }) => itemIds !== undefined || categories !== undefined)
  const own = channels?.['web']
  const excluded =
    (own?.mode === 'exclude' && covers(own.from, own.until)) ||
    touching.some((a) => a.mode === 'exclude' && covers(a.from, a.until))
  const included =
    (own !== undefined && own.mode !== 'exclude' && covers(own.from ?? addedAt, own.until)) ||
    (channels === undefined && !all.some((a) => a.mode === 'include') && covers(addedAt, undefined)) ||
    touching.some((a) => a.mode === 'include' && covers(a.from ?? addedAt, a.until))
  return (status ?? 'active') === 'active' && included && !excluded
}

test('an item is sold when a period includes it and none excludes it', () => {
  fc.assert(
    fc.property(
      item,
      fc.array(assortment, { maxLength: 4 }),
      fc.integer({ min: 0, max: 25 }),
      (rye, assortments, at) => {
        const channel = compileChannel('web', { channelId: 'web', assortments })
        expect(sellingOf(rye, CREATED, channel, at).isSold).toBe(isSoldByRule(rye, assortments, at))
      },
    ),
  )
})

test('nothing changes before the instant that it says is the next', () => {
  fc.assert(
    fc.property(
      item,
      fc.array(assortment, { maxLength: 4 }),
      fc.integer({ min: 0, max: 25 }),
      (rye, assortments, at) => {
        const channel = compileChannel('web', { channelId: 'web', assortments })
        const now = sellingOf(rye, CREATED, channel, at)
        for (let later = at; later < Math.min(now.nextChangeAt, 40); later++)
          expect(sellingOf(rye, CREATED, channel, later)).toEqual(now)
      },
    ),
  )
})

test('a channel named like a part of every object is like any other', () => {
  const channel = compileChannel('constructor', undefined)
  expect(sellingOf({ itemId: 'rye', addedAt: 1, channels: {} }, CREATED, channel, 5).isSold).toBe(false)
  expect(sellingOf({ itemId: 'rye', addedAt: 1 }, CREATED, channel, 5).isSold).toBe(true)
})
