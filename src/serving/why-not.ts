/** Why one item is not in a list: the first thing that keeps it out. */
import type { WhyNotRequest } from '../api/list-schema.ts'
import { LIST_RECIPES } from '../lists/lists.ts'
import type { Cause } from './found.ts'
import { listAskOf, parseAsked } from './recommend.ts'
import { makeList, type MadeList } from './make-list.ts'
import { openStrategy } from './open-strategy.ts'
import { type Deps, sceneOf } from './scene.ts'

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

/** What a source needs of an item, said when the item is not among its candidates. */
const notProposed = (made: MadeList): Cause => {
  const { strategy, stream } = made.opened
  const [first] = strategy.sources
  if (first?.from === 'figure') {
    const recipe = LIST_RECIPES.find(({ list }) => list === first.figure)
    const text = recipe?.emptyBecause.text ?? 'Its figure is nothing.'
    return cause(
      'NO_FIGURE_OF_ITS_OWN',
      `The figure of the list says nothing of it. For the whole list that would read: ${text}`,
    )
  }
  const why = stream.emptyBecause
  return cause(
    'NOT_PROPOSED',
    `None of the list’s sources proposes it. For the whole list that would read: ${why.text}`,
  )
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
  const whole = makeList({ ...ask, from: 0, count: LOOKED_AT_MAX }, scene)
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
  const { passed, cause: fault } = openStrategy(
    {
      strategy: asked.strategy,
      placement: asked.placement?.placementId,
      parameters: ask.parameters,
      stock: ask.stock ?? asked.placement?.stock,
      bought:
        whole.opened.strategy === asked.strategy && whole.isPersonal
          ? (ask.personalization?.bought ?? ask.bought)
          : ask.bought,
      filters: [],
      taken: new Set(),
      countMin: 0,
    },
    scene,
  ).gates.firstFault(index)
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
  const isCapped = (whole.dropped['capped'] ?? 0) > 0
  if (isCapped && whole.opened.rules.arrangement.caps.length > 0) {
    const [cap] = whole.opened.rules.arrangement.caps
    const key = cap?.keyOf(index)
    const standing = whole.placed.filter(({ item }) => cap?.keyOf(item) === key).length
    if (cap !== undefined && key !== undefined && standing >= cap.countMax)
      return {
        list,
        place: null,
        cause: cause(
          'CAPPED_BY_RULE',
          `The rule ${JSON.stringify(cap.ruleId)} lets ${cap.countMax} of ${JSON.stringify(key)} show, and others come first.`,
        ),
        passed,
      }
  }
  if (whole.placed.length >= LOOKED_AT_MAX)
    return {
      list,
      place: null,
      cause: cause('FAR_BEHIND', `It is not among the first ${LOOKED_AT_MAX} of the list.`),
      passed,
    }
  return { list, place: null, cause: notProposed(whole), passed }
}
