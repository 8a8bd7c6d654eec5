/** The model that serves, asked the same questions as the one that is to follow it. */
import type { ModelFolder } from '../../artifacts/model-folder.ts'
import type { ModelManifest, RecipeRecord } from '../../artifacts/model-manifest.ts'
import type { Rival } from '../../evaluation/check-tail.ts'
import { renumberedScorer } from '../../evaluation/renumbered-scorer.ts'
import type { AnyRecipe } from '../../models/recipe.ts'
import { type PlannedRecipe, servedRecord, SERVED_ROLES } from './served-roles.ts'

export type Rivals = {
  readonly modelVersion: string
  /** On the same data there is nothing that it has not seen. */
  readonly dataHash: string
  /**
   * What answers now for the role of a recipe, whichever recipe that is; for one without a role, the same recipe.
   *
   * @returns undefined when the model that serves has none, or has it in another version
   */
  readonly of: (planned: PlannedRecipe, itemIds: readonly string[]) => Promise<Rival | undefined>
}

const recordFor = ({ name, role }: PlannedRecipe, { recipes }: ModelManifest): RecipeRecord | undefined => {
  const served = SERVED_ROLES.find((other) => other.role === role)
  return served === undefined ? recipes.find((other) => other.name === name) : servedRecord(served, recipes)
}

/** The table of all recipes is loaded only for what evaluation chose. */
const recipeFor = async ({ recipe }: PlannedRecipe, name: string): Promise<AnyRecipe | undefined> =>
  recipe.name === name ? recipe : (await import('./recipes.ts')).recipeNamed(name)

/** @returns undefined when no model of this log serves, or it cannot be read */
export const openRivals = async (
  folder: Pick<ModelFolder, 'readServing' | 'findPart'>,
  logId: string,
): Promise<Rivals | undefined> => {
  const serving = await folder.readServing().catch(() => undefined)
  if (serving?.logId !== logId) return undefined
  return {
    modelVersion: serving.modelVersion,
    dataHash: serving.dataHash,
    of: async (planned, itemIds) => {
      const record = recordFor(planned, serving)
      if (record?.state !== 'trained') return undefined
      const recipe = await recipeFor(planned, record.recipe)
      if (recipe?.version !== record.version) return undefined
      const stored = await folder.findPart(record.part)
      if (stored === undefined) return undefined
      return {
        score: renumberedScorer(recipe.scorer(stored.data), serving.itemIds, itemIds),
        knownUntil: serving.statistics.lastActAt ?? 0,
      }
    },
  }
}
