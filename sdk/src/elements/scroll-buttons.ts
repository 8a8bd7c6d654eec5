/** Buttons that scroll a row, for who has neither a wheel nor a finger. Hidden while all is in view. */
import { connection } from './connection.ts'
import { el } from './dom.ts'

/** Of what is in view, in one step. */
const STEP_RATIO = 0.8

export const scrollButtons = (row: HTMLElement): readonly HTMLButtonElement[] => {
  const { words } = connection()
  const buttons = ([-1, 1] as const).map((direction) => {
    const isBack = direction < 0
    const button = el(
      'button',
      {
        type: 'button',
        part: isBack ? 'scroll back' : 'scroll on',
        'aria-label': isBack ? words.back : words.on,
        hidden: '',
      },
      // These two are turned round by themselves where text runs from right to left.
      isBack ? '‹' : '›',
    )
    button.addEventListener('click', () => {
      const ahead = getComputedStyle(row).direction === 'rtl' ? -direction : direction
      row.scrollBy({ left: ahead * row.clientWidth * STEP_RATIO })
    })
    return button
  })
  const refresh = (): void => {
    const at = Math.abs(row.scrollLeft)
    const room = row.scrollWidth - row.clientWidth
    for (const [k, button] of buttons.entries()) {
      button.hidden = room < 2
      button.ariaDisabled = String(k === 0 ? at < 2 : at > room - 2)
    }
  }
  row.addEventListener('scroll', refresh, { passive: true })
  new ResizeObserver(refresh).observe(row)
  return buttons
}
