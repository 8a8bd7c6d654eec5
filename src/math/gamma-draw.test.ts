import { expect, test } from 'vitest'
import { drawGamma } from './gamma-draw.ts'
import { rng } from './rng.ts'

test.each([
  [0.2, 1],
  [1, 4],
  [7.5, 0.5],
])('draws of shape %d and rate %d have its mean and variance, and are above 0', (shape, rate) => {
  const random = rng(1, 'gamma', shape)
  const draws = Array.from({ length: 20_000 }, () => drawGamma(random, shape, rate))
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length
  expect(Math.abs(mean / (shape / rate) - 1)).toBeLessThan(0.05)
  expect(Math.abs(variance / (shape / rate ** 2) - 1)).toBeLessThan(0.12)
  expect(draws.every((draw) => draw >= 0)).toBe(true)
})
