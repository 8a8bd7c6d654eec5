import { expect, test } from 'vitest'
import { optionProblem } from './option-problem.ts'

const recipe = {
  defaults: { neighbors: 50, decay: 0.1, form: 'cosine', isSigned: true, vectors: 'picture' },
  ranges: {
    neighbors: { from: 10, to: 200, scale: 'log', isWhole: true },
    decay: { of: [0, 1, 2] },
    form: { of: ['cosine', 'jaccard'] },
  },
} as const

test.each([
  [{}],
  [{ neighbors: 10, decay: 2, form: 'jaccard', isSigned: false, vectors: 'text' }],
  // What the search ends at is off by rounding, and a default need not lie in its range.
  [{ neighbors: 200 * (1 + 1e-15) }],
  [{ decay: 0.1 }],
])('%j may be trained', (options) => {
  expect(optionProblem(recipe, options)).toBeUndefined()
})

test.each([
  [{ neighbours: 50 }, 'neighbours'],
  [{ __proto__: null, ['constructor']: 1 }, 'constructor'],
  [{ neighbors: '50' }, 'neighbors'],
  [{ neighbors: null }, 'neighbors'],
  [{ neighbors: 9 }, 'from 10 to 200'],
  [{ neighbors: 20.5 }, 'whole'],
  [{ decay: Number.NaN }, 'decay'],
  [{ decay: 3 }, '0, 1, 2'],
  [{ form: 'dice' }, 'cosine, jaccard'],
  [{ isSigned: 1 }, 'isSigned'],
])('%j may not, and it is said why', (options, said) => {
  expect(optionProblem(recipe, options as never)).toContain(said)
})
