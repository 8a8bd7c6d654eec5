/** What a list can be narrowed by: one group of boxes a selector, each with how many products it leaves. */
import type { ReactNode } from 'react'
import { namesOf } from '../../shared/category-path.ts'
import { formatMoney } from '../../shared/money.ts'
import { labelOf } from './product-details.tsx'
import {
  hasRange,
  hasValue,
  type Range,
  type Refinement,
  type Selector,
  toggleRange,
  toggleValue,
} from './similar-choice.ts'
import { useStore } from '../store.tsx'

const ATTRIBUTE = 'item.attributes.'

const titleOf = (field: string): string =>
  field === 'item.categories'
    ? 'Category'
    : field === 'item.priceMinor'
      ? 'Price'
      : field === 'item.brand'
        ? 'Brand'
        : labelOf(field.slice(ATTRIBUTE.length))

const rangeText = ({ fromMinor, toMinor }: Range, currency: string): string => {
  if (fromMinor === undefined) return `Under ${formatMoney(toMinor ?? 0, currency)}`
  const from = formatMoney(fromMinor, currency)
  return toMinor === undefined ? `${from} and more` : `${from} to ${formatMoney(toMinor, currency)}`
}

const valueText = (field: string, value: string): string =>
  field === 'item.categories' ? (namesOf(value).at(-1) ?? value) : value

/** As words on a chip. */
export const choiceTexts = (
  refinements: readonly Refinement[],
  currency: string,
): readonly { readonly text: string; readonly without: readonly Refinement[] }[] =>
  refinements.flatMap(({ field, values = [], ranges = [] }) => [
    ...values.map((value) => ({
      text: valueText(field, value),
      without: toggleValue(refinements, field, value),
    })),
    ...ranges.map((range) => ({
      text: rangeText(range, currency),
      without: toggleRange(refinements, field, range),
    })),
  ])

type ChoiceProps = {
  readonly text: string
  readonly itemCount: number
  readonly isChosen: boolean
  readonly onToggle: () => void
}

const Choice = ({ text, itemCount, isChosen, onToggle }: ChoiceProps): ReactNode => (
  <label className="choice">
    <input type="checkbox" checked={isChosen} disabled={itemCount === 0 && !isChosen} onChange={onToggle} />
    <span className="choice-text">{text}</span>
    <span className="choice-count">{itemCount}</span>
  </label>
)

type SelectorsProps = {
  readonly selectors: readonly Selector[]
  readonly refinements: readonly Refinement[]
  readonly onChange: (refinements: readonly Refinement[]) => void
}

export const Selectors = ({ selectors, refinements, onChange }: SelectorsProps): ReactNode => {
  const { currency = 'GBP' } = useStore()
  return selectors.map(({ field, values = [], ranges = [] }) => (
    <fieldset key={field} className="selector">
      <legend>{titleOf(field)}</legend>
      {values.map(({ value, itemCount }) => (
        <Choice
          key={value}
          text={valueText(field, value)}
          itemCount={itemCount}
          isChosen={hasValue(refinements, field, value)}
          onToggle={() => onChange(toggleValue(refinements, field, value))}
        />
      ))}
      {ranges.map(({ itemCount, ...range }) => (
        <Choice
          key={rangeText(range, currency)}
          text={rangeText(range, currency)}
          itemCount={itemCount}
          isChosen={hasRange(refinements, field, range)}
          onToggle={() => onChange(toggleRange(refinements, field, range))}
        />
      ))}
    </fieldset>
  ))
}
