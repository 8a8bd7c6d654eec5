/** How much single items are to a shopper's taste: for putting things that somebody else chose in their order. */
import type { ModelGiven, ModelRole } from '../domain/strategy.ts'
import type { Scores } from '../models/scores.ts'
import type { Cause } from './found.ts'
import { answerOf, NO_MODEL, queryOf } from './model-source.ts'
import type { Scene } from './scene.ts'

/** What taste is made of: a role, what it is given, and what its best is worth. */
export const TASTE_PARTS = [
  ['taste', 'history', 1],
  ['next-item', 'session', 1],
  ['viewed-viewed', 'session', 0.5],
] as const satisfies readonly (readonly [ModelRole, ModelGiven, number])[]

/**
 * What the shopper's taste says of single items: for putting things in their order.
 *
 * @returns a score by item, above 0 where something is known; or why nothing is
 */
export const tasteOf = (scene: Scene): ((item: number) => number) | Cause => {
  const parts: { readonly answer: Scores; readonly weight: number }[] = []
  let why: Cause = NO_MODEL
  for (const [role, given, weight] of TASTE_PARTS) {
    const query = queryOf(role, given, scene)
    if ('code' in query) {
      why = query
      continue
    }
    const scorer = scene.model?.roles.get(role)
    if (scorer === undefined) continue
    parts.push({ answer: answerOf(role, given, query, scorer, scene), weight })
  }
  if (parts.length === 0) return why
  const lookups = parts.map(({ answer, weight }) => placeLookup(answer, weight))
  const modelOf = scene.modelItems?.modelOf as Int32Array
  return (item) => {
    const modelItem = modelOf[item] ?? -1
    return modelItem < 0 ? 0 : lookups.reduce((sum, scoreOf) => sum + scoreOf(modelItem), 0)
  }
}

/** Scores of a part, its highest at `weight`. */
const placeLookup = (answer: Scores, weight: number): ((modelItem: number) => number) => {
  let highest = 0
  for (const score of answer.scores) if (score > highest) highest = score
  if (highest === 0) return () => 0
  if (answer.form === 'all')
    return (modelItem) => (weight * Math.max(0, answer.scores[modelItem] ?? 0)) / highest
  const scoreByItem = new Map<number, number>()
  for (let k = 0; k < answer.items.length; k++)
    scoreByItem.set(answer.items[k] as number, answer.scores[k] as number)
  return (modelItem) => (weight * (scoreByItem.get(modelItem) ?? 0)) / highest
}
