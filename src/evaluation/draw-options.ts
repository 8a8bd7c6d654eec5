/** Draws options of a recipe from the ranges in which they are looked for. */
import type { Rng } from '../math/rng.ts'
import type { Options, OptionValue, Range } from '../models/recipe.ts'

/** How far a neighboring number lies away, as a share of its range. */
const STEP_SHARE = 0.15

const ranges = (of: Readonly<Record<string, Range | undefined>>): readonly (readonly [string, Range])[] =>
  Object.entries(of).filter((entry): entry is [string, Range] => entry[1] !== undefined)

const placeOf = (value: number, { from, to, scale }: Exclude<Range, { of: unknown }>): number =>
  scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from)

/** @param place  in [0, 1] along the range; outside it stands for the nearest end */
const valueAt = (place: number, range: Exclude<Range, { of: unknown }>): number => {
  const { from, to, scale, isWhole } = range
  const inside = Math.min(1, Math.max(0, place))
  const value = scale === 'log' ? from * (to / from) ** inside : from + (to - from) * inside
  const rounded = isWhole === true ? Math.round(value) : Number(value.toPrecision(3))
  return Math.min(to, Math.max(from, rounded))
}

const drawn = (range: Range, random: Rng): OptionValue =>
  'of' in range ? random.pick(range.of) : valueAt(random.float(), range)

const nearby = (value: OptionValue | undefined, range: Range, random: Rng): OptionValue =>
  'of' in range || typeof value !== 'number'
    ? drawn(range, random)
    : valueAt(placeOf(value, range) + random.normal(0, STEP_SHARE), range)

/** Every option that has a range, drawn at random; the others as they are. */
export const drawOptions = <O extends Options>(
  base: O,
  rangeOf: Readonly<Record<string, Range | undefined>>,
  random: Rng,
): O => ({
  ...base,
  ...Object.fromEntries(ranges(rangeOf).map(([key, range]) => [key, drawn(range, random)])),
})

/** One option moved, or two: what is good has better neighbors as a rule. */
export const nearbyOptions = <O extends Options>(
  base: O,
  rangeOf: Readonly<Record<string, Range | undefined>>,
  random: Rng,
): O => {
  const moved = random.shuffle(ranges(rangeOf)).slice(0, random.chance(0.5) ? 1 : 2)
  return {
    ...base,
    ...Object.fromEntries(moved.map(([key, range]) => [key, nearby(base[key], range, random)])),
  }
}

/** One text for the same options, whatever the order of their names. */
export const optionsKey = (options: Options): string =>
  JSON.stringify(Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)))
