import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '../../shared/icon.tsx'

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
export const Step = ({ number, title, state, said, onChange, children }: StepProps): ReactNode => {
  const heading = useRef<HTMLHeadingElement>(null)
  const shownState = useRef(state)
  useEffect(() => {
    // The button that led here is gone; whoever goes by keyboard or ear goes on from this step.
    if (shownState.current !== state && state === 'current') heading.current?.focus()
    shownState.current = state
  }, [state])
  return (
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
        <h2 id={`step-${number}`} ref={heading} tabIndex={-1}>
          {title}
        </h2>
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
}
