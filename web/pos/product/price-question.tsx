import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { minorOf } from '../../shared/money.ts'

type PriceQuestionProps = {
  readonly title: string
  readonly currency: string
  readonly onPrice: (priceMinor: number) => void
  readonly onClose: () => void
}

/** Asks what something costs that has no price here: it is in the hand, and nothing is sold for nothing unasked. */
export const PriceQuestion = ({ title, currency, onPrice, onClose }: PriceQuestionProps): ReactNode => {
  const panel = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  useEffect(() => panel.current?.showModal(), [])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const priceMinor = minorOf(text, currency)
    if (priceMinor === undefined) setIsWrong(true)
    else onPrice(priceMinor)
  }
  return (
    <dialog ref={panel} className="panel" aria-labelledby="price-heading" onClose={onClose}>
      <form method="dialog" className="panel-head">
        <h2 id="price-heading">What does it cost?</h2>
        <button className="icon-button" aria-label="Close">
          <Icon name="close" />
        </button>
      </form>
      <p>{title} has no price here.</p>
      <form className="price-question" onSubmit={submit}>
        <label htmlFor="price-asked">Price in {currency}</label>
        <input
          id="price-asked"
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          data-scan="own"
          value={text}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? 'price-wrong' : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setIsWrong(false)
          }}
        />
        {isWrong && (
          <p id="price-wrong" role="alert">
            That is no amount. Write it like 12.50.
          </p>
        )}
        <button className="button is-wide">Put on the ticket</button>
      </form>
    </dialog>
  )
}
