import { expect, test } from 'vitest'
import { openKernel } from './open-kernel.ts'
import { TILE_WASM } from './tile.wasm.ts'

const NO_MODULE = 'AAAA'

test('blocks lie apart, are aligned, and stay as they were when the memory grows', () => {
  const kernel = openKernel<object>(TILE_WASM)
  if (kernel === undefined) throw new Error('This machine has no WebAssembly.')
  const first = kernel.take(10)
  kernel.floats(first, 2).set([1, 2])
  const second = kernel.take(1_000_000)
  expect(second).toBeGreaterThanOrEqual(first + 10)
  expect(second % 64).toBe(0)
  expect([...kernel.floats(first, 2)]).toEqual([1, 2])
  expect(kernel.floats(second, 250_000).every((value) => value === 0)).toBe(true)
})

test('two kernels share no memory', () => {
  const [a, b] = [openKernel<object>(TILE_WASM), openKernel<object>(TILE_WASM)]
  const at = a?.take(4) ?? 0
  a?.floats(at, 1).fill(7)
  expect([...(b?.floats(b.take(4), 1) ?? [])]).toEqual([0])
})

test('a platform that does not know relaxed SIMD gets the plain module', () => {
  expect(openKernel<object>({ relaxed: NO_MODULE, plain: TILE_WASM.plain })?.calls).toHaveProperty(
    'invertFactor',
  )
})

test('a platform that knows neither gets none', () => {
  expect(openKernel<object>({ relaxed: NO_MODULE, plain: NO_MODULE })).toBeUndefined()
})
