/** A page of placements: no item twice, the first placement keeps it and the others fill up. */
import type { PageRequest, RecommendationsRequest } from '../api/list-schema.ts'
import { answerOf, type Answered, listAskOf, parseAsked } from './recommend.ts'
import { type Deps, sceneOf } from './scene.ts'

export type PageList = Answered & {
  /** The request that this list alone would be, and what the lists above it show. */
  readonly request: RecommendationsRequest
  readonly taken: readonly string[]
}

/**
 * What can be refused is refused at once.
 *
 * @returns makes the lists
 * @throws AisleError LIST_UNKNOWN, BAD_REQUEST, FILTER_UNKNOWN
 */
export const openPage = (request: PageRequest, deps: Deps): (() => readonly PageList[]) => {
  const { placements, view: _, ...rest } = request
  const scene = sceneOf(request, deps)
  const asks = placements.map(({ placement, limit }, k) => {
    const asked = parseAsked({ placement }, scene, `/placements/${k}`)
    return { asked, request: { ...rest, placement, ...(limit !== undefined && { limit }) } }
  })
  return () => {
    const taken = new Set<number>()
    return asks.map(({ asked, request: own }): PageList => {
      const before = new Set(taken)
      const answered = answerOf(listAskOf(own, asked, before), scene)
      for (const { item } of answered.made.placed) taken.add(item)
      return { ...answered, request: own, taken: Array.from(before, (item) => scene.view.items.name(item)) }
    })
  }
}

/** @throws AisleError as `openPage` */
export const recommendPage = (request: PageRequest, deps: Deps): readonly PageList[] =>
  openPage(request, deps)()
