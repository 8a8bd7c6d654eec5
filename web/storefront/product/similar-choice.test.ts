import { expect, test } from 'vitest'
import { hasRange, hasValue, refinementsOf, searchWith, toggleRange, toggleValue } from './similar-choice.ts'

test('a choice is taken back by choosing it again', () => {
  const red = toggleValue([], 'item.attributes.color', 'red')
  const both = toggleValue(red, 'item.attributes.color', 'blue')
  expect(both).toEqual([{ field: 'item.attributes.color', values: ['red', 'blue'] }])
  expect(hasValue(both, 'item.attributes.color', 'blue')).toBe(true)
  expect(
    toggleValue(toggleValue(both, 'item.attributes.color', 'blue'), 'item.attributes.color', 'red'),
  ).toEqual([])
  const cheap = toggleRange(red, 'item.priceMinor', { toMinor: 500 })
  expect(hasRange(cheap, 'item.priceMinor', { toMinor: 500 })).toBe(true)
  expect(toggleRange(cheap, 'item.priceMinor', { toMinor: 500 })).toEqual(red)
})

test('choices stand in the address, and one that makes no sense chooses nothing', () => {
  const chosen = toggleValue(toggleRange([], 'item.priceMinor', { fromMinor: 1 }), 'item.brand', 'A & B=“C”')
  const search = searchWith('?by=looks', chosen)
  expect(refinementsOf(search)).toEqual(chosen)
  expect(searchWith(search, [])).toBe('?by=looks')
  for (const wrong of ['', '?refine=', '?refine=[', '?refine=7', '?refine=[null,3]'])
    expect(refinementsOf(wrong)).toEqual([])
})
