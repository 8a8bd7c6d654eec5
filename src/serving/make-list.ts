/** One list, put together: its strategy, what fills it up, rules, promotions, new items that get a chance. */
import type { ListParameters } from '../domain/catalog.ts'
import type {
  BoughtPolicy,
  Exploration,
  Personalization,
  Placement,
  Promotion,
  StockPolicy,
  Strategy,
} from '../domain/strategy.ts'
import { arrange, type Placed, type PromotionStream } from '../merchandising/arrange.ts'
import type { Arrangement } from '../merchandising/compile-rules.ts'
import type { Rule } from '../domain/rule.ts'
import { explored, type ExploredPlace } from './explored.ts'
import { type Filter, storedFilter } from './filters.ts'
import { type Candidate, type Cause, categoryFault, type Stream } from './found.ts'
import { type OpenStrategy, openStrategy, type StrategyAsk } from './open-strategy.ts'
import { inPersonalOrder, REORDERED_MAX } from './personal-order.ts'
import type { Scene } from './scene.ts'
import { tasteOf } from './taste.ts'

export type ListAsk = {
  readonly strategy: Strategy
  readonly placement: Placement | undefined
  readonly from: number
  readonly count: number
  readonly parameters?: ListParameters | undefined
  readonly stock?: StockPolicy | undefined
  readonly bought?: BoughtPolicy | undefined
  readonly personalization?: Personalization | undefined
  readonly promotions?: readonly Promotion[] | undefined
  readonly exploration?: Exploration | undefined
  /** Items that other lists of the page show. */
  readonly taken: ReadonlySet<number>
}

/** A candidate and the list that it came from. */
type Chosen = Candidate & { readonly of: OpenStrategy; readonly exploredAt?: ExploredPlace }

export type MadeList = {
  /** The strategy that answered: the one asked for, or the first of the fallbacks that had something. */
  readonly opened: OpenStrategy
  readonly asked: OpenStrategy
  /** Why the strategy asked for has nothing; undefined when it has something. */
  readonly emptyBecause: Cause | undefined
  readonly placed: readonly Placed<Chosen>[]
  readonly totalItems: number
  readonly isTotalExact: boolean
  readonly isHidden: boolean
  /** What the shopper did was read for it. */
  readonly isPersonal: boolean
  readonly parameters: ListParameters
  /** Everything that was opened, in order. */
  readonly all: readonly OpenStrategy[]
  readonly dropped: Readonly<Record<string, number>>
}

/** Whether the personalization that was asked for is done for this shopper, in this shop. */
const isPersonalized = ({ personalization }: ListAsk, scene: Scene): boolean =>
  personalization !== undefined &&
  !scene.isPersonalizationOff &&
  scene.person.closedBecause === undefined &&
  scene.person.customerId !== undefined

/** What a stream gives first, kept so that it can still be drawn. */
const peeked = (stream: Stream): { readonly stream: Stream; readonly first: Candidate | undefined } => {
  const first = stream.next()
  let isDrawn = false
  return {
    first,
    stream: {
      ...stream,
      next: () => {
        if (isDrawn) return stream.next()
        isDrawn = true
        return first
      },
    },
  }
}

const wantedRules = (rules: readonly Rule[]): ReadonlySet<string> =>
  new Set(rules.filter(({ scope }) => scope?.categories !== undefined).map(({ ruleId }) => ruleId))

/** A rule that names categories brings its items there, whatever category they are in themselves. */
const allowsWanted = (
  { gates, rules }: OpenStrategy,
  { scope }: Scene,
  arrangement: Arrangement,
): ((item: number) => boolean) => {
  if (scope.category === undefined) return gates.allows
  const bound = wantedRules(rules.applied)
  const free = new Set(
    [...arrangement.front, ...arrangement.pins]
      .filter(({ ruleId }) => bound.has(ruleId))
      .map(({ item }) => item),
  )
  return (item) => (free.has(item) ? gates.allowsElsewhere(item) : gates.allows(item))
}

