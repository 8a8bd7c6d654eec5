/** What a layout says of a screen, with what ships for what it leaves out. */
import type { RecommendationsControl, ScreenLayout } from '../../src/domain/point-of-sale.ts'
import { CONTROL_COUNT, STANDARD_LAYOUT } from '../../src/merchandising/shipped-layouts.ts'

const BESIDE: RecommendationsControl = { show: 'always', side: 'right', size: 'wide', count: CONTROL_COUNT }

export const screenOf = ({ screens }: ScreenLayout, name: 'transaction' | 'product' | 'customer') => {
  const screen = screens[name]
  return {
    control: screen?.recommendations ?? STANDARD_LAYOUT.screens[name]?.recommendations ?? BESIDE,
    grid: screen?.grid ?? STANDARD_LAYOUT.screens.transaction?.grid ?? { columns: 2, panels: [] },
  }
}
