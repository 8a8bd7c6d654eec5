/** `bench train`: how long training takes and how large it gets, beside native programs, and how long an answer takes. */
import { openThreadCompute } from '../src/jobs/thread-compute.ts'
import type { BenchTable, DataBench, DataContext, MeasuredPart } from './result.ts'
import { coOccurrenceTables } from './train/co-occurrence.ts'
import { easeTables } from './train/ease.ts'
import { ialsTables } from './train/ials.ts'
import { mixesTables } from './train/mixes.ts'
import { rankerTables } from './train/ranker.ts'
import { rolesTables } from './train/roles.ts'
import { scoringTables } from './train/scoring.ts'

const THREADS = 2

type Part = {
  readonly name: string
  readonly tablesOf: (context: DataContext) => Promise<readonly BenchTable[]>
  readonly method: readonly string[]
  /** Minutes to hours: measured only when it is named. */
  readonly isLong?: boolean
}

const inThreads = async (
  { showsProgress }: DataContext,
  measure: (
    compute: ReturnType<typeof openThreadCompute>,
    say: (sentence: string) => void,
  ) => Promise<readonly BenchTable[]>,
): Promise<readonly BenchTable[]> => {
  const compute = openThreadCompute(THREADS)
  try {
    return await measure(compute, (sentence) => {
      if (showsProgress) process.stderr.write(`${sentence}\n`)
    })
  } finally {
    await compute.close()
  }
}

const PEER =
  'Beside them the peer, in one run after another, installed by pip for this run where the machine’s Python has it not; `–` where there is no Python.'

const PARTS: readonly Part[] = [
  { name: 'ease', tablesOf: (context) => easeTables(context), method: [PEER] },
  {
    name: 'ease-large',
    tablesOf: (context) => easeTables(context, { isLarge: true }),
    method: [PEER],
    isLong: true,
  },
  { name: 'ials', tablesOf: (context) => ialsTables(context), method: [PEER] },
  { name: 'ranker', tablesOf: (context) => rankerTables(context), method: [PEER] },
  { name: 'co-occurrence', tablesOf: coOccurrenceTables, method: [] },
  {
    name: 'roles',
    tablesOf: (context) => inThreads(context, rolesTables),
    method: [
      'Trained on the first nine tenths of the time of a demo world, asked about the last. Questions of `viewed-viewed`: what the shopper looked at afterwards in the same visit; of `viewed-bought`: what else within 7 days was bought; of `bought-bought`: another item of the order; of the other roles those of [evaluation](evaluation.md).',
    ],
  },
  {
    name: 'mixes',
    tablesOf: (context) => inThreads(context, mixesTables),
    method: [
      'Trained on the first nine tenths of the time of a demo world, asked about the last: the next item of a visit that runs, and what shoppers touch whom nothing runs for. The mix was chosen among these on these questions.',
    ],
  },
  {
    name: 'scoring',
    tablesOf: (context) => inThreads(context, (compute, say) => scoringTables(context, compute, say)),
    method: [
      'Scores and the best 20 of them, one thread, 270 shoppers with up to 30 acts; `–` where training would take more than 4 GB or hours, or where the model is no larger than at the size before.',
    ],
  },
]

async function* runParts(context: DataContext): AsyncGenerator<MeasuredPart, void, undefined> {
  const names = PARTS.map(({ name }) => name)
  const unknown = context.only.filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; there are ${names.join(', ')}.`)
  for (const { name, tablesOf, method, isLong } of PARTS) {
    if (context.only.length > 0 ? !context.only.includes(name) : isLong === true) continue
    yield { part: name, tables: await tablesOf(context), method, findings: [], isWell: true }
  }
}

export const trainBench: DataBench = {
  name: 'train',
  summary: 'seconds and memory of training, beside native programs; microseconds of an answer',
  runParts,
}
