import { expect, test } from 'vitest'
import type { PastAct } from './facts.ts'
import { sequenceFinder } from './past-acts.ts'

test('a sequence of the item looks at no past for items that are not in it', () => {
  let readCount = 0
  const act = (item: number): PastAct => ({
    kind: 'view',
    item,
    get at() {
      readCount++
      return 0
    },
  })
  const past = Array.from({ length: 100 }, (_, item) => act(item))
  const facts = {
    now: 0,
    basket: [],
    parameters: {},
    item: () => undefined,
    fixed: () => undefined,
    past: () => past,
  }
  const step = { acts: ['view'], of: 'item' } as const
  const holds = sequenceFinder(facts, [step, step], 1, [undefined, undefined])
  expect(holds(0)).toBe(false)
  const before = readCount
  for (let item = 1_000; item < 2_000; item++) expect(holds(item)).toBe(false)
  expect(readCount).toBe(before)
})
