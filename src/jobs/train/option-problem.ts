/** Whether options that were stored can be trained with: they may be of an older program, or edited by hand. */
import type { AnyRecipe, OptionValue, Range } from '../../models/recipe.ts'

/** Looking on a log scale ends this far beside the ends of a range. */
const ROUNDING = 1e-9

const rangeProblem = (range: Range, value: OptionValue): string | undefined => {
  if ('of' in range) return range.of.includes(value) ? undefined : `is not one of ${range.of.join(', ')}`
  const { from, to, isWhole = false } = range
  const slack = ROUNDING * Math.max(Math.abs(from), Math.abs(to))
  const number = Number(value)
  if (!(number >= from - slack && number <= to + slack)) return `is not from ${from} to ${to}`
  return isWhole && Math.abs(number - Math.round(number)) > slack ? 'is not a whole number' : undefined
}

/** @returns what is wrong with the first that is; undefined when the recipe takes all of them */
export const optionProblem = (
  { defaults, ranges }: Pick<AnyRecipe, 'defaults' | 'ranges'>,
  options: Readonly<Record<string, unknown>>,
): string | undefined => {
  for (const [name, value] of Object.entries(options)) {
    const usual = Object.hasOwn(defaults, name) ? defaults[name] : undefined
    if (usual === undefined) return `there is no option ${JSON.stringify(name)}`
    if (value === usual) continue
    const said = `${name} ${JSON.stringify(value)}`
    if (typeof value !== typeof usual || Number.isNaN(value)) return `${said} is not a ${typeof usual}`
    const range = ranges[name]
    const problem = range === undefined ? undefined : rangeProblem(range, value as OptionValue)
    if (problem !== undefined) return `${said} ${problem}`
  }
  return undefined
}
