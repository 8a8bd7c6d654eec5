/** A tile that the shopper does not want to see gives way to a note of its size, where it can be taken back. */
import { connection } from './connection.ts'
import { el } from './dom.ts'
import type { Picked } from './picked.ts'

export const dismissButton = (words: string, title: string): HTMLElement =>
  el('button', { part: 'dismiss', type: 'button', title: words, 'aria-label': `${words}: ${title}` }, '×')

/** Says it, or takes it back. Without consent the tracker tells nothing. */
const say = (
  kind: 'product-dismiss' | 'product-undismiss',
  { itemId, list, recommendationId, position }: Picked,
): void => connection().tracker.track({ kind, itemId, list, recommendationId, position })

/**
 * @param tile   drawn by the element; undefined for one that the page made, which the page hides
 * @param button that was pressed, where the focus returns to
 */
export const dismiss = (
  picked: Picked,
  tile: HTMLElement | undefined,
  button: HTMLElement | undefined,
  { dismissed, undo }: { readonly dismissed: string; readonly undo: string },
): void => {
  say('product-dismiss', picked)
  if (tile === undefined) return
  const label = `${dismissed} ${undo}: ${picked.item?.title ?? ''}`
  const back = el('button', { part: 'undo', type: 'button', 'aria-label': label }, undo)
  const note = el('div', { part: 'dismissed' }, dismissed, back)
  back.addEventListener('click', () => {
    say('product-undismiss', picked)
    tile.classList.remove('gone')
    note.remove()
    button?.focus()
  })
  tile.classList.add('gone')
  tile.append(note)
  back.focus()
}
