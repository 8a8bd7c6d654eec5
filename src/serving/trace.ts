/** What a decision is kept with: enough to say later how each item came to its place. */
import type { SourceReport } from './found.ts'
import type { MadeList } from './make-list.ts'

export type Trace = {
  readonly sources: readonly SourceReport[]
  readonly filters: readonly string[]
  /** Of the request alone, by cause. */
  readonly keptOutCount: number
  readonly passedOver: Readonly<Record<string, number>>
  readonly rules: readonly string[]
  /** In the order of the answer. */
  readonly items: readonly {
    readonly by: string
    readonly ruleId?: string
    readonly weight?: number
    readonly components: readonly (readonly [source: string, score: number, place: number])[]
  }[]
}

export const traceOf = (made: MadeList): Trace => {
  const { opened, all } = made
  const { rules, filters, gates } = opened
  return {
    sources: all.flatMap(({ stream }) => stream.sources),
    filters: filters.map(({ of, key }) => `${of}: ${key}`),
    keptOutCount: gates.dropped.size,
    passedOver: made.dropped,
    rules: rules.applied.map(({ ruleId }) => ruleId),
    items: made.placed.map((placed) => {
      if (!('candidate' in placed)) return { by: placed.by, ruleId: placed.ruleId, components: [] }
      const { candidate } = placed
      const weight = rules.rulesKey === undefined ? 1 : rules.arrangement.factorOf(placed.item)
      return {
        by: placed.by,
        ...(weight !== 1 && { weight }),
        components: candidate.components.map(({ source, score, place }) => [source, score, place] as const),
      }
    }),
  }
}
