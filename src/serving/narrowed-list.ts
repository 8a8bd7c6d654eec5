/** A list that a shopper narrows by choices, with what there is to choose from. */
import type { RecommendationsRequest } from '../api/list-schema.ts'
import { LIST_LIMIT_MAX } from '../domain/list-limits.ts'
import { AisleError } from '../domain/errors.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import { requestCondition } from './filters.ts'
import { type Answered, recommend } from './recommend.ts'
import type { Deps } from './scene.ts'
import { type Refinement, refinedCondition, type Selector, selectorsOf } from './selectors.ts'

/** @throws AisleError BAD_REQUEST for a choice that chooses nothing */
const checkRefinements = (refinements: readonly Refinement[]): void =>
  refinements.forEach((refinement, k) => {
    const needed = refinement.field === 'item.priceMinor' ? 'ranges' : 'values'
    if (refinement[needed] === undefined)
      throw new AisleError('BAD_REQUEST', `/refine/${k}: ${refinement.field} is chosen by ${needed}.`, {
        field: `/refine/${k}`,
        fix: `Send \`${needed}\` of the selector, or leave the choice out.`,
      })
  })

/** The same list as one that is asked for with a filter. */
const narrowedRequest = (
  request: RecommendationsRequest,
  refinements: readonly Refinement[],
): RecommendationsRequest => {
  if (refinements.length === 0) return request
  const chosen = refinedCondition(refinements)
  const { where, ...filter } = request.filter ?? {}
  const both = where === undefined ? chosen : { all: [requestCondition(where, '/filter/where'), chosen] }
  return { ...request, filter: { ...filter, where: both } }
}

/**
 * What there is to choose from is that of the first `LIST_LIMIT_MAX` items of the whole list.
 *
 * @throws AisleError as `recommend`, and BAD_REQUEST
 */
export const narrowedList = (
  request: RecommendationsRequest,
  refinements: readonly Refinement[],
  deps: Deps,
): {
  readonly request: RecommendationsRequest
  readonly answered: Answered
  readonly selectors: readonly Selector[]
} => {
  checkRefinements(refinements)
  const whole = recommend({ ...request, skip: 0, limit: LIST_LIMIT_MAX }, deps)
  const { catalog, items } = deps.view
  const documents = whole.answer.items.flatMap(({ itemId }) => catalog.document(items.find(itemId)) ?? [])
  const narrowed = narrowedRequest(request, refinements)
  return {
    request: narrowed,
    answered: recommend(narrowed, deps),
    selectors: selectorsOf(documents, refinements, request.context?.channel ?? WEB_CHANNEL),
  }
}
