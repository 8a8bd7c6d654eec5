/** A published protocol: data, split and metrics as the papers have them, and what we reach beside what they print. */
import type { Compute } from '../../src/models/compute.ts'

export type QualityRow = {
  readonly method: string
  /** `ours` is what Aisle does; `baseline` a plain method run here; `published` a figure read elsewhere */
  readonly by: 'ours' | 'baseline' | 'published'
  /** In the words of the protocol, as `recall@20`, each in [0, 1]. */
  readonly metrics: Readonly<Record<string, number>>
  readonly trainSeconds?: number
  /** Where a published figure stands, or which options were used. */
  readonly note?: string
}

export type ProtocolContext = {
  /** The folder that holds a folder for each data set. */
  readonly dataFolder: string
  readonly compute: Compute
  readonly say: (sentence: string) => void
}

export type Protocol = {
  readonly name: string
  readonly title: string
  /** How data are split and what is measured, in sentences for the docs. */
  readonly method: readonly string[]
  /** Files that must be there, relative to the data folder; without them the protocol is passed over, and said so. */
  readonly files: readonly string[]
  /** Takes less than two minutes. */
  readonly isQuick: boolean
  readonly run: (context: ProtocolContext) => Promise<readonly QualityRow[]>
}
