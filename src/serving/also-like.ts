/**
 * People also like: what is bought with the item of the page, by the trained model.
 *
 * @source Dynamics 365 Commerce, "People also like": seeded by one product, which never appears itself, nor its variants
 */
import { WEB_CHANNEL } from '../domain/ids.ts'
import type { Reason } from '../lists/list.ts'
import { NO_HISTORY } from '../models/query.ts'
import { bestOf } from '../models/scores.ts'
import type { ShopView } from '../views/shop-view.ts'
import { type Asking, categoryTest, type Found, nothing } from './found.ts'
import { byItemId } from './list-ranking.ts'
import type { ServingModel, ServingScorer } from './serving-model.ts'

/** Items that a list can hold at most: more than any page shows. */
const FOUND_MAX = 1_000

const NO_SEED = {
  code: 'NO_SEED',
  text: 'The list is made for an item, and the request names none that is known.',
}
const NO_MODEL = { code: 'NO_MODEL', text: 'No model serves: run `npx aisle train`.' }
const NOTHING_WITH_IT = {
  code: 'TOO_FEW_ORDERS',
  text: 'Too few orders hold the item to say what goes with it.',
}

const reasonOf = (likeness: number): Reason => ({
  code: 'BOUGHT_TOGETHER',
  text: 'Often in the same order',
  values: { likeness },
})

/** Items of the view with their likeness to the seed; variants stand as their master, the seed is not among them. */
const liked = (
  view: ShopView,
  model: ServingModel,
  score: ServingScorer,
  seed: number,
  now: number,
): ReadonlyMap<number, number> => {
  const modelSeed = model.indexOf.get(view.items.name(seed))
  const found = new Map<number, number>()
  if (modelSeed === undefined) return found
  const query = { now, seeds: Int32Array.of(modelSeed), history: NO_HISTORY, sessionStart: 0 }
  const { items, scores } = bestOf(score(query), FOUND_MAX)
  for (const [k, item] of items.entries()) {
    const index = view.items.find(model.itemIds[item] as string)
    if (index < 0) continue
    const shown = view.catalog.masterOf(index)
    if (shown !== seed) found.set(shown, Math.max(scores[k] as number, found.get(shown) ?? 0))
  }
  return found
}

export const findAlsoLiked = ({ view, model, scope, skip, limit, seed, now }: Asking): Found => {
  if (seed < 0) return nothing(NO_SEED)
  const score = model?.roles.get('bought-bought')?.score
  if (model === undefined || score === undefined) return nothing(NO_MODEL)
  const { isSold } = view.assortment(scope.channel ?? WEB_CHANNEL).at(now)
  const isInCategory = categoryTest(view, scope)
  const isBefore = byItemId(view)
  const all = [...liked(view, model, score, seed, now)]
    .filter(([item]) => isSold[item] === 1 && isInCategory(item))
    .sort(([a, likenessOfA], [b, likenessOfB]) => likenessOfB - likenessOfA || (isBefore(a, b) ? -1 : 1))
  return {
    ...nothing(NOTHING_WITH_IT),
    items: all.slice(skip, skip + limit).map(([item, likeness]) => ({
      itemId: view.items.name(item),
      score: likeness,
      reasons: [reasonOf(likeness)],
    })),
    totalItems: all.length,
  }
}
