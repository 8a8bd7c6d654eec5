/**
 * Writes decisions to the files of their days, off the path of requests: `add` only remembers them. What the disk
 * cannot take in time is dropped, the oldest first, and counted: a decision log never slows or breaks an answer.
 */
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Decision, shopperKeysOf } from '../domain/decision.ts'
import { dayNameOf, lineOf } from './decision-files.ts'
import type { InTurn } from './in-turn.ts'

export type WriterOptions = {
  /** Only its user may look into it. */
  readonly folder: string
  /** Of one day's file: what does not fit is dropped. */
  readonly bytesMax: number
  /** For work on files that are written to. */
  readonly writing: InTurn
  /** Waiting to be written; left out, 20,000 and about 64 MB. */
  readonly waitingMax?: { readonly decisions: number; readonly bytes: number }
  /** After bytes reached the disk. */
  readonly onWritten?: (byteCount: number) => void
}

export type WriterFigures = {
  readonly waitingCount: number
  readonly writtenCount: number
  /** Could not be written: the disk was too slow, full or failing, or the day had its share. */
  readonly droppedCount: number
  /** Why the last write failed; undefined when it did not. */
  readonly problem: string | undefined
}

const WAITING_MAX = { decisions: 20_000, bytes: 64 * 1024 * 1024 }
const FLUSH_EVERY_MS = 1_000
const FLUSH_BYTES = 1024 * 1024
/** Turned into text in one go: a few tenths of a millisecond, between which requests are answered. */
const SLICE_BYTES = 64 * 1024
/** Before the first was measured. */
const BYTES_PER_ITEM = 300
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
const NEWLINE = 10

/** Items of the answer, and one for what stands around them. */
const weightOf = ({ response }: Decision): number => response.items.length + 1

/** The bytes written; undefined when the file has no room for them. A line that was cut short before is ended first. */
const appendTo = async (
  path: string,
  blocks: readonly Buffer[],
  bytesMax: number,
): Promise<number | undefined> => {
  const file = await open(path, 'a+', FILE_MODE)
  try {
    const { size } = await file.stat()
    const byteCount = byteCountOf(blocks)
    if (size + byteCount > bytesMax) return undefined
    const last = Buffer.alloc(1)
    if (size > 0) await file.read(last, 0, 1, size - 1)
    const isCut = size > 0 && last[0] !== NEWLINE
    const all = isCut ? [Buffer.from('\n'), ...blocks] : [...blocks]
    const { bytesWritten } = await file.writev(all)
    if (bytesWritten < byteCountOf(all)) throw new Error(`${path} could not be written to its end`)
    return byteCount
  } finally {
    await file.close()
  }
}

const byteCountOf = (blocks: readonly Buffer[]): number => blocks.reduce((sum, { length }) => sum + length, 0)

type Encoded = { readonly blocks: Buffer[]; texts: string[]; readonly decisions: Decision[] }

/** Decisions as text, by day. One that cannot be turned into text is left out. */
const encode = async (
  batch: readonly Decision[],
  bytesPerItem: number,
): Promise<ReadonlyMap<string, Encoded>> => {
  const days = new Map<string, Encoded>()
  const endSlice = (): void => {
    for (const ofDay of days.values()) {
      ofDay.blocks.push(Buffer.from(ofDay.texts.join('')))
      ofDay.texts = []
    }
  }
  let sliceBytes = 0
  for (const decision of batch) {
    if (sliceBytes > SLICE_BYTES) {
      endSlice()
      sliceBytes = 0
      await nextTurn()
    }
    sliceBytes += weightOf(decision) * bytesPerItem
    try {
      const text = lineOf(decision)
      const day = dayNameOf(decision.decidedAt)
      const ofDay = days.get(day) ?? { blocks: [], texts: [], decisions: [] }
      ofDay.texts.push(text)
      ofDay.decisions.push(decision)
      days.set(day, ofDay)
    } catch {
      // Such as a circle in a trace. It is counted as dropped by the caller: it was taken and not written.
    }
  }
  endSlice()
  return days
}

export class DecisionWriter {
  readonly #options: WriterOptions
  readonly #waitingMax: { readonly decisions: number; readonly bytes: number }
  #waiting: Decision[] = []
  #waitingWeight = 0
  /** Learned from what was written. */
  #bytesPerItem = BYTES_PER_ITEM
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> | undefined
  #isSoon = false
  #isClosed = false
  #writtenCount = 0
  #droppedCount = 0
  #problem: string | undefined

