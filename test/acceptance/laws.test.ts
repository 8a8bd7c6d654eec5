/** What holds of every list, whatever the shop, its rules, the filter and the shopper. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition } from '../../src/domain/condition.ts'
import { ids, NOW } from '../../src/serving/given.test-support.ts'
import { recommendPage } from '../../src/serving/page.ts'
import { whyNot } from '../../src/serving/why-not.ts'
import {
  boughtBy,
  contexts,
  CUSTOMER_IDS,
  ITEM_IDS,
  LISTS_FOR_ANYONE,
  masterOf,
  OPTED_OUT,
  PLACEMENTS,
  type Request,
  requests,
  shops,
  type SmallShop,
} from './laws.test-support.ts'

const RUNS = { numRuns: 300 }
const whole = { limit: 1_000 }
const itemOf = ({ items }: SmallShop, itemId: string) => {
  const item = items.find((one) => one.itemId === itemId)
  if (item === undefined) throw new Error(`${itemId} is not of the shop`)
  return item
}
const priceOf = (shop: SmallShop, itemId: string): number => itemOf(shop, itemId).priceMinor ?? 0
const filterMax = ({ filter }: Request): number =>
  typeof filter?.where === 'string' ? Number(/< (\d+)$/.exec(filter.where)?.[1]) : Infinity
/** Of a condition that `cheaperThan` made. */
const cheaperMax = (condition: Condition): number =>
  Number(/"value":(\d+)/.exec(JSON.stringify(condition))?.[1] ?? Number.NaN)
const holds = (law: (shop: SmallShop, request: Request) => void): void =>
  fc.assert(fc.property(shops, requests, law), RUNS)

test('no item stands twice in a list', () => {
  holds((shop, request) => {
    const shown = ids(shop.open().ask({ ...request, ...whole }))
    expect(new Set(shown).size).toBe(shown.length)
  })
})

test('no item stands twice on a page, and each list of it is the one that would be without what is above', () => {
  const placements = fc.uniqueArray(fc.constantFrom(...PLACEMENTS), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(shops, requests, placements, contexts, (shop, { shopper, filter }, names, context) => {
      const { depsAt, ask } = shop.open()
      const asked = { shop: 'bakery', context, ...(shopper && { shopper }), ...(filter && { filter }) }
      const lists = recommendPage(
        { ...asked, placements: names.map((placement) => ({ placement, limit: 3 })) },
        depsAt(NOW, true),
      )
      const shown = lists.flatMap(({ answer }) => ids(answer))
      expect(new Set(shown).size).toBe(shown.length)
      const [first] = lists
      expect(first?.answer).toEqual(ask({ ...asked, placement: names[0] as string, limit: 3 }))
      lists.forEach(({ taken }, k) => {
        expect([...taken].toSorted()).toEqual(
          lists
            .slice(0, k)
            .flatMap(({ answer }) => ids(answer))
            .toSorted(),
        )
      })
    }),
    RUNS,
  )
})

test('everything that shows is sold here, in stock unless asked otherwise, and passes every filter', () => {
  holds((shop, request) => {
    const { ask, view } = shop.open()
    const { isSold, inStock } = view.assortment('web').at(NOW)
    const answer = ask({ ...request, ...whole })
    for (const { itemId, filledFrom } of answer.items) {
      const index = view.items.find(itemId)
      const { masterId, status } = itemOf(shop, itemId)
      expect([itemId, masterId, status, isSold[index]]).toEqual([itemId, undefined, 'active', 1])
      expect([itemId, inStock[index] === 1 || (request.stock ?? 'hide') !== 'hide']).toEqual([itemId, true])
      expect(priceOf(shop, itemId)).toBeLessThan(filterMax(request))
      const isOurs = answer.list === 'ours' && filledFrom === undefined
      expect(priceOf(shop, itemId)).toBeLessThan(isOurs ? 8 : 10)
    }
  })
})

test('without a rule that brings it there, everything that shows is of the category asked for', () => {
  holds((shop, request) => {
    const { category, includeDescendants } = request.context ?? {}
    const isBrought = shop.rules.some(({ action }) => action.do === 'pin' || action.do === 'include')
    fc.pre(category !== undefined && !isBrought)
    for (const itemId of ids(shop.open().ask({ ...request, ...whole })))
      expect(
        itemOf(shop, itemId).categories?.some(
          (path) => path === category || (includeDescendants === true && path.startsWith(`${category} > `)),
        ),
      ).toBe(true)
  })
})

test('what is excluded, in the basket, or the item of the page never shows', () => {
  holds((shop, request) => {
    const { itemId: page, basket = [] } = request.context ?? {}
    const never = new Set(
      [...basket, ...(page === undefined ? [] : [page])].map((id) => masterOf(shop.items, id)),
    )
    const excluding = shop.rules.flatMap(({ action, scope, isEnabled }) =>
      action.do === 'exclude' && isEnabled !== false && Object.keys(scope ?? {}).length === 0
        ? [action.items]
        : [],
    )
    for (const itemId of ids(shop.open().ask({ ...request, ...whole }))) {
      expect(never).not.toContain(itemId)
      for (const { itemIds = [], where } of excluding) {
        expect(itemIds.map((id) => masterOf(shop.items, id))).not.toContain(itemId)
        expect(priceOf(shop, itemId)).toBeGreaterThanOrEqual(where === undefined ? 0 : cheaperMax(where))
      }
    }
  })
})

