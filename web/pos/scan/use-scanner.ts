import { type RefObject, useEffect, useRef } from 'react'
import { codeOf, NO_BURST, withSign } from './scan-burst.ts'

const isEditable = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  (target instanceof HTMLInputElement && !['radio', 'checkbox', 'range', 'button'].includes(target.type)) ||
  target instanceof HTMLTextAreaElement

/**
 * Makes the field take what is typed wherever the focus is; in another field, or with a question open, only what a
 * scanner types, and what that field had before it stays.
 *
 * @param onScan  gets the code, and what the field itself then says: a browser that was busy may have heard the first
 *   signs of a code as somebody's fingers
 */
export const useScanner = (
  field: RefObject<HTMLInputElement | null>,
  onScan: (code: string, typed: string) => void,
): void => {
  const newest = useRef(onScan)
  useEffect(() => {
    newest.current = onScan
  })
  useEffect(() => {
    let burst = NO_BURST
    let before = ''
    const putBack = (input: HTMLInputElement | HTMLTextAreaElement): void => {
      // Past the setter of React, so that its field hears of the change.
      Reflect.set(Object.getPrototypeOf(input) as object, 'value', before, input)
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const heard = (event: KeyboardEvent): void => {
      const { target, key, timeStamp } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const own = field.current
      if (own === null) return
      // Fields into which a code may be scanned on purpose, as the number of an order.
      if (target instanceof HTMLElement && target.dataset['scan'] === 'own') return
      const isOpen = document.querySelector('dialog[open]') !== null
      if (key === 'Enter') {
        const code = codeOf(burst, timeStamp)
        burst = NO_BURST
        if (code === undefined) return
        event.preventDefault()
        event.stopPropagation()
        if (target !== own && isEditable(target)) putBack(target)
        newest.current(code, target === own ? own.value.trim() : code)
        return
      }
      if (Array.from(key).length !== 1) return
      const next = withSign(burst, key, timeStamp)
      if (next.text.length === 1) before = isEditable(target) ? target.value : ''
      burst = next
      // Space presses the button that has the focus.
      if (isEditable(target) || isOpen || key === ' ') return
      own.focus()
      // What was left in it is over: the new sign takes its place.
      own.select()
    }
    addEventListener('keydown', heard, true)
    return () => removeEventListener('keydown', heard, true)
  }, [field])
}
