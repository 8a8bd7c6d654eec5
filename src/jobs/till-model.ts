/** What tills take away of the model that serves: what was learned for the roles that they ask. */
import type { RecipeRecord } from '../artifacts/model-manifest.ts'
import type { StoredData } from '../artifacts/model-data-codec.ts'
import { MODEL_ROLES, type ModelRole } from '../domain/strategy.ts'
import type { Csr } from '../math/csr.ts'
import type { BasketModel } from '../models/basket/basket-scorer.ts'
import type { ServingModel } from '../serving/serving-model.ts'
import {
  type LeftOut,
  type ModelPart,
  NOT_CARRIED,
  type RolePart,
  type WholeModel,
} from '../snapshot/snapshot-parts.ts'
import type { ServingModels } from './serving-models.ts'
import type { ShopRuntime } from './shop-runtime.ts'
import { recordsOfRole, SERVED_ROLES } from './train/served-roles.ts'

type Trained = RecipeRecord & { readonly state: 'trained' }

/** Recipes whose answers come from a table of neighbours. */
const OF_NEIGHBORS: ReadonlySet<string> = new Set(['co-occurrence', 'text-similarity', 'picture-similarity'])

const isCarried = ({ recipe }: RecipeRecord): boolean => OF_NEIGHBORS.has(recipe) || recipe === 'basket'

const partOf = ({ recipe }: Trained, data: StoredData): ModelPart =>
  recipe === 'basket'
    ? { form: 'basket', ...(data as unknown as BasketModel) }
    : {
        form: 'neighbors',
        neighbors: data['neighbors'] as Csr,
        historyHalfLifeActs: data['historyHalfLifeActs'] as number,
      }

/** The record that answers for the role now, or the role's own where a till cannot run what was chosen in its place. */
const recordFor = (
  { roles }: ServingModel,
  role: ModelRole,
  recipes: readonly RecipeRecord[],
): { readonly record: Trained; readonly isOther: boolean } | undefined => {
  const served = SERVED_ROLES.find((one) => one.role === role)
  const answering = roles.get(role)
  if (served === undefined || answering === undefined) return undefined
  const trained = recordsOfRole(served, recipes).filter((one): one is Trained => one.state === 'trained')
  const first = trained.find(({ name }) => name === answering.recipe)
  if (first !== undefined && isCarried(first)) return { record: first, isOther: false }
  const other = trained.find(isCarried)
  return other === undefined ? undefined : { record: other, isOther: true }
}

/**
 * Reads from disk; the model in memory holds no more than it needs to answer.
 *
 * @throws AisleError MODEL_UNKNOWN, MODEL_CORRUPT when it was removed meanwhile
 */
export const tillModel = async (
  models: ServingModels,
  runtime: ShopRuntime,
  wanted: readonly ModelRole[],
): Promise<WholeModel | undefined> => {
  const model = models.get(runtime.shop)
  if (model === undefined) return undefined
  const { manifest, readPart } = await models.stored(runtime, model.modelVersion)
  const parts: RolePart[] = []
  const leftOut: LeftOut[] = []
  const missing = new Map(model.missing)
  for (const role of MODEL_ROLES) {
    const answering = model.roles.get(role)
    if (answering === undefined) continue
    const found = wanted.includes(role) ? recordFor(model, role, manifest.recipes) : undefined
    if (found === undefined) {
      missing.set(role, NOT_CARRIED)
      continue
    }
    const { record, isOther } = found
    if (isOther)
      leftOut.push({
        code: 'RECIPE',
        text: `For ${role}, ${answering.recipe} answers online; tills have ${record.name}, so lists that rest on it may be others.`,
      })
    parts.push({ role, recipe: record.name, part: partOf(record, (await readPart(record.part)).data) })
  }
  const { modelVersion, trainedUntil, itemIds } = model
  return { modelVersion, trainedUntil, itemIds, parts, missing, leftOut }
}
