/** The events that benches send: those of the demo's world, which look like a real shop's. */
import type { ShopEvent } from '../src/domain/event.ts'
import { createWorld } from '../src/world/world.ts'

export const BENCH_SHOP = {
  shop: 'bench',
  title: 'Bench',
  currency: 'GBP',
  timeZone: 'Europe/London',
} as const
export const WORLD_SEED = 20

const HOUR_MS = 3_600_000
/** Worlds end on the hour that has just begun, so that windows which end now hold something. */
export const worldEnd = (): number => Math.floor(Date.now() / HOUR_MS) * HOUR_MS

const ITEMS = 20_000
const SHOPPERS = 50_000
const DAYS = 90
/** Above this share of the target, the world may fall short of it. */
const SURPLUS = 1.05

/** Exactly so many events of a shop with 20,000 items and 50,000 shoppers. */
export const makeEvents = (count: number): readonly ShopEvent[] => {
  const world = createWorld({
    size: {
      itemCount: ITEMS,
      customerCount: SHOPPERS / 2,
      visitorCount: SHOPPERS / 2,
      dayCount: DAYS,
      eventCountTarget: Math.ceil(count * SURPLUS) + 1_000,
    },
    seed: WORLD_SEED,
    now: worldEnd(),
  })
  const events: ShopEvent[] = []
  for (const event of world.events()) if (events.push(event) === count) break
  if (events.length < count) throw new Error(`The world has ${events.length} events only, not ${count}.`)
  return events
}

/** Bodies of `POST /api/v1/events`, made before the clock runs. */
export const eventBodies = (events: readonly string[], batchSize: number): readonly Buffer[] =>
  Array.from({ length: Math.ceil(events.length / batchSize) }, (_, k) =>
    Buffer.from(
      `{"shop":"${BENCH_SHOP.shop}","events":[${events.slice(k * batchSize, (k + 1) * batchSize).join(',')}]}`,
    ),
  )
