/** What `aisle evaluate` can be asked for. */
import { JOBS } from '../../models/recipe.ts'
import { TRAINED_RECIPES } from '../train/recipes.ts'

export const EVALUATION_JOBS = JOBS
export const EVALUATION_RECIPES: readonly string[] = TRAINED_RECIPES.map(({ name }) => name)
