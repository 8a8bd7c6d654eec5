/** Decodes pictures of products, whatever their format, to a few pixels. */
import { setTimeout as delay } from 'node:timers/promises'
import sharp from 'sharp'

/** As `src/models` takes pictures; the pixels are a square, whatever the picture's form. */
export type DecodedPicture = {
  readonly width: number
  readonly height: number
  /** red, green, blue, opacity of each pixel, row by row, 0 to 255 */
  readonly rgba: Uint8Array
  /** Width to height of the picture. */
  readonly aspect: number
}

/** Why a picture could not be used, for counting. */
export type PictureProblem = 'too-large' | 'unreadable' | 'too-slow'

export type PictureRead =
  | { readonly kind: 'picture'; readonly picture: DecodedPicture }
  | { readonly kind: 'problem'; readonly problem: PictureProblem; readonly message: string }

export type PictureOptions = {
  /** Pixels on each side of what comes out. */
  readonly side: number
  readonly byteMax: number
  /** Pixels of the decoded picture: small files can hold huge ones. */
  readonly pixelMax: number
  readonly secondMax: number
}

export const PICTURE_DEFAULTS: PictureOptions = {
  side: 64,
  byteMax: 20_000_000,
  pixelMax: 50_000_000,
  secondMax: 10,
}

const TIMED_OUT = /timeout/i
const TOO_MANY_PIXELS = /pixel limit/i

/**
 * A bad picture is an answer and no error, so that one of thousands does not end an import.
 *
 * @param bytes  JPEG, PNG, WebP, GIF, AVIF, TIFF or SVG
 * @returns      the picture scaled to a square, or what is wrong with it
 */
export const readPicture = async (
  bytes: Uint8Array,
  options: PictureOptions = PICTURE_DEFAULTS,
): Promise<PictureRead> => {
  if (bytes.byteLength > options.byteMax)
    return {
      kind: 'problem',
      problem: 'too-large',
      message: `The picture has ${bytes.byteLength} bytes; at most ${options.byteMax} are read.`,
    }
  const isRead = new AbortController()
  const seconds = PATIENCE * options.secondMax
  const late = delay(1_000 * seconds, tooSlow(seconds), { signal: isRead.signal })
  try {
    // The decoder minds the time only between its steps, and one step of a drawing can be all of it.
    return await Promise.race([decode(bytes, options), late])
  } finally {
    isRead.abort()
  }
}

/** Pictures that are read at the same time wait for each other. */
const PATIENCE = 3

const tooSlow = (seconds: number): PictureRead => ({
  kind: 'problem',
  problem: 'too-slow',
  message: `Decoding the picture took longer than ${seconds} s.`,
})

const decode = async (bytes: Uint8Array, options: PictureOptions): Promise<PictureRead> => {
  try {
    // Only the first frame of a film, and nothing that the file refers to outside itself.
    const image = sharp(bytes, { limitInputPixels: options.pixelMax, pages: 1, failOn: 'error' })
    const { width, height, orientation = 1 } = await image.metadata()
    const isTurned = orientation >= FIRST_TURNED_ORIENTATION
    const { data } = await image
      .rotate()
      .toColorspace('srgb')
      .resize(options.side, options.side, { fit: 'fill' })
      .ensureAlpha()
      .raw()
      .timeout({ seconds: options.secondMax })
      .toBuffer({ resolveWithObject: true })
    const aspect = isTurned ? height / width : width / height
    return {
      kind: 'picture',
      picture: { width: options.side, height: options.side, rgba: new Uint8Array(data), aspect },
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'problem', problem: problemOf(message), message }
  }
}

/** In EXIF, orientations 5 to 8 lie on their side. */
const FIRST_TURNED_ORIENTATION = 5

const problemOf = (message: string): PictureProblem => {
  if (TIMED_OUT.test(message)) return 'too-slow'
  return TOO_MANY_PIXELS.test(message) ? 'too-large' : 'unreadable'
}
