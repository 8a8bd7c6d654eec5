import { expect, test } from 'vitest'
import type { Evaluation, RecipeResult } from '../../evaluation/evaluation.ts'
import { barChart, decades, escapeHtml, evenTicks, scatterChart } from './report-charts.ts'
import { reportHtml } from './report-html.ts'

const interval = (mean: number) => ({ mean, low: mean - 0.01, high: mean + 0.01, count: 40 })
const resultOf = (recipe: string, mean: number): RecipeResult => ({
  recipe,
  options: { neighborMax: 50, measure: 'cosine' },
  validationMean: mean,
  metrics: {
    ndcg: interval(mean),
    recall: interval(mean),
    precision: interval(mean / 10),
    hit: interval(mean),
    'reciprocal-rank': interval(mean / 2),
  },
  qualities: {
    coverage: 0.5,
    gini: 0.4,
    entropy: 3,
    novelty: 4,
    diversity: Number.NaN,
    popularityShown: 0.7,
    popularityRelevant: 0.6,
    miscalibration: 1,
  },
  microsPerQuery: { median: 12, p99: 40 },
  trainSeconds: 1.5,
  slices: [{ slice: 'cold items', interval: interval(0.05) }],
})

const evaluation: Evaluation = {
  k: 10,
  metric: 'ndcg',
  seed: 1,
  from: Date.UTC(2026, 0, 1),
  cuts: { validationFrom: Date.UTC(2026, 2, 1), testFrom: Date.UTC(2026, 3, 1), until: Date.UTC(2026, 4, 1) },
  counts: { acts: 12_000, items: 300, shoppers: 900, orders: 400, sessions: 2_000 },
  baseline: 'popularity',
  jobs: [
    {
      job: 'similar',
      validationCases: 40,
      testCases: 50,
      chosen: { recipe: 'co-occurrence', options: { neighborMax: 50 }, why: 'It is ahead.' },
      results: [
        { ...resultOf('co-occurrence', 0.3), lead: { ...interval(0.2), p: 0.0004 } },
        resultOf('popularity', 0.1),
      ],
    },
  ],
  without: [{ job: 'next-basket', why: 'There are 3 cases.' }],
  trials: [
    {
      recipe: 'co-occurrence',
      options: { neighborMax: 50 },
      trainSeconds: 1,
      scores: { similar: { mean: 0.29, caseCount: 10, isDropped: true } },
    },
    { recipe: 'broken', options: {}, trainSeconds: 0, scores: {}, failure: 'no <bread>' },
  ],
  passedOver: [{ recipe: 'ease', why: 'It would need 9 MiB; 2 are allowed.' }],
}
const html = reportHtml(evaluation, {
  shop: 'Tom & "Ann"',
  evaluatedAt: Date.UTC(2026, 4, 2),
  engine: 'Aisle 1',
})

test('stands alone: no script, nothing from elsewhere', () => {
  expect(html).not.toMatch(/<script|src=|url\(|@import|https?:/)
  expect(html).toMatch(/^<!doctype html><html lang="en">/)
})

test('says what was chosen, why, and how far ahead it is', () => {
  expect(html).toContain('<strong>co-occurrence</strong> is chosen. It is ahead.')
  expect(html).toContain('+0.2000 (p &lt; 0.001)')
  expect(html).toContain('0.3000 <span class="quiet">0.290–0.310</span>')
})

test('says what was tried, what failed and what is passed over', () => {
  expect(html).toContain('(0.2900)')
  expect(html).toContain('failed: no &lt;bread&gt;')
  expect(html).toContain('<strong>ease</strong> is passed over. It would need 9 MiB; 2 are allowed.')
  expect(html).toContain('<strong>The next order of a shopper</strong> is passed over. There are 3 cases.')
})

test('names of shops are text, and figures that nobody knows are dashes', () => {
  expect(html).toContain('<h1>Evaluation of Tom &amp; &quot;Ann&quot;</h1>')
  expect(html).not.toContain('NaN')
})

test('every chart says in words what it shows', () => {
  const charts = html.match(/<svg [^>]*>/g) ?? []
  expect(charts).toHaveLength(3)
  for (const chart of charts) expect(chart).toMatch(/role="img" aria-label="[^"]{10,}"/)
})

test('an evaluation without a measurable job says so', () => {
  const empty = reportHtml(
    { ...evaluation, jobs: [], trials: [] },
    { shop: 's', evaluatedAt: 0, engine: 'e' },
  )
  expect(empty).toContain('There is too little data to measure anything.')
})

test('bars are as long as their values, the longest interval fills the width', () => {
  const chart = barChart('bread', [
    { label: 'a', mark: 'chosen', value: 0.4, low: 0.3, high: 0.5 },
    { label: 'b', mark: 'baseline', value: 0.2, low: 0.1, high: 0.3 },
  ])
  const widths = [...chart.matchAll(/class="bar \w+" x="170" y="\d+" width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  )
  expect(widths).toEqual([320, 160])
  expect(chart).toContain('M410 16H570')
})

test('points of unknown place are left out, and names do not lie on one another', () => {
  const axis = { title: 't', ticks: [0, 1], isLogarithmic: false, show: String }
  const chart = scatterChart(
    'c',
    [
      { label: 'a', mark: 'other', x: 0.1, y: 0.5 },
      { label: 'b', mark: 'other', x: 0.1, y: 0.5 },
      { label: 'gone', mark: 'other', x: Number.NaN, y: 0.5 },
    ],
    axis,
    axis,
  )
  expect(chart).not.toContain('gone')
  const heights = [...chart.matchAll(/class="label name" x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y))
  expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThanOrEqual(15)
})

test('ticks enclose the values', () => {
  expect(decades([3, 250])).toEqual([1, 10, 100, 1_000])
  expect(decades([Number.NaN, 0])).toEqual([10, 100])
  expect(evenTicks([0.37, 0.1])).toEqual([0, 0.1, 0.2, 0.30000000000000004, 0.4])
  expect(evenTicks([0, 0])).toHaveLength(6)
  expect(escapeHtml('<a href="x">&')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;')
})
