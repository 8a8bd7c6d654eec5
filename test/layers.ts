/** The one-way rule, as data: `architecture.test.ts` checks the code against it, `docs.test.ts` the document. */

/** What each folder of src/ may import, besides itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  math: [],
  views: ['domain', 'math'],
  lists: ['domain', 'math'],
  kernels: ['domain', 'math'],
  models: ['domain', 'math', 'kernels'],
  evaluation: ['domain', 'math', 'models'],
  world: ['domain', 'math'],
  stores: ['domain', 'math'],
  datasets: ['domain', 'math'],
  artifacts: ['domain', 'math', 'views'],
  api: ['domain'],
  serving: ['domain', 'math', 'views', 'lists', 'models', 'api'],
  jobs: [
    'domain',
    'math',
    'views',
    'lists',
    'kernels',
    'models',
    'evaluation',
    'world',
    'stores',
    'datasets',
    'artifacts',
    'api',
    'serving',
  ],
  config: ['domain'],
  server: [
    'domain',
    'math',
    'views',
    'lists',
    'kernels',
    'models',
    'evaluation',
    'world',
    'stores',
    'artifacts',
    'api',
    'serving',
    'jobs',
    'config',
  ],
  cli: ['domain', 'views', 'world', 'datasets', 'artifacts', 'api', 'serving', 'jobs', 'config', 'server'],
}

/** Folders that run anywhere, also in a browser: no package, no Node, no clock, no chance. */
export const PURE = ['domain', 'math', 'views', 'lists', 'kernels', 'models', 'evaluation', 'world']
