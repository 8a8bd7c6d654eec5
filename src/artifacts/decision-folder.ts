/**
 * The decisions of one shop on disk, a file for each UTC day. Written in the background, found again by their id,
 * removed by policy, and forgotten shopper by shopper. Each server keeps its own.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Decision } from '../domain/decision.ts'
import { timeOfId } from '../domain/id-time.ts'
import {
  beginOfLine,
  blocksOf,
  type DayFile,
  dayBefore,
  dayFiles,
  dayNameOf,
  FILE_MODE,
  lineAround,
  linesFromEnd,
  linesIn,
  PART,
  parseLine,
  timeOfLine,
} from './decision-files.ts'
import { DecisionWriter, type WriterFigures, type WriterOptions } from './decision-writer.ts'
import { decisionsOfPeople } from './decisions-of-people.ts'
import { inTurn } from './in-turn.ts'

export type DecisionFolderOptions = {
  readonly folder: string
  /** Whole days that decisions are kept; older ones are removed. */
  readonly days: number
  /** Of all files together; the oldest go first. Today's alone may reach it, then the day is full. */
  readonly bytesMax: number
  readonly now: () => number
  readonly waitingMax?: NonNullable<WriterOptions['waitingMax']>
}

export type DecisionsAsked = {
  /** ms UTC, the first that counts; left out, from the beginning */
  readonly from?: number
  /** ms UTC, the first that does not count any more */
  readonly until?: number
  readonly limit: number
}

export type DecisionFolder = {
  /** Never waits and never fails. The decision must not change afterwards. */
  readonly add: (decision: Decision) => void
  /** Undefined when it is not kept, or not written yet. */
  readonly find: (recommendationId: string) => Promise<Decision | undefined>
  /** Those that are written, newest first. */
  readonly list: (asked: DecisionsAsked) => Promise<readonly Decision[]>
  /** Every decision that names one of the shoppers, oldest first. */
  readonly ofShoppers: (shopperKeys: readonly string[]) => AsyncIterable<Decision>
  /**
   * Removes every decision that names one of the shoppers, the waiting ones too.
   *
   * @param shopperKeys  as views name them: `v:` and a visitor, `c:` and a customer
   * @returns how many decisions are gone
   */
  readonly forget: (shopperKeys: readonly string[]) => Promise<number>
  /** The same for shoppers of whom only a sign is known; every decision is read. */
  readonly forgetWhere: (isGone: (shopperKey: string) => boolean) => Promise<number>
  /** Applies the policy, and compresses days that are over. */
  readonly tidy: () => Promise<void>
  readonly figures: () => WriterFigures
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}

/** How far the clock of an id and that of its decision may be apart. */
const BORDER_MS = 10 * 60_000
/** When a day is over, the last of it may not have been written yet. */
const CLOSE_AFTER_MS = 10 * 60_000
/** Written between two looks at the size of everything: a share of what there may be. */
const TIDY_SHARE = 20

const findIn = async (file: DayFile, recommendationId: string): Promise<Decision | undefined> => {
  const begin = Buffer.from(beginOfLine(recommendationId))
  for await (const block of blocksOf(file))
    for (let place = block.indexOf(begin); place >= 0; place = block.indexOf(begin, place + begin.length)) {
      const decision = parseLine(lineAround(block, place))
      if (decision?.recommendationId === recommendationId) return decision
    }
  return undefined
}

/** The newest of a file that count, newest first, at most `limit`. */
const newestOf = async (
  file: DayFile,
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, limit }: DecisionsAsked,
): Promise<readonly Decision[]> => {
  const found: Decision[] = []
  const look = (line: Buffer): void => {
    const madeAt = timeOfLine(line)
    if (madeAt < from - BORDER_MS || madeAt > until + BORDER_MS) return
    const decision = parseLine(line)
    if (decision !== undefined && decision.decidedAt >= from && decision.decidedAt < until)
      found.push(decision)
  }
  if (file.ending === '.gz') {
    for await (const block of blocksOf(file)) {
      for (const line of linesIn(block)) look(line)
      found.splice(0, found.length - limit)
    }
    return found.reverse()
  }
  for await (const lines of linesFromEnd(file))
    for (const line of lines) {
      if (found.length >= limit || timeOfLine(line) < from - BORDER_MS) return found
      look(line)
    }
  return found
}

