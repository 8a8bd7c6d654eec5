/** The till's own answers while the server is away, from the snapshot of its store. */
import { ApiError } from '../../shared/api.ts'
import { randomId } from '../../shared/random-id.ts'
import { type OfflineEngine, startOfflineEngine } from './offline-engine.ts'
import { keepPictures } from './pictures-ahead.ts'
import { putSnapshotInfo } from './snapshot-info.ts'
import { keepSnapshot } from './snapshot-keeper.ts'
import type { OfflineShop } from '../source.ts'
import { tillNow } from './till-clock.ts'

const away = (message: string): ApiError =>
  new ApiError('OFFLINE', `The server is away. ${message}`, {
    status: 0,
    fix: 'Sell what is in the hand by number, or wait for the server.',
  })

export type RunningOfflineShop = OfflineShop & {
  /** Starts the engine and keeps its snapshot fresh; @returns the way to stop */
  readonly start: () => () => void
}

export const createOfflineShop = (shop: string, channel: string): RunningOfflineShop => {
  let engine: OfflineEngine | undefined
  // Screens ask while the engine is still starting: after a reload without the server, its snapshot is all there is.
  const started = Promise.withResolvers<void>()
  const ask: OfflineEngine['call'] = async (call) => {
    await started.promise
    if (engine === undefined) throw away('The till is closed.')
    try {
      return await engine.call(call)
    } catch (error) {
      throw away(error instanceof Error ? error.message : String(error))
    }
  }
  return {
    start: () => {
      const own = startOfflineEngine()
      engine = own
      const pictures = keepPictures(own)
      const stopKeeping = keepSnapshot(shop, channel, own, {
        onStarted: started.resolve,
        onFresh: pictures.refresh,
      })
      return () => {
        stopKeeping()
        pictures.stop()
        own.stop()
        engine = undefined
        putSnapshotInfo(() => undefined)
      }
    },
    list: async (request) => {
      const startedAt = performance.now()
      const recommendationId = `offline-${randomId()}`
      const answer = await ask({
        do: 'list',
        request: { withItems: true, ...request },
        ask: { now: tillNow(), recommendationId, seed: Math.floor(Math.random() * 2 ** 32) },
      })
      return { ...answer, tookMs: performance.now() - startedAt }
    },
    search: ({ query, category, includeDescendants = false, limit }) =>
      ask({ do: 'search', channel, query, category, includeDescendants, limit, now: tillNow() }),
    item: (itemId) => ask({ do: 'item', itemId }),
  }
}
