/** Whole files of any size. */
import { open } from 'node:fs/promises'

/** One read may not give more than 2 GiB. */
const PIECE_BYTES = 1024 ** 3

/**
 * @returns the bytes in a buffer of their own, so that columns stand on multiples of 8; fewer than the file had when it
 *   shrank meanwhile
 * @throws as `open` of node:fs does
 */
export const readLarge = async (path: string, pieceBytes = PIECE_BYTES): Promise<Uint8Array> => {
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array((await file.stat()).size)
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, Math.min(pieceBytes, bytes.length - at), at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return bytes.subarray(0, at)
  } finally {
    await file.close()
  }
}
