import { expect, test } from 'vitest'
import { renderDocs } from './docs.ts'
import type { BenchResult } from './result.ts'
import { renderMarkdown, renderText } from './table.ts'

const table = {
  title: 'Ovens',
  columns: [
    { key: 'oven', title: 'oven' },
    { key: 'loavesPerHour', title: 'loaves/h', digits: 0 },
    { key: 'hours', title: 'h', digits: 2 },
  ],
  rows: [
    { oven: 'stone | old', loavesPerHour: 1_234.5, hours: 2 },
    { oven: 'steel', loavesPerHour: null, hours: 10.125 },
  ],
}

const result: BenchResult = {
  bench: 'ovens',
  isQuick: false,
  measuredAt: '2026-05-01T10:00:00.000Z',
  commit: 'abc123',
  machine: {
    cpu: 'Mill 3000',
    coreCount: 2,
    memoryGb: 8,
    system: 'linux 6',
    node: 'v24.0.0',
    sqlite: '3.53',
    fsyncsPerSecond: 4_000,
    loadBefore: 0.1,
  },
  method: ['By the clock.'],
  tables: [table],
  findings: ['Stone bakes.'],
  isWell: true,
}

const PAGE =
  'Before.\n\n<!-- bench:ovens -->\nold\n<!-- /bench:ovens -->\n\nBetween.\n\n<!-- bench:mixers -->\n<!-- /bench:mixers -->\nAfter.\n'
const resultOf = (name: string): BenchResult | undefined => (name === 'ovens' ? result : undefined)

test('what stands between the markers is made from the results, the rest of the page stays', () => {
  const page = renderDocs(PAGE, resultOf)
  expect(page).toMatch(/^Before\.\n\n<!-- bench:ovens -->\n\n\*\*Ovens\*\*/)
  expect(page).toContain('\n\nBetween.\n\n')
  expect(page).toMatch(/After\.\n$/)
  expect(page).not.toContain('old\n')
  expect(page).toContain('Mill 3000, 2 cores, 8 GB; linux 6; Node v24.0.0; SQLite 3.53; 4,000 fsyncs/s')
  expect(page).toContain('Commit abc123, 2026-05-01')
})

test('what was never measured says how to measure it', () => {
  expect(renderDocs(PAGE, resultOf)).toContain('Not measured yet: `npm run bench -- mixers --write`.')
})

test('making the page twice changes nothing', () => {
  const once = renderDocs(PAGE, resultOf)
  expect(renderDocs(once, resultOf)).toBe(once)
})

test('a quick run says that it is not to be quoted', () => {
  expect(renderDocs(PAGE, () => ({ ...result, isQuick: true }))).toContain('not to be quoted')
})

test('a table has rounded figures to the right, and a dash for what could not be measured', () => {
  expect(renderMarkdown(table).split('\n')).toEqual([
    '**Ovens**',
    '',
    '| oven         | loaves/h |     h |',
    '| ------------ | -------: | ----: |',
    '| stone \\| old |    1,235 |  2.00 |',
    '| steel        |        – | 10.13 |',
  ])
  expect(renderText(table).split('\n').slice(1)).toEqual([
    '  oven         loaves/h      h',
    '  stone | old     1,235   2.00',
    '  steel               –  10.13',
  ])
})
