/** Lists that rank what a channel sells by one exact figure. */
import type { ListParameters } from '../domain/catalog.ts'
import type { ListRecipe } from '../lists/list.ts'
import type { Asking, Found, Recommended } from './found.ts'

/** The list's defaults, then the shop's settings, then the request's own; what the list does not read is left out. */
const parametersOf = (recipe: ListRecipe, { view, request }: Asking): ListParameters => ({
  ...recipe.defaults,
  ...recipe.settingsOf(view.shop.lists ?? {}),
  ...Object.fromEntries(
    Object.entries(request.parameters ?? {}).filter(([name]) => Object.hasOwn(recipe.defaults, name)),
  ),
})

export const findRanked = (recipe: ListRecipe, asking: Asking): Found => {
  const { view, ranking, scope, skip, limit, seed, now } = asking
  const parameters = parametersOf(recipe, asking)
  // One more than the page, because the item of the page may stand among them and is left out.
  const { items, scores, totalItems } = ranking.rank(recipe, parameters, scope, skip + limit + 1, now)
  const seedPlace = seed < 0 ? -1 : items.indexOf(seed)
  const found: Recommended[] = []
  for (let k = skip; found.length < limit; k++) {
    const place = seedPlace >= 0 && k >= seedPlace ? k + 1 : k
    const item = items[place]
    if (item === undefined) break
    const score = scores[place] as number
    found.push({ itemId: view.items.name(item), score, reasons: [recipe.reason(score, parameters)] })
  }
  return {
    items: found,
    totalItems: totalItems - (seedPlace >= 0 ? 1 : 0),
    parameters,
    emptyBecause: recipe.emptyBecause,
  }
}
