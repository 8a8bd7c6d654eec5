import { type ReactNode, useId } from 'react'
import { Icon } from '../shared/icon.tsx'

export type Choice = { readonly value: string; readonly label: string }

type ChipsFieldProps = {
  readonly label: string
  /** What holds when nothing is chosen. */
  readonly whenEmpty: string
  readonly values: readonly string[]
  readonly choices: readonly Choice[]
  readonly onChange: (values: readonly string[]) => void
  readonly problem?: ReactNode
}

/** Any number of choices; each can be taken off again. */
export const ChipsField = ({
  label,
  whenEmpty,
  values,
  choices,
  onChange,
  problem,
}: ChipsFieldProps): ReactNode => {
  const id = useId()
  const labelOf = (value: string): string => choices.find((choice) => choice.value === value)?.label ?? value
  return (
    <div className="field chips-field">
      <label htmlFor={id}>{label}</label>
      {values.length > 0 && (
        <ul className="chosen">
          {values.map((value) => (
            <li key={value}>
              {labelOf(value)}
              <button
                type="button"
                aria-label={`Take off ${labelOf(value)}`}
                onClick={() => onChange(values.filter((other) => other !== value))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <select id={id} value="" onChange={(event) => onChange([...values, event.target.value])}>
        <option value="">{values.length === 0 ? whenEmpty : 'Add another'}</option>
        {choices
          .filter(({ value }) => !values.includes(value))
          .map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
      </select>
      {problem}
    </div>
  )
}
