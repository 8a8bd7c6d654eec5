/** Lists that rank what a channel sells by one exact figure. */
import type { ListParameters } from '../domain/catalog.ts'
import type { ListRecipe } from '../lists/list.ts'
import { LIST_RECIPES } from '../lists/lists.ts'
import { type Candidate, nothing, type Stream } from './found.ts'
import type { Gates } from './gates.ts'
import { isMember, type Ranking } from './list-ranking.ts'
import type { Scene } from './scene.ts'

/** Members that conditions of the request are asked of, to tell how many pass; of more, only the most is told. */
const COUNTED_MAX = 2_000
/** Places ranked beyond those asked for, for items that are passed over. */
const SPARE = 32

const recipeByName = new Map(LIST_RECIPES.map((recipe) => [recipe.list, recipe]))

/** The recipe's defaults, then the shop's settings, the strategy's and the request's own; what it does not read is left out. */
const parametersOf = (
  recipe: ListRecipe,
  { view }: Scene,
  given: readonly (ListParameters | undefined)[],
): ListParameters => {
  const all = Object.assign({}, recipe.settingsOf(view.shop.lists ?? {}), ...given) as ListParameters
  return {
    ...recipe.defaults,
    ...Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(recipe.defaults, name))),
  }
}

/** How many of the list show, when what is dropped and asked for this request alone is taken off. */
const totalOf = (
  ranking: Ranking,
  gates: Gates,
): { readonly totalItems: number; readonly isTotalExact: boolean } => {
  const { totalItems, items } = ranking
  let dropped = 0
  for (const item of gates.dropped.keys()) if (isMember(ranking, item)) dropped++
  if (gates.asked.length === 0) return { totalItems: totalItems - dropped, isTotalExact: true }
  if (totalItems > COUNTED_MAX || items.length < totalItems)
    return { totalItems: totalItems - dropped, isTotalExact: false }
  let passing = 0
  for (const item of items) if (gates.allowsRanked(item)) passing++
  return { totalItems: passing, isTotalExact: true }
}

/**
 * @param given     parameters of the strategy and of the request, the last word last
 * @param countMin  how many places the caller will fill
 */
export const figureStream = (
  figure: string,
  given: readonly (ListParameters | undefined)[],
  scene: Scene,
  gates: Gates,
  countMin: number,
): Stream => {
  const source = `figure:${figure}`
  const recipe = recipeByName.get(figure)
  if (recipe === undefined)
    return nothing({ code: 'NO_FIGURE', text: `There is no figure ${JSON.stringify(figure)}.` })
  const parameters = parametersOf(recipe, scene, given)
  const rank = (count: number): Ranking =>
    scene.ranking.rank(recipe, parameters, scene.scope, gates.shape, count, scene.now)
  let ranking = rank(countMin + SPARE + (gates.asked.length > 0 ? COUNTED_MAX : gates.dropped.size))
  let place = 0
  const next = (): Candidate | undefined => {
    for (;;) {
      if (place >= ranking.items.length) {
        if (ranking.items.length >= ranking.totalItems) return undefined
        ranking = rank(ranking.items.length * 4)
        if (place >= ranking.items.length) return undefined
      }
      const item = ranking.items[place] as number
      const score = ranking.scores[place] as number
      const facts = ranking.facts?.[place]
      place++
      if (!gates.allowsRanked(item)) continue
      const reason = () => recipe.reason(score, parameters, facts)
      return { item, score, components: [{ source, score, place, reason }] }
    }
  }
  return {
    next,
    has: (item) => isMember(ranking, item) && gates.allowsRanked(item),
    ...totalOf(ranking, gates),
    parameters,
    emptyBecause: recipe.emptyBecause,
    sources: [{ source, candidateCount: ranking.totalItems }],
  }
}
