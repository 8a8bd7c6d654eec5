/** A visit to the web shop, from the first page to the order or to giving up. */
import { rng } from '../math/rng.ts'
import { followUp } from './after-order.ts'
import { lineOf, orderOf, refreshed, toLines, withLine } from './basket.ts'
import { basketChance, chooseProduct, chooseShelf, drawProduct, isSold, priceOf } from './choice.ts'
import { words } from './form.ts'
import { itemIdOf } from './products.ts'
import { personaOf } from './shoppers.ts'
import {
  act,
  browserRef,
  complementOf,
  hasAlready,
  instantOf,
  isCustomer,
  nextOrderId,
  quantityOf,
  signedInRef,
  type Simulation,
  type Visit,
} from './simulation.ts'

const SIGNED_IN_AT_START = 0.4
const SEARCH_SHARE = 0.35
const IMPRESSION_SHARE = 0.3
const IMPRESSION_LENGTH = 8
/** Each place of a list is looked at this often against the one before it. */
const POSITION_DECAY = 0.75
const WISH_CHANCE = 0.03
const CHECKOUT_CHANCE = { customer: 0.66, visitor: 0.4, errand: 0.95 }
const ORDER_CHANCE = 0.82
const COUPON_CHANCE = 0.06
const WELCOME = { code: 'WELCOME10', cut: 0.1 }

const idOf = ({ sim }: Visit, index: number): string =>
  itemIdOf(sim.plan, { index, shelfIndex: sim.columns.shelf[index] })

const signIn = (visit: Visit): void => {
  if (!isCustomer(visit.sim, visit.shopper) || visit.ref?.customerId !== undefined) return
  visit.ref = signedInRef(visit.shopper)
  act(visit, 'identify', {})
}

const view = (visit: Visit, index: number): void =>
  act(visit, 'product-view', {
    itemId: idOf(visit, index),
    priceMinor: priceOf(visit.sim.today, index),
    currency: 'GBP',
  })

const take = (visit: Visit, index: number): void => {
  const { sim, r, persona } = visit
  const line = lineOf(sim.today, persona, index, quantityOf(sim, index, r))
  visit.basket = withLine(visit.basket, line)
  const { itemId, sku, quantity, priceMinor } = line
  act(visit, 'cart-add', {
    itemId,
    ...(sku !== undefined && { sku }),
    quantity,
    priceMinor,
    currency: 'GBP',
    basket: toLines(visit.basket),
  })
  const complement = complementOf(visit, index)
  if (complement < 0 || hasAlready(visit, complement)) return
  view(visit, complement)
  take(visit, complement)
}

/** What people type: the thing, the thing and its make, the thing and its colour. */
const queryOf = ({ sim, r, persona }: Visit, shelf: number): string => {
  const { form } = sim.plan.shelves[shelf]
  const noun = r.pick(words(form.nouns)).split(',')[0].toLowerCase()
  const extra = r.weighted([5, 3, 2])
  const colors = words(form.colors)
  const color = persona.colors.find((name) => colors.includes(name)) ?? r.pick(colors)
  return extra === 0
    ? noun
    : extra === 1
      ? `${r.pick(words(form.makes)).toLowerCase()} ${noun}`
      : `${color} ${noun}`
}

/** A list of the shelf with the product at a place that gets looked at. */
const showList = (visit: Visit, shelf: number, index: number, list: 'category' | 'search'): void => {
  const { sim, r } = visit
  const others = new Set<number>()
  for (let tries = 0; others.size < IMPRESSION_LENGTH - 1 && tries < IMPRESSION_LENGTH * 2; tries++) {
    const other = drawProduct(sim.today, shelf, 'online', r)
    if (other >= 0 && other !== index) others.add(other)
  }
  const weights = Array.from({ length: others.size + 1 }, (_, position) => POSITION_DECAY ** position)
  const position = r.weighted(weights)
  const shown = [...others]
  shown.splice(position, 0, index)
  act(visit, 'list-impression', { itemIds: shown.map((other) => idOf(visit, other)), list })
  act(visit, 'list-click', { itemId: idOf(visit, index), list, position })
}