/** The first of the strategies that has something, or a rule that brings something; else the one asked for. */
const firstThatAnswers = (
  first: OpenStrategy,
  others: readonly (() => OpenStrategy)[],
  scene: Scene,
): { readonly opened: OpenStrategy; readonly used: number } => {
  const has = (opened: OpenStrategy): OpenStrategy | undefined => {
    if (opened.closedBecause !== undefined) return undefined
    const { first: candidate, stream } = peeked(opened.stream)
    const { arrangement } = opened.rules
    const allows = allowsWanted(opened, scene, arrangement)
    const hasWanted = [...arrangement.front, ...arrangement.pins].some(({ item }) => allows(item))
    return candidate !== undefined || hasWanted ? { ...opened, stream } : undefined
  }
  const answering = has(first)
  if (answering !== undefined) return { opened: answering, used: 0 }
  for (const [k, open] of others.entries()) {
    const opened = has(open())
    if (opened !== undefined) return { opened, used: k + 1 }
  }
  return { opened: first, used: others.length }
}

const chosenFrom =
  (stream: Stream, of: OpenStrategy): (() => Chosen | undefined) =>
  () => {
    const candidate = stream.next()
    return candidate === undefined ? undefined : { ...candidate, of }
  }

/** Promoted items as the list itself ranks them, then the rest of them as they sell: all pass what the list asks. */
const promotionOf = (
  { name, where, share, slots }: Promotion,
  ask: StrategyAsk,
  { gates }: OpenStrategy,
  scene: Scene,
): PromotionStream<Chosen> => {
  const filters = [...ask.filters, storedFilter(`promotion ${name}`, where)]
  const sources = [ask.strategy, scene.book.findStrategy('best-selling'), scene.book.findStrategy('new')]
  let place = 0
  let current: (() => Chosen | undefined) | undefined
  const next = (): Chosen | undefined => {
    for (;;) {
      if (current === undefined) {
        const strategy = sources[place++]
        if (strategy === undefined) {
          if (place > sources.length) return undefined
          continue
        }
        const opened = openStrategy({ ...ask, strategy, filters }, scene)
        current = chosenFrom(opened.stream, opened)
      }
      const chosen = current()
      if (chosen === undefined) current = undefined
      else if (gates.allows(chosen.item)) return chosen
    }
  }
  return { name, share, slots, next }
}

const fillers = (
  others: readonly (() => OpenStrategy)[],
  opened: OpenStrategy[],
): (() => Chosen | undefined) => {
  let place = 0
  let current: (() => Chosen | undefined) | undefined
  return () => {
    for (;;) {
      if (current === undefined) {
        const open = others[place++]
        if (open === undefined) return undefined
        const filler = open()
        opened.push(filler)
        current = chosenFrom(filler.stream, filler)
      }
      const chosen = current()
      if (chosen !== undefined) return chosen
      current = undefined
    }
  }
}

export const strategyAskOf = (ask: ListAsk, scene: Scene): StrategyAsk => {
  const { placement } = ask
  const personalized = isPersonalized(ask, scene)
  return {
    strategy: ask.strategy,
    placement: placement?.placementId,
    parameters: ask.parameters,
    stock: ask.stock ?? placement?.stock,
    bought: personalized ? ask.personalization?.bought : ask.bought,
    filters: placementFilters(placement),
    taken: ask.taken,
    // A shopper's own order looks at the same whatever page is asked for.
    countMin: Math.max(ask.from + ask.count, ask.personalization?.ranks === true ? REORDERED_MAX : 0),
  }
}

const placementFilters = (placement: Placement | undefined): readonly Filter[] =>
  placement?.where === undefined ? [] : [storedFilter('placement', placement.where)]

/**
 * Fallbacks, opened when they are reached. Names that stand for nothing any more are passed over.
 *
 * @param bought  for those that say nothing of it themselves
 */
const fallbacksOf = (
  ask: StrategyAsk,
  placement: Placement | undefined,
  scene: Scene,
  bought?: BoughtPolicy,
): (() => OpenStrategy)[] =>
  (placement?.fallbacks ?? []).flatMap((name) => {
    const strategy = scene.book.findStrategy(name)
    if (strategy === undefined) return []
    const own = { ...ask, strategy, bought: ask.bought ?? strategy.bought ?? bought }
    return [() => openStrategy(own, scene)]
  })

const KEPT_OUT: Readonly<Record<string, string>> = {
  FILTERED_OUT: 'a filter does not hold of it',
  EXCLUDED_BY_RULE: 'a rule of the shop excludes it',
  OUT_OF_STOCK: 'it is out of stock',
}

