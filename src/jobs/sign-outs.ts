/** Signing out everywhere: from here on, no token of the holder that was made before holds. */
import { randomBytes } from 'node:crypto'
import type { Ingest } from './ingest.ts'
import type { ShopRuntime } from './shop-runtime.ts'

const SALT_BYTES = 16

/**
 * @param key  of a customer or a register, as views name them
 * @throws AisleError STORE_FULL
 */
export const signOutEverywhere = async (ingest: Ingest, runtime: ShopRuntime, key: string): Promise<void> => {
  await ingest.hearOthers(runtime)
  const body = runtime.view.signOuts.next(key, () => randomBytes(SALT_BYTES).toString('base64url'))
  await ingest.own(runtime, {
    record: { op: 'put', kind: 'sign-out', id: body.signOutId, body: JSON.stringify(body) },
    body,
  })
}
