/** Files that are either whole and on the disk, or not there. */
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

export const writeWhole = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(`${path}.part`, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}
