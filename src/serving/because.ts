/** What of a shopper's past speaks for an item: the newest thing they did that goes together with it. */
import type { Reason } from '../lists/list.ts'
import { NO_HISTORY } from '../models/query.ts'
import type { Scene } from './scene.ts'

/** Distinct items that the shopper did something with, from the newest on, that are looked at. */
const LOOKED_BACK = 8

type Link = {
  readonly item: number
  readonly isBought: boolean
  readonly items: Int32Array
  readonly scores: Float32Array
}

const linksOf = (scene: Scene): readonly Link[] => {
  const { model, modelItems, past, lookedAt, now } = scene
  if (model === undefined || modelItems === undefined) return []
  const done = new Map<number, boolean>()
  for (const item of [...lookedAt].reverse()) done.set(item, false)
  const { acts } = past
  for (let k = acts.length - 1; k >= 0 && done.size < LOOKED_BACK; k--) {
    const act = acts[k] as (typeof acts)[number]
    if (!done.has(act.item)) done.set(act.item, act.kind === 'order')
  }
  return [...done].slice(0, LOOKED_BACK).flatMap(([item, isBought]): readonly Link[] => {
    const scorer = model.roles.get(isBought ? 'bought-bought' : 'viewed-viewed')
    const seed = modelItems.modelOf[item] ?? -1
    if (scorer === undefined || seed < 0) return []
    const answer = scorer.score({ now, seeds: Int32Array.of(seed), history: NO_HISTORY, sessionStart: 0 })
    return answer.form === 'few'
      ? [{ item, isBought, items: answer.items.slice(), scores: answer.scores.slice() }]
      : []
  })
}

/** @returns the reason, for an item; undefined when nothing that the shopper did lately is close to it */
export const becauseOf = (scene: Scene): ((item: number) => Reason | undefined) => {
  const { view, modelItems } = scene
  const links = linksOf(scene)
  return (item) => {
    const modelItem = modelItems?.modelOf[item] ?? -1
    if (modelItem < 0) return undefined
    let best: Link | undefined
    let bestScore = 0
    for (const link of links) {
      // A few dozen neighbours, asked of a dozen items: faster than a map of them.
      const score = link.scores[link.items.indexOf(modelItem)] ?? 0
      if (score <= bestScore) continue
      best = link
      bestScore = score
    }
    if (best === undefined) return undefined
    const itemId = view.items.name(best.item)
    const title = view.catalog.document(best.item)?.title ?? itemId
    return best.isBought
      ? { code: 'BECAUSE_YOU_BOUGHT', text: `Because you bought ${title}`, values: { itemId } }
      : { code: 'BECAUSE_YOU_VIEWED', text: `Because you looked at ${title}`, values: { itemId } }
  }
}
