/**
 * The files of one shop's decisions, a day each:
 *
 *   YYYY-MM-DD.jsonl           decisions of a UTC day, a line each, in the order they were made
 *   YYYY-MM-DD.jsonl.closing   the same, while it is being compressed
 *   YYYY-MM-DD.jsonl.gz        a day that is over
 *
 * A crash may cut a line short. Lines that cannot be read are passed over.
 */
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import type { Decision } from '../domain/decision.ts'
import { ID_LENGTH, timeOfId } from '../domain/id-time.ts'
import { DAY_MS } from '../domain/local-day.ts'

const NAME = /^(\d{4}-\d\d-\d\d)\.jsonl(\.gz|\.closing)?$/
export const FILE_MODE = 0o600
/** Ends the names of files that are being made. */
export const PART = '.part'
const NEWLINE = 10
const BLOCK_BYTES = 1024 * 1024
const ENDINGS = ['.gz', '.closing', ''] as const

export type DayFile = {
  /** UTC, as in its name */
  readonly day: string
  readonly name: string
  readonly path: string
  readonly ending: (typeof ENDINGS)[number]
  readonly byteCount: number
}

/** The UTC day of an instant, as `2026-03-01`. Days sort as texts. */
export const dayNameOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`)
export const dayBefore = (day: string, count: number): string => dayNameOf(startOfDay(day) - count * DAY_MS)

/** Oldest first. Nothing when the folder is not there. */
export const dayFiles = async (folder: string): Promise<readonly DayFile[]> => {
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(
    names.map(async (name): Promise<readonly DayFile[]> => {
      const [, day, ending = ''] = NAME.exec(name) ?? []
      const path = join(folder, name)
      // It may have been compressed or removed meanwhile.
      const found = day === undefined ? undefined : await stat(path).catch(() => undefined)
      if (day === undefined || found === undefined) return []
      return [{ day, name, path, ending: ending as DayFile['ending'], byteCount: found.size }]
    }),
  )
  return files
    .flat()
    .sort((a, b) =>
      a.day === b.day ? ENDINGS.indexOf(a.ending) - ENDINGS.indexOf(b.ending) : a.day < b.day ? -1 : 1,
    )
}

/** A file that went away, or whose compressed rest is damaged, ends there. */
const isEnd = (error: unknown): boolean => {
  const { code = '' } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code.startsWith('Z_')
}

/** The file from its beginning, in blocks of whole lines; the last block may end in the middle of one. */
export async function* blocksOf({ path, ending }: DayFile): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: BLOCK_BYTES })
  const source = ending === '.gz' ? createGunzip({ chunkSize: BLOCK_BYTES }) : file
  if (source !== file) file.on('error', (error) => source.destroy(error)).pipe(source as never)
  let rest: Buffer[] = []
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      const end = chunk.lastIndexOf(NEWLINE) + 1
      rest.push(chunk.subarray(0, end === 0 ? chunk.length : end))
      if (end === 0) continue
      yield rest.length === 1 ? (rest[0] as Buffer) : Buffer.concat(rest)
      rest = end === chunk.length ? [] : [chunk.subarray(end)]
    }
  } catch (error) {
    if (!isEnd(error)) throw error
  } finally {
    file.destroy()
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}

/** Without their newlines; empty ones are left out. */
export const linesIn = (block: Buffer): readonly Buffer[] => {
  const lines: Buffer[] = []
  for (let start = 0; start < block.length; ) {
    const found = block.indexOf(NEWLINE, start)
    const end = found < 0 ? block.length : found
    if (end > start) lines.push(block.subarray(start, end))
    start = end + 1
  }
  return lines
}

/** The lines of a file that is not compressed, the last ones first, as many at a time as come together. */
export async function* linesFromEnd({ path }: DayFile): AsyncGenerator<readonly Buffer[]> {
  const file = await open(path).catch((error: unknown) => {
    if (isEnd(error)) return undefined
    throw error
  })
  if (file === undefined) return
  try {
    let rest: Buffer[] = []
    for (let end = (await file.stat()).size; end > 0; ) {
      const start = Math.max(0, end - BLOCK_BYTES)
      const block = Buffer.alloc(end - start)
      await file.read(block, 0, block.length, start)
      end = start
      const first = start === 0 ? 0 : block.indexOf(NEWLINE) + 1
      if (first === 0 && start > 0) {
        rest.unshift(block)
        continue
      }
      yield linesIn(Buffer.concat([block.subarray(first), ...rest])).toReversed()
      rest = [block.subarray(0, first)]
    }
  } finally {
    await file.close()
  }
}

/** The decision of a line, its id first: so a search finds it without parsing. */
export const lineOf = ({ recommendationId, shop, decidedAt, ...rest }: Decision): string =>
  `${JSON.stringify({ recommendationId, shop, decidedAt, ...rest })}\n`

/** What the line of a decision begins with. Texts within lines escape their quotes; an answer may hold it once more. */
export const beginOfLine = (recommendationId: string): string =>
  `{"recommendationId":${JSON.stringify(recommendationId)},"shop":`

const TIME_AT = '{"recommendationId":"'.length
/** When the decision of a line was made, without parsing it; NaN when its id does not tell. */
export const timeOfLine = (line: Buffer): number =>
  timeOfId(line.toString('latin1', TIME_AT, TIME_AT + ID_LENGTH)) ?? Number.NaN

/** Undefined for a line that was cut short. */
export const parseLine = (line: Buffer): Decision | undefined => {
  try {
    const decision = JSON.parse(line.toString('utf8')) as Decision
    return typeof decision.recommendationId === 'string' ? decision : undefined
  } catch {
    return undefined
  }
}

/** The line of the block that stands around the place. */
export const lineAround = (block: Buffer, place: number): Buffer => {
  const end = block.indexOf(NEWLINE, place)
  return block.subarray(block.lastIndexOf(NEWLINE, place) + 1, end < 0 ? block.length : end)
}
