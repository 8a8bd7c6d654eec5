/** The history of a world, day by day: memory holds the events of one day, and the plans for the days to come. */
import type { ShopEvent } from '../domain/event.ts'
import { rng } from '../math/rng.ts'
import type { Draft } from './basket.ts'
import { DAY_MS } from '../domain/local-day.ts'
import { dayFactor, shareOfDay, weekdayOf } from './calendar.ts'
import { drawProduct, makeDay } from './choice.ts'
import type { Columns, Trend } from './columns.ts'
import type { Pair } from './complements.ts'
import { sellAtCounter } from './counter-sale.ts'
import { itemIdOf } from './products.ts'
import { dayStart, type Plan } from './plan.ts'
import { customerIdOf } from './shoppers.ts'
import { activitySumsOf, instantOf, type Simulation } from './simulation.ts'
import { visitWeb } from './web-session.ts'

/** Sales at tills and on the phone for each event of a day. */
const TILL_SHARE = 0.022
const PHONE_SHARE = 0.002
/** On Thursdays: mails opened for each event of the day, and the share of them that is clicked. */
const MAIL_SHARE = 0.08
const CLICK_SHARE = 0.2
const MAIL_WEEKDAY = 4
/** Traffic at the end of the history against the start. */
const GROWTH = 1.3
/** Draws of a shopper who was not here today, for each session, before a day is over for want of people. */
const DRAW_COUNT_MAX = 50

/** Events that each day should have, first day first; today's as if it were over. */
const budgetsOf = (plan: Plan): Float64Array => {
  const budgets = new Float64Array(plan.dayCount)
  let total = 0
  for (let k = 0; k < plan.dayCount; k++) {
    const growth = 1 + ((GROWTH - 1) * k) / plan.dayCount
    budgets[k] = growth * dayFactor(plan.todayEpoch + plan.firstDay + k)
    const isToday = k === plan.dayCount - 1
    total += budgets[k] * (isToday ? shareOfDay(plan.now - dayStart(plan, 0)) : 1)
  }
  return budgets.map((budget) => (budget / total) * plan.eventCountTarget)
}

/** A letter to customers: some open it, some come for what it shows. */
const sendMail = (sim: Simulation, count: number, seen: Set<number>): void => {
  const r = rng(sim.plan.seed, 'mail', sim.today.day)
  const customers = sim.activitySums.subarray(0, sim.plan.customerCount)
  const promoted = sim.today.promotions.flatMap(({ shelves }) => [...shelves])
  for (let k = 0; k < count && promoted.length > 0; k++) {
    const customer = r.weightedBySums(customers)
    const index = drawProduct(sim.today, r.pick(promoted), 'online', r)
    if (index < 0 || seen.has(customer)) continue
    seen.add(customer)
    const at = instantOf(sim, sim.today.day, 'web', r)
    const base = { eventId: '', channel: 'web', shopper: { customerId: customerIdOf(customer) } }
    sim.drafts.push({ ...base, kind: 'email-open', at })
    if (!r.chance(CLICK_SHARE)) continue
    const itemId = itemIdOf(sim.plan, { index, shelfIndex: sim.columns.shelf[index] })
    sim.drafts.push({ ...base, kind: 'email-click', at: at + 9_000, itemId })
    visitWeb(sim, customer, { index, why: 'mail', at: at + 10_000 })
  }
}

/** Nobody comes twice a day: what one visit leaves behind, the next finds. */
const liveDay = (sim: Simulation, day: number, budget: number): void => {
  const { plan } = sim
  const agenda = sim.agendas.get(day)
  sim.agendas.delete(day)
  sim.today = makeDay(plan, sim.columns, sim.trends, day)
  sim.drafts = agenda?.drafts ?? []
  const r = rng(plan.seed, 'day', day - plan.firstDay)
  const seen = new Set<number>()
  for (const { shopper, index } of agenda?.errands ?? []) {
    if (seen.has(shopper)) continue
    seen.add(shopper)
    visitWeb(sim, shopper, { index, why: 'errand' })
  }
  const customers = sim.activitySums.subarray(0, plan.customerCount)
  for (const [at, count] of [
    ['till', r.poisson(budget * TILL_SHARE)],
    ['phone', r.poisson(budget * PHONE_SHARE)],
  ] as const)
    for (let k = 0; k < count && customers.length > 0; k++) {
      const customer = r.weightedBySums(customers)
      if (seen.has(customer)) continue
      seen.add(customer)
      sellAtCounter(sim, customer, at)
    }
  if (weekdayOf(plan.todayEpoch + day) === MAIL_WEEKDAY && customers.length > 0)
    sendMail(sim, Math.round(budget * MAIL_SHARE), seen)
  for (let draws = 0; sim.drafts.length < budget && draws < DRAW_COUNT_MAX; draws++) {
    const shopper = r.weightedBySums(sim.activitySums)
    if (seen.has(shopper)) continue
    draws = 0
    seen.add(shopper)
    visitWeb(sim, shopper)
  }
}

const byTime = (a: Draft, b: Draft): number => a.at - b.at

/**
 * All events up to `now`. Every call lives the history again from the start.
 *
 * @yields events in the order of time
 */
export function* historyOf(
  plan: Plan,
  columns: Columns,
  trends: readonly Trend[],
  pairs: readonly Pair[],
): Generator<ShopEvent, void, undefined> {
  const sim: Simulation = {
    plan,
    columns,
    trends,
    partnerOf: new Map(pairs.map(({ from, to }) => [from, to])),
    activitySums: activitySumsOf(plan),
    baskets: new Map(),
    agendas: new Map(),
    owned: new Set(),
    today: makeDay(plan, columns, trends, plan.firstDay),
    drafts: [],
    orderCount: 0,
    sessionCount: 0,
  }
  const budgets = budgetsOf(plan)
  let eventCount = 0
  let budgetSoFar = 0
  for (let k = 0; k < plan.dayCount; k++) {
    const day = plan.firstDay + k
    // A day that brought too many events is made up for by the next.
    liveDay(sim, day, Math.max(0, budgetSoFar + budgets[k] - eventCount))
    budgetSoFar += budgets[k]
    const end = Math.min(plan.now, dayStart(plan, day) + DAY_MS)
    for (const draft of sim.drafts.sort(byTime)) {
      if (draft.at > end) break
      draft.eventId = `demo-${(eventCount++).toString(36)}`
      yield draft
    }
  }
}
