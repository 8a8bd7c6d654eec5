/** The transaction screen in small, as the layout has it; the control is dragged, or moved by arrow keys. */
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react'
import type { RecommendationsControl, ScreenLayout } from '../../../src/domain/point-of-sale.ts'
import { formatMoney } from '../../shared/money.ts'
import { Picture } from '../../shared/picture.tsx'
import type { ListEntry } from '../../shared/wire.ts'
import { TAB_LABEL } from '../ticket/button-grid.tsx'
import { placeByKey, placeOf, type Place } from './layout-draft.ts'
import { LayoutIconSign } from './layout-icon.tsx'
import { CONTROL_COUNT } from '../../../src/merchandising/shipped-layouts.ts'
import { screenOf } from '../screen-of-layout.ts'

type PreviewProps = {
  readonly layout: ScreenLayout
  /** Of the shop, to show something true. */
  readonly entries: readonly ListEntry[]
  readonly currency: string
  readonly onPlace: (place: Place) => void
}

const ZONES = ['left', 'bottom', 'right', 'tab'] as const
const ZONE_NAMES = { left: 'Left', bottom: 'Bottom', right: 'Right', tab: 'As a tab' } as const
const LINE_COUNT = 3

const PreviewLines = ({ entries, currency }: Pick<PreviewProps, 'entries' | 'currency'>): ReactNode => (
  <div className="mini-lines">
    <strong>Sale</strong>
    {entries.slice(0, LINE_COUNT).map(({ itemId, item }) => (
      <p key={itemId}>
        <Picture url={item?.pictures?.[0]?.url} alt="" name={item?.title ?? itemId} size={32} />
        <span>{item?.title ?? itemId}</span>
        <span>{formatMoney(item?.priceMinor ?? 0, currency)}</span>
      </p>
    ))}
  </div>
)

const PreviewTiles = ({
  entries,
  count,
}: {
  readonly entries: readonly ListEntry[]
  readonly count: number
}): ReactNode => (
  <div className="mini-tiles">
    {Array.from({ length: count }, (_, k) => {
      const entry = entries[(k + LINE_COUNT) % Math.max(1, entries.length)]
      return (
        <span className="mini-tile" key={k}>
          <Picture url={entry?.item?.pictures?.[0]?.url} alt="" name={entry?.item?.title ?? ''} size={32} />
          <span>{entry?.item?.title ?? ''}</span>
        </span>
      )
    })}
  </div>
)

/** Follows a pointer that drags, and says over which zone it is let go. */
const useDrag = (onPlace: (place: Place) => void) => {
  const [offset, setOffset] = useState<{ readonly x: number; readonly y: number }>()
  const [over, setOver] = useState<Place>()
  const start = useRef({ x: 0, y: 0 })
  const zoneAt = (event: PointerEvent): Place | undefined => {
    const found = document
      .elementsFromPoint(event.clientX, event.clientY)
      .find((element) => element instanceof HTMLElement && element.dataset['zone'] !== undefined)
    return (found as HTMLElement | undefined)?.dataset['zone'] as Place | undefined
  }
  return {
    offset,
    over,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, y: event.clientY }
        setOffset({ x: 0, y: 0 })
      },
      onPointerMove: (event: PointerEvent) => {
        if (offset === undefined) return
        setOffset({ x: event.clientX - start.current.x, y: event.clientY - start.current.y })
        setOver(zoneAt(event))
      },
      onPointerUp: (event: PointerEvent) => {
        const place = zoneAt(event)
        setOffset(undefined)
        setOver(undefined)
        if (place !== undefined) onPlace(place)
      },
      onPointerCancel: () => {
        setOffset(undefined)
        setOver(undefined)
      },
    },
  }
}

const PreviewGrid = ({
  layout,
  control,
  children,
}: {
  readonly layout: ScreenLayout
  readonly control: RecommendationsControl
  readonly children: ReactNode
}): ReactNode => {
  const { grid } = screenOf(layout, 'transaction')
  const names = grid.panels.map(({ title }) => title)
  const isTab = control.show === 'tab'
  const tabs = isTab
    ? names.toSpliced((control.position ?? names.length + 1) - 1, 0, control.tabLabel ?? TAB_LABEL)
    : names
  const [panel] = grid.panels
  return (
    <div className="mini-grid">
      <div className="mini-tabs">
        {tabs.map((name, k) => (
          <span key={`${k} ${name}`} data-own={isTab && k === (control.position ?? tabs.length) - 1}>
            {name}
          </span>
        ))}
      </div>
      {isTab ? (
        children
      ) : (
        <div className="mini-buttons" style={{ '--columns': grid.columns } as CSSProperties}>
          {panel?.buttons.map(({ label, icon }, k) => (
            <span key={`${k} ${label}`}>
              {icon !== undefined && <LayoutIconSign name={icon} />}
              {label}
            </span>
          ))}
        </div>
      )}
    </div>
  )
}

export const DesignerPreview = ({ layout, entries, currency, onPlace }: PreviewProps): ReactNode => {
  const { control } = screenOf(layout, 'transaction')
  const { size = 'wide', count = CONTROL_COUNT } = control
  const place = placeOf(control)
  const { offset, over, handlers } = useDrag(onPlace)
  const move = (event: KeyboardEvent): void => {
    const next = placeByKey(event.key)
    if (next === undefined) return
    event.preventDefault()
    onPlace(next)
  }
  const tiles = (
    <button
      type="button"
      className="mini-control"
      aria-label={`Recommendations: ${place === 'tab' ? 'behind a tab' : place}. Arrow keys move them: left, right, down to the bottom, up into a tab.`}
      data-dragging={offset !== undefined}
      style={offset === undefined ? {} : { translate: `${offset.x}px ${offset.y}px` }}
      onKeyDown={move}
      {...handlers}
    >
      <strong>Goes with this basket</strong>
      <PreviewTiles entries={entries} count={count} />
    </button>
  )
  return (
    <div className="mini" data-place={place} data-size={size}>
      <PreviewLines entries={entries} currency={currency} />
      {(place === 'left' || place === 'right' || place === 'bottom') && tiles}
      <div className="mini-side">
        <span className="mini-customer">No customer</span>
        <PreviewGrid layout={layout} control={control}>
          {tiles}
        </PreviewGrid>
        <span className="mini-pay">Take payment</span>
      </div>
      {place === 'off' && <p className="mini-off">No recommendations on this screen.</p>}
      {offset !== undefined &&
        ZONES.map((zone) => (
          <span key={zone} className="mini-zone" data-zone={zone} data-over={over === zone}>
            {ZONE_NAMES[zone]}
          </span>
        ))}
    </div>
  )
}
