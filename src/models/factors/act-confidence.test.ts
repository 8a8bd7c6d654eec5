import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ConfidenceOptions, actConfidence } from './act-confidence.ts'
import { ACT_KINDS, type ActKind } from '../acts.ts'
import { dataOf, type GivenAct } from '../training-data.test-support.ts'

const OPTIONS: ConfidenceOptions = {
  viewWeight: 0.5,
  cartWeight: 0,
  wishWeight: 1,
  purchaseWeight: 2,
  repeatExponent: 0.5,
}
const WEIGHTS: Readonly<Record<ActKind, number>> = { view: 0.5, cart: 0, wish: 1, purchase: 2 }

const entriesOf = (given: readonly GivenAct[], options = OPTIONS): Map<string, number> => {
  const { rowCount, starts, columns, values } = actConfidence(dataOf(given), options)
  const entries = new Map<string, number>()
  for (let row = 0; row < rowCount; row++)
    for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k++) {
      expect(entries.has(`${row} ${columns[k]}`)).toBe(false)
      entries.set(`${row} ${columns[k]}`, values[k] ?? 0)
    }
  return entries
}

test('every pair has the bent sum of what its acts weigh, and acts of weight 0 are not there', () => {
  const act = fc.record({
    shopper: fc.integer({ min: -1, max: 4 }),
    item: fc.nat(5),
    kind: fc.constantFrom(...ACT_KINDS),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const sums = new Map<string, number>()
      for (const { shopper, item, kind } of acts)
        if (shopper >= 0 && WEIGHTS[kind] > 0)
          sums.set(`${shopper} ${item}`, (sums.get(`${shopper} ${item}`) ?? 0) + WEIGHTS[kind])
      const entries = entriesOf(acts)
      expect([...entries.keys()].sort()).toEqual([...sums.keys()].sort())
      for (const [pair, sum] of sums) expect(entries.get(pair)).toBeCloseTo(Math.sqrt(sum), 5)
    }),
  )
})

test('with an exponent of 0 every pair counts the same', () => {
  const acts: GivenAct[] = [
    { shopper: 0, item: 0 },
    { shopper: 0, item: 1, kind: 'purchase' },
    { shopper: 0, item: 1, kind: 'purchase' },
  ]
  expect([...entriesOf(acts, { ...OPTIONS, repeatExponent: 0 }).values()]).toEqual([1, 1])
})
