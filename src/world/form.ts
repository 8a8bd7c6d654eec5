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
  /** `Jeans:Denim` are made of denim only. */
  readonly nouns: string
  /** What it is made of, or how it tastes or smells. `Steel:steel+black` comes in these colours only. */
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

/** A word of a table cell, and what it is limited to; empty when it goes with everything. */
type Choice = { readonly word: string; readonly only: readonly string[] }
type Cell = { readonly words: readonly string[]; readonly choices: readonly Choice[] }

const cells = new Map<string, Cell>()

/** Each cell is split once: a world of a million products asks millions of times. */
const cellOf = (text: string): Cell => {
  const known = cells.get(text)
  if (known !== undefined) return known
  const choices = text.split('|').map((part) => {
    const [word, only] = part.split(/:(?=\S)/) as [string, string?]
    return { word, only: only?.split('+') ?? [] }
  })
  const cell = { words: choices.map(({ word }) => word), choices }
  cells.set(text, cell)
  return cell
}

/** The words of a table cell, without what limits them. */
export const words = (text: string): readonly string[] => cellOf(text).words

/** One of the words of a cell that are among `allowed`, or of all when that is empty, with what it is limited to. */
export const choose = (text: string, allowed: readonly string[], chance: number): Choice => {
  const { choices } = cellOf(text)
  const open = allowed.length === 0 ? choices : choices.filter(({ word }) => allowed.includes(word))
  return open[Math.floor(chance * open.length)] as Choice
}
