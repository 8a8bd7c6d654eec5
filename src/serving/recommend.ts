/** From a request to a list with its reasons. The clock, the chance and the state are given. */
import type { RecommendationsRequest } from '../api/list-schema.ts'
import type { ListParameters } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { LIST_LIMIT_DEFAULT } from '../domain/list-limits.ts'
import type { Placement, Promotion, Strategy } from '../domain/strategy.ts'
import type { Reason } from '../lists/list.ts'
import { becauseOf } from './because.ts'
import { explanationOf, type Explanation } from './explanation.ts'
import { requestCondition } from './filters.ts'
import type { ListAsk, MadeList } from './make-list.ts'
import { makeList } from './make-list.ts'
import { wordsFor } from './said-to-associate.ts'
import { type Deps, type Scene, sceneOf } from './scene.ts'

export type Recommended = {
  readonly itemId: string
  readonly score: number
  readonly reasons: readonly Reason[]
  /** The list that filled this place, where the one asked for had too few. */
  readonly filledFrom?: string
  /** With exploration: how probable the item was at its place. */
  readonly propensity?: number
}

/** What answered, before it gets its id and versions. */
export type Answer = {
  readonly list: string
  readonly placement?: string
  readonly title: string
  readonly items: readonly Recommended[]
  readonly totalItems: number
  readonly isTotalExact: boolean
  readonly skip: number
  readonly limit: number
  readonly isPersonal: boolean
  readonly isHidden?: true
  /** Set when another list than the one asked for answered, or none could. */
  readonly fallback: { readonly asked: string; readonly cause: string; readonly text: string } | null
  readonly parameters: ListParameters
}

export type Answered = {
  readonly answer: Answer
  readonly made: MadeList
  /** Names of the shoppers whose past was read for it. */
  readonly shopperKeys: readonly string[]
  /** Worked out when somebody reads it. */
  readonly explain: () => Explanation
}

export type Asked = { readonly strategy: Strategy; readonly placement: Placement | undefined }

/**
 * @param placementField  where the placement stands in the request
 * @throws AisleError LIST_UNKNOWN, BAD_REQUEST
 */
export const parseAsked = (
  { list, placement }: Pick<RecommendationsRequest, 'list' | 'placement'>,
  scene: Scene,
  placementField = '/placement',
): Asked => {
  const { book, person } = scene
  if (placement !== undefined) {
    const known = book.placement(placement, placementField)
    const isKnown = person.closedBecause === undefined && person.customerId !== undefined
    const name =
      isKnown && !scene.isPersonalizationOff ? (known.forCustomer ?? known.strategy) : known.strategy
    const strategy = book.findStrategy(name) ?? book.findStrategy(known.strategy)
    if (strategy === undefined)
      throw new AisleError(
        'LIST_UNKNOWN',
        `The placement ${JSON.stringify(placement)} names the list ${JSON.stringify(known.strategy)}, and there is none.`,
        { field: placementField, fix: 'Put the strategy, or change the placement.' },
      )
    return { strategy, placement: known }
  }
  if (list === undefined)
    throw new AisleError('BAD_REQUEST', 'The request names no list.', {
      field: '/list',
      fix: 'Send `list` or `placement`.',
    })
  return { strategy: book.strategy(list), placement: undefined }
}

const promotionsOf = (raw: RecommendationsRequest['promotions']): readonly Promotion[] | undefined =>
  raw?.map(({ where, ...rest }, k): Promotion => {
    if ((rest.share === undefined) === (rest.slots === undefined))
      throw new AisleError('BAD_REQUEST', `/promotions/${k}: a promotion has a share or slots.`, {
        field: `/promotions/${k}`,
        fix: 'Send one of `share` and `slots`.',
      })
    return { ...rest, where: requestCondition(where, `/promotions/${k}/where`) }
  })

/** What a placement or a request makes of a strategy. */
export const listAskOf = (
  request: RecommendationsRequest,
  { strategy, placement }: Asked,
  taken: ReadonlySet<number>,
): ListAsk => ({
  strategy,
  placement,
  from: request.skip ?? 0,
  count: request.limit ?? placement?.size ?? LIST_LIMIT_DEFAULT,
  parameters: request.parameters,
  stock: request.stock,
  bought: request.bought,
  personalization: request.personalization ?? placement?.personalization,
  promotions: promotionsOf(request.promotions),
  exploration: request.exploration,
  taken,
})

