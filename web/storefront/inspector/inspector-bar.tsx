/** The strip of the demonstration below the shop: whether tiles say why they are there, and what goes over the wire. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ApiError } from '../../shared/api.ts'
import { Icon } from '../../shared/icon.tsx'
import { Problem } from '../../shared/problem.tsx'
import { readText, writeText } from '../../shared/safe-storage.ts'
import { useResource } from '../../shared/use-resource.ts'
import { recorderOf } from './inspector-recorder.ts'
import { useStore } from '../store.tsx'
import './inspector-bar.css'

/** Its code comes when it is wanted. @throws ApiError when it does not */
const loadPanel = async () => {
  try {
    return (await import('./inspector-panel.tsx')).InspectorPanel
  } catch {
    throw new ApiError('NETWORK', 'The inspector could not be loaded.', {
      status: 0,
      fix: 'It is tried again by itself.',
    })
  }
}

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
  const {
    data: InspectorPanel,
    error,
    reload,
  } = useResource(isOpen ? 'open' : 'closed', async () => (isOpen ? loadPanel() : undefined))
  const close = (): void => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <aside className="inspector-place" aria-label="Demonstration">
      {isOpen &&
        (InspectorPanel === undefined ? (
          <div className="inspector" aria-busy={error === undefined}>
            {error !== undefined && <Problem error={error} onRetry={reload} />}
          </div>
        ) : (
          <InspectorPanel recorder={recorder} onClose={close} />
        ))}
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
