/**
 * A shop of any size in which serving is measured, drawn from a seed as it is read: five months of visits of shoppers
 * with a taste, popular items and seldom ones, items that are looked at and bought together, views, carts and orders
 * about as 20 : 3 : 1. It is plainer than the demo's world and several times as fast to make.
 */
import type { Item } from '../../src/domain/catalog.ts'
import type { Line, ShopEvent, ShopperRef } from '../../src/domain/event.ts'
import { mix32, type Rng, rng } from '../../src/math/rng.ts'

export type ServeSize = {
  readonly itemCount: number
  /** Half of them are customers, half browsers that nobody knows by name. */
  readonly shopperCount: number
  readonly eventCount: number
}

const SEED = 31
const DAY_MS = 86_400_000
const DAYS = 150
/** Visits are drawn in steps of this and their events put in the order of time. */
const CHUNK_MS = 600_000
const ITEMS_PER_CATEGORY = 500
const CATEGORIES_PER_DEPARTMENT = 10
const BRANDS_PER_DEPARTMENT = 40
/** Looked at together more than by chance. */
const GROUP_ITEMS = 6
const EVENTS_PER_VISIT = 6.3
const VOCABULARY = 4_000
const TITLE_WORDS = 6
/** By hour of the day. */
const HOURS = [2, 1, 1, 1, 1, 2, 3, 5, 6, 7, 7, 7, 8, 7, 6, 6, 6, 7, 9, 11, 12, 11, 8, 4]
const HOUR_MS = 3_600_000

const unit = (hash: number): number => (hash >>> 0) / 0x1_0000_0000
/** As Zipf's law has it, with a flatter head: the first of 500 is drawn about 4 times in 100. */
const popular = (count: number, u: number, flatness = 5): number =>
  Math.min(count - 1, Math.floor(flatness * ((count + flatness) / flatness) ** u - flatness))

/** Ids are spread, so that neither their order nor that of their making says how popular an item is. */
const spread = (index: number): string => (Math.imul(index + 1, 0x9e37_79b1) >>> 0).toString(36)
export const itemIdOf = (item: number): string => `i${spread(item)}`
export const customerIdOf = (shopper: number): string => `c${spread(shopper)}`
export const visitorIdOf = (shopper: number): string => `v${spread(shopper)}`
export const isCustomer = (shopper: number): boolean => shopper % 2 === 0

type Visit = {
  readonly shopper: number
  readonly who: ShopperRef
  readonly sessionId: string
  at: number
}

type Basket = { readonly items: number[]; readonly lines: Line[] }

export class ServeWorld {
  readonly size: ServeSize
  readonly #end: number
  readonly #begin: number
  readonly #categoryCount: number
  readonly #perCategory: number
  readonly #words: readonly string[]
  #eventNumber = 0
  #visitNumber = 0

