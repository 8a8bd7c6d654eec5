/** From a request to a list with its reasons. Pure: the clock and the state are given. */
import { LIST_LIMIT_DEFAULT, type RecommendationsRequest } from '../api/list-schema.ts'
import { type ListParameters, normalizeCategory } from '../domain/catalog.ts'
import { AisleError, assert } from '../domain/errors.ts'
import { LIST_RECIPES } from '../lists/lists.ts'
import { findAlsoLiked } from './also-like.ts'
import { findRanked } from './find-ranked.ts'
import { findRecentlyViewed } from './find-recently-viewed.ts'
import { type Asking, categoryFault, type Found, type Recommended } from './found.ts'
import { ALSO_LIKE, NAMED_LISTS, parseListName, RECENTLY_VIEWED } from './list-names.ts'
import { PLACEMENTS, type Placement, placementOf } from './placements.ts'

/** What answered, before it gets its id and versions. */
export type Answer = {
  readonly list: string
  readonly placement?: string
  readonly title: string
  readonly items: readonly Recommended[]
  readonly totalItems: number
  readonly skip: number
  readonly limit: number
  /** Set when another list than the one asked for answered, or none could. */
  readonly fallback: { readonly asked: string; readonly cause: string; readonly text: string } | null
  readonly parameters: ListParameters
}

type Asked = { readonly list: string; readonly placement: Placement | undefined }

const unknown = (what: string, name: string, names: readonly string[]): AisleError =>
  new AisleError('LIST_UNKNOWN', `There is no ${what} ${JSON.stringify(name)}.`, {
    field: `/${what}`,
    fix: `Send one of ${names.join(', ')}.`,
  })

const parseAsked = ({ list, placement }: RecommendationsRequest): Asked => {
  if (placement !== undefined) {
    const known = placementOf(placement)
    if (known === undefined)
      throw unknown(
        'placement',
        placement,
        PLACEMENTS.map((place) => place.placement),
      )
    return { list: known.list, placement: known }
  }
  if (list === undefined)
    throw new AisleError('BAD_REQUEST', 'The request names no list.', {
      field: '/list',
      fix: 'Send `list` or `placement`.',
    })
  const known = parseListName(list)
  if (known === undefined)
    throw unknown(
      'list',
      list,
      NAMED_LISTS.map((named) => named.list),
    )
  return { list: known, placement: undefined }
}

/** How each list finds its items. */
const FINDERS: ReadonlyMap<string, (asking: Asking) => Found> = new Map([
  ...LIST_RECIPES.map((recipe): [string, (asking: Asking) => Found] => [
    recipe.list,
    (asking) => findRanked(recipe, asking),
  ]),
  [RECENTLY_VIEWED.list, findRecentlyViewed],
  [ALSO_LIKE.list, findAlsoLiked],
])

const find = (list: string, asking: Asking): Found => {
  const finder = FINDERS.get(list)
  assert(finder !== undefined, `every named list has a finder: ${list}`)
  return finder(asking)
}

const titleOf = (list: string): string => NAMED_LISTS.find((named) => named.list === list)?.title ?? list

export type RecommendDeps = Pick<Asking, 'view' | 'ranking' | 'model' | 'now' | 'mayNameCustomer'>

/** @throws AisleError LIST_UNKNOWN, BAD_REQUEST */
export const recommend = (request: RecommendationsRequest, deps: RecommendDeps): Answer => {
  const { list: asked, placement } = parseAsked(request)
  const { context } = request
  const seed = context?.itemId === undefined ? -1 : deps.view.items.find(context.itemId)
  const asking: Asking = {
    ...deps,
    request,
    scope: {
      channel: context?.channel,
      category: context?.category === undefined ? undefined : normalizeCategory(context.category),
      includeDescendants: context?.includeDescendants === true,
    },
    skip: request.skip ?? 0,
    limit: request.limit ?? LIST_LIMIT_DEFAULT,
    seed: seed < 0 ? -1 : deps.view.catalog.masterOf(seed),
  }
  const first = find(asked, asking)
  let answered = { list: asked, found: first }
  for (const next of placement?.fallbacks ?? []) {
    if (answered.found.totalItems > 0) break
    const found = find(next, asking)
    if (found.totalItems > 0) answered = { list: next, found }
  }
  const { list, found } = answered
  const cause = categoryFault(deps.view, asking.scope) ?? first.emptyBecause
  return {
    list,
    ...(placement !== undefined && { placement: placement.placement }),
    title: list === asked && placement !== undefined ? placement.title : titleOf(list),
    items: found.items,
    totalItems: found.totalItems,
    skip: asking.skip,
    limit: asking.limit,
    fallback: first.totalItems > 0 ? null : { asked, cause: cause.code, text: cause.text },
    parameters: found.parameters,
  }
}
