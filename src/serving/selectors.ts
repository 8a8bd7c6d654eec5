/** What a list can be narrowed by: each selector with its choices, and how many items each choice would leave. */
import type { Condition, FieldPath } from '../domain/condition.ts'
import type { Item } from '../domain/catalog.ts'
import { attributeOf, priceMinorOf } from './item-field.ts'

/** A price from `fromMinor`, below `toMinor`; without one of them there is no border on that side. */
export type PriceRange = { readonly fromMinor?: number; readonly toMinor?: number }

/** One choice a selector: any of its values or ranges will do. Choices of different selectors must all hold. */
export type Refinement = {
  readonly field: string
  readonly values?: readonly string[]
  readonly ranges?: readonly PriceRange[]
}

export type Selector = {
  readonly field: string
  readonly values?: readonly { readonly value: string; readonly itemCount: number }[]
  readonly ranges?: readonly (PriceRange & { readonly itemCount: number })[]
}

const PRICE = 'item.priceMinor'
const ATTRIBUTE = 'item.attributes.'
/** What more than this many values are is a name, and nothing to choose by. */
const VALUES_MAX = 24
const ATTRIBUTES_MAX = 4
/** An attribute that fewer of the items have says little of the list. */
const COVERED_SHARE_MIN = 1 / 3
const RANGE_COUNT = 4

const textsOf = (item: Item, field: string): readonly string[] => {
  if (field === 'item.brand') return item.brand === undefined ? [] : [item.brand]
  if (field === 'item.categories') return item.categories ?? []
  const value = attributeOf(item.attributes, field.slice(ATTRIBUTE.length))
  const values = Array.isArray(value) ? value : [value]
  return values.filter((each) => typeof each === 'string')
}

const isIn = (priceMinor: number | undefined, { fromMinor = 0, toMinor = Infinity }: PriceRange): boolean =>
  priceMinor !== undefined && priceMinor >= fromMinor && priceMinor < toMinor

const meets = (item: Item, { field, values, ranges }: Refinement, channel: string): boolean =>
  field === PRICE
    ? (ranges ?? []).some((range) => isIn(priceMinorOf(item, channel), range))
    : textsOf(item, field).some((text) => values?.includes(text) === true)

/** 1234 → 1000, 1678 → 1500: borders that people would choose. */
const rounded = (minor: number): number => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(minor, 1))))
  return Math.round(minor / (step / 2)) * (step / 2)
}

/** Ranges of about as many items each; none where prices do not differ enough. */
const priceRanges = (items: readonly Item[], channel: string): readonly PriceRange[] => {
  const prices = items
    .flatMap((item) => priceMinorOf(item, channel) ?? [])
    .toSorted((left, right) => left - right)
  const borders = new Set(
    Array.from({ length: RANGE_COUNT - 1 }, (_, k) =>
      rounded(prices[Math.floor((prices.length * (k + 1)) / RANGE_COUNT)] ?? 0),
    ).filter((border) => border > (prices[0] ?? 0) && border <= (prices.at(-1) ?? 0)),
  )
  if (borders.size === 0) return []
  const sorted = [...borders].toSorted((left, right) => left - right)
  return [undefined, ...sorted].map((from, k) => ({
    ...(from !== undefined && { fromMinor: from }),
    ...(sorted[k] !== undefined && { toMinor: sorted[k] }),
  }))
}

/** Attributes that tell the items apart, those that most of them have first. */
const attributeFields = (items: readonly Item[]): readonly string[] => {
  const names = new Set(items.flatMap(({ attributes }) => Object.keys(attributes ?? {})))
  return [...names]
    .map((name) => {
      const field = `${ATTRIBUTE}${name}`
      const itemCount = items.filter((item) => textsOf(item, field).length > 0).length
      return { field, itemCount }
    })
    .filter(({ itemCount }) => itemCount >= items.length * COVERED_SHARE_MIN && itemCount > 0)
    .toSorted((left, right) => right.itemCount - left.itemCount || (left.field < right.field ? -1 : 1))
    .map(({ field }) => field)
}

/**
 * @param items  the whole list, before it is narrowed
 * @returns selectors with at least two choices. A choice counts the items that it would leave with what is chosen of the
 *   other selectors, so that none leads to nothing unseen.
 */
export const selectorsOf = (
  items: readonly Item[],
  refinements: readonly Refinement[],
  channel: string,
): readonly Selector[] => {
  const leftBeside = (field: string): readonly Item[] =>
    items.filter((item) =>
      refinements.every((refinement) => refinement.field === field || meets(item, refinement, channel)),
    )
  const ofTexts = (field: string): Selector | undefined => {
    const values = [...new Set(items.flatMap((item) => textsOf(item, field)))]
    if (values.length < 2 || values.length > VALUES_MAX) return undefined
    const left = leftBeside(field)
    const counted = values.map((value) => ({
      value,
      itemCount: left.filter((item) => textsOf(item, field).includes(value)).length,
    }))
    return {
      field,
      values: counted.toSorted(
        (one, other) => other.itemCount - one.itemCount || (one.value < other.value ? -1 : 1),
      ),
    }
  }
  const ranges = priceRanges(items, channel)
  const left = leftBeside(PRICE)
  const price: Selector | undefined =
    ranges.length === 0
      ? undefined
      : {
          field: PRICE,
          ranges: ranges.map((range) => ({
            ...range,
            itemCount: left.filter((item) => isIn(priceMinorOf(item, channel), range)).length,
          })),
        }
  const attributes = attributeFields(items).flatMap((field) => ofTexts(field) ?? [])
  return [
    ofTexts('item.categories'),
    price,
    ofTexts('item.brand'),
    ...attributes.slice(0, ATTRIBUTES_MAX),
  ].filter((selector) => selector !== undefined)
}

const rangeCondition = ({ fromMinor, toMinor }: PriceRange): Condition => ({
  all: [
    { field: PRICE as FieldPath, is: '>=', than: { value: fromMinor ?? 0 } },
    ...(toMinor === undefined
      ? []
      : [{ field: PRICE as FieldPath, is: '<' as const, than: { value: toMinor } }]),
  ],
})

/** The same as a filter. */
export const refinedCondition = (refinements: readonly Refinement[]): Condition => ({
  all: refinements.map(
    ({ field, values = [], ranges = [] }): Condition =>
      field === PRICE
        ? { any: ranges.map(rangeCondition) }
        : { field: field as FieldPath, is: 'in', than: { value: values } },
  ),
})
