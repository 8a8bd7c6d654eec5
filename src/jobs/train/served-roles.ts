/**
 * The models that lists are made with, a row a role: trained always, and held in memory. They stand apart from the table of
 * all recipes, so that a server and a training that need no others do not load them.
 */
import type { RecipeRecord } from '../../artifacts/model-manifest.ts'
import type { ModelRole } from '../../domain/strategy.ts'
import { basket } from '../../models/basket/basket-completion.ts'
import { pictureSimilarity } from '../../models/content/picture-similarity.ts'
import { textSimilarity } from '../../models/content/text-similarity.ts'
import { sparseLinear } from '../../models/linear/sparse-linear.ts'
import { coOccurrence } from '../../models/pairs/co-occurrence.ts'
import { type AnyRecipe, anyRecipe, type Job, type Options } from '../../models/recipe.ts'
import { personalFrequency } from '../../models/repeat/personal-frequency.ts'
import { transitions } from '../../models/sessions/transitions.ts'

export type PlannedRecipe = {
  /** That of the recipe; with a job or a role behind it when it has options of its own for that. */
  readonly name: string
  readonly recipe: AnyRecipe
  readonly options: Options
  /** By which it is checked. */
  readonly job: Job
  /** Which it may answer for; left out when no list is made with it. */
  readonly role?: ModelRole
  /** Items beyond which its work grows out of hand: then it is passed over. */
  readonly itemMax?: number
  /** It learns from what the catalog says alone, so it is the same whatever shoppers did. */
  readonly isOfCatalog?: boolean
  /** What the record of the model says of it besides. */
  readonly note?: string
}

export type ServedRole = PlannedRecipe & {
  readonly role: ModelRole
  /** The job for which a recipe that evaluation chose takes its place; left out, none does. */
  readonly chosenFor?: Job
  /** A model without it may not take the place of one that has it. */
  readonly mustStay?: boolean
}

export const plannedByDefault = (recipe: AnyRecipe): PlannedRecipe => ({
  name: recipe.name,
  recipe,
  options: recipe.defaults,
  job: recipe.jobs[0] as Job,
})

const served = (
  role: ModelRole,
  given: AnyRecipe,
  { options = {}, ...rest }: Partial<Omit<ServedRole, 'name' | 'recipe' | 'role' | 'note'>> = {},
): ServedRole => ({
  ...plannedByDefault(given),
  role,
  ...(Object.keys(options).length > 0 && { name: `${given.name}/${role}` }),
  options: { ...given.defaults, ...options },
  ...rest,
})

/** A recipe that evaluation may replace for the job. */
const replaceable = (job: Job): Pick<ServedRole, 'job' | 'chosenFor'> => ({ job, chosenFor: job })

/** Every item is compared with every other one: at 50,000 items about a minute on one core, at a million hours. */
const OF_CATALOG = { job: 'similar', itemMax: 50_000, isOfCatalog: true } as const

/** In the order in which they are trained: what costs least comes first. Why these: `docs/training.md`. */
export const SERVED_ROLES: readonly ServedRole[] = [
  served('bought-bought', anyRecipe(coOccurrence), { mustStay: true }),
  // Across visits, and by how surely more often than by chance: what everybody looks at goes with nothing in particular.
  served('viewed-viewed', anyRecipe(coOccurrence), {
    options: {
      from: 'view',
      to: 'view',
      within: 'shopper',
      windowDays: 7,
      measure: 'llr',
      sizeExponent: 0,
      shrinkage: 5,
      popularityExponent: 0.3,
    },
  }),
  served('viewed-bought', anyRecipe(coOccurrence), {
    options: {
      from: 'view',
      to: 'purchase',
      within: 'shopper',
      direction: 'later',
      windowDays: 30,
      measure: 'llr',
      sizeExponent: 0.5,
      shrinkage: 5,
    },
  }),
  served('next-item', anyRecipe(transitions), replaceable('next-item')),
  served('next-basket', anyRecipe(personalFrequency), replaceable('next-basket')),
  served('taste', anyRecipe(sparseLinear), {
    ...replaceable('top-n'),
    options: { viewWeight: 0.5, penaltyExponent: 0.5 },
  }),
  served('similar-look', anyRecipe(pictureSimilarity), OF_CATALOG),
  served('similar-text', anyRecipe(textSimilarity), OF_CATALOG),
  served('completion', anyRecipe(basket), replaceable('completion')),
]

/** Records of a model that may answer for the role, the best first: what evaluation chose, then the role's own. */
export const recordsOfRole = (
  { name, chosenFor }: ServedRole,
  recipes: readonly RecipeRecord[],
): readonly RecipeRecord[] => {
  const chosen = recipes.filter(
    (record) => chosenFor !== undefined && record.name === `${record.recipe}/${chosenFor}`,
  )
  return [...chosen, ...recipes.filter((record) => record.name === name)]
}

/** The record that answers for the role, if it can: undefined when neither was trained. */
export const servedRecord = (
  role: ServedRole,
  recipes: readonly RecipeRecord[],
): (RecipeRecord & { readonly state: 'trained' }) | undefined => {
  const isTrained = (record: RecipeRecord): record is RecipeRecord & { readonly state: 'trained' } =>
    record.state === 'trained'
  return recordsOfRole(role, recipes).find(isTrained)
}
