/** How the screens are laid out where the shop says nothing: the one that ships, for tills without a sign-in. */
import type { RecommendationsControl, ScreenLayout } from '../../../src/domain/point-of-sale.ts'

export const CONTROL_COUNT = 6

export const STANDARD_LAYOUT: ScreenLayout = {
  layoutId: 'standard',
  title: 'Recommendations always in view',
  screens: {
    transaction: {
      recommendations: { show: 'always', side: 'right', size: 'wide', count: CONTROL_COUNT },
      grid: {
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
      },
    },
  },
}

const BESIDE: RecommendationsControl = { show: 'always', side: 'right', size: 'wide', count: CONTROL_COUNT }

/** What a layout says of a screen, with the standard for what it leaves out. */
export const screenOf = ({ screens }: ScreenLayout, name: 'transaction' | 'product' | 'customer') => {
  const screen = screens[name]
  return {
    control: screen?.recommendations ?? STANDARD_LAYOUT.screens[name]?.recommendations ?? BESIDE,
    grid: screen?.grid ?? STANDARD_LAYOUT.screens.transaction?.grid ?? { columns: 2, panels: [] },
  }
}
