import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import type { Range } from '../models/recipe.ts'
import { drawOptions, nearbyOptions, optionsKey } from './draw-options.ts'

const base = { l2: 10, neighborMax: 50, measure: 'cosine', fixed: 7 }
const ranges: Readonly<Record<string, Range>> = {
  l2: { from: 0.1, to: 1_000, scale: 'log' },
  neighborMax: { from: 5, to: 200, scale: 'linear', isWhole: true },
  measure: { of: ['cosine', 'lift'] },
}

test('drawn options are within their ranges, and whole where they must be', () => {
  fc.assert(
    fc.property(fc.integer(), fc.boolean(), (seed, isNear) => {
      const { l2, neighborMax, measure, fixed } = (isNear ? nearbyOptions : drawOptions)(
        base,
        ranges,
        rng(seed),
      )
      expect(l2).toBeGreaterThanOrEqual(0.1)
      expect(l2).toBeLessThanOrEqual(1_000)
      expect(Number.isInteger(neighborMax)).toBe(true)
      expect(neighborMax >= 5 && neighborMax <= 200).toBe(true)
      expect(['cosine', 'lift']).toContain(measure)
      expect(fixed).toBe(7)
    }),
  )
})

test('half of the draws on a logarithmic range lie below its geometric middle', () => {
  const below = Array.from({ length: 1_000 }, (_, seed) => drawOptions(base, ranges, rng(seed)).l2).filter(
    (l2) => l2 < 10,
  ).length
  expect(below).toBeGreaterThan(450)
  expect(below).toBeLessThan(550)
})

test('nearby options move one or two, and numbers not far', () => {
  for (let seed = 0; seed < 200; seed++) {
    const near = nearbyOptions(base, ranges, rng(seed))
    expect(
      Object.keys(near).filter((key) => near[key as keyof typeof near] !== base[key as keyof typeof base])
        .length,
    ).toBeLessThanOrEqual(2)
  }
  const steps = Array.from({ length: 300 }, (_, seed) =>
    Math.abs(Math.log10(nearbyOptions(base, ranges, rng(seed)).l2 / base.l2)),
  ).filter((step) => step > 0)
  expect(steps.reduce((sum, step) => sum + step, 0) / steps.length).toBeLessThan(1)
})

test('a recipe without ranges keeps its options', () => {
  expect(drawOptions(base, {}, rng(1))).toEqual(base)
  expect(nearbyOptions(base, {}, rng(1))).toEqual(base)
})

test('the key of options does not depend on the order of their names', () => {
  expect(optionsKey({ a: 1, b: 'x' })).toBe(optionsKey({ b: 'x', a: 1 }))
  expect(optionsKey({ a: 1 })).not.toBe(optionsKey({ a: 2 }))
})
