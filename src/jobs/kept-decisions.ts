/** The decisions of all shops: the newest in memory, all of them, for a while, on disk. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DecisionFolder, type DecisionsAsked, openDecisionFolder } from '../artifacts/decision-folder.ts'
import { writeWhole } from '../artifacts/write-whole.ts'
import { type Decision, shopperKeysOf } from '../domain/decision.ts'
import { isShopId } from '../domain/ids.ts'
import { DecisionLog, type DecisionLimits } from '../serving/decision-log.ts'

export type KeptDecisionsOptions = {
  /** A folder for each shop. */
  readonly path: string
  /** That decisions are kept on disk; 0 writes nothing and removes what is there. */
  readonly days: number
  /** Of each shop, on disk. */
  readonly bytesMax: number
  readonly inMemory: DecisionLimits
  readonly now: () => number
}

export type DecisionFigures = {
  readonly waitingCount: number
  readonly writtenCount: number
  readonly droppedCount: number
  readonly problem: string | null
}

export type Erased = {
  /** Of all that the shop ever erased. */
  readonly doneCount: number
  /** Of those, how many `forget` has taken out just now. */
  readonly justForgotten: number
  /** Of a shopper, as views name them. */
  readonly isErased: (shopperKey: string) => boolean
}

export type KeptDecisions = {
  /** Never waits and never fails. The decision must not change afterwards. */
  readonly add: (decision: Decision) => void
  /** @param shops  whose files are looked through when it is not in memory: those that the caller may see; none unless told */
  readonly find: (recommendationId: string, shops?: readonly string[]) => Promise<Decision | undefined>
  /** Newest first. */
  readonly list: (shop: string, asked: DecisionsAsked) => Promise<readonly Decision[]>
  /**
   * Removes every decision of the shop that names one of the shoppers.
   *
   * @param shopperKeys  as views name them
   * @returns how many are gone from disk, or with none there, from memory
   */
  readonly forget: (shop: string, shopperKeys: readonly string[]) => Promise<number>
  /** What was decided about one of the shoppers, oldest first. */
  readonly ofShoppers: (shop: string, shopperKeys: readonly string[]) => AsyncIterable<Decision>
  /** Removes what names people that were erased while nobody looked. */
  readonly cleanse: (shop: string, erased: Erased) => Promise<void>
  /** Since the start. */
  readonly figures: (shop: string) => DecisionFigures
  /** Applies the policy to every shop. Happens by itself at the start and every hour. */
  readonly tidy: () => Promise<void>
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}

/** How many erasures the files were held against. */
const CLEANSED = 'erasures.txt'
const TIDY_EVERY_MS = 3_600_000
const NOTHING_WRITTEN: DecisionFigures = { waitingCount: 0, writtenCount: 0, droppedCount: 0, problem: null }

/** Shops that have decisions on disk. */
export const shopsWithDecisions = async (path: string): Promise<readonly string[]> =>
  (await readdir(path).catch(() => [])).filter(isShopId).sort()

export const keepDecisions = (options: KeptDecisionsOptions): KeptDecisions => {
  const { path, days, bytesMax, now } = options
  const recent = new DecisionLog(options.inMemory)
  const folders = new Map<string, DecisionFolder>()
  const folderOf = (shop: string): DecisionFolder => {
    let folder = folders.get(shop)
    if (folder === undefined) {
      folder = openDecisionFolder({ folder: join(path, shop), days, bytesMax, now })
      folders.set(shop, folder)
    }
    return folder
  }
  const tidy = async (): Promise<void> => {
    for (const shop of await shopsWithDecisions(path))
      if (days === 0) await rm(join(path, shop), { recursive: true, force: true })
      else await folderOf(shop).tidy()
  }
  // What cannot be removed or compressed now is tried again in an hour.
  let tidying = tidy().catch(() => {})
  const timer = setInterval(() => {
    tidying = tidying.then(tidy).catch(() => {})
  }, TIDY_EVERY_MS).unref()

  const newestInMemory = (
    shop: string,
    { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, limit }: DecisionsAsked,
  ): readonly Decision[] =>
    recent
      .ofShop(shop)
      .filter(({ decidedAt }) => decidedAt >= from && decidedAt < until)
      .slice(0, limit)

  return {
    add: (decision) => {
      recent.add(decision)
      if (days > 0) folderOf(decision.shop).add(decision)
    },
    find: async (recommendationId, shops = []) => {
      const found = recent.find(recommendationId)
      if (found !== undefined) return found
      for (const shop of shops) {
        const kept = await folderOf(shop).find(recommendationId)
        if (kept !== undefined) return kept
      }
      return undefined
    },
    list: async (shop, asked) => {
      const found = newestInMemory(shop, asked)
      if (found.length >= asked.limit || days === 0) return found
      const known = new Set(found.map(({ recommendationId }) => recommendationId))
      const kept = await folderOf(shop).list(asked)
      return [...found, ...kept.filter(({ recommendationId }) => !known.has(recommendationId))]
        .sort((a, b) => b.decidedAt - a.decidedAt || (a.recommendationId > b.recommendationId ? -1 : 1))
        .slice(0, asked.limit)
    },
    forget: async (shop, shopperKeys) => {
      const keys = new Set(shopperKeys)
      const goneCount = recent.forget(shop, (key) => keys.has(key))
      return Math.max(goneCount, await folderOf(shop).forget(shopperKeys))
    },
    ofShoppers: async function* (shop, shopperKeys) {
      if (days > 0) return yield* folderOf(shop).ofShoppers(shopperKeys)
      const keys = new Set(shopperKeys)
      for (const decision of recent.ofShop(shop).toReversed())
        if (shopperKeysOf(decision).some((key) => keys.has(key))) yield decision
    },
    cleanse: async (shop, { doneCount, justForgotten, isErased }) => {
      const note = join(path, shop, CLEANSED)
      const knownCount = days === 0 ? 0 : Number(await readFile(note, 'utf8').catch(() => '0')) || 0
      if (knownCount + justForgotten < doneCount) {
        recent.forget(shop, isErased)
        if (days > 0) await folderOf(shop).forgetWhere(isErased)
      }
      if (days > 0) await writeWhole(note, String(doneCount))
    },
    figures: (shop) => {
      const figures = folders.get(shop)?.figures()
      return figures === undefined ? NOTHING_WRITTEN : { ...figures, problem: figures.problem ?? null }
    },
    tidy,
    flush: async () => {
      await Promise.all([...folders.values()].map((folder) => folder.flush()))
    },
    close: async () => {
      clearInterval(timer)
      await tidying
      await Promise.all([...folders.values()].map((folder) => folder.close()))
    },
  }
}