/** Sources whose candidates rest on the shopper's past: what of it speaks for an item is worth saying. */
const isFromPast = (source: string): boolean =>
  ['model:taste', 'model:next-item', 'model:next-basket', 'model:viewed-viewed'].includes(source)

/** Of sources; what else is to be said comes besides. `explain` tells all of them. */
const REASONS_MAX = 2

const itemsOf = (made: MadeList, scene: Scene): readonly Recommended[] => {
  const { view } = scene
  const { opened } = made
  const inWords = wordsFor(scene)
  let because: ((item: number) => Reason | undefined) | undefined
  return made.placed.map((placed): Recommended => {
    const itemId = view.items.name(placed.item)
    if (!('candidate' in placed)) {
      const { ruleId, slot } = placed
      const reason =
        placed.by === 'pin'
          ? { code: 'PINNED_BY_RULE', text: 'Put at this place by the shop', values: { ruleId, slot } }
          : { code: 'INCLUDED_BY_RULE', text: 'Put in front by the shop', values: { ruleId } }
      return { itemId, score: 0, reasons: [reason] }
    }
    const { candidate } = placed
    const reasons = candidate.components.slice(0, REASONS_MAX).map(({ reason }) => reason())
    if (made.isPersonal && candidate.components.some(({ source }) => isFromPast(source))) {
      because ??= becauseOf(scene)
      const known = because(placed.item)
      if (known !== undefined) reasons.unshift(known)
    }
    if (placed.by === 'promotion')
      reasons.unshift({
        code: 'PROMOTED_BY_SHOP',
        text: 'Promoted by the shop',
        values: { promotion: placed.promotion },
      })
    for (const { ruleId, action } of candidate.of.rules.arrangement.touching(placed.item))
      reasons.push({
        code: action === 'boost' ? 'BOOSTED_BY_RULE' : 'BURIED_BY_RULE',
        text: action === 'boost' ? 'Moved up by the shop' : 'Moved down by the shop',
        values: { ruleId },
      })
    if (candidate.exploredAt?.isExplored === true)
      reasons.push({ code: 'GIVEN_A_CHANCE', text: 'New, and given a chance', values: {} })
    return {
      itemId,
      score: candidate.score,
      reasons: reasons.map(inWords),
      ...(candidate.of.strategy !== opened.strategy && { filledFrom: candidate.of.strategy.strategyId }),
      ...(candidate.exploredAt !== undefined && { propensity: candidate.exploredAt.propensity }),
    }
  })
}

/** What shoppers read above the list: the placement's words, where they are true of what answered. */
const titleOf = (opened: Strategy, asked: Strategy, placement: Placement | undefined): string => {
  if (placement === undefined) return opened.title
  const holds = opened === asked || placement.titleHoldsFor?.includes(opened.strategyId) === true
  return holds ? placement.title : opened.title
}

export const answerOf = (ask: ListAsk, scene: Scene): Answered => {
  const made = makeList(ask, scene)
  const { opened, asked, emptyBecause } = made
  const { placement } = ask
  const answer: Answer = {
    list: opened.strategy.strategyId,
    ...(placement !== undefined && { placement: placement.placementId }),
    title: titleOf(opened.strategy, asked.strategy, placement),
    items: itemsOf(made, scene),
    totalItems: made.totalItems,
    isTotalExact: made.isTotalExact,
    skip: ask.from,
    limit: ask.count,
    isPersonal: made.isPersonal,
    ...(made.isHidden && { isHidden: true as const }),
    fallback:
      emptyBecause === undefined
        ? null
        : { asked: asked.strategy.strategyId, cause: emptyBecause.code, text: emptyBecause.text },
    parameters: made.parameters,
  }
  const { view, person } = scene
  return {
    answer,
    made,
    shopperKeys: made.isPersonal ? person.shoppers.map((shopper) => view.shoppers.name(shopper)) : [],
    explain: () => explanationOf(made, scene),
  }
}

/** @throws AisleError LIST_UNKNOWN, BAD_REQUEST, FILTER_UNKNOWN */
export const recommend = (request: RecommendationsRequest, deps: Deps): Answered => {
  const scene = sceneOf(request, deps)
  const asked = parseAsked(request, scene)
  return answerOf(listAskOf(request, asked, deps.taken ?? new Set()), scene)
}
