/** "Not interested": a tile of a list gives way to a note of its size, where it can be taken back. */
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import type { TimedList } from '../../shared/api.ts'
import { Icon } from '../../shared/icon.tsx'
import type { ListEntry } from '../../shared/wire.ts'
import { useAllowed } from '../person/use-allowed.ts'
import { useStore } from '../store.tsx'
import { placeOf } from './list-entries.ts'
import './dismissal.css'

export type Dismissal = {
  /** What is said in place of the tile; undefined while it shows. */
  readonly note: string | undefined
  readonly dismiss: () => void
  readonly takeBack: () => void
  /** After one of them was pressed, the other has the focus. */
  readonly dismissButton: RefObject<HTMLButtonElement | null>
  readonly undoButton: RefObject<HTMLButtonElement | null>
}

/** Of who does not want to be remembered nothing is told, and nothing said of other pages. */
export const useDismissal = (list: TimedList, entry: ListEntry, position: number): Dismissal => {
  const { tracker } = useStore()
  const allowed = useAllowed()
  const { recommendationId } = list
  /** Another answer is for somebody else, or knows of it. */
  const [said, setSaid] = useState<{ readonly of: string; readonly note: string }>()
  const note = said?.of === recommendationId ? said.note : undefined
  const isDismissed = note !== undefined
  const dismissButton = useRef<HTMLButtonElement>(null)
  const undoButton = useRef<HTMLButtonElement>(null)
  const isPressed = useRef(false)
  useEffect(() => {
    if (isPressed.current) (isDismissed ? undoButton : dismissButton).current?.focus({ preventScroll: true })
    isPressed.current = false
  }, [isDismissed])
  const say = (kind: 'product-dismiss' | 'product-undismiss'): void => {
    if (allowed().tracking) tracker.track({ kind, ...placeOf(list, entry, position) })
  }
  return {
    note,
    dismiss: () => {
      const { tracking, personalization } = allowed()
      say('product-dismiss')
      isPressed.current = true
      setSaid({
        of: recommendationId,
        note: tracking && personalization ? 'Hidden.' : 'Hidden on this page.',
      })
    },
    takeBack: () => {
      say('product-undismiss')
      isPressed.current = true
      setSaid(undefined)
    },
    dismissButton,
    undoButton,
  }
}

type PartProps = { readonly dismissal: Dismissal; readonly name: string }

export const DismissButton = ({ dismissal: { dismiss, dismissButton }, name }: PartProps): ReactNode => (
  <button
    ref={dismissButton}
    type="button"
    className="dismiss-button"
    aria-label={`Not interested in ${name}`}
    title="Not interested"
    onClick={dismiss}
  >
    <Icon name="close" size={18} />
  </button>
)

export const DismissedNote = ({ dismissal: { note, takeBack, undoButton }, name }: PartProps): ReactNode => {
  const noteId = useId()
  return (
    <div className="dismissed-note">
      <p id={noteId}>{note}</p>
      <button
        ref={undoButton}
        type="button"
        className="text-button"
        aria-label={`Undo: show ${name} again`}
        aria-describedby={noteId}
        onClick={takeBack}
      >
        Undo
      </button>
    </div>
  )
}