/** One thing looked for: a shelf, some of its products, maybe one or two for the basket. */
const lookAround = (visit: Visit): void => {
  const { sim, r, persona } = visit
  const { today, plan } = sim
  const shelf = chooseShelf(today, persona, r)
  if (shelf < 0) return
  const isSearch = r.chance(SEARCH_SHARE)
  if (isSearch) act(visit, 'search', { query: queryOf(visit, shelf) })
  else act(visit, 'category-view', { category: plan.shelves[shelf].path })
  const viewCount = 1 + r.poisson(1.3)
  for (let k = 0; k < viewCount; k++) {
    const index = chooseProduct(today, persona, shelf, 'online', r)
    if (index < 0) return
    if (k === 0 && r.chance(IMPRESSION_SHARE)) showList(visit, shelf, index, isSearch ? 'search' : 'category')
    view(visit, index)
    if (visit.ref?.customerId !== undefined && r.chance(WISH_CHANCE))
      act(visit, 'wishlist-add', { itemId: idOf(visit, index) })
    if (!hasAlready(visit, index) && r.chance(basketChance(today, persona, index))) take(visit, index)
  }
}

/** Second thoughts on the page of the basket. */
const review = (visit: Visit): void => {
  const { r } = visit
  const line = r.pick(visit.basket)
  if (visit.basket.length > 1 && r.chance(0.13)) {
    visit.basket = visit.basket.filter((held) => held !== line)
    act(visit, 'cart-remove', { itemId: line.itemId, quantity: line.quantity, basket: toLines(visit.basket) })
  } else if (r.chance(0.06)) {
    const quantity = line.quantity + 1
    visit.basket = visit.basket.map((held) => (held === line ? { ...held, quantity } : held))
    act(visit, 'cart-update', { itemId: line.itemId, quantity, basket: toLines(visit.basket) })
  }
}

const checkOut = (visit: Visit, isErrand: boolean): void => {
  const { sim, r, shopper } = visit
  if (visit.basket.length === 0) return
  if (r.chance(0.8)) {
    act(visit, 'cart-view', { basket: toLines(visit.basket) })
    review(visit)
  }
  const who = isErrand ? 'errand' : isCustomer(sim, shopper) ? 'customer' : 'visitor'
  if (r.chance(CHECKOUT_CHANCE[who])) {
    signIn(visit)
    act(visit, 'checkout-start', { basket: toLines(visit.basket) })
    if (isErrand || r.chance(ORDER_CHANCE)) {
      const order = orderOf(
        sim.today,
        visit.basket,
        nextOrderId(sim),
        r.chance(COUPON_CHANCE) ? WELCOME : undefined,
      )
      act(visit, 'order', order)
      followUp(visit, order.orderId as string, order.lines ?? [])
      visit.basket = []
    }
  }
}

/**
 * Writes one session of the shopper into today's events.
 *
 * @param wanted  the product that the shopper comes for: something to buy again (`errand`) or seen in a mail (`mail`)
 */
export const visitWeb = (
  sim: Simulation,
  shopper: number,
  wanted?: { readonly index: number; readonly why: 'errand' | 'mail'; readonly at?: number },
): void => {
  const number = sim.sessionCount++
  const r = rng(sim.plan.seed, 'session', number)
  const isSignedIn = isCustomer(sim, shopper) && (wanted?.why === 'mail' || r.chance(SIGNED_IN_AT_START))
  const visit: Visit = {
    sim,
    r,
    shopper,
    persona: personaOf(sim.plan, shopper),
    channel: 'web',
    place: 'online',
    sessionId: `session-${number.toString(36)}`,
    ref: isSignedIn ? signedInRef(shopper) : browserRef(shopper),
    at: wanted?.at ?? instantOf(sim, sim.today.day, 'web', r),
    basket: refreshed(sim.today, sim.baskets.get(shopper) ?? []),
  }
  const isErrand = wanted?.why === 'errand'
  if (wanted !== undefined && isSold(sim.today, wanted.index, 'online')) {
    view(visit, wanted.index)
    if (
      isErrand ||
      (!hasAlready(visit, wanted.index) && r.chance(basketChance(sim.today, visit.persona, wanted.index)))
    )
      take(visit, wanted.index)
  } else if (r.chance(0.55)) act(visit, 'home-view', {})
  if (visit.basket.length > 0 && wanted === undefined && r.chance(0.4))
    act(visit, 'cart-view', { basket: toLines(visit.basket) })
  const roundCount = isErrand ? r.poisson(0.4) : 1 + r.poisson(1)
  for (let k = 0; k < roundCount; k++) {
    lookAround(visit)
    if (r.chance(0.12)) signIn(visit)
  }
  checkOut(visit, isErrand)
  if (visit.basket.length > 0) sim.baskets.set(shopper, visit.basket)
  else sim.baskets.delete(shopper)
}
