/** The buttons of the transaction screen, in tabs, as the layout has them. */
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import type { ButtonAction, ButtonGrid, RecommendationsControl } from '../../../src/domain/point-of-sale.ts'
import { LayoutIconSign } from '../designer/layout-icon.tsx'

export const TAB_LABEL = 'Recommended products'

type GridTab = {
  readonly id: string
  readonly label: string
  readonly icon?: RecommendationsControl['tabIcon']
  readonly body: () => ReactNode
}

type ButtonGridProps = {
  readonly grid: ButtonGrid
  readonly control: RecommendationsControl
  /** Whether a button can do something now. */
  readonly canDo: (action: ButtonAction) => boolean
  readonly onDo: (action: ButtonAction) => void
  /** What the tab of recommendations holds. */
  readonly recommendations: () => ReactNode
}

/** The tabs of a grid, with that of the recommendations at its place. */
export const tabsOf = ({
  grid,
  control,
  canDo,
  onDo,
  recommendations,
}: ButtonGridProps): readonly GridTab[] => {
  const tabs = grid.panels.map(
    ({ panelId, title, buttons }): GridTab => ({
      id: panelId,
      label: title,
      body: () => (
        <div
          className="grid-buttons"
          style={{ gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))` }}
        >
          {buttons.map(({ label, icon, action }, place) => (
            <button
              // The same button may stand twice.
              key={`${place} ${label}`}
              type="button"
              disabled={!canDo(action)}
              onClick={() => onDo(action)}
            >
              {icon !== undefined && <LayoutIconSign name={icon} />}
              <span>{label}</span>
            </button>
          ))}
        </div>
      ),
    }),
  )
  if (control.show !== 'tab') return tabs
  const own: GridTab = {
    id: 'recommendations',
    label: control.tabLabel ?? TAB_LABEL,
    ...(control.tabIcon !== undefined && { icon: control.tabIcon }),
    body: recommendations,
  }
  return tabs.toSpliced((control.position ?? tabs.length + 1) - 1, 0, own)
}

export const ButtonGridPane = (props: ButtonGridProps): ReactNode => {
  const tabs = tabsOf(props)
  const name = useId()
  const [chosen, setChosen] = useState<string>()
  const bar = useRef<HTMLDivElement>(null)
  const open = tabs.find(({ id }) => id === chosen) ?? tabs[0]
  if (open === undefined) return null
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const place = (tabs.indexOf(open) + step + tabs.length) % tabs.length
    setChosen(tabs[place]?.id)
    bar.current?.querySelectorAll('button')[place]?.focus()
  }
  return (
    <div className="button-grid">
      {tabs.length > 1 && (
        <div
          className="grid-tabs"
          role="tablist"
          aria-label="Buttons"
          ref={bar}
          tabIndex={-1}
          onKeyDown={move}
        >
          {tabs.map(({ id, label, icon }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`${name}-${id}`}
              aria-selected={id === open.id}
              aria-controls={`${name}-panel`}
              tabIndex={id === open.id ? 0 : -1}
              onClick={() => setChosen(id)}
            >
              {icon !== undefined && <LayoutIconSign name={icon} />}
              {label}
            </button>
          ))}
        </div>
      )}
      <div
        className="grid-panel"
        {...(tabs.length > 1 && {
          role: 'tabpanel',
          id: `${name}-panel`,
          'aria-labelledby': `${name}-${open.id}`,
        })}
      >
        {open.body()}
      </div>
    </div>
  )
}
