/** Category paths as `Kitchen > Kettles`, for navigation. */
import type { Category } from './wire.ts'

const SEPARATOR = ' > '

export const namesOf = (path: string): readonly string[] => path.split(SEPARATOR)
export const pathOf = (names: readonly string[]): string => names.join(SEPARATOR)

/** The categories straight below a path; of the whole shop when it is undefined. */
export const childrenOf = (
  categories: readonly Category[],
  path: string | undefined,
): readonly Category[] => {
  const depth = path === undefined ? 1 : namesOf(path).length + 1
  return categories.filter(
    (category) =>
      namesOf(category.path).length === depth &&
      (path === undefined || category.path.startsWith(path + SEPARATOR)),
  )
}
