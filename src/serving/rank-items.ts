/** Items that somebody else chose, in the shopper's order. */
import type { RankRequest } from '../api/list-schema.ts'
import type { Reason } from '../lists/list.ts'
import { becauseOf } from './because.ts'
import type { Cause } from './found.ts'
import { gatesOf } from './gates.ts'
import { requestRules } from './request-rules.ts'
import { wordsFor } from './said-to-associate.ts'
import { type Deps, sceneOf } from './scene.ts'
import { TASTE_PARTS, tasteOf } from './taste.ts'

export type Ranked = {
  readonly items: readonly {
    readonly itemId: string
    readonly score: number
    readonly reasons: readonly Reason[]
  }[]
  /** Items that the filter of the request does not let pass. */
  readonly leftOut: readonly { readonly itemId: string; readonly cause: string; readonly text: string }[]
  readonly isPersonal: boolean
  /** Names of the shoppers whose past was read for it. */
  readonly shopperKeys: readonly string[]
  readonly fallback: { readonly asked: string; readonly cause: string; readonly text: string } | null
  readonly explanation: RankExplanation
}

export type RankExplanation = {
  readonly sources: readonly {
    readonly source: string
    readonly given: string
    readonly weight: number
    readonly recipe: string | null
  }[]
  readonly filters: readonly string[]
  readonly rules: { readonly applied: readonly string[] }
  /** In the order of the answer: taste, and what rules make of it. */
  readonly items: readonly { readonly itemId: string; readonly score: number; readonly factor: number }[]
}

/** The name under which rules are looked for. */
const RANKING = 'ranking'
/** Items, from the first on, for which something of the past is looked for. */
const BECAUSE_MAX = 50

/**
 * Items of which nothing is known keep their order, behind the others, with score 0; without a shopper whose past may be
 * read, all do. Only the filter of the request takes items out: the caller chose them.
 *
 * @source Amazon Personalize, GetPersonalizedRanking: unknown items come last with score 0
 */
export const rankItems = (request: RankRequest, deps: Deps): Ranked => {
  const scene = sceneOf(request, deps)
  const { view } = scene
  const inWords = wordsFor(scene)
  const rules = requestRules(RANKING, undefined, scene)
  const { asked, shape } = gatesOf(scene, {
    stock: 'as-is',
    bought: 'keep',
    dropsBasket: false,
    filters: scene.filters,
    arrangement: rules.arrangement,
    rulesKey: rules.rulesKey,
    taken: new Set(),
  })
  const tests = asked.map(
    ({ compiled, values }) => compiled.bind({ ...scene.facts, parameters: values }).test,
  )
  const leftOut: { itemId: string; cause: string; text: string }[] = []
  const kept: { itemId: string; item: number }[] = []
  for (const itemId of new Set(request.itemIds)) {
    const index = view.items.find(itemId)
    const item = index < 0 ? -1 : view.catalog.masterOf(index)
    const passes =
      scene.filters.length === 0 ||
      (item >= 0 && shape.sets.every(({ has }) => has[item] === 1) && tests.every((test) => test(item)))
    if (passes) kept.push({ itemId, item })
    else
      leftOut.push(
        item < 0
          ? { itemId, cause: 'ITEM_UNKNOWN', text: 'The shop has no such item, so the filter cannot hold.' }
          : { itemId, cause: 'FILTERED_OUT', text: 'The filter of the request does not hold.' },
      )
  }
  const taste: ((item: number) => number) | Cause = tasteOf(scene)
  const scoreOf = typeof taste === 'function' ? taste : () => 0
  const because = typeof taste === 'function' ? becauseOf(scene) : () => undefined
  const weighed = kept.map(({ itemId, item }, place) => {
    const score = item < 0 ? 0 : scoreOf(item)
    const factor = item < 0 ? 1 : (shape.rules?.factorOf(item) ?? 1)
    return { itemId, item, place, score, factor, weight: score * factor }
  })
  const ordered = weighed.sort((a, b) => b.weight - a.weight || a.place - b.place)
  return {
    items: ordered.map(({ itemId, item, score }, place) => {
      const known = score > 0 && place < BECAUSE_MAX ? because(item) : undefined
      const general = { code: 'FITS_TASTE', text: 'Close to what you like', values: { score } }
      const reasons = score > 0 ? [...(known === undefined ? [] : [known]), general] : []
      return { itemId, score, reasons: reasons.map(inWords) }
    }),
    leftOut,
    isPersonal: typeof taste === 'function',
    shopperKeys:
      typeof taste === 'function' ? scene.person.shoppers.map((shopper) => view.shoppers.name(shopper)) : [],
    fallback: typeof taste === 'function' ? null : { asked: RANKING, cause: taste.code, text: taste.text },
    explanation: {
      sources: TASTE_PARTS.map(([role, given, weight]) => ({
        source: `model:${role}`,
        given,
        weight,
        recipe: scene.model?.roles.get(role)?.recipe ?? null,
      })),
      filters: scene.filters.map(({ of }) => `filter of the ${of}`),
      rules: { applied: rules.applied.map(({ ruleId }) => ruleId) },
      items: ordered.map(({ itemId, score, factor }) => ({ itemId, score, factor })),
    },
  }
}
