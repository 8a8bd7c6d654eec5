import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { readLarge } from './read-large.ts'

test.each([0, 1, 6, 7, 8, 20, 21])(
  'a file of %i bytes comes back whole in pieces of 7',
  async (byteCount) => {
    const file = join(temporaryFolder(), 'file')
    const bytes = Uint8Array.from({ length: byteCount }, (_, k) => k + 1)
    writeFileSync(file, bytes)
    const read = await readLarge(file, 7)
    expect(read).toEqual(bytes)
    expect(read.byteOffset).toBe(0)
  },
)

test('a file that is not there says so', async () => {
  await expect(readLarge(join(temporaryFolder(), 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
})
