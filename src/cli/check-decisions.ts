/** The part of `aisle doctor` that looks at decisions on disk. */
import { join } from 'node:path'
import { blocksOf, type DayFile, dayFiles, linesIn, parseLine } from '../artifacts/decision-files.ts'
import type { Settings } from '../config/settings.ts'
import { shopsWithDecisions } from '../jobs/kept-decisions.ts'
import { decisionsPath } from '../server/engine.ts'
import type { Finding } from './check-models.ts'

/** Compressed days were looked at while they were not. */
const unreadableCount = async (files: readonly DayFile[]): Promise<number> => {
  let count = 0
  for (const file of files)
    if (file.ending !== '.gz')
      for await (const block of blocksOf(file))
        count += linesIn(block).filter((line) => parseLine(line) === undefined).length
  return count
}

const checkDecisionsOf = async (shop: string, folder: string): Promise<readonly Finding[]> => {
  const files = await dayFiles(folder)
  const [first] = files
  if (first === undefined) return []
  const megabytes = files.reduce((sum, { byteCount }) => sum + byteCount, 0) / 1024 ** 2
  const unreadable = await unreadableCount(files)
  const cut =
    unreadable === 0
      ? ''
      : `; ${unreadable} ${unreadable === 1 ? 'line cannot be read and is' : 'lines cannot be read and are'} passed over: the program was ended while it wrote`
  return [
    {
      check: `Decisions of ${shop}`,
      isWell: true,
      finding: `${new Set(files.map(({ day }) => day)).size} days since ${first.day}, ${megabytes.toFixed(1)} MB${cut}`,
    },
  ]
}

export const checkDecisions = async (settings: Settings): Promise<readonly Finding[]> => {
  const path = decisionsPath(settings)
  const findings: Finding[] = []
  for (const shop of await shopsWithDecisions(path))
    findings.push(...(await checkDecisionsOf(shop, join(path, shop))))
  return findings
}
