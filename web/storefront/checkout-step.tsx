import type { ReactNode } from 'react'
import { Icon } from '../shared/icon.tsx'

export type StepState = 'done' | 'current' | 'coming'

type StepProps = {
  readonly number: number
  readonly title: string
  readonly state: StepState
  /** What was said in it, once it is done. */
  readonly said?: ReactNode
  readonly onChange: () => void
  readonly children: ReactNode
}

/** One step of the checkout: still coming, open, or done and told in a line. */
export const Step = ({ number, title, state, said, onChange, children }: StepProps): ReactNode => (
  <section
    className="step"
    data-state={state}
    aria-labelledby={`step-${number}`}
    aria-current={state === 'current' ? 'step' : undefined}
  >
    <div className="step-head">
      <span className="step-number" aria-hidden="true">
        {state === 'done' ? <Icon name="check" /> : number}
      </span>
      <h2 id={`step-${number}`}>{title}</h2>
      {state === 'done' && (
        <button type="button" className="text-button" onClick={onChange}>
          Change<span className="visually-hidden"> {title.toLowerCase()}</span>
        </button>
      )}
    </div>
    {state === 'done' && said !== undefined && <p className="step-said">{said}</p>}
    {state === 'current' && children}
  </section>
)
