import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopEvent } from '../domain/event.ts'
import { type Interaction, interactionsOf } from '../domain/interaction.ts'
import { mergePatch, type Json } from '../domain/json.ts'
import { BlockBuilder } from './interaction-block.ts'
import { ShopView } from './shop-view.ts'

const shop = { shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' }
const START = Date.UTC(2026, 2, 20)
const HOUR_MS = 3_600_000

const itemId = fc.constantFrom('bread', 'butter', 'jam', 'rye', 'bread-large', '__proto__')
const line = fc.record({ itemId, quantity: fc.integer({ min: 1, max: 4 }) })
const shopper = fc.constantFrom(
  {},
  { shopper: { visitorId: 'v1' } },
  { shopper: { visitorId: 'v2' } },
  { shopper: { customerId: 'anna' } },
  { shopper: { visitorId: 'v1', customerId: 'anna' } },
  { shopper: { visitorId: 'v1', customerId: 'ben' }, isEmulated: true },
)
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('product-view' as const), itemId }) },
  fc.record({ kind: fc.constant('wishlist-add' as const), itemId }),
  fc.record({ kind: fc.constantFrom('product-dismiss' as const, 'product-undismiss' as const), itemId }),
  fc.record({
    kind: fc.constantFrom('order' as const, 'refund' as const),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constantFrom('cart-add' as const, 'cart-remove' as const),
    itemId,
    quantity: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('cart-update' as const), basket: fc.array(line, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('list-impression' as const),
    itemIds: fc.array(itemId, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('search' as const), query: fc.constantFrom('rye', 'jam') }),
)
const event: fc.Arbitrary<ShopEvent> = fc
  .tuple(
    act,
    shopper,
    fc.integer({ min: 0, max: 400 }),
    fc.constantFrom('web', 'berlin'),
    fc.constantFrom({}, { sessionId: 's1' }, { sessionId: 's2' }),
  )
  .map(([what, who, hours, channel, session]) => ({
    ...what,
    ...who,
    ...session,
    eventId: 'e',
    at: START + hours * HOUR_MS,
    channel,
  }))

type Change = { readonly id: string; readonly document: Json | undefined }
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    id: itemId,
    document: fc.record({
      categories: fc.constantFrom(['Food > Bread'], ['Food'], ['Spreads', 'Food > Bread']),
      skus: fc.constantFrom([], [{ sku: 'bread-large' }]),
    }),
  }),
  fc.record({ id: itemId, document: fc.constant(undefined) }),
)
type Step = { readonly event: ShopEvent } | Change
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    event.map((e) => ({ event: e })),
    change,
  ),
  { maxLength: 60 },
)

const foldChange = (view: ShopView, { id, document }: Change, at: number): void =>
  view.foldDocument('item', id, document === undefined ? undefined : mergePatch(document, { itemId: id }), at)

/** Record by record, as a running server does. */
const foldedLive = (all: readonly Step[]): ShopView => {
  const view = new ShopView(shop)
  for (const [k, step] of all.entries())
    if ('event' in step) view.foldEvent(k + 1, step.event)
    else foldChange(view, step, START + k)
  return view
}

/** The newest documents first, then all events in blocks, as a server does when it starts. */
const foldedAtOnce = (all: readonly Step[], rowsInBlock: number): ShopView => {
  const view = new ShopView(shop)
  const newest = new Map<string, { change: Change; createdAt: number }>()
  for (const [k, step] of all.entries())
    if (!('event' in step))
      newest.set(step.id, { change: step, createdAt: newest.get(step.id)?.createdAt ?? START + k })
  for (const { change: last, createdAt } of newest.values()) foldChange(view, last, createdAt)
  let builder = new BlockBuilder(1)
  for (const [k, step] of all.entries()) {
    if (!('event' in step)) continue
    for (const row of interactionsOf(step.event)) builder.push(k + 1, row)
    if (builder.rowCount < rowsInBlock) continue
    view.foldBlock(builder.build(k + 1))
    builder = new BlockBuilder(k + 2)
  }
  view.foldBlock(builder.build(all.length))
  return view
}

