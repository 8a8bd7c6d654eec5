import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { findingsOf, outsideBands, tableOf } from './quality.ts'
import { BANDS } from './quality/bands.ts'
import type { QualityRow } from './quality/protocol.ts'
import { PROTOCOLS } from './quality/protocols.ts'
import { renderText } from './table.ts'

const rows: readonly QualityRow[] = [
  { method: 'blend', by: 'ours', metrics: { 'hit@20': 0.54, 'mrr@20': 0.18 }, trainSeconds: 4 },
  { method: 'neighbors', by: 'ours', metrics: { 'hit@20': 0.5, 'mrr@20': 0.19 } },
  { method: 'popularity', by: 'baseline', metrics: { 'hit@20': 0.009 } },
  { method: 'Graph', by: 'published', metrics: { 'hit@20': 0.6, 'mrr@20': 0.19 }, note: 'paper, table 3' },
]

test('the table has every metric, and a dash where a paper does not print it', () => {
  expect(renderText(tableOf('Sessions', rows))).toBe(
    [
      'Sessions',
      '  method      by         hit@20  mrr@20  training s  note',
      '  blend       Aisle      0.5400  0.1800         4.0',
      '  neighbors   Aisle      0.5000  0.1900           –',
      '  popularity  run here   0.0090       –           –',
      '  Graph       published  0.6000  0.1900           –  paper, table 3',
    ].join('\n'),
  )
})

test('findings put our best beside the best printed and the best plain method, metric by metric', () => {
  expect(findingsOf(rows)).toEqual([
    'hit@20: blend 0.5400, 0.900 times the best printed (Graph, 0.6000) and 60.000 times the best plain method (popularity, 0.0090).',
    'mrr@20: neighbors 0.1900, 1.000 times the best printed (Graph, 0.1900).',
  ])
})

test('a figure outside its band is said on either side, and so is one that is gone', () => {
  const band = (method: string, from: number, to: number) => ({
    protocol: 'p',
    method,
    metric: 'hit@20',
    from,
    to,
  })
  expect(outsideBands('p', rows, [band('blend', 0.53, 0.55)])).toEqual([])
  expect(outsideBands('p', rows, [band('blend', 0.55, 0.6)])).toEqual([
    'blend: hit@20 is 0.5400, outside of [0.55, 0.6].',
  ])
  expect(outsideBands('p', rows, [band('blend', 0.5, 0.53)])).toHaveLength(1)
  expect(outsideBands('p', rows, [band('gone', 0, 1)])).toEqual([
    'gone has no hit@20, which is to lie in [0, 1].',
  ])
  expect(outsideBands('other', rows, [band('blend', 0.55, 0.6)])).toEqual([])
})

test('every file of a protocol is in the list, by its own name, and every band is of a quick one', () => {
  const files = readdirSync(resolve('bench/quality')).filter((file) =>
    /: Protocol = \{/.test(readFileSync(join(resolve('bench/quality'), file), 'utf8')),
  )
  expect(PROTOCOLS.length).toBeGreaterThanOrEqual(files.length)
  expect(new Set(PROTOCOLS.map(({ name }) => name)).size).toBe(PROTOCOLS.length)
  for (const { protocol } of BANDS)
    expect(PROTOCOLS.find(({ name }) => name === protocol)?.isQuick).toBe(true)
})

test('docs/quality.md has a place for the figures of every protocol', () => {
  const page = readFileSync(resolve('docs/quality.md'), 'utf8')
  expect(PROTOCOLS.filter(({ name }) => !page.includes(`<!-- bench:quality-${name} -->`))).toEqual([])
})
