/** The recipes there are, and which of them are trained for a shop. */
import { autoregression } from '../../models/linear/autoregression.ts'
import { basket } from '../../models/basket/basket-completion.ts'
import { coOccurrence } from '../../models/pairs/co-occurrence.ts'
import { conversion } from '../../models/counts/conversion.ts'
import { ease } from '../../models/linear/ease.ts'
import { graphFilter } from '../../models/factors/graph-filter.ts'
import { ials } from '../../models/factors/ials.ts'
import { nextBasket } from '../../models/repeat/next-basket.ts'
import { personalFrequency } from '../../models/repeat/personal-frequency.ts'
import { embeddingSimilarity } from '../../models/content/embedding-similarity.ts'
import { pictureSimilarity } from '../../models/content/picture-similarity.ts'
import { popularity } from '../../models/counts/popularity.ts'
import { rankedOrders, rankedSessions } from '../../evaluation/two-stage.ts'
import { type AnyRecipe, anyRecipe, JOBS } from '../../models/recipe.ts'
import { sessionNeighbors } from '../../models/sessions/session-neighbors.ts'
import { sparseLinear } from '../../models/linear/sparse-linear.ts'
import { textSimilarity } from '../../models/content/text-similarity.ts'
import { tifuKnn } from '../../models/repeat/tifu-knn.ts'
import { transitions } from '../../models/sessions/transitions.ts'
import { trending } from '../../models/counts/trending.ts'
import { upCf } from '../../models/repeat/up-cf.ts'
import type { Choice } from '../evaluate/choice.ts'
import { optionProblem } from './option-problem.ts'
import { type PlannedRecipe, plannedByDefault, SERVED_ROLES } from './served-roles.ts'

/** Every recipe that can be trained for a shop. */
export const TRAINED_RECIPES: readonly AnyRecipe[] = [
  anyRecipe(autoregression),
  anyRecipe(basket),
  anyRecipe(coOccurrence),
  anyRecipe(conversion),
  anyRecipe(ease),
  anyRecipe(embeddingSimilarity),
  anyRecipe(graphFilter),
  anyRecipe(ials),
  anyRecipe(nextBasket),
  anyRecipe(personalFrequency),
  anyRecipe(pictureSimilarity),
  anyRecipe(popularity),
  anyRecipe(rankedOrders),
  anyRecipe(rankedSessions),
  anyRecipe(sessionNeighbors),
  anyRecipe(sparseLinear),
  anyRecipe(textSimilarity),
  anyRecipe(tifuKnn),
  anyRecipe(transitions),
  anyRecipe(trending),
  anyRecipe(upCf),
]

export const recipeNamed = (name: string): AnyRecipe | undefined =>
  TRAINED_RECIPES.find((recipe) => recipe.name === name)

/**
 * What is trained: a recipe for each role, those that evaluation chose for a job, with the options it found, and those that
 * are asked for. Options that the recipe does not take give way to its defaults, and the plan says so.
 *
 * @param asked  names of recipes; `all` is every recipe there is
 */
export const planOf = (choice: Choice, asked: readonly string[]): readonly PlannedRecipe[] => {
  const served = new Set(SERVED_ROLES.map(({ name }) => name))
  const isAsked = ({ name }: AnyRecipe): boolean =>
    !served.has(name) && (asked.includes('all') || asked.includes(name))
  const chosen = JOBS.flatMap((job): readonly PlannedRecipe[] => {
    const found = choice[job]
    const recipe = found === undefined ? undefined : recipeNamed(found.recipe)
    if (found === undefined || recipe === undefined) return []
    const name = `${recipe.name}/${job}`
    const role = SERVED_ROLES.find(({ chosenFor }) => chosenFor === job)?.role
    const planned = { name, recipe, job, ...(role !== undefined && { role }) }
    const problem = optionProblem(recipe, found.options)
    if (problem === undefined) return [{ ...planned, options: { ...recipe.defaults, ...found.options } }]
    const note = `trained with its defaults, because the options that were chosen do not fit: ${problem}; \`npx aisle evaluate\` chooses anew`
    return [{ ...planned, options: recipe.defaults, note }]
  })
  return [...SERVED_ROLES, ...chosen, ...TRAINED_RECIPES.filter(isAsked).map(plannedByDefault)]
}
