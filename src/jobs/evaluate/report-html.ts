/** The evaluation as a page that stands alone: no script, no file beside it, nothing from the network. */
import type { Evaluation, JobResult, RecipeResult } from '../../evaluation/evaluation.ts'
import type { Interval } from '../../evaluation/bootstrap.ts'
import type { Metric } from '../../evaluation/measure.ts'
import type { Job, Options } from '../../models/recipe.ts'
import { barChart, decades, escapeHtml, evenTicks, figure, type Mark, scatterChart } from './report-charts.ts'
import { REPORT_STYLE } from './report-style.ts'

export type ReportAbout = {
  readonly shop: string
  /** ms UTC */
  readonly evaluatedAt: number
  readonly engine: string
}

const JOB_TITLES: Readonly<Record<Job, readonly [title: string, question: string]>> = {
  'next-item': ['The next item of a visit', 'After each page of a visit: which item is opened next?'],
  'next-basket': [
    'The next order of a shopper',
    'Before a visit: what will the shopper order, repeats included?',
  ],
  'top-n': ['New items for a known shopper', 'Which items will a known shopper buy for the first time?'],
  completion: ['What is missing in a basket', 'One item of an order is hidden: which one is it?'],
  similar: ['What goes with an item', 'From the page of an item: which other item is opened next?'],
  popular: ['For anybody', 'Nothing is known of the visitor: what will be opened or bought in this visit?'],
}

const METRIC_TITLES: Readonly<Record<Metric, string>> = {
  ndcg: 'NDCG',
  recall: 'recall',
  precision: 'precision',
  hit: 'hit rate',
  'reciprocal-rank': 'MRR',
}

const count = (value: number): string => value.toLocaleString('en')
const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

type Cell = string | { readonly text: string }
type Row = { readonly mark?: Mark; readonly cells: readonly Cell[] }

/** The first cell of a row names it. Cells given as `text` are to be read, the others to be compared. */
const table = (caption: string, head: readonly Cell[], rows: readonly Row[]): string => {
  const cell = (tag: string, content: Cell, scope = ''): string =>
    typeof content === 'string'
      ? `<${tag}${scope}>${content}</${tag}>`
      : `<${tag} class="text"${scope}>${content.text}</${tag}>`
  const body = rows.map(
    ({ mark, cells: [name, ...others] }) =>
      `<tr class="${mark ?? ''}">${cell('th', name ?? '', ' scope="row"')}${others.map((content) => cell('td', content)).join('')}</tr>`,
  )
  const header = head.map((content) => cell('th', content, ' scope="col"')).join('')
  return `<figure><figcaption>${caption}</figcaption><div class="scroll" tabindex="0"><table><thead><tr>${header}</tr></thead><tbody>${body.join('')}</tbody></table></div></figure>`
}

const optionsText = (options: Options): string =>
  `<code>${escapeHtml(
    Object.entries(options)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ') || 'none',
  )}</code>`

const markOf = ({ chosen }: JobResult, baseline: string, recipe: string): Mark =>
  recipe === chosen.recipe ? 'chosen' : recipe === baseline ? 'baseline' : 'other'

const leadText = ({ lead }: RecipeResult): string =>
  lead === undefined
    ? '–'
    : `${lead.mean >= 0 ? '+' : '−'}${figure(Math.abs(lead.mean))} (p ${lead.p < 0.001 ? '&lt; 0.001' : `= ${lead.p.toFixed(3)}`})`

const withInterval = ({ mean, low, high }: Interval): string =>
  `${figure(mean)} <span class="quiet">${figure(low, 3)}–${figure(high, 3)}</span>`

const summaryOf = ({ jobs, metric, k }: Evaluation): string =>
  table(
    'The recipe chosen for each job: chosen on the validation part, figures of the test part. Intervals hold the true mean with 95 %.',
    ['job', { text: 'recipe' }, `${METRIC_TITLES[metric]}@${k}`, 'ahead of the baseline', 'µs a query'],
    jobs.flatMap(({ job, chosen, results }) => {
      const result = results.find(({ recipe }) => recipe === chosen.recipe)
      if (result === undefined) return []
      return [
        {
          cells: [
            `<a href="#${job}">${JOB_TITLES[job][0]}</a>`,
            { text: escapeHtml(chosen.recipe) },
            withInterval(result.metrics[metric]),
            leadText(result),
            figure(result.microsPerQuery.median, 0),
          ],
        },
      ]
    }),
  )

