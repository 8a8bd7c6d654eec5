import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { writeWhole } from './write-whole.ts'

test('a write that fails leaves nothing behind', async () => {
  const path = temporaryFolder()
  mkdirSync(join(path, 'taken', 'inside'), { recursive: true })
  await expect(writeWhole(join(path, 'taken'), 'whole')).rejects.toThrow('taken')
  expect(readdirSync(path)).toEqual(['taken'])
})
