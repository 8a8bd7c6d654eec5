/** What a bench gives: tables of figures with the sentences that say how they came about. */
import type { Machine } from './machine.ts'
import type { Workspace } from './workspace.ts'

export type Column = {
  readonly key: string
  readonly title: string
  /** Decimals shown; left out for text. JSON keeps the figures as they were measured. */
  readonly digits?: number
}

export type Figures = Readonly<Record<string, string | number | null>>

export type BenchTable = {
  readonly title: string
  readonly columns: readonly Column[]
  /** `null` where a figure could not be had on this machine. */
  readonly rows: readonly Figures[]
}

export type Measured = {
  /** How it was measured: sizes, rounds, which statistic. */
  readonly method: readonly string[]
  readonly tables: readonly BenchTable[]
  /** What the figures say, ratios first. */
  readonly findings: readonly string[]
  /** False when a check failed; the command then ends with 1. */
  readonly isWell: boolean
}

export type MeasuredPart = Measured & { readonly part: string }

export type BenchResult = Measured & {
  readonly bench: string
  /** Small and short: fit to see that the bench works, not to quote. */
  readonly isQuick: boolean
  /** ISO 8601, UTC */
  readonly measuredAt: string
  readonly commit: string
  readonly machine: Machine
}

export type BenchContext = {
  readonly isQuick: boolean
  readonly workspace: Workspace
  /** False when the output is for machines. */
  readonly showsProgress: boolean
  readonly rounds: number | undefined
}

export type DataContext = BenchContext & {
  /** Where public data sets lie, a folder each; those that are not there are passed over. */
  readonly dataFolder: string
  /** Parts of the bench by name; all when it is empty. */
  readonly only: readonly string[]
}

export type Bench = {
  readonly name: string
  readonly summary: string
  readonly run: (context: BenchContext) => Promise<Measured>
}

/** A bench on public data, in parts that are kept apart, so that one can be measured again without the others. */
export type DataBench = {
  readonly name: string
  readonly summary: string
  /** Gives each part when it is measured. */
  readonly runParts: (context: DataContext) => AsyncIterable<MeasuredPart>
}
