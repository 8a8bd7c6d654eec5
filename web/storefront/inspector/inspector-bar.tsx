/** The strip of the demonstration below the shop: whether tiles say why they are there, and what goes over the wire. */
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { readText, writeText } from '../../shared/safe-storage.ts'
import { recorderOf } from './inspector-recorder.ts'
import { useStore } from '../store.tsx'
import './inspector-bar.css'

const InspectorPanel = lazy(async () => ({
  default: (await import('./inspector-panel.tsx')).InspectorPanel,
}))

const INSPECTOR_NAME = 'aisle.inspector'
const WHY_NAME = 'aisle.shows-why'
const ON = 'on'

/** A switch that this browser remembers. */
const useKept = (name: string): readonly [boolean, (isOn: boolean) => void] => {
  const [isOn, setIsOn] = useState(() => readText(name) === ON)
  return [
    isOn,
    (next) => {
      writeText(name, next ? ON : '')
      setIsOn(next)
    },
  ]
}

export const InspectorBar = (): ReactNode => {
  const [isOpen, setIsOpen] = useKept(INSPECTOR_NAME)
  const [showsWhy, setShowsWhy] = useKept(WHY_NAME)
  const button = useRef<HTMLButtonElement>(null)
  const { tracker } = useStore()
  // Before the pages tell what they are, so that nothing is missed.
  const [recorder] = useState(() => {
    const made = recorderOf(tracker)
    if (isOpen) made.turn(true)
    return made
  })
  useEffect(() => {
    document.body.classList.toggle('shows-why', showsWhy)
  }, [showsWhy])
  useEffect(() => {
    recorder.turn(isOpen)
    document.body.classList.toggle('inspects', isOpen)
  }, [recorder, isOpen])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || event.code !== 'KeyI' || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      setIsOpen(!isOpen)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  const close = (): void => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <aside className="inspector-place" aria-label="Demonstration">
      {isOpen && (
        <Suspense fallback={<div className="inspector" aria-busy="true" />}>
          <InspectorPanel recorder={recorder} onClose={close} />
        </Suspense>
      )}
      <div className="demo-bar">
        <label className="demo-switch">
          <input
            type="checkbox"
            role="switch"
            aria-checked={showsWhy}
            checked={showsWhy}
            onChange={(event) => setShowsWhy(event.target.checked)}
          />
          <span>Show why</span>
        </label>
        <button
          type="button"
          ref={button}
          className="demo-button"
          aria-expanded={isOpen}
          aria-keyshortcuts="Alt+I"
          title="Alt + I"
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name="signal" size={18} /> Event inspector
        </button>
      </div>
    </aside>
  )
}
