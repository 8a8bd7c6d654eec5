/** The screen layouts that registers have when the shop designs none: the list always in view, or behind a tab. */
import type { ButtonGrid, Register, ScreenLayout } from '../domain/point-of-sale.ts'

const SALE_BUTTONS: ButtonGrid = {
  columns: 2,
  panels: [
    {
      panelId: 'sale',
      title: 'Sale',
      buttons: [
        { label: 'Find product', icon: 'search', action: { do: 'find-item' } },
        { label: 'Find customer', icon: 'person', action: { do: 'find-customer' } },
        { label: 'Return', icon: 'return', action: { do: 'return' } },
        { label: 'Hold', icon: 'box', action: { do: 'hold' } },
      ],
    },
  ],
}
/** Places of a list where its control does not say. */
export const CONTROL_COUNT = 6

const BESIDE = { show: 'always', side: 'right', size: 'wide', count: CONTROL_COUNT } as const

/** That of a register which names none, and of tills without a sign-in. */
export const STANDARD_LAYOUT: ScreenLayout = {
  layoutId: 'standard',
  title: 'Recommendations always in view',
  screens: {
    product: { recommendations: { ...BESIDE, side: 'bottom' } },
    transaction: { recommendations: BESIDE, grid: SALE_BUTTONS },
    customer: { recommendations: { ...BESIDE, side: 'bottom' } },
  },
}

const SHIPPED_LAYOUTS: readonly ScreenLayout[] = [
  STANDARD_LAYOUT,
  {
    layoutId: 'tab',
    title: 'Recommendations behind a tab',
    screens: {
      product: { recommendations: { ...BESIDE, side: 'bottom' } },
      transaction: {
        recommendations: {
          show: 'tab',
          tabLabel: 'Recommended products',
          tabIcon: 'sparkle',
          position: 2,
          count: CONTROL_COUNT,
        },
        grid: SALE_BUTTONS,
      },
      customer: { recommendations: { ...BESIDE, side: 'bottom' } },
    },
  },
]

/** Those that ship, each replaced by the shop's own of the same id, and what else the shop has. */
export const layoutsOf = (own: readonly ScreenLayout[]): readonly ScreenLayout[] => {
  const byId = new Map([...SHIPPED_LAYOUTS, ...own].map((layout) => [layout.layoutId, layout]))
  return [...byId.values()]
}

/** A layout that is gone is replaced by the first that ships, or by the shop's own of its name. */
export const layoutOfRegister = (
  { layoutId }: Pick<Register, 'layoutId'>,
  own: readonly ScreenLayout[],
): ScreenLayout => {
  const all = layoutsOf(own)
  return all.find((layout) => layout.layoutId === layoutId) ?? (all[0] as ScreenLayout)
}