test('what a customer bought and kept never shows where it is to be dropped', () => {
  fc.assert(
    fc.property(
      shops,
      requests,
      fc.constantFrom('anna', 'ben'),
      fc.boolean(),
      (shop, request, customerId, isApplied) => {
        const { bought: _, personalization: __, ...rest } = request
        const drops = isApplied
          ? { personalization: { bought: 'drop' as const } }
          : { bought: 'drop' as const }
        const bought = boughtBy(shop, customerId)
        for (const itemId of ids(shop.open().ask({ ...rest, ...drops, shopper: { customerId }, ...whole })))
          expect(bought).not.toContain(itemId)
      },
    ),
    RUNS,
  )
})

test('who opted out, or cannot prove who they are, gets what a guest gets, byte by byte', () => {
  const names = fc.oneof(
    fc.constantFrom(...LISTS_FOR_ANYONE).map((list): Request => ({ list })),
    fc
      .constantFrom('home.trending', 'product.people-also-like', 'cart.bought-together', 'pos.product')
      .map((placement): Request => ({ placement })),
  )
  fc.assert(
    fc.property(shops, requests, names, (shop, request, name) => {
      const { ask } = shop.open()
      const { list: _, placement: __, shopper: ___, ...rest } = request
      const guest = JSON.stringify(ask({ ...rest, ...name }))
      expect(JSON.stringify(ask({ ...rest, ...name, shopper: { customerId: OPTED_OUT } }))).toBe(guest)
      expect(JSON.stringify(ask({ ...rest, ...name, shopper: { customerId: 'anna' } }, NOW, false))).toBe(
        guest,
      )
      expect(JSON.parse(guest)).toMatchObject({ isPersonal: false })
    }),
    RUNS,
  )
})

test('personal lists read nothing of who opted out', () => {
  holds((shop, request) => {
    const { ask, answered } = shop.open()
    const { shopper: _, ...rest } = request
    const optedOut = answered({ ...rest, shopper: { customerId: OPTED_OUT } })
    expect(ids(optedOut.answer)).toEqual(ids(ask(rest)))
    expect(optedOut.shopperKeys).toEqual([])
  })
})

test('pages put together are the whole list, and a total that is exact is its length', () => {
  const pageSizes = fc.integer({ min: 1, max: 5 })
  fc.assert(
    fc.property(shops, requests, pageSizes, (shop, request, limit) => {
      const { ask } = shop.open()
      const all = ids(ask({ ...request, ...whole }))
      const pages = Array.from({ length: Math.ceil(ITEM_IDS.length / limit) + 1 }, (_, k) =>
        ask({ ...request, skip: k * limit, limit }),
      )
      const together = pages.flatMap(ids)
      expect(new Set(together).size).toBe(together.length)
      // A promotion whose place is taken gets another one of its page: there, the list depends on the size of pages.
      expect(together).toEqual(request.promotions === undefined ? all : together)
      for (const { totalItems, isTotalExact, skip, items } of pages) {
        expect(totalItems).toBe(isTotalExact ? all.length : totalItems)
        expect(totalItems).toBeGreaterThanOrEqual(items.length === 0 ? 0 : skip + items.length)
      }
    }),
    RUNS,
  )
})

test('why-not has no cause exactly for the items of the page', () => {
  fc.assert(
    fc.property(shops, requests, fc.integer({ min: 0, max: 3 }), (shop, request, skip) => {
      const { ask, depsAt } = shop.open()
      const page = { ...request, skip, limit: 4 }
      const shown = ids(ask(page))
      const inPage = ITEM_IDS.filter(
        (itemId) => whyNot({ shop: 'bakery', ...page, itemId }, depsAt(NOW, true)).cause === null,
      )
      expect(inPage.toSorted()).toEqual([...shown].toSorted())
      shown.forEach((itemId, k) => {
        expect(whyNot({ shop: 'bakery', ...page, itemId }, depsAt(NOW, true)).place).toBe(skip + k + 1)
      })
    }),
    { numRuns: 100 },
  )
})

test('explaining changes nothing, and neither does asking again or asking for others in between', () => {
  fc.assert(
    fc.property(shops, requests, requests, (shop, request, other) => {
      const { answered, ask } = shop.open()
      const first = answered(request)
      const before = JSON.stringify(first.answer)
      const { items } = first.explain()
      expect(items.map(({ itemId }) => itemId)).toEqual(ids(first.answer))
      expect(JSON.stringify(first.answer)).toBe(before)
      for (const customerId of CUSTOMER_IDS) ask({ ...other, shopper: { customerId } })
      expect(JSON.stringify(ask(request))).toBe(before)
      expect(JSON.stringify(shop.open().ask(request))).toBe(before)
    }),
    RUNS,
  )
})

test('every item has a reason, and an empty list a cause', () => {
  holds((shop, request) => {
    const answer = shop.open().ask(request)
    for (const { itemId, reasons } of answer.items)
      expect([itemId, reasons.length > 0]).toEqual([itemId, true])
    const hasNothing = answer.items.length === 0 && answer.isHidden !== true
    expect(answer.fallback?.cause ?? (hasNothing ? '' : 'NONE')).toMatch(/^[A-Z_]+$/)
  })
})
