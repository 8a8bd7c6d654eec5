import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { ApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'

const PIN_LENGTH_MIN = 4
const PIN_LENGTH_MAX = 8
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

type PinPadProps = {
  readonly isBusy: boolean
  readonly error: ApiError | undefined
  readonly onPin: (pin: string) => void
}

/** A pad for fingers; digits, Backspace and Enter of a keyboard do the same. What was entered shows as dots. */
export const PinPad = ({ isBusy, error, onPin }: PinPadProps): ReactNode => {
  const [pin, setPin] = useState('')
  const pad = useRef<HTMLFieldSetElement>(null)
  // What was refused is entered anew.
  const [refusedBy, setRefusedBy] = useState(error)
  if (refusedBy !== error) {
    setRefusedBy(error)
    setPin('')
  }
  const isReady = pin.length >= PIN_LENGTH_MIN && !isBusy
  useEffect(() => pad.current?.focus(), [])
  const press = useCallback((digit: string) => setPin((old) => (old + digit).slice(0, PIN_LENGTH_MAX)), [])
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (/^\d$/.test(event.key)) press(event.key)
      else if (event.key === 'Backspace') setPin((old) => old.slice(0, -1))
      else if (event.key === 'Enter' && isReady && !(event.target instanceof HTMLButtonElement)) onPin(pin)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', heard)
    return () => removeEventListener('keydown', heard)
  }, [press, isReady, onPin, pin])
  return (
    <fieldset className="pin-pad" ref={pad} tabIndex={-1} aria-label="PIN">
      <output className="pin-dots" aria-label={`${pin.length} digits entered`}>
        {Array.from({ length: Math.max(PIN_LENGTH_MIN, pin.length) }, (_, k) => (
          <span key={k} data-filled={k < pin.length} />
        ))}
      </output>
      <div className="pin-says">{error !== undefined && <Problem error={error} />}</div>
      <div className="pin-keys">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className="pin-word" disabled={pin === ''} onClick={() => setPin('')}>
          Clear
        </button>
        <button type="button" onClick={() => press('0')}>
          0
        </button>
        <button type="button" className="pin-word is-enter" disabled={!isReady} onClick={() => onPin(pin)}>
          Enter
        </button>
      </div>
    </fieldset>
  )
}
