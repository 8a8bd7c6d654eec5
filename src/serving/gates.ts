/** What keeps an item out of a list, check by check, in the order in which it is said. */
import { type CompiledChannel, compileChannel, sellingOf } from '../domain/assortment.ts'
import type { BoughtPolicy, StockPolicy } from '../domain/strategy.ts'
import { DAY_MS } from '../domain/local-day.ts'
import type { Arrangement } from '../merchandising/compile-rules.ts'
import type { ShopView } from '../views/shop-view.ts'
import { factsFor, type Filter } from './filters.ts'
import { type Cause, categoryTest } from './found.ts'
import type { Shape } from './list-ranking.ts'
import { repurchaseDaysOf } from './repurchase-days.ts'
import type { Scene } from './scene.ts'

export type GateOptions = {
  readonly stock: StockPolicy
  readonly bought: BoughtPolicy
  readonly dropsBasket: boolean
  readonly filters: readonly Filter[]
  readonly arrangement: Arrangement
  /** Names the rules and their version; undefined when none applies. */
  readonly rulesKey: string | undefined
  /** Items that stand on the page already. */
  readonly taken: ReadonlySet<number>
}

export type Gates = {
  /** What a ranking is shaped by: the part that is the same for everybody. */
  readonly shape: Shape
  /** By item: what keeps it out of this answer alone. */
  readonly dropped: ReadonlyMap<number, Cause>
  /** What the shopper did, or who they are, has a say in it. */
  readonly readsPast: boolean
  /** Conditions that are asked item by item. */
  readonly asked: readonly Filter[]
  /** All but rules, membership in the list, and what stands on the page. */
  readonly allows: (item: number) => boolean
  /** The same in whatever category. */
  readonly allowsElsewhere: (item: number) => boolean
  /** The part of `allows` that a shaped ranking has not decided already. */
  readonly allowsRanked: (item: number) => boolean
  /** The first check that the item does not pass, and the names of those before it. */
  readonly firstFault: (item: number) => {
    readonly passed: readonly string[]
    readonly cause: Cause | undefined
  }
}

/** Of what is bought again, half of the usual time between two purchases must have gone by. */
const DUE_SHARE = 0.5

/** Causes that come of what the shopper did. */
const PERSONAL_CAUSES: ReadonlySet<string> = new Set(['BOUGHT_BEFORE', 'DISMISSED_BY_SHOPPER'])

const cause = (code: string, text: string): Cause => ({ code, text })
const onDay = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Why a channel does not sell an item; undefined when it does. */
export const whyNotSold = (
  view: ShopView,
  channelId: string,
  item: number,
  now: number,
): Cause | undefined => {
  const { catalog, items } = view
  const document = catalog.document(item)
  if (document === undefined)
    return catalog.hasCatalog
      ? cause('ITEM_NOT_DESCRIBED', 'The catalog does not describe the item: send it with PUT /api/v1/items.')
      : undefined
  const master = catalog.masterOf(item)
  if (master !== item)
    return cause('SHOWS_AS_MASTER', `It is a variant and shows as ${JSON.stringify(items.name(master))}.`)
  const { status = 'active' } = document
  if (status !== 'active') return cause('NOT_ACTIVE', `Its status is ${status}.`)
  const channel: CompiledChannel = compileChannel(channelId, catalog.channel(channelId))
  const selling = sellingOf(document, catalog.createdAt(item), channel, now)
  if (selling.isSold) return undefined
  const next = Number.isFinite(selling.nextChangeAt)
    ? ` This may change on ${onDay(selling.nextChangeAt)}.`
    : ''
  return cause(
    'NOT_SOLD_HERE',
    `The channel ${channelId} does not sell it now: look at the item’s \`channels\` and \`addedAt\`, and at the channel’s assortments, of which one that excludes wins.${next}`,
  )
}

/** What was bought stays out until it is due: half of the time that this shopper, or else the shop, lets go by. */
const boughtCause = ({ past, now, view }: Scene, policy: BoughtPolicy): ReadonlyMap<number, Cause> => {
  const causes = new Map<number, Cause>()
  if (policy === 'keep') return causes
  for (const [item, { lastAt, count, firstAt }] of past.bought) {
    if (policy === 'drop-until-due') {
      // Orders of one day are one purchase in parts: they say nothing of when the next one is due.
      const spanDays = (lastAt - firstAt) / DAY_MS
      const intervalDays = spanDays >= 1 ? spanDays / (count - 1) : repurchaseDaysOf(view, item)
      if (intervalDays !== undefined && now - lastAt >= DUE_SHARE * intervalDays * DAY_MS) continue
    }
    causes.set(item, cause('BOUGHT_BEFORE', `The shopper bought it on ${onDay(lastAt)}.`))
  }
  return causes
}