  constructor(options: WriterOptions) {
    this.#options = options
    this.#waitingMax = options.waitingMax ?? WAITING_MAX
  }

  /** Remembers the decision, which must not change any more. No I/O, no text: some tens of nanoseconds. */
  add(decision: Decision): void {
    if (this.#isClosed) {
      this.#droppedCount++
      return
    }
    this.#waiting.push(decision)
    this.#waitingWeight += weightOf(decision)
    this.#keepWithinLimits()
    if (this.#flushing !== undefined) return
    if (
      !this.#isSoon &&
      this.#waitingWeight * this.#bytesPerItem >= FLUSH_BYTES &&
      this.#problem === undefined
    ) {
      this.#isSoon = true
      setImmediate(() => void this.flush())
    }
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref()
  }

  get figures(): WriterFigures {
    return {
      waitingCount: this.#waiting.length,
      writtenCount: this.#writtenCount,
      droppedCount: this.#droppedCount,
      problem: this.#problem,
    }
  }

  /** Resolves when all that was added before is written or, when the disk fails, was tried. Never rejects. */
  flush(): Promise<void> {
    this.#flushing ??= this.#writeAll().finally(() => {
      this.#flushing = undefined
      this.#isSoon = false
      if (this.#waiting.length > 0 && !this.#isClosed)
        this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref()
    })
    return this.#flushing
  }

  /** Removes those that wait and name one of the shoppers. @returns how many */
  forget(isGone: (shopperKey: string) => boolean): number {
    const kept = this.#waiting.filter((decision) => shopperKeysOf(decision).every((key) => !isGone(key)))
    const goneCount = this.#waiting.length - kept.length
    this.#waiting = kept
    this.#waitingWeight = kept.reduce((sum, decision) => sum + weightOf(decision), 0)
    return goneCount
  }

  async close(): Promise<void> {
    await this.flush()
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#droppedCount += this.#waiting.length
    this.#waiting = []
  }

  /** Drops a few at once, so that dropping costs next to nothing however many wait. */
  #keepWithinLimits(): void {
    const { decisions, bytes } = this.#waitingMax
    while (
      this.#waiting.length > decisions ||
      (this.#waiting.length > 0 && this.#waitingWeight * this.#bytesPerItem > bytes)
    ) {
      const dropped = this.#waiting.splice(0, Math.ceil(this.#waiting.length / 64))
      for (const decision of dropped) this.#waitingWeight -= weightOf(decision)
      this.#droppedCount += dropped.length
    }
  }

  /** About a megabyte of the oldest that wait. */
  #take(): readonly Decision[] {
    let weight = 0
    let count = 0
    while (count < this.#waiting.length && weight * this.#bytesPerItem < FLUSH_BYTES)
      weight += weightOf(this.#waiting[count++] as Decision)
    this.#waitingWeight -= weight
    return this.#waiting.splice(0, count)
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#waiting.length > 0) {
      const batch = this.#take()
      const unwritten = new Set(batch)
      try {
        let problem: string | undefined
        for (const [day, { blocks, decisions }] of await encode(batch, this.#bytesPerItem)) {
          const isWritten = await this.#append(day, blocks, decisions)
          if (isWritten) for (const decision of decisions) unwritten.delete(decision)
          else problem = `${day} has reached ${this.#options.bytesMax} bytes`
        }
        this.#droppedCount += unwritten.size
        this.#problem = problem
      } catch (error) {
        this.#problem = (error as Error).message
        this.#waiting.unshift(...unwritten)
        for (const decision of unwritten) this.#waitingWeight += weightOf(decision)
        this.#keepWithinLimits()
        return
      }
    }
  }

  /** @returns false when the day has no room for them */
  async #append(day: string, blocks: readonly Buffer[], decisions: readonly Decision[]): Promise<boolean> {
    const { folder, bytesMax, writing, onWritten } = this.#options
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
    const byteCount = await writing(() => appendTo(join(folder, `${day}.jsonl`), blocks, bytesMax))
    if (byteCount === undefined) return false
    this.#writtenCount += decisions.length
    this.#bytesPerItem = byteCount / decisions.reduce((sum, decision) => sum + weightOf(decision), 0)
    onWritten?.(byteCount)
    return true
  }
}
