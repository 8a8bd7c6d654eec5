import { expect, test } from 'vitest'
import { parseDocument } from '../../src/api/parse-document.ts'
import { parseEvent } from '../../src/api/parse-event.ts'
import type { ShopEvent } from '../../src/domain/event.ts'
import { ServeWorld } from './serve-world.ts'

const END = Date.UTC(2026, 4, 1)
const SIZE = { itemCount: 1_000, shopperCount: 2_000, eventCount: 20_000 }
const eventsOf = (): readonly ShopEvent[] => [...new ServeWorld(SIZE, END).events()]

test('the same size and end make the same shop', () => {
  expect(eventsOf()).toEqual(eventsOf())
  expect([...new ServeWorld(SIZE, END).items()]).toEqual([...new ServeWorld(SIZE, END).items()])
})

test('events come in the order of time, about as many as were asked for, each once', () => {
  const events = eventsOf()
  expect(Math.abs(events.length / SIZE.eventCount - 1)).toBeLessThan(0.1)
  expect(events.every(({ at }, k) => k === 0 || at >= (events[k - 1] as ShopEvent).at)).toBe(true)
  expect(events.at(-1)?.at).toBeLessThan(END)
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length)
})

test('views, carts and orders are about as 20 : 3 : 1', () => {
  const events = eventsOf()
  const countOf = (kind: ShopEvent['kind']): number => events.filter((event) => event.kind === kind).length
  const orders = countOf('order')
  expect(countOf('product-view') / orders).toBeGreaterThan(15)
  expect(countOf('product-view') / orders).toBeLessThan(25)
  expect(countOf('cart-add') / orders).toBeGreaterThan(2)
  expect(countOf('cart-add') / orders).toBeLessThan(4)
})

test('the API would take every record', () => {
  const world = new ServeWorld(SIZE, END)
  const context = { now: END, newEventId: () => '', isBot: false }
  const problems = [
    ...Array.from(world.items(), (item) => parseDocument('item', item)),
    ...Array.from(world.customers(), (customer) => parseDocument('customer', customer)),
    ...Array.from(world.events(), (event) => parseEvent(event, context)),
  ].filter((parsed) => 'problem' in parsed)
  expect(problems).toEqual([])
})

test('the popular few are looked at far more than the others', () => {
  const counts = new Map<string, number>()
  for (const { kind, itemId } of eventsOf())
    if (kind === 'product-view' && itemId !== undefined) counts.set(itemId, (counts.get(itemId) ?? 0) + 1)
  const sorted = [...counts.values()].sort((a, b) => b - a)
  const total = sorted.reduce((sum, count) => sum + count, 0)
  const head = sorted.slice(0, SIZE.itemCount / 10).reduce((sum, count) => sum + count, 0)
  expect(head / total).toBeGreaterThan(0.3)
})