test('a view folded event by event and one built at once are the same, byte for byte', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 20 }), (all, rowsInBlock) => {
      expect(foldedAtOnce(all, rowsInBlock).fingerprint()).toBe(foldedLive(all).fingerprint())
    }),
    { numRuns: 300 },
  )
})

test('the fingerprint tells views apart that differ by one event', () => {
  const bought: Step = {
    event: {
      eventId: 'e',
      kind: 'order',
      at: START,
      channel: 'web',
      lines: [{ itemId: 'jam', quantity: 1 }],
    },
  }
  expect(foldedLive([bought, bought]).fingerprint()).not.toBe(foldedLive([bought]).fingerprint())
})

test('a block gives back the interactions it was built from', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const builder = new BlockBuilder(1)
      const rows: Interaction[] = []
      for (const [k, e] of events.entries())
        for (const row of interactionsOf(e)) {
          builder.push(k + 1, row)
          rows.push(row)
        }
      const block = builder.build(events.length)
      expect(block.rowCount).toBe(rows.length)
      for (const [r, row] of rows.entries()) {
        expect(block.names.channel[block.channel[r]]).toBe(row.channel)
        expect(block.item[r] < 0 ? undefined : block.names.item[block.item[r]]).toBe(row.itemId)
        expect(block.shopper[r] < 0 ? undefined : block.names.shopper[block.shopper[r]]).toBe(row.shopper)
        expect(block.quantity[r]).toBe(row.quantity)
        expect(block.at[r]).toBe(row.at)
      }
    }),
  )
})

test('a visitor who signs in becomes the customer on the next request, once, and emulating links nobody', () => {
  const view = foldedLive([
    {
      event: {
        eventId: 'a',
        kind: 'product-view',
        at: START,
        channel: 'web',
        itemId: 'jam',
        shopper: { visitorId: 'v1' },
      },
    },
    {
      event: {
        eventId: 'b',
        kind: 'identify',
        at: START,
        channel: 'web',
        shopper: { visitorId: 'v1', customerId: 'anna' },
      },
    },
    {
      event: {
        eventId: 'c',
        kind: 'home-view',
        at: START,
        channel: 'web',
        shopper: { visitorId: 'v2', customerId: 'anna' },
        isEmulated: true,
      },
    },
  ])
  const anna = view.shoppers.find('c:anna')
  expect(view.history.visitorsOf(anna)).toEqual([view.shoppers.find('v:v1')])
})

test('a basket that is sent whole replaces what was there, and an order empties it', () => {
  const at = START
  const who = { shopper: { visitorId: 'v1' }, channel: 'web' }
  const add: Step = { event: { eventId: '1', kind: 'cart-add', at, itemId: 'jam', ...who } }
  const whole: Step = {
    event: {
      eventId: '2',
      kind: 'cart-update',
      at: at + 1,
      basket: [{ itemId: 'rye', quantity: 2 }],
      ...who,
    },
  }
  const late: Step = { event: { eventId: '3', kind: 'cart-update', at: at - 1, basket: [], ...who } }
  const order: Step = {
    event: { eventId: '4', kind: 'order', at: at + 2, lines: [{ itemId: 'rye', quantity: 2 }], ...who },
  }
  const basketAfter = (...all: readonly Step[]): readonly (readonly [string, number])[] => {
    const view = foldedLive(all)
    return [...view.baskets.basketOf(view.shoppers.find('v:v1'), view.channels.find('web'))].map(
      ([item, units]) => [view.items.name(item), units],
    )
  }
  expect(basketAfter(add)).toEqual([['jam', 1]])
  expect(basketAfter(add, whole)).toEqual([['rye', 2]])
  expect(basketAfter(add, whole, late)).toEqual([['rye', 2]])
  expect(basketAfter(add, whole, order)).toEqual([])
  expect(basketAfter(add, whole, order, whole)).toEqual([])
  const atTheTill: Step = { event: { ...(order as { event: ShopEvent }).event, channel: 'berlin' } }
  expect(basketAfter(add, whole, atTheTill)).toEqual([['rye', 2]])
})
