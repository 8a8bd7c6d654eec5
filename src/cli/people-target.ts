/** People's data, of the data folder or through a server. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import type { ErasureStatus } from '../jobs/erasures.ts'
import { isKnownCustomer } from '../jobs/erasures.ts'
import { keepDecisions } from '../jobs/kept-decisions.ts'
import { type ModelBefore, modelsBefore } from '../jobs/models-before.ts'
import { personData } from '../jobs/person-data.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { decisionsPath, type Engine } from '../server/engine.ts'
import { openErasures } from '../server/open-erasures.ts'

export type ShownErasure = ErasureStatus & { readonly modelsBefore: readonly ModelBefore[] }

export type PeopleTarget = {
  /** JSON text, in pieces. @throws AisleError CUSTOMER_UNKNOWN */
  readonly exportCustomer: (
    shop: string,
    customerId: string,
    progress: (doneShare: number) => void,
  ) => Promise<AsyncIterable<string | Uint8Array>>
  /** Waits until it is done. @throws AisleError CUSTOMER_UNKNOWN; STORE_BROKEN when it failed */
  readonly eraseCustomer: (
    shop: string,
    customerId: string,
    progress: (doneShare: number) => void,
  ) => Promise<ShownErasure>
}

const POLL_MS = 250
const IN_MEMORY = { decisionsMax: 1, itemsMax: 1 }

const unknown = (): AisleError =>
  new AisleError('CUSTOMER_UNKNOWN', 'The shop holds nothing of this customer.', {
    fix: 'There is nothing to be done. Ids are those that events and documents name.',
  })

const ended = async <S extends Pick<ErasureStatus, 'state' | 'doneShare' | 'error'>>(
  begun: S,
  ask: () => Promise<S>,
  progress: (doneShare: number) => void,
): Promise<S> => {
  let status = begun
  while (status.state === 'running') {
    progress(status.doneShare)
    await wait(POLL_MS)
    status = await ask()
  }
  progress(status.doneShare)
  if (status.state === 'done') return status
  throw new AisleError('STORE_BROKEN', `The customer is not erased everywhere yet: ${status.error}`)
}

export const localPeople = (
  engine: Engine,
  settings: Settings,
  open: (shop: string) => Promise<ShopRuntime>,
): PeopleTarget => {
  const decisionsOf = () =>
    keepDecisions({
      path: decisionsPath(settings),
      days: settings.decisionDays,
      bytesMax: settings.decisionMb * 1024 * 1024,
      inMemory: IN_MEMORY,
      now: engine.now,
    })
  return {
    exportCustomer: async (shop, customerId, progress) => {
      const runtime = await open(shop)
      if (!isKnownCustomer(runtime.view, customerId)) throw unknown()
      const { store, models, now } = engine
      const read = async function* (): AsyncGenerator<string> {
        const decisions = decisionsOf()
        try {
          yield* personData(runtime, customerId, { store, models, decisions, now: now(), progress })
        } finally {
          await decisions.close()
        }
      }
      return read()
    },
    eraseCustomer: async (shop, customerId, progress) => {
      const runtime = await open(shop)
      const decisions = decisionsOf()
      const erasures = openErasures(engine, decisions, settings.databaseUrl !== '')
      try {
        const begun = (await erasures.start(runtime, [customerId])).get(customerId)
        if (begun === undefined) throw unknown()
        const { erasureId } = begun
        const ask = async () => erasures.get(runtime, erasureId) ?? begun
        const status = await ended(begun, ask, progress)
        const before = await modelsBefore(engine.models, runtime, runtime.view.erasures.find(erasureId) ?? {})
        return { ...status, modelsBefore: before }
      } finally {
        await erasures.settle()
        await decisions.close()
      }
    },
  }
}

export const remotePeople = (
  call: (method: string, path: string, body?: unknown) => Promise<unknown>,
  stream: (path: string) => Promise<AsyncIterable<Uint8Array>>,
): PeopleTarget => ({
  exportCustomer: (shop, customerId) =>
    stream(`/api/v1/customers/${encodeURIComponent(customerId)}/data?shop=${encodeURIComponent(shop)}`),
  eraseCustomer: async (shop, customerId, progress) => {
    const begun = (await call('POST', '/api/v1/customers/erase', { shop, customerId })) as ShownErasure
    const path = `/api/v1/erasures/${begun.erasureId}?shop=${encodeURIComponent(shop)}`
    return ended(begun, async () => (await call('GET', path)) as ShownErasure, progress)
  },
})
