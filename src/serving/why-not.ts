/** Why one item is not in a list: the first thing that keeps it out. */
import type { WhyNotRequest } from '../api/list-schema.ts'
import { DAY_MS } from '../domain/local-day.ts'
import { ALL_CHANNELS } from '../views/counter-view.ts'
import type { Cause } from './found.ts'
import { listAskOf, parseAsked } from './recommend.ts'
import { type ListAsk, makeList, type MadeList, strategyAskOf } from './make-list.ts'
import { openStrategy } from './open-strategy.ts'
import { type Deps, type Scene, sceneOf } from './scene.ts'

export type WhyNot = {
  readonly list: string
  /** Counted from 1; null when it does not stand in the list. */
  readonly place: number | null
  /** Null when it is in the page that was asked for. */
  readonly cause: Cause | null
  /** What it passed before that. */
  readonly passed: readonly string[]
}

/** How far down a list is looked for the item. */
const LOOKED_AT_MAX = 1_000

const cause = (code: string, text: string): Cause => ({ code, text })

/** Of all time and all channels. */
const WHOLE_PAST_DAYS = 36_500

/** What is known of an item in numbers: when a list says nothing of it, this is mostly why. */
const knownOf = (
  { view, now }: Scene,
  item: number,
): { readonly orders: number; readonly sessions: number } => {
  const today = view.dayOf(now)
  const sum = (metric: 'orders' | 'sessions'): number =>
    view.counters.sums(metric, ALL_CHANNELS, today - WHOLE_PAST_DAYS, today, view.items.size)[item] ?? 0
  return { orders: sum('orders'), sessions: sum('sessions') }
}

const knownText = (scene: Scene, item: number, name: string): string => {
  const { orders, sessions } = knownOf(scene, item)
  return `${name} stands in ${orders} ${orders === 1 ? 'order' : 'orders'} and was viewed in ${sessions} ${sessions === 1 ? 'session' : 'sessions'}, in all`
}

/** Why the list's sources do not propose the item. */
const notProposed = (made: MadeList, scene: Scene, item: number): Cause => {
  const { strategy, stream } = made.opened
  const [first] = strategy.sources
  const { windowDays, addedWithinDays } = stream.parameters
  const known = knownText(scene, item, 'It')
  if (first?.from === 'figure') {
    const since = scene.assorted.since[item]
    const window = windowDays === undefined ? '' : ` in the last ${windowDays} days`
    if (addedWithinDays !== undefined && since !== undefined && since < scene.now - addedWithinDays * DAY_MS)
      return cause(
        'ADDED_TOO_LONG_AGO',
        `The list takes items added within ${addedWithinDays} days; this one is sold here since ${new Date(since).toISOString().slice(0, 10)}.`,
      )
    return cause('TOO_LITTLE_KNOWN', `Its figure is nothing${window}. ${known}.`)
  }
  if (stream.sources.every((source) => source.candidateCount === 0))
    return cause('LIST_EMPTY', `The list has nothing at all: ${stream.emptyBecause.text}`)
  const seeds = [scene.page, ...scene.basket].filter((seed) => seed >= 0).slice(0, 3)
  const seedTexts = seeds.map((seed) => knownText(scene, seed, scene.view.items.name(seed)))
  return cause(
    'TOO_LITTLE_KNOWN',
    `None of the list’s sources proposes it. ${[known, ...seedTexts].join('; ')}. The model is of ${scene.model === undefined ? 'no' : new Date(scene.model.trainedUntil).toISOString().slice(0, 10)} data.`,
  )
}

/** The cap that is full with others of the item's kind. */
const cappedBy = (made: MadeList, { view }: Scene, item: number): Cause | undefined => {
  for (const { ruleId, keyOf, countMax } of made.opened.rules.arrangement.caps) {
    const key = keyOf(item)
    if (key === undefined) continue
    const others = made.placed.filter((placed) => keyOf(placed.item) === key)
    if (others.length >= countMax)
      return cause(
        'CAPPED_BY_RULE',
        `The rule ${JSON.stringify(ruleId)} lets ${countMax} of ${JSON.stringify(key)} show, and ${others.map((placed) => view.items.name(placed.item)).join(', ')} come first.`,
      )
  }
  return undefined
}

/** Copies of what merchandisers wrote have versions that nothing else has. */
let copyCount = 0

/** The same request in a shop without caps. */
const withoutCaps = (request: WhyNotRequest, deps: Deps): Scene => {
  const merchandise = (deps.merchandise ?? deps.view.merchandise).copy(--copyCount * 1_000_000 - 0.5)
  for (const { ruleId, action } of merchandise.all('rule'))
    if (action.do === 'diversify') merchandise.fold('rule', ruleId, undefined)
  return sceneOf(request, { ...deps, merchandise })
}

/** @throws AisleError as `recommend` */
export const whyNot = (request: WhyNotRequest, deps: Deps): WhyNot => {
  const scene = sceneOf(request, deps)
  const asked = parseAsked(request, scene)
  const list = asked.strategy.strategyId
  const { view } = scene
  const index = view.items.find(request.itemId)
  if (index < 0)
    return {
      list,
      place: null,
      cause: cause('ITEM_UNKNOWN', 'The shop has no such item: nothing was sent or heard of it.'),
      passed: [],
    }
  const ask = listAskOf(request, asked, new Set())
  // What fills up behind the list is not the list.
  const { placement } = ask
  const unfilled: ListAsk =
    placement === undefined ? ask : { ...ask, placement: { ...placement, whenShort: 'fewer' } }
  const whole = makeList({ ...unfilled, from: 0, count: LOOKED_AT_MAX }, scene)
  const at = whole.placed.findIndex(({ item }) => item === index)
  const from = ask.from
  const last = ask.from + ask.count
  const page = makeList(ask, scene)
  if (page.placed.some(({ item }) => item === index)) {
    const place = page.placed.find(({ item }) => item === index)?.slot ?? null
    return { list, place, cause: null, passed: [] }
  }
  if (whole.asked.closedBecause !== undefined)
    return { list, place: null, cause: whole.asked.closedBecause, passed: [] }
  const { passed, cause: fault } = openStrategy(strategyAskOf(ask, scene), scene).gates.firstFault(index)
  if (fault !== undefined) return { list, place: null, cause: fault, passed }
  if (at >= 0) {
    const place = at + 1
    return {
      list,
      place,
      cause:
        place <= from
          ? cause('BEFORE_THE_PAGE', `It stands at place ${place}, and the page begins at ${from + 1}.`)
          : cause('BEHIND_THE_PAGE', `It stands at place ${place}, and the page ends at ${last}.`),
      passed,
    }
  }
  const capped = cappedBy(whole, scene, index)
  if (capped !== undefined) {
    const uncapped = makeList({ ...unfilled, from: 0, count: LOOKED_AT_MAX }, withoutCaps(request, deps))
    if (uncapped.placed.some(({ item }) => item === index))
      return { list, place: null, cause: capped, passed }
  }
  if (whole.placed.length >= LOOKED_AT_MAX)
    return {
      list,
      place: null,
      cause: cause('FAR_BEHIND', `It is not among the first ${LOOKED_AT_MAX} of the list.`),
      passed,
    }
  return { list, place: null, cause: notProposed(whole, scene, index), passed }
}
