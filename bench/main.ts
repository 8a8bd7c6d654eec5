/** `npm run bench -- <name>`: measures, prints the figures with the machine, and keeps them in the docs. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { writeDocs } from './docs.ts'
import { erasureBench } from './erasure.ts'
import { ingestBench } from './ingest.ts'
import { killBench } from './kill.ts'
import { listsBench } from './lists.ts'
import { looksBench } from './looks.ts'
import { commitOf, describeMachine, machineSentence } from './machine.ts'
import { qualityBench } from './quality.ts'
import type { Bench, BenchResult, DataBench, DataContext, MeasuredPart } from './result.ts'
import { serveBench, serveLargeBench } from './serve.ts'
import { startBench } from './start.ts'
import { tillBench } from './till.ts'
import { trainBench } from './train.ts'
import { renderText } from './table.ts'
import { webBench } from './web.ts'
import { openWorkspace } from './workspace.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const BENCHES: readonly (Bench | DataBench)[] = [
  ingestBench,
  startBench,
  listsBench,
  serveBench,
  serveLargeBench,
  killBench,
  erasureBench,
  tillBench,
  looksBench,
  qualityBench,
  trainBench,
  webBench,
]

type Options = {
  readonly json: boolean
  readonly quick: boolean
  readonly write: boolean
  readonly rounds?: number
  readonly data?: string
  readonly only?: readonly string[]
}

async function* partsOf(
  bench: Bench | DataBench,
  context: DataContext,
): AsyncGenerator<MeasuredPart, void, undefined> {
  if ('run' in bench) yield { part: bench.name, ...(await bench.run(context)) }
  else
    for await (const measured of bench.runParts(context))
      yield { ...measured, part: `${bench.name}-${measured.part}` }
}

async function* measure(
  bench: Bench | DataBench,
  options: Options,
): AsyncGenerator<BenchResult, void, undefined> {
  const workspace = openWorkspace()
  const machine = describeMachine(workspace.path)
  const parts = partsOf(bench, {
    isQuick: options.quick,
    workspace,
    showsProgress: !options.json,
    rounds: options.rounds,
    dataFolder: resolve(options.data ?? join(ROOT, 'data', 'public')),
    only: options.only ?? [],
  })
  for await (const { part, ...measured } of parts)
    yield {
      bench: part,
      // Quick parts of a bench on data are whole, and their figures as good as the others.
      isQuick: options.quick && 'run' in bench,
      measuredAt: new Date().toISOString(),
      commit: commitOf(ROOT),
      machine,
      ...measured,
    }
}

const sentencesOf = (result: BenchResult): string =>
  [
    machineSentence(result.machine),
    `commit ${result.commit}, ${result.measuredAt}${result.isQuick ? ', quick: not to be quoted' : ''}`,
    ...result.method,
    ...result.tables.map((table) => `\n${renderText(table)}`),
    '',
    ...result.findings,
  ].join('\n')

const writeResult = (result: BenchResult): void => {
  const folder = join(ROOT, 'bench', 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${result.bench}.json`), `${JSON.stringify(result, null, 2)}\n`)
  writeDocs(ROOT)
}

const runBench = async (bench: Bench | DataBench, options: Options): Promise<void> => {
  const results: BenchResult[] = []
  for await (const result of measure(bench, options)) {
    results.push(result)
    if (!options.json) process.stdout.write(`${sentencesOf(result)}\n\n`)
    if (options.write) writeResult(result)
  }
  if (options.json)
    process.stdout.write(`${JSON.stringify('run' in bench ? results[0] : results, null, 2)}\n`)
  // Whatever a failed check left running ends with the process.
  process.exit(results.every(({ isWell }) => isWell) ? 0 : 1)
}

const wholeNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number above 0.')
  return value
}

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const program = new Command('bench')
  .description('Measures the real program on this machine. TMPDIR chooses the disk.')
  .version(version)
const command = (bench: Bench | DataBench, quickMeans: string): Command =>
  program
    .command(bench.name)
    .description(bench.summary)
    .option('--json', 'print one JSON value', false)
    .option('--quick', quickMeans, false)
    .option('--write', 'keep the figures in bench/results and in the docs', false)
    .action((options: Options) => runBench(bench, options))

for (const bench of BENCHES)
  if ('run' in bench)
    command(bench, 'a minute, to see that it works; the figures are not to be quoted').option(
      '--rounds <number>',
      'instead of the usual number',
      wholeNumber,
    )
  else
    command(bench, 'only the parts that take less than two minutes')
      .option('--data <folder>', 'where the public data sets lie, instead of data/public')
      .option('--only <names>', 'these parts, separated by commas', (names: string) => names.split(','))
program
  .command('docs')
  .description('make the tables of the docs from bench/results, measuring nothing')
  .action(() => writeDocs(ROOT))
await program.parseAsync()
