/** Sales by people: at the till of a store, and on the phone. Only the order is recorded, not the looking around. */
import { rng } from '../math/rng.ts'
import { followUp } from './after-order.ts'
import { lineOf, orderOf, withLine } from './basket.ts'
import { STORE_EXCLUDES } from './channels.ts'
import { chooseProduct, chooseShelf } from './choice.ts'
import { customerIdOf, homeStoreOf, personaOf } from './shoppers.ts'
import {
  act,
  complementOf,
  hasAlready,
  instantOf,
  nextOrderId,
  quantityOf,
  type Simulation,
  type Visit,
} from './simulation.ts'
import { STORES } from './words.ts'

/** Share of till sales at which a loyalty card is shown. */
const CARD_SHARE = 0.62
const HOME_STORE_SHARE = 0.88
const fill = (visit: Visit, count: number): void => {
  const { sim, r, persona, channel } = visit
  const excluded = STORE_EXCLUDES[channel] ?? []
  const isRoomFor = (index: number): boolean =>
    !excluded.includes(sim.plan.shelves[sim.columns.shelf[index]].form.form)
  const take = (index: number): void => {
    if (index < 0 || !isRoomFor(index) || hasAlready(visit, index)) return
    visit.basket = withLine(visit.basket, lineOf(sim.today, persona, index, quantityOf(sim, index, r)))
    take(complementOf(visit, index))
  }
  for (let k = 0; k < count; k++) {
    const shelf = chooseShelf(sim.today, persona, r)
    if (shelf >= 0) take(chooseProduct(sim.today, persona, shelf, visit.place, r))
  }
}

/** Writes one sale to a customer into today's events; nothing when the customer found nothing. */
export const sellAtCounter = (sim: Simulation, customer: number, at: 'till' | 'phone'): void => {
  const { plan } = sim
  const r = rng(plan.seed, 'counter', sim.sessionCount++)
  const isTill = at === 'till'
  const store = r.chance(HOME_STORE_SHARE) ? homeStoreOf(plan, customer) : r.int(STORES.length)
  const visit: Visit = {
    sim,
    r,
    shopper: customer,
    persona: personaOf(plan, customer),
    channel: isTill ? STORES[store][0] : 'call-center',
    place: isTill ? 'store' : 'online',
    sessionId: undefined,
    ref: !isTill || r.chance(CARD_SHARE) ? { customerId: customerIdOf(customer) } : undefined,
    at: instantOf(sim, sim.today.day, 'store', r),
    basket: [],
  }
  fill(visit, 1 + r.poisson(isTill ? 0.9 : 0.3))
  if (!isTill) act(visit, 'call', {})
  if (visit.basket.length === 0) return
  const order = orderOf(sim.today, visit.basket, nextOrderId(sim), undefined)
  act(visit, 'order', order)
  followUp(visit, order.orderId as string, order.lines ?? [])
}
