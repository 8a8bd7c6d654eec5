/** Which pictures a till takes ahead, and which make room for them. */

export type PicturePlan = {
  /** To be taken, the most needed first. */
  readonly missing: readonly string[]
  /** Kept and still of the store, but not among the most needed; the least needed last. */
  readonly spare: readonly string[]
  /** Kept, and not of the store any more. */
  readonly gone: readonly string[]
}

/**
 * A picture that sinks below the most needed is not dropped for that: it would come and go with each sale.
 *
 * @param all   addresses of the store's pictures, the most needed first; several products may share one
 * @param kept  addresses
 * @param max   how many are to be kept
 */
export const planPictures = (all: readonly string[], kept: Iterable<string>, max: number): PicturePlan => {
  const places = new Map([...new Set(all)].map((url, place) => [url, place]))
  const has = new Set(kept)
  const placeOf = (url: string): number => places.get(url) ?? Number.POSITIVE_INFINITY
  return {
    missing: [...places.keys()].slice(0, max).filter((url) => !has.has(url)),
    spare: [...has]
      .filter((url) => places.has(url) && placeOf(url) >= max)
      .sort((a, b) => placeOf(a) - placeOf(b)),
    gone: [...has].filter((url) => !places.has(url)),
  }
}
