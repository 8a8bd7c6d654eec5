/** Whether a model that was just trained may serve, held against the one that serves. */

/** What is known of a model. */
export type GateSide = {
  readonly actCount: number
  readonly itemCount: number
  readonly roles: readonly GateRole[]
}

/** What answers for a role of lists. */
export type GateRole = {
  readonly role: string
  /** With a job or role behind it when it has options of its own for that. */
  readonly recipe: string
  /** A model without the role may not take the place of one that has it. Others are lost without refusing the model. */
  readonly mustStay: boolean
  /** Undefined when it was not trained: then `reason` says why. */
  readonly check?: {
    readonly coverage: {
      readonly askedCount: number
      readonly answeredShare: number
      readonly itemShare: number
    }
    /** How much better than what answers for the role in the model that serves, on questions that neither has seen. */
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
  /** Of the serving role's coverage, so much must be left. */
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
  if (candidate.roles.every(({ check }) => check === undefined))
    return [{ code: 'NOTHING_TRAINED', text: 'No recipe that lists are made with was trained.' }]
  if (serving === undefined) return []
  const now = new Map(candidate.roles.map((role) => [role.role, role]))
  return [
    ...shrinkage(candidate, serving, limits),
    ...serving.roles.flatMap((before) => fall(before, now.get(before.role), limits)),
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

const fall = (before: GateRole, now: GateRole | undefined, limits: GateLimits): readonly GateReason[] => {
  if (now === undefined || before.check === undefined) return []
  const said = `${now.role} (${now.recipe})`
  if (now.check === undefined)
    return before.mustStay
      ? [{ code: 'RECIPE_LOST', text: `${said} serves and was not trained: ${now.reason ?? 'no reason'}` }]
      : []
  const { lead } = now.check
  return [
    ...narrowing(before, now, limits),
    ...(lead !== undefined && lead.high < 0
      ? [
          {
            code: 'QUALITY_FELL' as const,
            text: `${said}: worse than the serving model by ${(-lead.mean).toFixed(4)} (${(-lead.high).toFixed(4)} to ${(-lead.low).toFixed(4)}) on what happened since.`,
          },
        ]
      : []),
  ]
}

/** Another recipe answers otherwise as it must: then only how well it answers is held against the one before. */
const narrowing = (
  before: GateRole,
  now: GateRole,
  { coverageShareMin, askedMin }: GateLimits,
): readonly GateReason[] => {
  if (now.recipe !== before.recipe || now.check === undefined || before.check === undefined) return []
  const [coverage, was] = [now.check.coverage, before.check.coverage]
  const [asked, askedBefore] = [coverage.askedCount, was.askedCount]
  if (asked < askedMin || askedBefore < askedMin) return []
  return (['answeredShare', 'itemShare'] as const)
    .filter((figure) => {
      // More questions do not show as many more items, and fewer show fewer: neither says anything of the model.
      const comparable =
        figure === 'itemShare' ? Math.min(asked, askedBefore) / Math.max(asked, askedBefore) : 1
      return coverage[figure] < coverageShareMin * comparable * was[figure]
    })
    .map((figure) => ({
      code: 'COVERAGE_FELL',
      text: `${now.role} (${now.recipe}): ${figure === 'answeredShare' ? 'questions answered' : 'items shown'} fell from ${percent(was[figure])} to ${percent(coverage[figure])}.`,
    }))
}
