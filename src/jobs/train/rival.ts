/** The model that serves, asked the same questions as the one that is to follow it. */
import type { ModelFolder } from '../../artifacts/model-folder.ts'
import type { Rival } from '../../evaluation/check-tail.ts'
import { renumberedScorer } from '../../evaluation/renumbered-scorer.ts'
import type { PlannedRecipe } from './served-roles.ts'

export type Rivals = {
  readonly modelVersion: string
  /** On the same data there is nothing that it has not seen. */
  readonly dataHash: string
  /** @returns undefined when the model that serves does not have the recipe, or has it in another version */
  readonly of: (planned: PlannedRecipe, itemIds: readonly string[]) => Promise<Rival | undefined>
}

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
    of: async ({ name, recipe }, itemIds) => {
      const record = serving.recipes.find((other) => other.name === name)
      if (record?.state !== 'trained' || record.version !== recipe.version) return undefined
      const stored = await folder.findPart(record.part)
      if (stored === undefined) return undefined
      return {
        score: renumberedScorer(recipe.scorer(stored.data), serving.itemIds, itemIds),
        knownUntil: serving.statistics.lastActAt ?? 0,
      }
    },
  }
}
