/**
 * The segments of one shop on disk: the log's interactions in columns, a hundred times faster to read than the log.
 * They are made from the log and can be thrown away at any time; what is damaged or out of order is made again.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { InteractionBlock } from '../views/interaction-block.ts'
import { decodeColumns, encodeColumns } from './column-codec.ts'
import { alignedBytes, type Columns } from '../math/column-bytes.ts'
import { writeWhole } from './write-whole.ts'

/** Raise it when columns or kinds change their meaning: older segments are then made again from the log. */
const SEGMENT_VERSION = 1
const NAME = /^(\d{12})-(\d{12})\.segment$/
/** The first and the last record that the file says it holds. */
const seqsOf = (name: string): readonly [first: number, last: number] => {
  const [, first, last] = NAME.exec(name) ?? []
  return [Number(first), Number(last)]
}
const nameOf = ({ firstSeq, lastSeq }: InteractionBlock): string =>
  `${String(firstSeq).padStart(12, '0')}-${String(lastSeq).padStart(12, '0')}.segment`

type Names = InteractionBlock['names']
const DICTIONARIES = [
  'shopper',
  'item',
  'sku',
  'channel',
  'group',
] as const satisfies readonly (keyof Names)[]
const NAMES_OF = 'names of '
const columnOf = (dictionary: keyof Names): string => `${NAMES_OF}${dictionary}`

/** @param logId  of the log that the block was made from */
export const encodeSegment = (block: InteractionBlock, logId: string): Uint8Array => {
  const { rowCount, firstSeq, lastSeq, names, ...columns } = block
  const texts = DICTIONARIES.map((name) => [
    columnOf(name),
    new TextEncoder().encode(JSON.stringify(names[name])),
  ])
  return encodeColumns(
    'segment',
    SEGMENT_VERSION,
    { logId, rowCount, firstSeq, lastSeq },
    { ...columns, ...(Object.fromEntries(texts) as Columns) },
  )
}

/** Names are read when they are asked for: the views never ask for those of groups, which are the most. */
const lazyNames = (columns: Columns): Names => {
  const names = {}
  for (const dictionary of DICTIONARIES) {
    let read: readonly string[] | undefined
    Object.defineProperty(names, dictionary, {
      enumerable: true,
      get: (): readonly string[] => {
        read ??= JSON.parse(new TextDecoder().decode(columns[columnOf(dictionary)])) as readonly string[]
        return read
      },
    })
  }
  return names as Names
}

/** @returns undefined when the bytes are not a whole segment of this version and this log */
export const decodeSegment = (bytes: Uint8Array, logId: string): InteractionBlock | undefined => {
  const decoded = decodeColumns('segment', SEGMENT_VERSION, bytes)
  if ('wrong' in decoded) return undefined
  const { logId: madeFrom, ...meta } = decoded.meta as { logId: string }
  if (madeFrom !== logId) return undefined
  const columns = Object.entries(decoded.columns).filter(([name]) => !name.startsWith(NAMES_OF))
  return {
    ...meta,
    ...Object.fromEntries(columns),
    names: lazyNames(decoded.columns),
  } as unknown as InteractionBlock
}

/** Names looked at between two requests: hashes of them take a few milliseconds. */
const SLICE_NAMES = 1_000

const holdsAny = async (
  names: readonly string[],
  isErased: (shopperKey: string) => boolean,
): Promise<boolean> => {
  for (let from = 0; from < names.length; from += SLICE_NAMES) {
    if (names.slice(from, from + SLICE_NAMES).some(isErased)) return true
    await nextTurn()
  }
  return false
}

const readCleansed = async (path: string, logId: string): Promise<number> => {
  try {
    const kept = JSON.parse(await readFile(path, 'utf8')) as { logId?: string; doneCount?: number }
    return kept.logId === logId && typeof kept.doneCount === 'number' ? kept.doneCount : 0
  } catch {
    return 0
  }
}

export type SegmentFolder = {
  readonly path: string
  /** Gives the blocks up to the record `lastSeq` that follow each other without a gap from the start of the log. */
  readonly read: (lastSeq: number) => AsyncIterable<InteractionBlock>
  /** Removes what reading up to `lastSeq` did not give: the damaged, and what belongs to another log. */
  readonly removeAfter: (lastSeq: number) => Promise<void>
  readonly write: (block: InteractionBlock) => Promise<void>
  /**
   * Writes those anew that name somebody who was erased; the folder remembers up to where it was looked through.
   *
   * @param doneCount  erasures that are done: with no more of them than the last time, nothing is read
   * @param isErased  of a shopper, as views name them
   * @param remake  the block from the log
   * @returns how many were written anew
   */
  readonly cleanse: (
    doneCount: number,
    isErased: (shopperKey: string) => boolean,
    remake: (firstSeq: number, lastSeq: number) => Promise<InteractionBlock>,
  ) => Promise<number>
}

/** How many erasures the segments were held against. */
const CLEANSED = 'erasures.json'

/** @param logId  of the shop's log: the folder may have been used with another store before, whose segments are of no use */
export const openSegmentFolder = (path: string, logId: string): SegmentFolder => {
  const segmentNames = async (): Promise<readonly string[]> => {
    await mkdir(path, { recursive: true })
    return (await readdir(path)).filter((name) => NAME.test(name)).sort()
  }
  const readSegment = async (name: string): Promise<InteractionBlock | undefined> => {
    try {
      return decodeSegment(alignedBytes(await readFile(join(path, name))), logId)
    } catch {
      return undefined
    }
  }
  return {
    path,
    read: async function* (lastSeq) {
      const names = await segmentNames()
      // The next segment is read from the disk while the caller works on this one.
      let coming = names[0] === undefined ? undefined : readSegment(names[0])
      let nextSeq = 1
      for (const [k, name] of names.entries()) {
        const block = await coming
        const following = names[k + 1]
        coming = following === undefined ? undefined : readSegment(following)
        const [first, last] = seqsOf(name)
        if (first !== nextSeq || last > lastSeq || block?.firstSeq !== first || block.lastSeq !== last) return
        nextSeq = last + 1
        yield block
      }
    },
    removeAfter: async (lastSeq) => {
      for (const name of await segmentNames())
        if (seqsOf(name)[1] > lastSeq) await rm(join(path, name), { force: true })
    },
    write: (block) => writeWhole(join(path, nameOf(block)), encodeSegment(block, logId)),
    cleanse: async (doneCount, isErased, remake) => {
      if ((await readCleansed(join(path, CLEANSED), logId)) >= doneCount) return 0
      let remadeCount = 0
      for (const name of await segmentNames()) {
        const block = await readSegment(name)
        // What cannot be read holds nobody any more either: reading stops there, and what follows is made again.
        if (block === undefined) await rm(join(path, name), { force: true })
        else if (await holdsAny(block.names.shopper, isErased)) {
          const remade = await remake(block.firstSeq, block.lastSeq)
          await writeWhole(join(path, name), encodeSegment(remade, logId))
          remadeCount++
        }
      }
      for (const name of await readdir(path))
        if (name.endsWith('.part')) await rm(join(path, name), { force: true })
      await writeWhole(join(path, CLEANSED), JSON.stringify({ logId, doneCount }))
      return remadeCount
    },
  }
}
