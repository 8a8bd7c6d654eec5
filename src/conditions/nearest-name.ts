/** The name that somebody probably meant. */

/** Edits that turn one name into the other, case aside; a swap of two neighbors is one. @source Damerau 1964 */
const editDistance = (a: string, b: string): number => {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, k) => k)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next.push(
        Math.min(
          (row[j] as number) + 1,
          (next[j - 1] as number) + 1,
          (row[j - 1] as number) + (isSame ? 0 : 1),
          isSwap ? (before[j - 2] as number) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    before = row
    row = next
  }
  return row[b.length] as number
}

/** Nobody mistypes a longer name; comparing it would only cost. */
const NAME_LENGTH_MAX = 100

/** @returns the name that is nearest to the given one, or undefined when none is near */
export const nearestName = (given: string, names: readonly string[]): string | undefined => {
  if (given.length > NAME_LENGTH_MAX) return undefined
  const folded = given.toLowerCase()
  let nearest: string | undefined
  let least = Math.max(2, Math.ceil(given.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(folded, name.toLowerCase())
    if (distance < least) {
      least = distance
      nearest = name
    }
  }
  return nearest
}
