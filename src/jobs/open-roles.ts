/** Takes hold of a model's parts: for each role the recipe that answers, or why none does. */
import type { StoredPart } from '../artifacts/model-folder.ts'
import type { ModelManifest, RecipeRecord } from '../artifacts/model-manifest.ts'
import { AisleError } from '../domain/errors.ts'
import type { ModelRole } from '../domain/strategy.ts'
import type { AnyRecipe, ModelData } from '../models/recipe.ts'
import type { RoleScorer } from '../serving/serving-model.ts'
import { ANSWER_MS_MAX, answerMs } from './answer-time.ts'
import { recordsOfRole, SERVED_ROLES, type ServedRole } from './train/served-roles.ts'

export type OpenedRoles = {
  readonly roles: ReadonlyMap<ModelRole, RoleScorer>
  readonly missing: ReadonlyMap<ModelRole, string>
}

type Opening = {
  readonly readPart: (part: string) => Promise<StoredPart>
  /** ms UTC, of the questions by which answers are timed */
  readonly now: number
  /** ms */
  readonly clock: () => number
}

type OpenedPart = Pick<RoleScorer, 'score' | 'prior'>

const openPart = (recipe: AnyRecipe, data: ModelData): OpenedPart => {
  const prior = recipe.prior?.(data)
  return { score: recipe.scorer(data), ...(prior !== undefined && { prior }) }
}

const NOT_TRAINED = 'The model was trained without it: `npx aisle train` adds it.'

/** The table of all recipes is loaded only for what evaluation chose. */
const recipeOf = async ({ recipe: own }: ServedRole, name: string): Promise<AnyRecipe | undefined> =>
  own.name === name ? own : (await import('./train/recipes.ts')).recipeNamed(name)

const versionProblem = (
  { name, version }: RecipeRecord,
  recipe: AnyRecipe | undefined,
): string | undefined => {
  if (recipe?.version === version) return undefined
  const here =
    recipe === undefined ? 'this program has no such recipe' : `this program reads version ${recipe.version}`
  return `${name} is of version ${version}, and ${here}`
}

/** @throws AisleError MODEL_CORRUPT when a part is damaged, or every one is of another version of the program */
export const openRoles = async (
  { recipes, modelVersion, itemIds }: Pick<ModelManifest, 'recipes' | 'modelVersion' | 'itemIds'>,
  { readPart, now, clock }: Opening,
): Promise<OpenedRoles> => {
  const roles = new Map<ModelRole, RoleScorer>()
  const missing = new Map<ModelRole, string>()
  const parts = new Map<string, OpenedPart>()
  const outdated: string[] = []
  for (const served of SERVED_ROLES) {
    const { role } = served
    const problems: string[] = []
    for (const record of recordsOfRole(served, recipes)) {
      if (record.state !== 'trained') {
        problems.push(
          `${record.name} ${record.state === 'failed' ? 'failed' : 'was passed over'}: ${record.reason}`,
        )
        continue
      }
      const recipe = await recipeOf(served, record.recipe)
      const problem = versionProblem(record, recipe)
      if (recipe === undefined || problem !== undefined) {
        problems.push(problem ?? record.name)
        outdated.push(problem ?? record.name)
        continue
      }
      const opened = parts.get(record.part) ?? openPart(recipe, (await readPart(record.part)).data)
      const { score } = opened
      if (record.name !== served.name) {
        const ms = await answerMs(score, { itemCount: itemIds.length, now, clock })
        if (ms > ANSWER_MS_MAX) {
          problems.push(`${record.name} takes ${ms.toFixed(1)} ms an answer, and may take ${ANSWER_MS_MAX}`)
          continue
        }
      }
      parts.set(record.part, opened)
      roles.set(role, {
        role,
        recipe: record.name,
        ...opened,
        ...(problems.length > 0 && { note: `${problems.join('; ')}.` }),
      })
      break
    }
    if (!roles.has(role)) missing.set(role, problems.length === 0 ? NOT_TRAINED : `${problems.join('; ')}.`)
  }
  if (roles.size === 0 && outdated.length > 0)
    throw new AisleError('MODEL_CORRUPT', `The model ${modelVersion} cannot be read: ${outdated.join('; ')}.`)
  return { roles, missing }
}
