/** Decisions as they are on disk, whether a server runs or not. */
import { join } from 'node:path'
import { openDecisionFolder } from '../artifacts/decision-folder.ts'
import type { Settings } from '../config/settings.ts'
import type { Decision } from '../domain/decision.ts'
import { AisleError } from '../domain/errors.ts'
import { shopsWithDecisions } from '../jobs/kept-decisions.ts'
import { decisionsPath } from '../server/engine.ts'

/**
 * @param shop  left out, every shop
 * @throws AisleError DECISION_UNKNOWN
 */
export const findDecision = async (
  settings: Settings,
  recommendationId: string,
  shop?: string,
): Promise<Decision> => {
  const path = decisionsPath(settings)
  const shops = (await shopsWithDecisions(path)).filter((name) => shop === undefined || name === shop)
  for (const name of shops) {
    const folder = openDecisionFolder({ folder: join(path, name), days: 0, bytesMax: 0, now: () => 0 })
    const decision = await folder.find(recommendationId)
    if (decision !== undefined) return decision
  }
  throw new AisleError(
    'DECISION_UNKNOWN',
    `No decision ${JSON.stringify(recommendationId.slice(0, 80))} is kept here.`,
    {
      fix: 'Each server keeps its own decisions, a second after they were made and for AISLE_DECISION_DAYS days.',
    },
  )
}
