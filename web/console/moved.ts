/** The values with one of them at another place. */
export const moved = <T>(values: readonly T[], from: number, to: number): readonly T[] => {
  const rest = values.filter((_, place) => place !== from)
  return [...rest.slice(0, to), ...values.slice(from, from + 1), ...rest.slice(to)]
}
