/** What can be asked for by name, under our names and under those of other systems. */
import { foldName } from '../domain/fold-name.ts'
import { LIST_RECIPES } from '../lists/lists.ts'

/** The list of one shopper's own past. */
export const RECENTLY_VIEWED = {
  list: 'recently-viewed',
  title: 'Recently viewed',
  aliases: ['recentlyViewedProducts', 'RECENTLY_VIEWED'],
} as const

/** The list that a model makes for one item. */
export const ALSO_LIKE = {
  list: 'people-also-like',
  title: 'People also like',
  aliases: ['pal', 'RecoPeopleAlsoBuy', 'Similar', 'customers-who-bought-also-bought', 'OTHER_ALSO_BOUGHT'],
} as const

export type NamedList = {
  readonly list: string
  readonly title: string
  readonly aliases: readonly string[]
  readonly parameters: object
}

export const NAMED_LISTS: readonly NamedList[] = [
  ...LIST_RECIPES.map(({ list, title, aliases, defaults }) => ({
    list,
    title,
    aliases,
    parameters: defaults,
  })),
  { ...RECENTLY_VIEWED, parameters: {} },
  { ...ALSO_LIKE, parameters: {} },
]

const listByName = new Map(
  NAMED_LISTS.flatMap(({ list, aliases }) =>
    [list, ...aliases].map((name): [string, string] => [foldName(name), list]),
  ),
)

/** @returns the list's own name, or undefined when no list has that name or alias */
export const parseListName = (name: string): string | undefined => listByName.get(foldName(name))
