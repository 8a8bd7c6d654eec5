import fc from 'fast-check'
import { expect, test } from 'vitest'
import { promotedPlaces } from './promoted-places.ts'
import { settlePins } from './settle-pins.ts'

const settled = (...slots: readonly number[]): readonly string[] =>
  [...settlePins(slots.map((slot, item) => ({ item, slot, ruleId: `r${item}` })))]
    .map(([slot, { item }]) => `${slot}:${item}`)
    .sort()

test('of several pins on a place the first gets it, the others the next free one', () => {
  expect(settled(1, 1, 1)).toEqual(['1:0', '2:1', '3:2'])
})

test('one that comes too late takes no place that another asked for', () => {
  expect(settled(1, 1, 2, 3, 7)).toEqual(['1:0', '2:2', '3:3', '4:1', '7:4'])
})

test('pins are settled as by looking place by place', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 }), (slots) => {
      const taken = new Map<number, number>()
      slots.forEach((slot, item) => {
        if (!taken.has(slot)) taken.set(slot, item)
      })
      const first = new Set(taken.values())
      slots.forEach((slot, item) => {
        if (first.has(item)) return
        let free = slot
        while (taken.has(free)) free++
        taken.set(free, item)
      })
      expect(settled(...slots)).toEqual([...taken].map(([slot, item]) => `${slot}:${item}`).sort())
    }),
  )
})

const placesIn = (countMax: number, ...[promotion, pageSize]: Parameters<typeof promotedPlaces>) => {
  const isFor = promotedPlaces(promotion, pageSize)
  return Array.from({ length: countMax }, (_, k) => k + 1).filter(isFor)
}

test.each([
  [0.25, 12, [4, 8, 12]],
  [0.33, 10, [4, 7, 10]],
  [0.5, 5, [2, 4, 5]],
  [1, 3, [1, 2, 3]],
  [0.01, 12, [12]],
  [0.29, 100, Array.from({ length: 29 }, (_, k) => Math.ceil(((k + 1) * 100) / 29))],
])('a share of %d on a page of %d', (share, pageSize, places) => {
  expect(placesIn(pageSize, { share }, pageSize)).toEqual(places)
})

test('a share comes again on every page, places of the list do not', () => {
  expect(placesIn(12, { share: 0.25 }, 4)).toEqual([4, 8, 12])
  expect(placesIn(12, { slots: [1, 6] }, 4)).toEqual([1, 6])
})