const droppedOf = (scene: Scene, { bought, dropsBasket, taken }: GateOptions): ReadonlyMap<number, Cause> => {
  const dropped = new Map<number, Cause>()
  const { page, basket, past, person } = scene
  for (const item of taken) dropped.set(item, cause('ON_PAGE', 'Another list of the page shows it.'))
  if (person.closedBecause === undefined) {
    if (!scene.isPersonalizationOff)
      for (const [item, why] of boughtCause(scene, bought)) dropped.set(item, why)
    for (const item of past.dismissed)
      dropped.set(item, cause('DISMISSED_BY_SHOPPER', 'The shopper does not want to see it.'))
  }
  if (dropsBasket) for (const item of basket) dropped.set(item, cause('IN_BASKET', 'It lies in the basket.'))
  if (page >= 0) dropped.set(page, cause('ITEM_OF_PAGE', 'It is the item of the page.'))
  return dropped
}

const filterCause = ({ of, compiled }: Filter, scene: Scene, filter: Filter, item: number): Cause => {
  const leaf = compiled.explain(factsFor(scene.facts, filter), item)
  return cause(
    'FILTERED_OUT',
    `The filter of the ${of} does not hold: ${leaf === undefined ? 'it fails as a whole' : leaf.text}.`,
  )
}

export const gatesOf = (scene: Scene, options: GateOptions): Gates => {
  const { view, scope, channel, assorted, facts, itemSets } = scene
  const { stock, filters, arrangement, rulesKey } = options
  const { isSold, inStock } = assorted
  const inCategory = categoryTest(view, scope)
  const dropped = droppedOf(scene, options)
  const settled = filters.filter(({ isSettled }) => isSettled)
  const asked = filters.filter(({ isSettled }) => !isSettled)
  const sets = settled.map((filter) => {
    const key = `${channel}\n${filter.key}`
    const own = factsFor(facts, filter)
    const { has, version } = itemSets.of(key, (item) => filter.compiled.test(own, item))
    return { key, has, version }
  })
  const passesAsked = asked.map((filter) => filter.compiled.bind(factsFor(facts, filter)).test)
  const allowsRanked = (item: number): boolean => {
    if (dropped.has(item)) return false
    for (const passes of passesAsked) if (!passes(item)) return false
    return true
  }
  const allowsElsewhere = (item: number): boolean => {
    if (isSold[item] !== 1 || (stock === 'hide' && inStock[item] !== 1)) return false
    for (const { has } of sets) if (has[item] !== 1) return false
    return allowsRanked(item)
  }
  return {
    shape: {
      stock,
      sets,
      rules:
        rulesKey === undefined
          ? undefined
          : {
              key: rulesKey,
              isExcluded: (item) => arrangement.isExcluded(item) !== undefined,
              factorOf: arrangement.factorOf,
              isBuried: arrangement.isBuried,
              buries: arrangement.buries,
            },
    },
    dropped,
    readsPast:
      scene.person.closedBecause === undefined &&
      (filters.some(({ readsShopper }) => readsShopper) ||
        dropped.values().some(({ code }) => PERSONAL_CAUSES.has(code))),
    asked,
    allowsRanked,
    allowsElsewhere,
    allows: (item) => inCategory(item) && allowsElsewhere(item),
    firstFault: (item) => firstFault(checksOf(scene, options, dropped), item),
  }
}

type Check = { readonly name: string; readonly faultOf: (item: number) => Cause | undefined }

/** The checks in the order in which they are told. */
const checksOf = (
  scene: Scene,
  { stock, filters, arrangement }: GateOptions,
  dropped: ReadonlyMap<number, Cause>,
): readonly Check[] => {
  const { view, scope, channel, assorted, facts, now } = scene
  const { isSold, inStock } = assorted
  const inCategory = categoryTest(view, scope)
  const unless = (isGood: boolean, code: string, text: string): Cause | undefined =>
    isGood ? undefined : cause(code, text)
  return [
    {
      name: 'sold',
      faultOf: (item) => (isSold[item] === 1 ? undefined : whyNotSold(view, channel, item, now)),
    },
    {
      name: 'stock',
      faultOf: (item) =>
        unless(
          stock !== 'hide' || inStock[item] === 1,
          'OUT_OF_STOCK',
          `The channel ${channel} is out of it.`,
        ),
    },
    {
      name: 'category',
      faultOf: (item) =>
        unless(
          inCategory(item),
          'OTHER_CATEGORY',
          `It is not in the category ${JSON.stringify(scope.category)}.`,
        ),
    },
    ...filters.map(
      (filter): Check => ({
        name: `filter of the ${filter.of}`,
        faultOf: (item) =>
          filter.compiled.test(factsFor(facts, filter), item)
            ? undefined
            : filterCause(filter, scene, filter, item),
      }),
    ),
    { name: 'shopper, basket and page', faultOf: (item) => dropped.get(item) },
    {
      name: 'rules',
      faultOf: (item) => {
        const ruleId = arrangement.isExcluded(item)
        return unless(
          ruleId === undefined,
          'EXCLUDED_BY_RULE',
          `The rule ${JSON.stringify(ruleId)} excludes it.`,
        )
      },
    },
  ]
}

const firstFault = (checks: readonly Check[], item: number): ReturnType<Gates['firstFault']> => {
  const passed: string[] = []
  for (const { name, faultOf } of checks) {
    const fault = faultOf(item)
    if (fault !== undefined) return { passed, cause: fault }
    passed.push(name)
  }
  return { passed, cause: undefined }
}
