import { defineConfig } from 'vitest/config'

const BROWSER_TESTS = 'test/e2e/**/*.test.ts'

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line-reporter.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // The machine may be busy; what comes at once costs nothing.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['src', 'sdk', 'test', 'web', 'bench'].map((folder) => `${folder}/**/*.test.ts`),
          exclude: [BROWSER_TESTS],
          sequence: { groupOrder: 0 },
          maxWorkers: 2,
        },
      },
      {
        // A browser, its server and the training of its shop are more than a core already: one at a time, after the rest.
        extends: true,
        test: {
          name: 'browser',
          include: [BROWSER_TESTS],
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
        },
      },
    ],
  },
})
