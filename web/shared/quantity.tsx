import type { ReactNode } from 'react'
import { QUANTITY_MAX } from './basket-line.ts'
import { Icon } from './icon.tsx'

type QuantityProps = {
  readonly value: number
  /** What is counted, for the labels. */
  readonly name: string
  readonly onChange: (value: number) => void
  readonly min?: number
  readonly max?: number
}

/** A count with a button on each side. */
export const Quantity = ({
  value,
  name,
  onChange,
  min = 1,
  max = QUANTITY_MAX,
}: QuantityProps): ReactNode => (
  <fieldset className="quantity" aria-label={`Quantity of ${name}`}>
    <button
      type="button"
      aria-label={`One less ${name}`}
      disabled={value <= min}
      onClick={() => onChange(value - 1)}
    >
      <Icon name="minus" size={18} />
    </button>
    <output>{value}</output>
    <button
      type="button"
      aria-label={`One more ${name}`}
      disabled={value >= max}
      onClick={() => onChange(value + 1)}
    >
      <Icon name="plus" size={18} />
    </button>
  </fieldset>
)
