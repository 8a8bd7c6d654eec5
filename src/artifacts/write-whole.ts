/** Files that are either whole and on the disk, or not there. */
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writers of one path do not write into each other's parts. */
let parts = 0

export const writeWhole = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.${++parts}.part`
  const file = await open(part, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, path)
}
