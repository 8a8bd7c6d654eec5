/** Decisions of single people: found, and forgotten. */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { shopperKeysOf } from '../domain/decision.ts'
import { blocksOf, type DayFile, dayFiles, FILE_MODE, linesIn, PART, parseLine } from './decision-files.ts'
import type { DecisionFolder } from './decision-folder.ts'
import type { DecisionWriter } from './decision-writer.ts'
import type { InTurn } from './in-turn.ts'

/** Lines are looked at closely only when they hold the name of a shopper as it stands in JSON. */
const namesOneOf = (shopperKeys: readonly string[]): ((line: Buffer) => boolean) => {
  const keys = new Set(shopperKeys)
  const names = shopperKeys.map((key) => Buffer.from(JSON.stringify(key.slice(2)).slice(1, -1)))
  return (line) => {
    if (!names.some((name) => line.includes(name))) return false
    const decision = parseLine(line)
    return decision === undefined || shopperKeysOf(decision).some((key) => keys.has(key))
  }
}

/** A line that was cut short is gone too: nobody knows whom it names. */
const namesAny = (line: Buffer, isGone: (shopperKey: string) => boolean): boolean => {
  const decision = parseLine(line)
  return decision === undefined || shopperKeysOf(decision).some(isGone)
}

/** @returns the lines that are gone; with none, the file is as it was */
const rewriteWithout = async (file: DayFile, isGone: (line: Buffer) => boolean): Promise<number> => {
  let goneCount = 0
  async function* kept(): AsyncGenerator<Buffer> {
    for await (const block of blocksOf(file)) {
      const lines = linesIn(block)
      const left = lines.filter((line) => !isGone(line))
      goneCount += lines.length - left.length
      yield Buffer.concat(left.flatMap((line) => [line, Buffer.from('\n')]))
    }
  }
  const part = `${file.path}${PART}`
  const out = createWriteStream(part, { mode: FILE_MODE, flush: true })
  try {
    if (file.ending === '.gz') await pipeline(kept, createGzip(), out)
    else await pipeline(kept, out)
    if (goneCount > 0) await rename(part, file.path)
  } finally {
    await rm(part, { force: true })
  }
  return goneCount
}

export type PeopleDeps = {
  readonly folder: string
  readonly writer: DecisionWriter
  /** For work on the file that is written to, and on all others. */
  readonly writing: InTurn
  readonly keeping: InTurn
}

export const decisionsOfPeople = ({
  folder,
  writer,
  writing,
  keeping,
}: PeopleDeps): Pick<DecisionFolder, 'forget' | 'forgetWhere' | 'ofShoppers'> => {
  const forget = async (
    isGone: (shopperKey: string) => boolean,
    isGoneLine: (line: Buffer) => boolean,
  ): Promise<number> => {
    await writer.flush()
    return keeping(async () => {
      let goneCount = writer.forget(isGone)
      for (const file of await dayFiles(folder))
        goneCount += await (file.ending === ''
          ? writing(() => rewriteWithout(file, isGoneLine))
          : rewriteWithout(file, isGoneLine))
      return goneCount
    })
  }

  return {
    forget: (shopperKeys) => {
      const keys = new Set(shopperKeys)
      return forget((key) => keys.has(key), namesOneOf(shopperKeys))
    },
    ofShoppers: async function* (shopperKeys) {
      await writer.flush()
      const isTheirs = namesOneOf(shopperKeys)
      for (const file of await dayFiles(folder))
        for await (const block of blocksOf(file))
          for (const line of linesIn(block)) {
            const decision = isTheirs(line) ? parseLine(line) : undefined
            if (decision !== undefined) yield decision
          }
    },
    forgetWhere: (isGone) => forget(isGone, (line) => namesAny(line, isGone)),
  }
}
