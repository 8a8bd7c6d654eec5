/** What a running simulation remembers from day to day, and the ways to write into it. */
import type { EventKind, ShopEvent, ShopperRef } from '../domain/event.ts'
import type { Rng } from '../math/rng.ts'
import type { Basket, Draft } from './basket.ts'
import { HOUR_MS, hourWeights } from './calendar.ts'
import { type Day, drawProduct, isSold, type Place } from './choice.ts'
import type { Columns, Trend } from './columns.ts'
import { PAIR_CHANCE, SHELF_PAIR_CHANCE } from './complements.ts'
import { dayStart, type Plan } from './plan.ts'
import { activityOf, customerIdOf, type Persona, visitorIdOf } from './shoppers.ts'

/** Somebody who needs something again. */
type Errand = { readonly shopper: number; readonly index: number }
/** What earlier days have in store for a day. */
type Agenda = { readonly drafts: Draft[]; readonly errands: Errand[] }

export type Simulation = {
  readonly plan: Plan
  readonly columns: Columns
  readonly trends: readonly Trend[]
  readonly partnerOf: ReadonlyMap<number, number>
  /** Running sums over all shoppers, customers first. */
  readonly activitySums: Float64Array
  /** Baskets left in the web shop, by shopper. */
  readonly baskets: Map<number, Basket>
  readonly agendas: Map<number, Agenda>
  /** Lasting things that people have: see `ownKey`. */
  readonly owned: Set<number>
  today: Day
  /** Events of today, not yet in the order of time. */
  drafts: Draft[]
  orderCount: number
  sessionCount: number
}

export const activitySumsOf = (plan: Plan): Float64Array => {
  const sums = new Float64Array(plan.customerCount + plan.visitorCount)
  let sum = 0
  for (let shopper = 0; shopper < sums.length; shopper++) sums[shopper] = sum += activityOf(plan, shopper)
  return sums
}

/** The agenda of a day, to add to. Days after the last one never come: what is added there is dropped. */
export const agendaOf = (sim: Simulation, day: number): Agenda => {
  const known = sim.agendas.get(day)
  if (known !== undefined) return known
  const agenda: Agenda = { drafts: [], errands: [] }
  if (day <= 0) sim.agendas.set(day, agenda)
  return agenda
}

/** An instant of a day at which people do such things. */
export const instantOf = (sim: Simulation, day: number, hours: keyof typeof hourWeights, r: Rng): number =>
  dayStart(sim.plan, day) + r.weighted(hourWeights[hours]) * HOUR_MS + r.int(HOUR_MS)

/** One visit: who, where, what has been put together so far. */
export type Visit = {
  readonly sim: Simulation
  readonly r: Rng
  readonly shopper: number
  readonly persona: Persona
  readonly channel: string
  readonly place: Place
  readonly sessionId: string | undefined
  /** Undefined for a customer of a store who shows no card. */
  ref: ShopperRef | undefined
  at: number
  basket: Basket
}

export const isCustomer = (sim: Simulation, shopper: number): boolean => shopper < sim.plan.customerCount

export const browserRef = (shopper: number): ShopperRef => ({ visitorId: visitorIdOf(shopper) })
export const signedInRef = (shopper: number): ShopperRef => ({
  visitorId: visitorIdOf(shopper),
  customerId: customerIdOf(shopper),
})

const PAUSE_MS_MIN = 4_000
const PAUSE_MS_MEAN = 26_000
const PAUSE_MS_MAX = 110_000

/** Writes what happens next in the visit, a moment later. */
export const act = (visit: Visit, kind: EventKind, fields: Partial<ShopEvent>): void => {
  const pause = PAUSE_MS_MIN - Math.log(1 - visit.r.float()) * PAUSE_MS_MEAN
  visit.at += Math.round(Math.min(PAUSE_MS_MAX, pause))
  const draft: Draft = { eventId: '', kind, at: visit.at, channel: visit.channel }
  if (visit.ref !== undefined) draft.shopper = visit.ref
  if (visit.sessionId !== undefined) draft.sessionId = visit.sessionId
  visit.sim.drafts.push(Object.assign(draft, fields))
}

const ownKey = (sim: Simulation, shopper: number, index: number): number =>
  shopper * sim.plan.itemCount + index

/** Whether the shopper has one, in the basket or at home, and needs no other. */
export const hasAlready = ({ sim, shopper, basket }: Visit, index: number): boolean =>
  basket.some((held) => held.index === index) || sim.owned.has(ownKey(sim, shopper, index))

/** Remembers that the shopper bought the product, unless it is of those that run out. */
export const own = ({ sim, shopper }: Visit, index: number): void => {
  if (sim.plan.shelves[sim.columns.shelf[index]].form.repeatDays === undefined)
    sim.owned.add(ownKey(sim, shopper, index))
}

/** What goes with a product that was just taken, when the shopper thinks of it; -1 otherwise. */
export const complementOf = ({ sim, place, r }: Visit, index: number): number => {
  const { today, plan } = sim
  const partner = sim.partnerOf.get(index)
  if (partner !== undefined) return r.chance(PAIR_CHANCE) && isSold(today, partner, place) ? partner : -1
  const { goesWith } = plan.shelves[sim.columns.shelf[index]]
  if (goesWith.length === 0 || !r.chance(SHELF_PAIR_CHANCE)) return -1
  return drawProduct(today, r.pick(goesWith), place, r)
}

export const nextOrderId = (sim: Simulation): string => `order-${100_001 + sim.orderCount++}`

export const quantityOf = (sim: Simulation, index: number, r: Rng): number =>
  sim.plan.shelves[sim.columns.shelf[index]].form.repeatDays === undefined ? 1 : 1 + r.poisson(0.3)