const LEGEND = `<p class="legend"><span style="--key: var(--chosen)">chosen</span><span style="--key: var(--other)">other recipes</span><span style="--key: var(--baseline)">baseline</span></p>`

const chartsOf = (job: JobResult, { metric, k, baseline }: Evaluation): string => {
  const { results } = job
  const title = `${METRIC_TITLES[metric]}@${k}`
  const values = results.map((result) => result.metrics[metric].mean)
  const points = (xOf: (result: RecipeResult) => number) =>
    results.map((result) => ({
      label: result.recipe,
      mark: markOf(job, baseline, result.recipe),
      x: xOf(result),
      y: result.metrics[metric].mean,
    }))
  const upwards = {
    title,
    ticks: evenTicks(values),
    isLogarithmic: false,
    show: (tick: number) => figure(tick, 2),
  }
  const micros = (result: RecipeResult): number => result.microsPerQuery.median
  return [
    barChart(
      `${title} of each recipe with its interval`,
      results.map(({ recipe, metrics }) => ({
        label: recipe,
        mark: markOf(job, baseline, recipe),
        value: metrics[metric].mean,
        low: metrics[metric].low,
        high: metrics[metric].high,
      })),
    ),
    LEGEND,
    '<h3>Accuracy and time</h3>',
    scatterChart(
      `${title} against microseconds a query`,
      points(micros),
      {
        title: 'microseconds a query (median)',
        ticks: decades(results.map(micros)),
        isLogarithmic: true,
        show: count,
      },
      upwards,
    ),
    '<h3>Accuracy and popularity</h3>',
    `<p class="quiet">How popular the shown items are: 1 is the most popular item of the catalog. What was right lies at ${figure(results[0]?.qualities.popularityRelevant ?? Number.NaN, 2)}; lists far to the right of that show what sells anyway.</p>`,
    scatterChart(
      `${title} against the popularity of what is shown`,
      points(({ qualities }) => qualities.popularityShown),
      {
        title: 'mean popularity percentile of what is shown',
        ticks: [0, 0.25, 0.5, 0.75, 1],
        isLogarithmic: false,
        show: String,
      },
      upwards,
    ),
  ].join('')
}

const tablesOf = (job: JobResult, { k, baseline, metric }: Evaluation): string => {
  const { results } = job
  const rowsOf = (cellsOf: (result: RecipeResult) => readonly Cell[]): readonly Row[] =>
    results.map((result) => ({
      mark: markOf(job, baseline, result.recipe),
      cells: [escapeHtml(result.recipe), ...cellsOf(result)],
    }))
  const slices = [...new Set(results.flatMap((result) => result.slices.map(({ slice }) => slice)))]
  return [
    table(
      `Accuracy at ${k} on ${count(job.testCases)} cases of the test part.`,
      ['recipe', ...Object.values(METRIC_TITLES), 'ahead of the baseline'],
      rowsOf((result) => [
        ...Object.values(result.metrics).map(({ mean }) => figure(mean)),
        leadText(result),
      ]),
    ),
    '<h3>Time</h3>',
    table(
      'Microseconds a query include picking the best; training is on all that came before the test part.',
      ['recipe', 'training s', 'µs, median', 'µs, 99th percentile'],
      rowsOf(({ trainSeconds, microsPerQuery }) => [
        figure(trainSeconds, 1),
        figure(microsPerQuery.median, 0),
        figure(microsPerQuery.p99, 0),
      ]),
    ),
    '<h3>Beyond accuracy</h3>',
    table(
      'Coverage: share of the catalog that is shown. Gini: 0 is even. Novelty and miscalibration in bits.',
      ['recipe', 'coverage', 'Gini', 'novelty', 'diversity', 'popularity', 'miscalibration'],
      rowsOf(({ qualities }) => [
        figure(qualities.coverage, 3),
        figure(qualities.gini, 3),
        figure(qualities.novelty, 2),
        figure(qualities.diversity, 3),
        figure(qualities.popularityShown, 3),
        figure(qualities.miscalibration, 2),
      ]),
    ),
    '<h3>Where it is hard</h3>',
    table(
      `${METRIC_TITLES[metric]}@${k} in parts of the cases. Cold items: born after the cut, told apart from one another. Cold shoppers: at most three acts known.`,
      ['recipe', ...slices],
      rowsOf((result) =>
        slices.map((slice) => {
          const interval = result.slices.find((other) => other.slice === slice)?.interval
          return interval === undefined
            ? '–'
            : `${figure(interval.mean)} <span class="quiet">of ${count(interval.count)}</span>`
        }),
      ),
    ),
  ].join('')
}

