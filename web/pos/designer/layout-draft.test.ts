import { expect, test } from 'vitest'
import { layoutIdFor, movedTo, placeByKey, placeOf, withControl } from './layout-draft.ts'
import { STANDARD_LAYOUT } from '../../../src/merchandising/shipped-layouts.ts'

test('the control goes to a side, behind a tab, or away, and keeps what it shows', () => {
  const tab = { show: 'tab', tabLabel: 'For you', position: 1, count: 4 } as const
  expect(movedTo(tab, 'left')).toEqual({
    show: 'always',
    side: 'left',
    size: 'wide',
    tabLabel: 'For you',
    count: 4,
  })
  expect(movedTo(tab, 'tab')).toEqual(tab)
  expect(movedTo(tab, 'off')).toEqual({ show: 'off', tabLabel: 'For you', count: 4 })
  for (const place of ['left', 'right', 'bottom', 'tab', 'off'] as const)
    expect(placeOf(movedTo(tab, place))).toBe(place)
})

test('moving it on one screen leaves the buttons and the other screens', () => {
  const moved = withControl(STANDARD_LAYOUT, 'transaction', { show: 'off' })
  expect(moved.screens.transaction?.grid).toBe(STANDARD_LAYOUT.screens.transaction?.grid)
  expect(moved.screens.transaction?.recommendations).toEqual({ show: 'off' })
})

test('arrows move it, other keys do not', () => {
  expect(['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'a'].map(placeByKey)).toEqual([
    'left',
    'right',
    'bottom',
    'tab',
    undefined,
  ])
})

test('ids come from titles, and none comes twice', () => {
  expect(layoutIdFor('Counter, left!', [])).toBe('counter-left')
  expect(layoutIdFor('Counter left', ['counter-left', 'counter-left-2'])).toBe('counter-left-3')
  expect(layoutIdFor('柜台', [])).toBe('layout')
})
