/** Says in whose shoes the shop is seen, and what just happened to the sign-in. */
import { type ReactNode, useEffect, useState } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { Link, useAddress } from '../../shared/router.tsx'
import { signInAddress } from '../page-address.ts'
import { usePerson } from './person.tsx'
import { useStore } from '../store.tsx'
import './person-bar.css'

/** Stands under the header while somebody acts as another shopper. */
export const EmulationBar = (): ReactNode => {
  const { identity, face, leave, setIsEmulating } = usePerson()
  if (!identity.isEmulated || face === undefined) return null
  return (
    <section className="emulation-bar" aria-label="Emulation">
      <p>
        <Icon name="mask" size={18} />{' '}
        <span>
          Shopping as <strong>{face.name}</strong> <span className="emulation-word">(emulated)</span>
        </span>
      </p>
      <button type="button" className="text-button" onClick={() => setIsEmulating(true)}>
        Switch
      </button>
      <button type="button" className="text-button" onClick={() => leave({ text: `You left ${face.name}.` })}>
        Leave
      </button>
    </section>
  )
}

const NOTE_MS = 6_000

export const PersonNotice = (): ReactNode => {
  const { shopId } = useStore()
  const { note, dismissNote } = usePerson()
  const { pathname, search } = useAddress()
  const [isHeld, setIsHeld] = useState(false)
  useEffect(() => {
    if (note === undefined || isHeld || note.isKept === true) return undefined
    const timer = setTimeout(dismissNote, NOTE_MS)
    return () => clearTimeout(timer)
  }, [note, isHeld, dismissNote])
  return (
    <div aria-live="polite" className="person-note-place">
      {note !== undefined && (
        <div
          className="person-note"
          onPointerEnter={() => setIsHeld(true)}
          onPointerLeave={() => setIsHeld(false)}
        >
          <p>{note.text}</p>
          {note.isEnded === true && (
            <Link href={signInAddress(shopId, pathname + search)} onClick={dismissNote}>
              Sign in
            </Link>
          )}
          <button type="button" className="icon-button" aria-label="Close" onClick={dismissNote}>
            <Icon name="close" size={18} />
          </button>
        </div>
      )}
    </div>
  )
}