const sectionOf = (job: JobResult, evaluation: Evaluation): string => {
  const [title, question] = JOB_TITLES[job.job]
  return `<section id="${job.job}"><h2>${title}</h2><p class="quiet">${question}</p><p><strong>${escapeHtml(job.chosen.recipe)}</strong> is chosen. ${escapeHtml(job.chosen.why)} Options: ${optionsText(job.chosen.options)}</p>${chartsOf(job, evaluation)}${tablesOf(job, evaluation)}</section>`
}

const triedOf = ({ trials, passedOver, without, jobs, metric, k }: Evaluation): string => {
  const names = jobs.map(({ job }) => job)
  return [
    '<section id="tried"><h2>What was tried</h2>',
    ...[...passedOver, ...without.map(({ job, why }) => ({ recipe: JOB_TITLES[job][0], why }))].map(
      ({ recipe, why }) => `<p><strong>${escapeHtml(recipe)}</strong> is passed over. ${escapeHtml(why)}</p>`,
    ),
    `<details><summary>${count(trials.length)} trainings, in their order</summary>`,
    table(
      `${METRIC_TITLES[metric]}@${k} on the validation part. In parentheses: dropped after the first part of the cases, because it was behind the best of its recipe.`,
      ['recipe', 'training s', ...names, { text: 'options' }],
      trials.map(({ recipe, options, trainSeconds, scores, failure }) => ({
        cells: [
          escapeHtml(recipe),
          figure(trainSeconds, 1),
          ...names.map((job) => {
            const score = scores[job]
            if (score === undefined) return '–'
            return score.isDropped ? `(${figure(score.mean)})` : figure(score.mean)
          }),
          { text: failure === undefined ? optionsText(options) : escapeHtml(`failed: ${failure}`) },
        ],
      })),
    ),
    '</details></section>',
  ].join('')
}

const methodOf = ({ cuts, from, counts, baseline, seed }: Evaluation): string =>
  `<section id="method"><h2>How it was measured</h2><p>${count(counts.acts)} acts of ${count(counts.shoppers)} shoppers on ${count(counts.items)} items, ${count(counts.orders)} orders and ${count(counts.sessions)} visits, from ${day(from)} to ${day(cuts.until)}. Options and recipes were chosen on what happened between ${day(cuts.validationFrom)} and ${day(cuts.testFrom)} by models that knew only what came before; the best options of each recipe were then trained on all before ${day(cuts.testFrom)} and asked, once, about what came after. No answer is in what a model was trained on or told.</p><p>Intervals are of a bootstrap that draws whole shoppers or visits; p is that of a randomization test on the same cases. The baseline in every job is <strong>${escapeHtml(baseline)}</strong>. The same data and the seed ${seed} give the same figures; how many options are tried depends on the time that is given.</p></section>`

/** @returns an HTML document, UTF-8 */
export const reportHtml = (evaluation: Evaluation, { shop, evaluatedAt, engine }: ReportAbout): string =>
  [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Evaluation of ${escapeHtml(shop)}, ${day(evaluatedAt)}</title><style>${REPORT_STYLE}</style></head><body><main>`,
    `<h1>Evaluation of ${escapeHtml(shop)}</h1><p class="quiet">${day(evaluatedAt)}, ${escapeHtml(engine)}</p>`,
    evaluation.jobs.length === 0
      ? '<section><p>There is too little data to measure anything.</p></section>'
      : `<section>${summaryOf(evaluation)}</section>`,
    ...evaluation.jobs.map((job) => sectionOf(job, evaluation)),
    triedOf(evaluation),
    methodOf(evaluation),
    '</main></body></html>\n',
  ].join('')