/** Compressed days may be several parts one after the other: so a day that got more after it was closed stays whole. */
const compress = async (folder: string, { day, path }: DayFile): Promise<void> => {
  const packed = join(folder, `${day}.jsonl.gz`)
  const part = `${packed}${PART}`
  await rm(part, { force: true })
  await copyFile(packed, part).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await pipeline(
    createReadStream(path),
    createGzip(),
    createWriteStream(part, { flags: 'a', mode: FILE_MODE, flush: true }),
  )
  await rename(part, packed)
  await rm(path)
}

export const openDecisionFolder = (options: DecisionFolderOptions): DecisionFolder => {
  const { folder, days, bytesMax, now } = options
  /** Today's file is written and rewritten in one order; everything else of the folder has another, so that writing never waits for it. */
  const writing = inTurn()
  const keeping = inTurn()
  let writtenBytes = 0
  const writer = new DecisionWriter({
    folder,
    bytesMax,
    writing,
    ...(options.waitingMax !== undefined && { waitingMax: options.waitingMax }),
    onWritten: (byteCount) => {
      writtenBytes += byteCount
      if (writtenBytes <= bytesMax / TIDY_SHARE) return
      writtenBytes = 0
      tidy().catch(() => {})
    },
  })

  const closeDays = async (): Promise<void> => {
    const openDay = dayNameOf(now() - CLOSE_AFTER_MS)
    for (const file of await dayFiles(folder)) {
      if (file.ending === '.gz' || file.day >= openDay) continue
      const path = join(folder, `${file.day}.jsonl.closing`)
      if (file.ending === '') await writing(() => rename(file.path, path))
      await compress(folder, { ...file, path })
    }
  }
  const tidyNow = async (): Promise<void> => {
    for (const name of await readdir(folder).catch(() => []))
      if (name.endsWith(PART)) await rm(join(folder, name), { force: true })
    const today = dayNameOf(now())
    const oldestKept = dayBefore(today, days)
    for (const { day, path } of await dayFiles(folder)) if (day < oldestKept) await rm(path, { force: true })
    // On a full disk nothing can be compressed, and making room matters most.
    const problem = await closeDays().catch((error: unknown) => error)
    const files = await dayFiles(folder)
    let byteCount = files.reduce((sum, file) => sum + file.byteCount, 0)
    for (const file of files) {
      if (byteCount <= bytesMax || file.day >= today) break
      await rm(file.path, { force: true })
      byteCount -= file.byteCount
    }
    if (problem !== undefined) throw problem
  }
  const tidy = (): Promise<void> => keeping(tidyNow)
  return {
    add: (decision) => writer.add(decision),
    find: async (recommendationId) => {
      const at = timeOfId(recommendationId)
      if (at === undefined) return undefined
      const nearby = new Set([at, at - BORDER_MS, at + BORDER_MS].map(dayNameOf))
      for (const file of await dayFiles(folder)) {
        const decision = nearby.has(file.day) ? await findIn(file, recommendationId) : undefined
        if (decision !== undefined) return decision
      }
      return undefined
    },
    list: async (asked) => {
      const found = new Map<string, Decision>()
      const { from, until, limit } = asked
      for (const file of (await dayFiles(folder)).toReversed()) {
        if (found.size >= limit) break
        if (from !== undefined && file.day < dayNameOf(from)) break
        if (until !== undefined && file.day > dayNameOf(until)) continue
        // A crash while a day was being compressed may have left some of it twice.
        for (const decision of await newestOf(file, { ...asked, limit: limit + found.size }))
          if (found.size < limit) found.set(decision.recommendationId, decision)
      }
      return [...found.values()]
    },
    ...decisionsOfPeople({ folder, writer, writing, keeping }),
    tidy,
    figures: () => writer.figures,
    flush: () => writer.flush(),
    close: async () => {
      await writer.close()
      await keeping(async () => {})
    },
  }
}
