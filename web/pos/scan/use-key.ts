import { useEffect, useRef } from 'react'

/** Calls when a key of the keyboard that types nothing is pressed, wherever the focus is. */
export const useKey = (key: string, onPress: () => void): void => {
  const newest = useRef(onPress)
  useEffect(() => {
    newest.current = onPress
  })
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => {
      if (event.key !== key || event.repeat || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      newest.current()
    }
    addEventListener('keydown', heard)
    return () => removeEventListener('keydown', heard)
  }, [key])
}
