/** A folder for one test, gone when the test ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const temporaryFolder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'aisle-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
