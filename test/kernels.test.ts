import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kernelModule, kernelNames, kernelPath } from '../scripts/build-kernels.mjs'

test.each(kernelNames())('the committed bytes of the kernel %s are what the compiler makes', async (name) => {
  expect(readFileSync(kernelPath(name), 'utf8'), 'Run node scripts/build-kernels.mjs.').toBe(
    await kernelModule(name),
  )
})
