/** Which places of a page are for promoted items. */

/**
 * A share of a page, rounded to whole places and at least one, spread evenly: 25 % of 12 are 4, 8, 12.
 *
 * @param share  in (0, 1]
 * @returns      places of every page, counted from 1, ascending
 */
export const placesOfShare = (share: number, pageSize: number): readonly number[] => {
  const count = Math.min(pageSize, Math.max(1, Math.round(share * pageSize)))
  return Array.from({ length: count }, (_, k) => Math.ceil(((k + 1) * pageSize) / count))
}

/** @returns whether a place of the list, counted from 1 through all pages, is for the promotion */
export const promotedPlaces = (
  { share, slots }: { readonly share?: number | undefined; readonly slots?: readonly number[] | undefined },
  pageSize: number,
): ((slot: number) => boolean) => {
  const own = new Set(slots)
  const shared = new Set(share === undefined || pageSize < 1 ? [] : placesOfShare(share, pageSize))
  return (slot) => own.has(slot) || shared.has(((slot - 1) % pageSize) + 1)
}
