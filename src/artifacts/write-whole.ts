/** Files that are either whole and on the disk, or not there. */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writers of one path do not write into each other's parts. */
let parts = 0

export const writeWhole = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.${++parts}.part`
  try {
    const file = await open(part, 'w')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    // On a full disk, what did not fit would keep it full.
    await rm(part, { force: true }).catch(() => {})
    throw error
  }
}
