/** What was chosen to narrow a list by, as it stands in the address of the page. */

export type Range = { readonly fromMinor?: number; readonly toMinor?: number }
export type Refinement = {
  readonly field: string
  readonly values?: readonly string[]
  readonly ranges?: readonly Range[]
}
export type Selector = {
  readonly field: string
  readonly values?: readonly { readonly value: string; readonly itemCount: number }[]
  readonly ranges?: readonly (Range & { readonly itemCount: number })[]
}

const NAME = 'refine'

const isRefinement = (value: unknown): value is Refinement =>
  typeof value === 'object' && value !== null && 'field' in value && typeof value.field === 'string'

/** An address that was cut or written by hand chooses nothing. */
export const refinementsOf = (search: string): readonly Refinement[] => {
  try {
    const value: unknown = JSON.parse(new URLSearchParams(search).get(NAME) ?? '[]')
    return Array.isArray(value) ? value.filter(isRefinement) : []
  } catch {
    return []
  }
}

export const searchWith = (search: string, refinements: readonly Refinement[]): string => {
  const query = new URLSearchParams(search)
  if (refinements.length === 0) query.delete(NAME)
  else query.set(NAME, JSON.stringify(refinements))
  return `?${query.toString()}`
}

const isSameRange = (one: Range, other: Range): boolean =>
  one.fromMinor === other.fromMinor && one.toMinor === other.toMinor

export const hasValue = (refinements: readonly Refinement[], field: string, value: string): boolean =>
  refinements.some((each) => each.field === field && each.values?.includes(value) === true)

export const hasRange = (refinements: readonly Refinement[], field: string, range: Range): boolean =>
  refinements.some(
    (each) => each.field === field && each.ranges?.some((chosen) => isSameRange(chosen, range)) === true,
  )

const withChoices = (refinements: readonly Refinement[], next: Refinement): readonly Refinement[] => {
  const others = refinements.filter(({ field }) => field !== next.field)
  return [...(next.values ?? []), ...(next.ranges ?? [])].length === 0 ? others : [...others, next]
}

/** Chosen becomes not chosen, and the other way round. */
export const toggleValue = (
  refinements: readonly Refinement[],
  field: string,
  value: string,
): readonly Refinement[] => {
  const values = refinements.find((each) => each.field === field)?.values ?? []
  return withChoices(refinements, {
    field,
    values: values.includes(value) ? values.filter((each) => each !== value) : [...values, value],
  })
}

export const toggleRange = (
  refinements: readonly Refinement[],
  field: string,
  range: Range,
): readonly Refinement[] => {
  const ranges = refinements.find((each) => each.field === field)?.ranges ?? []
  const others = ranges.filter((each) => !isSameRange(each, range))
  return withChoices(refinements, {
    field,
    ranges: others.length < ranges.length ? others : [...ranges, range],
  })
}
