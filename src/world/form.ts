/** What the tables of the world's departments hold. Lists of words are texts joined by `|`, to keep the tables short. */

/** When in the year a kind of product sells. */
export type Season = 'all-year' | 'summer' | 'winter' | 'spring' | 'gifts'

/** Families share makers. */
export type Family = 'home' | 'food' | 'wear' | 'care' | 'tech' | 'leisure'

/** A kind of product: one sub-category, one silhouette. */
export type Form = {
  readonly form: string
  /** Name of the sub-category. */
  readonly title: string
  readonly nouns: string
  /** What it is made of, or how it tastes or smells. */
  readonly makes: string
  readonly makeIs?: 'material' | 'flavor' | 'scent' | 'genre'
  /** Names of `COLORS`. */
  readonly colors: string
  /** From the cheapest to the dearest, in whole units of the currency. */
  readonly price: readonly [number, number]
  readonly about: string
  /** Share of the range and of the interest, against the others of its department. */
  readonly weight: number
  readonly season?: Season
  /** Days after which a buyer needs it again. */
  readonly repeatDays?: number
  readonly sizes?: 'wear' | 'shoe' | 'bed'
  /** Forms that a buyer of this one often puts into the same basket. */
  readonly goesWith?: string
}

export type Department = {
  readonly title: string
  readonly family: Family
  /** Share of the range and of the interest, against other departments. */
  readonly weight: number
  /** Who it is meant for, when not for everybody. */
  readonly gender?: 'female' | 'male'
  readonly forms: readonly Form[]
}

const wordsByCell = new Map<string, readonly string[]>()

/** The words of a table cell. Each cell is split once: a world of a million products asks millions of times. */
export const words = (cell: string): readonly string[] => {
  const known = wordsByCell.get(cell)
  if (known !== undefined) return known
  const split = cell.split('|')
  wordsByCell.set(cell, split)
  return split
}
