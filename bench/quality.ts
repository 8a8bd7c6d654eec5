/** `bench quality`: published protocols on public data, ours beside plain methods run here and figures that were printed. */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { openThreadCompute } from '../src/jobs/thread-compute.ts'
import { BANDS, type Band } from './quality/bands.ts'
import type { Protocol, QualityRow } from './quality/protocol.ts'
import { PROTOCOLS } from './quality/protocols.ts'
import type { BenchTable, DataBench, DataContext, MeasuredPart } from './result.ts'
import { amount } from './table.ts'

const DIGITS = 4
const BY = { ours: 'Aisle', baseline: 'run here', published: 'published' } as const

/** In the order in which they first come. */
const metricsOf = (rows: readonly QualityRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ metrics }) => Object.keys(metrics))),
]

export const tableOf = (title: string, rows: readonly QualityRow[]): BenchTable => {
  const metrics = metricsOf(rows)
  return {
    title,
    columns: [
      { key: 'method', title: 'method' },
      { key: 'by', title: 'by' },
      ...metrics.map((metric) => ({ key: metric, title: metric, digits: DIGITS })),
      { key: 'trainSeconds', title: 'training s', digits: 1 },
      { key: 'note', title: 'note' },
    ],
    rows: rows.map(({ method, by, metrics: figures, trainSeconds, note }) => ({
      method,
      by: BY[by],
      ...Object.fromEntries(metrics.map((metric) => [metric, figures[metric] ?? null])),
      trainSeconds: trainSeconds ?? null,
      note: note ?? '',
    })),
  }
}

const bestBy = (rows: readonly QualityRow[], by: QualityRow['by'], metric: string): QualityRow | undefined =>
  rows
    .filter((row) => row.by === by && row.metrics[metric] !== undefined)
    .toSorted((a, b) => (b.metrics[metric] ?? 0) - (a.metrics[metric] ?? 0))[0]

/** Our best beside the best of the others, metric by metric. */
export const findingsOf = (rows: readonly QualityRow[]): readonly string[] =>
  metricsOf(rows).flatMap((metric) => {
    const ours = bestBy(rows, 'ours', metric)
    const figure = ours?.metrics[metric]
    if (ours === undefined || figure === undefined) return []
    const beside = (['published', 'baseline'] as const).flatMap((by) => {
      const other = bestBy(rows, by, metric)
      const otherFigure = other?.metrics[metric]
      if (other === undefined || otherFigure === undefined) return []
      return [
        `${amount(figure / otherFigure, 3)} times ${by === 'published' ? 'the best printed' : 'the best plain method'} (${other.method}, ${amount(otherFigure, DIGITS)})`,
      ]
    })
    return beside.length === 0
      ? []
      : [`${metric}: ${ours.method} ${amount(figure, DIGITS)}, ${beside.join(' and ')}.`]
  })

/** A sentence for each figure outside its band, and for each band without a figure. */
export const outsideBands = (
  protocol: string,
  rows: readonly QualityRow[],
  bands: readonly Band[] = BANDS,
): readonly string[] =>
  bands
    .filter((band) => band.protocol === protocol)
    .flatMap(({ method, metric, from, to }) => {
      const figure = rows.find((row) => row.method === method && row.by !== 'published')?.metrics[metric]
      if (figure === undefined) return [`${method} has no ${metric}, which is to lie in [${from}, ${to}].`]
      return figure >= from && figure <= to
        ? []
        : [`${method}: ${metric} is ${amount(figure, DIGITS)}, outside of [${from}, ${to}].`]
    })

const runProtocol = async (
  { name, title, method, run }: Protocol,
  { dataFolder, showsProgress }: DataContext,
): Promise<MeasuredPart> => {
  const compute = openThreadCompute(availableParallelism())
  try {
    const rows = await run({
      dataFolder,
      compute,
      say: (sentence) => {
        if (showsProgress) process.stderr.write(`${name}: ${sentence}\n`)
      },
    })
    const outside = outsideBands(name, rows)
    return {
      part: name,
      method,
      tables: [tableOf(title, rows)],
      findings: [...findingsOf(rows), ...outside],
      isWell: outside.length === 0,
    }
  } finally {
    await compute.close()
  }
}

async function* runParts(context: DataContext): AsyncGenerator<MeasuredPart, void, undefined> {
  const { isQuick, only, dataFolder } = context
  const unknown = only.filter((name) => !PROTOCOLS.some((protocol) => protocol.name === name))
  if (unknown.length > 0)
    throw new Error(
      `There is no protocol ${unknown.join(', ')}; there are ${PROTOCOLS.map(({ name }) => name).join(', ')}.`,
    )
  for (const protocol of PROTOCOLS) {
    if (only.length > 0 ? !only.includes(protocol.name) : isQuick && !protocol.isQuick) continue
    const missing = protocol.files.filter((file) => !existsSync(join(dataFolder, file)))
    if (missing.length === 0) yield await runProtocol(protocol, context)
    else
      process.stderr.write(
        `${protocol.name} is passed over: ${dataFolder} has no ${missing.join(', no ')}.\n`,
      )
  }
}

export const qualityBench: DataBench = {
  name: 'quality',
  summary: 'accuracy by published protocols on public data, beside what the papers print',
  runParts,
}
