/** Whether a model that was just trained may serve, held against the one that serves. */

/** What is known of a model. */
export type GateSide = {
  readonly actCount: number
  readonly itemCount: number
  readonly recipes: readonly GateRecipe[]
}

export type GateRecipe = {
  readonly recipe: string
  /** Undefined when it was not trained: then `reason` says why. */
  readonly check?: {
    readonly coverage: {
      readonly askedCount: number
      readonly answeredShare: number
      readonly itemShare: number
    }
    /** How much better than the model that serves, on questions that neither has seen. */
    readonly lead?: { readonly mean: number; readonly low: number; readonly high: number }
  }
  readonly reason?: string
}

export type GateInput = {
  readonly candidate: GateSide
  /** Left out before the first model: then only an empty one is refused. */
  readonly serving?: GateSide
}

export type GateLimits = {
  /** Of the acts and items that the serving model saw, so many must still be there. */
  readonly dataShareMin: number
  /** Of the serving recipe's coverage, so much must be left. */
  readonly coverageShareMin: number
  /** Fewer questions say nothing of coverage. */
  readonly askedMin: number
}

export const GATE_LIMITS: GateLimits = { dataShareMin: 0.5, coverageShareMin: 0.5, askedMin: 20 }

export type GateReason = { readonly code: GateCode; readonly text: string }
export type GateCode = 'NOTHING_TRAINED' | 'RECIPE_LOST' | 'DATA_SHRANK' | 'COVERAGE_FELL' | 'QUALITY_FELL'

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** @returns why it may not serve; nothing when it may */
export const gate = (
  { candidate, serving }: GateInput,
  limits: GateLimits = GATE_LIMITS,
): readonly GateReason[] => {
  if (candidate.recipes.every(({ check }) => check === undefined))
    return [{ code: 'NOTHING_TRAINED', text: 'No recipe was trained.' }]
  if (serving === undefined) return []
  const now = new Map(candidate.recipes.map((recipe) => [recipe.recipe, recipe]))
  return [
    ...shrinkage(candidate, serving, limits),
    ...serving.recipes
      .filter(({ check }) => check !== undefined)
      .flatMap((before) => fall(before, now.get(before.recipe), limits)),
  ]
}

const shrinkage = (
  candidate: GateSide,
  serving: GateSide,
  { dataShareMin }: GateLimits,
): readonly GateReason[] =>
  (
    [
      ['acts', candidate.actCount, serving.actCount],
      ['items', candidate.itemCount, serving.itemCount],
    ] as const
  )
    .filter(([, now, before]) => now < dataShareMin * before)
    .map(([what, now, before]) => ({
      code: 'DATA_SHRANK',
      text: `There were ${now} ${what} to learn from, and ${before} when the serving model was trained.`,
    }))

const fall = (
  before: GateRecipe,
  now: GateRecipe | undefined,
  { coverageShareMin, askedMin }: GateLimits,
): readonly GateReason[] => {
  const { recipe } = before
  // A recipe that is no longer asked for is no loss.
  if (now === undefined || before.check === undefined) return []
  if (now.check === undefined)
    return [
      { code: 'RECIPE_LOST', text: `${recipe} serves and was not trained: ${now.reason ?? 'no reason'}` },
    ]
  const reasons: GateReason[] = []
  const { coverage, lead } = now.check
  const [asked, askedBefore] = [coverage.askedCount, before.check.coverage.askedCount]
  if (asked >= askedMin && askedBefore >= askedMin)
    for (const figure of ['answeredShare', 'itemShare'] as const) {
      const was = before.check.coverage[figure]
      // More questions do not show as many more items, and fewer show fewer: neither says anything of the model.
      const comparable =
        figure === 'itemShare' ? Math.min(asked, askedBefore) / Math.max(asked, askedBefore) : 1
      if (coverage[figure] < coverageShareMin * comparable * was)
        reasons.push({
          code: 'COVERAGE_FELL',
          text: `${recipe}: ${figure === 'answeredShare' ? 'questions answered' : 'items shown'} fell from ${percent(was)} to ${percent(coverage[figure])}.`,
        })
    }
  if (lead !== undefined && lead.high < 0)
    reasons.push({
      code: 'QUALITY_FELL',
      text: `${recipe}: worse than the serving model by ${(-lead.mean).toFixed(4)} (${(-lead.high).toFixed(4)} to ${(-lead.low).toFixed(4)}) on what happened since.`,
    })
  return reasons
}