/** Of a list that shows nothing though it has something: what keeps the first of it out. Filters are not told. */
const keptOut = (asked: OpenStrategy, ask: StrategyAsk, scene: Scene): Cause | undefined => {
  const { sources } = asked.stream
  if (!sources.some(({ source, candidateCount }) => candidateCount > 0 || source.startsWith('figure:')))
    return undefined
  const candidate = openStrategy({ ...ask, isBare: true }, scene).stream.next()
  const fault = candidate === undefined ? undefined : asked.gates.firstFault(candidate.item).cause
  if (fault === undefined) return undefined
  const why = KEPT_OUT[fault.code] ?? 'it is bought already, in the basket or on the page'
  return { code: fault.code, text: `Nothing that the list has may show here; of the first, ${why}.` }
}

const readsPast = ({ strategy, closedBecause }: OpenStrategy): boolean =>
  closedBecause === undefined && (strategy.audience ?? 'anyone') !== 'anyone'

const readsShopper = (opened: OpenStrategy, { person, isBasketLive }: Scene): boolean =>
  person.closedBecause === undefined && (isBasketLive || opened.rules.readsShopper || opened.gates.readsPast)

export const makeList = (ask: ListAsk, scene: Scene): MadeList => {
  const { placement, from, count } = ask
  const strategyAsk = strategyAskOf(ask, scene)
  const personalized = isPersonalized(ask, scene)
  const asked = openStrategy(strategyAsk, scene)
  const others = fallbacksOf(strategyAsk, placement, scene)
  const { opened, used } = firstThatAnswers(asked, others, scene)
  const isEmpty = opened === asked
  const taste = personalized && ask.personalization?.ranks === true ? tasteOf(scene) : undefined
  const ordered = typeof taste === 'function' ? inPersonalOrder(opened.stream, taste) : opened.stream
  const all = [opened]
  // What fills up a list that drops what was bought drops it too.
  const fillings = fallbacksOf(strategyAsk, placement, scene, opened.strategy.bought).slice(used)
  const fill = (placement?.whenShort ?? 'fill') === 'fill' && !isEmpty ? fillers(fillings, all) : undefined
  const own = chosenFrom(ordered, opened)
  const { arrangement } = opened.rules
  const exploration = ask.exploration ?? placement?.exploration ?? opened.strategy.exploration
  const main =
    exploration === undefined || exploration.weight === 0 || from > 0
      ? own
      : explored(own, opened, exploration, count, scene)
  const promotions = ask.promotions ?? placement?.promotions ?? opened.strategy.promotions ?? []
  const allows = allowsWanted(opened, scene, arrangement)
  const brought = [...arrangement.front, ...arrangement.pins].filter(
    ({ item }) => allows(item) && !opened.stream.has(item),
  )
  const arranged = arrange<Chosen>({
    next: () => main() ?? fill?.(),
    allows,
    arrangement,
    from,
    count,
    isTaken: (item) => ask.taken.has(item),
    pageSize: Math.max(1, placement?.size ?? count),
    promotions: promotions.map((promotion) =>
      promotionOf(promotion, { ...strategyAsk, strategy: opened.strategy }, opened, scene),
    ),
  })
  const shown = arranged.placed.length === 0 ? 0 : from + arranged.placed.length
  const countMin = placement?.countMin ?? placement?.size ?? count
  const isHidden = placement?.whenShort === 'hide' && from === 0 && arranged.placed.length < countMin
  return {
    opened,
    asked,
    emptyBecause:
      isEmpty || used > 0
        ? (asked.closedBecause ??
          categoryFault(scene.view, scene.scope) ??
          keptOut(asked, strategyAsk, scene) ??
          asked.stream.emptyBecause)
        : undefined,
    placed: isHidden ? [] : arranged.placed,
    totalItems: isHidden ? 0 : Math.max(opened.stream.totalItems + brought.length, shown),
    isTotalExact:
      opened.stream.isTotalExact &&
      arrangement.caps.length === 0 &&
      promotions.length === 0 &&
      main === own &&
      (fill === undefined || fillings.length === 0),
    isHidden,
    isPersonal:
      personalized ||
      readsPast(opened) ||
      readsShopper(opened, scene) ||
      arranged.placed.some((one) => isOwn(one)),
    parameters: opened.stream.parameters,
    all: isEmpty ? [asked] : all,
    dropped: arranged.dropped,
  }
}

const isOwn = (placed: Placed<Chosen>): boolean => 'candidate' in placed && readsPast(placed.candidate.of)
