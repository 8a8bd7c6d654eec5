/** Snapshots of stores for their tills: made when one asks, between other work, and kept until the shop moved on. */
import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, crc32, gzip } from 'node:zlib'
import type { ShopId } from '../domain/ids.ts'
import type { ModelRole } from '../domain/strategy.ts'
import type { Columns } from '../math/column-bytes.ts'
import { gatherStore } from '../snapshot/gather-store.ts'
import { type MadeSnapshot, makeSnapshot } from '../snapshot/make-snapshot.ts'
import type { WholeModel } from '../snapshot/snapshot-parts.ts'
import { tillRoles } from '../snapshot/till-roles.ts'
import type { ServingModels } from './serving-models.ts'
import type { ShopRuntime } from './shop-runtime.ts'
import { tillModel } from './till-model.ts'

/** A till asks again now and then, all tills of a store together more often. */
export const SNAPSHOT_KEPT_MS = 30_000
/** Before compression: what a till holds in memory and reads within a second or so. */
export const SNAPSHOT_BYTES_MAX = 64_000_000
/** Making them takes no more of the time of a server than one part in so many; until then, the last ones are given. */
const REST_PER_WORK = 20
/** Stores whose last snapshot is kept; the one that was asked for least lately goes first. */
const STORES_MAX = 32
/** Models that stay in memory for the next store, and how large each may be: larger ones are read anew each time. */
const MODELS_MAX = 4
const MODEL_BYTES_MAX = 32_000_000
/** 5 is half as slow as 6 and hardly larger. */
const BROTLI_QUALITY = 5

const ENCODERS = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes),
} as const
export type SnapshotEncoding = keyof typeof ENCODERS

export type StoreSnapshot = MadeSnapshot & {
  /** ms UTC: at least until then nothing of it had changed. */
  readonly checkedAt: number
  /** Compressed once, whoever asks. */
  readonly encoded: (encoding: SnapshotEncoding) => Promise<Uint8Array>
}

type Kept = {
  readonly made: StoreSnapshot
  readonly logSeq: number
  readonly modelVersion: string | undefined
}

export type SnapshotOptions = {
  readonly engine: string
  readonly keptMs?: number
  readonly bytesMax?: number
  /** ms: tells how long making takes */
  readonly clock?: () => number
}

const digestOf = (columns: Columns): string => {
  const hash = createHash('sha256')
  for (const [name, column] of Object.entries(columns))
    hash.update(name).update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  return hash.digest('hex').slice(0, 32)
}

const withEncodings = (made: MadeSnapshot, checkedAt: number): StoreSnapshot => {
  const kept = new Map<SnapshotEncoding, Promise<Uint8Array>>()
  return {
    ...made,
    checkedAt,
    encoded: (encoding) => {
      let bytes = kept.get(encoding)
      if (bytes === undefined) kept.set(encoding, (bytes = ENCODERS[encoding](made.bytes)))
      return bytes
    },
  }
}

const modelBytes = ({ parts }: WholeModel): number =>
  parts.reduce((sum, { part }) => {
    const { columns, values } = part.form === 'neighbors' ? part.neighbors : part.weights
    return sum + columns.byteLength + values.byteLength
  }, 0)

/** Puts a value in as the newest, and lets the oldest go. */
const keepNewest = <K, V>(kept: Map<K, V>, key: K, value: V, countMax: number): void => {
  kept.delete(key)
  kept.set(key, value)
  if (kept.size > countMax) kept.delete(kept.keys().next().value as K)
}

export class StoreSnapshots {
  readonly #models: ServingModels
  readonly #options: Required<SnapshotOptions>
  /** ms UTC: until then none is made of a store that has one. */
  #restsUntil = 0
  readonly #kept = new Map<string, Kept>()
  readonly #making = new Map<string, Promise<StoreSnapshot>>()
  readonly #modelByShop = new Map<
    ShopId,
    { readonly key: string; readonly model: Promise<WholeModel | undefined> }
  >()

  constructor(models: ServingModels, options: SnapshotOptions) {
    this.#models = models
    this.#options = {
      keptMs: SNAPSHOT_KEPT_MS,
      bytesMax: SNAPSHOT_BYTES_MAX,
      clock: () => performance.now(),
      ...options,
    }
  }

  /**
   * At most `keptMs` behind the log, or as long as making the others needs. Tills that ask at the same time share one.
   *
   * @param now  ms UTC
   */
  async of(runtime: ShopRuntime, channel: string, now: number): Promise<StoreSnapshot> {
    const key = JSON.stringify([runtime.shop, channel])
    const kept = this.#kept.get(key)
    if (kept !== undefined) {
      if (this.#isCurrent(kept, runtime)) return { ...kept.made, checkedAt: now }
      if (now - kept.made.checkedAt < this.#options.keptMs || now < this.#restsUntil) return kept.made
    }
    let making = this.#making.get(key)
    if (making === undefined) {
      making = this.#make(key, runtime, channel, now).finally(() => this.#making.delete(key))
      this.#making.set(key, making)
    }
    return making
  }

  #isCurrent({ logSeq, modelVersion }: Kept, { logSeq: newest, shop }: ShopRuntime): boolean {
    return logSeq === newest && modelVersion === this.#models.get(shop)?.modelVersion
  }

  async #make(key: string, runtime: ShopRuntime, channel: string, now: number): Promise<StoreSnapshot> {
    const model = await this.#modelOf(runtime, tillRoles(runtime.view.merchandise))
    // From here to the end of the gathering nothing is logged: it is the shop as it stands at one place of its log.
    const { engine, bytesMax, clock } = this.#options
    const beganAt = clock()
    const { logSeq } = runtime
    const store = gatherStore(runtime.view, channel, now)
    const made = await makeSnapshot({
      store,
      model,
      about: { madeAt: now, logSeq, engine },
      bytesMax,
      crc32,
      digest: digestOf,
      pause: turn,
    })
    this.#restsUntil = now + REST_PER_WORK * (clock() - beganAt)
    const before = this.#kept.get(key)?.made
    // What has not changed keeps its bytes, and so what was compressed of it.
    const snapshot =
      before?.about.snapshotId === made.about.snapshotId
        ? { ...before, checkedAt: now }
        : withEncodings(made, now)
    keepNewest(this.#kept, key, { made: snapshot, logSeq, modelVersion: model?.modelVersion }, STORES_MAX)
    return snapshot
  }

  #modelOf(runtime: ShopRuntime, roles: readonly ModelRole[]): Promise<WholeModel | undefined> {
    const { shop } = runtime
    const key = [this.#models.get(shop)?.modelVersion, ...roles].join()
    const known = this.#modelByShop.get(shop)
    if (known?.key === key) return known.model
    const model = tillModel(this.#models, runtime, roles)
    keepNewest(this.#modelByShop, shop, { key, model }, MODELS_MAX)
    const forget = (): void => {
      if (this.#modelByShop.get(shop)?.model === model) this.#modelByShop.delete(shop)
    }
    // What could not be read is tried again.
    model.then((read) => {
      if (read !== undefined && modelBytes(read) > MODEL_BYTES_MAX) forget()
    }, forget)
    return model
  }
}
