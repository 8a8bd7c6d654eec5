/** Recipes that are quick to train and whose worth is known, for tests of what chooses among recipes. */
import { anyRecipe, type AnyRecipe, type Recipe } from '../models/recipe.ts'

/** Counts acts of items. */
export const counting: AnyRecipe = anyRecipe<Record<never, never>, { readonly counts: Float32Array }>({
  name: 'counting',
  version: 1,
  jobs: ['popular'],
  defaults: {},
  ranges: {},
  memoryBytes: ({ itemCount }) => 4 * itemCount,
  train: ({ acts, itemCount }, _, { report }) => {
    const counts = new Float32Array(itemCount)
    for (const item of acts.item) counts[item]++
    report(1)
    return { counts }
  },
  scorer:
    ({ counts }) =>
    () => ({ form: 'all', scores: counts }),
})

type SameGroupOptions = { readonly groupCount: number; readonly seconds: number }

/**
 * Proposes items whose number is that of the newest item, modulo `groupCount`. Right when that is the number of groups
 * in the world. Takes as many seconds of the given clock as its option says.
 */
export const sameGroup = (
  advance: (seconds: number) => void,
  {
    name = 'same-group',
    defaults = { groupCount: 5, seconds: 1 },
    bytes = 8,
  }: { name?: string; defaults?: SameGroupOptions; bytes?: number } = {},
): AnyRecipe => {
  const recipe: Recipe<SameGroupOptions, { readonly itemCount: number; readonly groupCount: number }> = {
    name,
    version: 1,
    jobs: ['top-n', 'next-item'],
    defaults,
    ranges: { groupCount: { from: 2, to: 12, scale: 'linear', isWhole: true } },
    memoryBytes: () => bytes,
    train: ({ itemCount }, { groupCount, seconds }, { report }) => {
      report(0)
      advance(seconds)
      report(0.99)
      return { itemCount, groupCount }
    },
    scorer:
      ({ itemCount, groupCount }) =>
      ({ history }) => {
        const newest = history.items[history.items.length - 1]
        return {
          form: 'all',
          scores: Float32Array.from({ length: itemCount }, (_, item) =>
            newest !== undefined && item % groupCount === newest % groupCount ? 1 : 0,
          ),
        }
      },
  }
  return anyRecipe(recipe)
}
