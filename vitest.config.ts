import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'sdk/**/*.test.ts',
      'test/**/*.test.ts',
      'web/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    reporters: ['default', './test/closing-line-reporter.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // The machine may be busy; what comes at once costs nothing.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
})
