/** Erasing people, put together from what a process has open. */
import { randomBytes } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import { Erasures } from '../jobs/erasures.ts'
import type { KeptDecisions } from '../jobs/kept-decisions.ts'
import { keepsShoppers } from '../jobs/models-before.ts'
import type { Engine } from './engine.ts'

/** How long what another process logged may go unseen. */
export const FOLLOW_MS = 1_000
const SALT_BYTES = 16

/** @param isShared  other servers may write to the same store */
export const openErasures = (
  {
    store,
    ingest,
    models,
    trainings,
    now,
    newId,
  }: Pick<Engine, 'store' | 'ingest' | 'models' | 'trainings' | 'now' | 'newId'>,
  decisions: KeptDecisions | undefined,
  isShared: boolean,
): Erasures =>
  new Erasures({
    store,
    ingest,
    ...(decisions !== undefined && { decisions }),
    now,
    newId,
    newSalt: () => randomBytes(SALT_BYTES).toString('base64url'),
    // They may have been about to log what they had not heard must not be kept any more.
    othersHeard: async () => {
      if (isShared) await after(3 * FOLLOW_MS)
    },
    // What single shoppers did must not answer any longer than it takes to train without them; sums of many may.
    onErased: async (runtime) => {
      const serving = models.get(runtime.shop)?.modelVersion
      const [manifest] = (await models.list(runtime)).filter(({ modelVersion }) => modelVersion === serving)
      if (manifest !== undefined && keepsShoppers(manifest)) await trainings.start(runtime)
    },
  })
