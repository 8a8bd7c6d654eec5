/**
 * The recipes that lists are made with: trained always, with their defaults, and held in memory. They stand apart from
 * the table of all recipes, so that a server and a training that need no others do not load them.
 */
import { coOccurrence } from '../../models/pairs/co-occurrence.ts'
import { type AnyRecipe, anyRecipe, type Job, type Options } from '../../models/recipe.ts'

export type PlannedRecipe = {
  /** That of the recipe; with the job behind it when it was chosen for that job with options of its own. */
  readonly name: string
  readonly recipe: AnyRecipe
  readonly options: Options
  /** By which it is checked. */
  readonly job: Job
  /** What the record of the model says of it besides. */
  readonly note?: string
}

export const plannedByDefault = (recipe: AnyRecipe): PlannedRecipe => ({
  name: recipe.name,
  recipe,
  options: recipe.defaults,
  job: recipe.jobs[0] as Job,
})

export const SERVED_RECIPES: readonly AnyRecipe[] = [anyRecipe(coOccurrence)]
