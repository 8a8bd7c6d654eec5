/** A layout while it is designed, and what each change makes of it. */
import type {
  RecommendationsControl,
  ScreenLayout,
  ScreenOfLayout,
} from '../../../src/domain/point-of-sale.ts'
import { CONTROL_COUNT } from '../../../src/merchandising/shipped-layouts.ts'
import { screenOf } from '../screen-of-layout.ts'

export const COUNT_MAX = 24

/** Where the control stands on the transaction screen: a side of it, a tab of the buttons, or nowhere. */
export const PLACES = ['left', 'bottom', 'right', 'tab', 'off'] as const
export type Place = (typeof PLACES)[number]

export const placeOf = ({ show, side = 'right' }: RecommendationsControl): Place =>
  show === 'always' ? side : show

/** The control moved. A place among tabs is only for a tab. */
export const movedTo = (control: RecommendationsControl, place: Place): RecommendationsControl => {
  const { position, ...rest } = control
  if (place === 'off') return { ...rest, show: 'off' }
  if (place === 'tab') return { ...rest, show: 'tab', ...(position !== undefined && { position }) }
  return { ...rest, show: 'always', side: place, size: rest.size ?? 'wide' }
}

/** The place that an arrow key moves to from another; undefined for other keys. */
export const placeByKey = (key: string): Place | undefined => {
  if (key === 'ArrowLeft') return 'left'
  if (key === 'ArrowRight') return 'right'
  if (key === 'ArrowDown') return 'bottom'
  return key === 'ArrowUp' ? 'tab' : undefined
}

type ScreenName = keyof ScreenLayout['screens']

/** The layout with another control on a screen; what else the screen has stays. */
export const withControl = (
  layout: ScreenLayout,
  name: ScreenName,
  control: RecommendationsControl,
): ScreenLayout => {
  const old: ScreenOfLayout = layout.screens[name] ?? {}
  return { ...layout, screens: { ...layout.screens, [name]: { ...old, recommendations: control } } }
}

/** A layout of its own that begins as another. */
export const copyOf = (layout: ScreenLayout, layoutId: string, title: string): ScreenLayout => ({
  ...layout,
  layoutId,
  title,
})

/** An id from a title, that none of the others has. */
export const layoutIdFor = (title: string, taken: readonly string[]): string => {
  const base =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 50) || 'layout'
  if (!taken.includes(base)) return base
  for (let k = 2; ; k++) if (!taken.includes(`${base}-${k}`)) return `${base}-${k}`
}

export const countOfControl = (layout: ScreenLayout, name: ScreenName): number =>
  screenOf(layout, name).control.count ?? CONTROL_COUNT
