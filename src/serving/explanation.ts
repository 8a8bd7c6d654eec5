/** How a list came about: what each source gave, what was filtered, which rules held, what each item scored where. */
import { rulesFor } from '../merchandising/rules-for.ts'
import type { Cause, SourceReport } from './found.ts'
import type { MadeList } from './make-list.ts'
import { ruleBookOf } from './request-rules.ts'
import type { Scene } from './scene.ts'

export type Explanation = {
  readonly strategies: readonly {
    readonly strategy: string
    readonly sources: readonly SourceReport[]
    readonly closedBecause?: Cause
  }[]
  /** What every item had to pass, in order. */
  readonly filters: readonly string[]
  /** Items that this request alone keeps out, by cause. */
  readonly keptOut: Readonly<Record<string, number>>
  /** Candidates passed over while the list was put together, by cause. */
  readonly passedOver: Readonly<Record<string, number>>
  readonly rules: {
    readonly applied: readonly string[]
    readonly notApplied: readonly { readonly ruleId: string; readonly because: string }[]
    readonly problems: readonly { readonly ruleId: string; readonly text: string }[]
  }
  readonly items: readonly {
    readonly itemId: string
    readonly slot: number
    readonly by: string
    readonly ruleId?: string
    readonly promotion?: string
    readonly weight?: number
    readonly components: readonly {
      readonly source: string
      readonly score: number
      readonly place: number
    }[]
  }[]
}

/** Rules that did not apply are told up to this many. */
const NOT_APPLIED_MAX = 100

const countByCause = (dropped: ReadonlyMap<number, Cause>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { code } of dropped.values()) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

export const explanationOf = (made: MadeList, scene: Scene): Explanation => {
  const { view } = scene
  const { opened } = made
  const { gates, rules, filters } = opened
  const all = made.asked.strategy === opened.strategy ? made.all : [made.asked, ...made.all]
  const book = ruleBookOf(scene.merchandise)
  return {
    strategies: all.map(({ strategy, stream, closedBecause }) => ({
      strategy: strategy.strategyId,
      sources: stream.sources,
      ...(closedBecause !== undefined && { closedBecause }),
    })),
    filters: [
      'sold by the channel now',
      ...(gates.shape.stock === 'hide' ? ['in stock'] : []),
      ...(scene.scope.category === undefined ? [] : [`in the category ${scene.scope.category}`]),
      ...filters.map(({ of }) => `filter of the ${of}`),
    ],
    keptOut: countByCause(gates.dropped),
    passedOver: made.dropped,
    rules: {
      applied: rules.applied.map(({ ruleId }) => ruleId),
      notApplied: rulesFor(book.rules, rules.moment).passedOver.slice(0, NOT_APPLIED_MAX),
      problems: rules.arrangement.problems,
    },
    items: made.placed.map((placed) => {
      const itemId = view.items.name(placed.item)
      const { slot, by } = placed
      if (!('candidate' in placed)) return { itemId, slot, by, ruleId: placed.ruleId, components: [] }
      const weight = placed.candidate.of.rules.arrangement.factorOf(placed.item)
      return {
        itemId,
        slot,
        by,
        ...(placed.by === 'promotion' && { promotion: placed.promotion }),
        ...(weight !== 1 && { weight }),
        components: placed.candidate.components.map(({ source, score, place }) => ({ source, score, place })),
      }
    }),
  }
}