  /** @param end  ms UTC, just after the last event */
  constructor(size: ServeSize, end: number) {
    this.size = size
    this.#end = end
    this.#begin = end - DAYS * DAY_MS
    this.#categoryCount = Math.max(10, Math.round(size.itemCount / ITEMS_PER_CATEGORY))
    this.#perCategory = Math.floor(size.itemCount / this.#categoryCount)
    const random = rng(SEED, 'words')
    const letters = 'aeioubdfgklmnprstvz'
    this.#words = Array.from({ length: VOCABULARY }, () =>
      Array.from({ length: 4 + random.int(5) }, () => letters[random.int(letters.length)]).join(''),
    )
  }

  get categoryCount(): number {
    return this.#categoryCount
  }

  departmentOf(category: number): string {
    return `Department ${Math.floor(category / CATEGORIES_PER_DEPARTMENT) + 1}`
  }

  categoryPathOf(category: number): string {
    return `${this.departmentOf(category)} > Aisle ${category + 1}`
  }

  /** Minor units: a few pounds to some hundred, most of them below twenty. */
  priceOf(item: number): number {
    return 99 + 100 * Math.floor(2 + 3 * Math.exp(4.2 * unit(mix32(item ^ 0x51ed)) ** 1.4))
  }

  /** A tenth comes within the five months, the others were there before. */
  addedAtOf(item: number): number {
    const u = unit(mix32(item ^ 0x2f6b))
    return u < 0.1 ? this.#begin + u * 10 * (this.#end - this.#begin) : this.#begin - u * 600 * DAY_MS
  }

  *items(): Generator<Item, void, undefined> {
    const random = rng(SEED, 'items')
    for (let item = 0; item < this.size.itemCount; item++) {
      const category = item % this.#categoryCount
      const department = Math.floor(category / CATEGORIES_PER_DEPARTMENT)
      const brand = department * BRANDS_PER_DEPARTMENT + popular(BRANDS_PER_DEPARTMENT, random.float())
      const itemId = itemIdOf(item)
      const priceMinor = this.priceOf(item)
      const word = (): string => this.#words[popular(VOCABULARY, random.float(), 50)] as string
      yield {
        itemId,
        title: Array.from({ length: TITLE_WORDS }, word).join(' '),
        brand: `Brand ${brand + 1}`,
        categories: [this.categoryPathOf(category)],
        priceMinor,
        currency: 'GBP',
        attributes: { color: word(), material: word() },
        pictures: [{ url: `https://pictures.example/${itemId}.jpg` }],
        url: `https://shop.example/${itemId}`,
        addedAt: Math.floor(this.addedAtOf(item)),
        ...(random.chance(0.1) && {
          skus: ['s', 'm', 'l'].map((size) => ({ sku: `${itemId}-${size}`, priceMinor })),
        }),
        ...(random.chance(0.2) && { relations: { related: this.#relatedTo(item).map(itemIdOf) } }),
        ...(random.chance(0.03) && { channels: { web: { stock: 0 } } }),
      }
    }
  }

  *customers(): Generator<{ readonly customerId: string }, void, undefined> {
    for (let shopper = 0; shopper < this.size.shopperCount; shopper += 2)
      yield { customerId: customerIdOf(shopper) }
  }

  /** Somebody, the often seen more likely. */
  drawShopper(random: Rng): number {
    const { shopperCount } = this.size
    return Math.min(shopperCount - 1, Math.floor(shopperCount * random.float() ** 1.5))
  }

  /** Something that sells now, in a category that the shopper may look at. */
  drawItemFor(random: Rng, shopper: number): number {
    return this.#drawItem(random, this.#categoryOfVisit(random, shopper), this.#end)
  }

  /** In the order of time. */
  *events(): Generator<ShopEvent, void, undefined> {
    const random = rng(SEED, 'events', this.size.eventCount)
    const chunkCount = Math.ceil((this.#end - this.#begin) / CHUNK_MS)
    const hourMean = HOURS.reduce((sum, weight) => sum + weight, 0) / HOURS.length
    const perChunk = this.size.eventCount / EVENTS_PER_VISIT / chunkCount
    let waiting: ShopEvent[] = []
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      const from = this.#begin + chunk * CHUNK_MS
      const weight = (HOURS[Math.floor((from % DAY_MS) / HOUR_MS)] as number) / hourMean
      const visits = random.poisson(perChunk * weight)
      for (let k = 0; k < visits; k++) this.#visit(random, from + random.float() * CHUNK_MS, waiting)
      waiting.sort((a, b) => a.at - b.at)
      let ready = waiting.findIndex(({ at }) => at >= from + CHUNK_MS)
      if (ready === -1 || chunk === chunkCount - 1) ready = waiting.length
      for (let k = 0; k < ready; k++)
        if ((waiting[k] as ShopEvent).at < this.#end) yield waiting[k] as ShopEvent
      waiting = waiting.slice(ready)
    }
  }

  /** The category that a shopper likes first, second or third. */
  #likedCategory(shopper: number, place: number): number {
    return popular(this.#categoryCount, unit(mix32(mix32(shopper) ^ (place * 0x68bc))), 20)
  }

  #itemIn(category: number, rank: number): number {
    return (rank % this.#perCategory) * this.#categoryCount + category
  }

  #categoryOfVisit(random: Rng, shopper: number): number {
    const u = random.float()
    return u < 0.45
      ? this.#likedCategory(shopper, 0)
      : u < 0.7
        ? this.#likedCategory(shopper, 1)
        : u < 0.85
          ? this.#likedCategory(shopper, 2)
          : popular(this.#categoryCount, random.float(), 20)
  }

  /** Popular in its category; one time in ten of what is popular this week. */
  #drawItem(random: Rng, category: number, at: number): number {
    const rank = popular(this.#perCategory, random.float())
    const week = Math.floor(at / (7 * DAY_MS))
    const item = this.#itemIn(category, random.chance(0.1) ? rank + 37 * (week % 11) : rank)
    return this.addedAtOf(item) <= at ? item : this.#itemIn(category, rank + 1 + random.int(20))
  }

  #nextItem(random: Rng, last: number, category: number, at: number): number {
    if (!random.chance(0.5)) return this.#drawItem(random, category, at)
    const rank = Math.floor(last / this.#categoryCount)
    const group = rank - (rank % GROUP_ITEMS)
    return this.#itemIn(last % this.#categoryCount, group + random.int(GROUP_ITEMS))
  }

  /** Bought with it: of the same place in another category. */
  #companionOf(item: number): number {
    const category = item % this.#categoryCount
    const rank = Math.floor(item / this.#categoryCount)
    return this.#itemIn((category * 7 + 3) % this.#categoryCount, rank)
  }

  #relatedTo(item: number): readonly number[] {
    const category = item % this.#categoryCount
    const rank = Math.floor(item / this.#categoryCount)
    return [1, 2, 3, 4].map((step) => this.#itemIn(category, rank + step))
  }

  #event(visit: Visit, kind: ShopEvent['kind'], rest: Partial<ShopEvent>): ShopEvent {
    return {
      eventId: `e${(this.#eventNumber++).toString(36)}`,
      kind,
      at: Math.floor(visit.at),
      shopper: visit.who,
      sessionId: visit.sessionId,
      channel: 'web',
      ...rest,
    }
  }

  #visit(random: Rng, at: number, events: ShopEvent[]): void {
    const shopper = this.drawShopper(random)
    const who: ShopperRef = isCustomer(shopper)
      ? { customerId: customerIdOf(shopper) }
      : { visitorId: visitorIdOf(shopper) }
    const visit: Visit = { shopper, who, sessionId: `s${(this.#visitNumber++).toString(36)}`, at }
    const step = (): void => {
      visit.at += 5_000 + random.float() * 50_000
    }
    let category = this.#categoryOfVisit(random, shopper)
    const begun = random.float()
    // Who signs in is known by browser and by name from then on.
    const first = { ...visit, who: isCustomer(shopper) ? { ...who, visitorId: visitorIdOf(shopper) } : who }
    if (begun < 0.4) events.push(this.#event(first, 'home-view', {}))
    else if (begun < 0.7)
      events.push(this.#event(first, 'category-view', { category: this.categoryPathOf(category) }))
    else events.push(this.#event(first, 'search', { query: this.#words[random.int(VOCABULARY)] as string }))
    const basket: Basket = { items: [], lines: [] }
    let item = -1
    do {
      step()
      if (random.chance(0.12)) category = this.#categoryOfVisit(random, shopper)
      item =
        item < 0
          ? this.#drawItem(random, category, visit.at)
          : this.#nextItem(random, item, category, visit.at)
      events.push(
        this.#event(visit, 'product-view', { itemId: itemIdOf(item), priceMinor: this.priceOf(item) }),
      )
      if (random.chance(0.15)) {
        step()
        this.#addToBasket(visit, item, basket, events)
      }
    } while (random.chance(0.775))
    if (basket.items.length > 0 && random.chance(0.5)) this.#order(random, visit, basket, events, step)
    if (random.chance(0.03)) {
      step()
      const itemIds = Array.from({ length: 12 }, () => itemIdOf(this.#drawItem(random, category, visit.at)))
      events.push(this.#event(visit, 'list-impression', { itemIds, list: 'best-selling' }))
    }
  }

  #addToBasket(visit: Visit, item: number, { items, lines }: Basket, events: ShopEvent[]): void {
    if (items.includes(item)) return
    const itemId = itemIdOf(item)
    items.push(item)
    lines.push({ itemId, quantity: 1, priceMinor: this.priceOf(item) })
    events.push(this.#event(visit, 'cart-add', { itemId, quantity: 1, basket: [...lines] }))
  }

  /** What lies in the basket; often something that goes with it, or that is bought again and again. */
  #order(random: Rng, visit: Visit, basket: Basket, events: ShopEvent[], step: () => void): void {
    const lines = [...basket.lines]
    const add = (item: number): void => {
      const itemId = itemIdOf(item)
      if (!lines.some((line) => line.itemId === itemId))
        lines.push({ itemId, quantity: 1 + random.int(2), priceMinor: this.priceOf(item) })
    }
    if (random.chance(0.4)) add(this.#companionOf(basket.items[0] as number))
    if (random.chance(0.35)) {
      const staple = mix32(visit.shopper ^ (random.int(3) * 0x7f4a))
      add(this.#itemIn(this.#likedCategory(visit.shopper, 0), popular(this.#perCategory, unit(staple))))
    }
    step()
    events.push(
      this.#event(visit, 'order', {
        orderId: `o${this.#eventNumber.toString(36)}`,
        lines,
        totalMinor: lines.reduce((sum, { quantity, priceMinor = 0 }) => sum + quantity * priceMinor, 0),
        currency: 'GBP',
      }),
    )
  }
}
