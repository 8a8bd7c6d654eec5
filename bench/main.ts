/** `npm run bench -- <name>`: measures, prints the figures with the machine, and keeps them in the docs. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { writeDocs } from './docs.ts'
import { ingestBench } from './ingest.ts'
import { killBench } from './kill.ts'
import { listsBench } from './lists.ts'
import { commitOf, describeMachine, machineSentence } from './machine.ts'
import type { Bench, BenchResult } from './result.ts'
import { startBench } from './start.ts'
import { renderText } from './table.ts'
import { openWorkspace } from './workspace.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const BENCHES: readonly Bench[] = [ingestBench, startBench, listsBench, killBench]

type Options = {
  readonly json: boolean
  readonly quick: boolean
  readonly write: boolean
  readonly rounds?: number
}

const measure = async (bench: Bench, options: Options): Promise<BenchResult> => {
  const workspace = openWorkspace()
  const machine = describeMachine(workspace.path)
  const measured = await bench.run({
    isQuick: options.quick,
    workspace,
    showsProgress: !options.json,
    rounds: options.rounds,
  })
  return {
    bench: bench.name,
    isQuick: options.quick,
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

const runBench = async (bench: Bench, options: Options): Promise<void> => {
  const result = await measure(bench, options)
  process.stdout.write(`${options.json ? JSON.stringify(result, null, 2) : sentencesOf(result)}\n`)
  if (options.write) {
    const results = join(ROOT, 'bench', 'results')
    mkdirSync(results, { recursive: true })
    writeFileSync(join(results, `${bench.name}.json`), `${JSON.stringify(result, null, 2)}\n`)
    writeDocs(ROOT)
  }
  // Whatever a failed check left running ends with the process.
  process.exit(result.isWell ? 0 : 1)
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
for (const bench of BENCHES)
  program
    .command(bench.name)
    .description(bench.summary)
    .option('--json', 'print one JSON value', false)
    .option('--quick', 'a minute, to see that it works; the figures are not to be quoted', false)
    .option('--write', 'keep the figures in bench/results and docs/performance.md', false)
    .option('--rounds <number>', 'instead of the usual number', wholeNumber)
    .action((options: Options) => runBench(bench, options))
program
  .command('docs')
  .description('make the tables of docs/performance.md from bench/results, measuring nothing')
  .action(() => writeDocs(ROOT))
await program.parseAsync()
