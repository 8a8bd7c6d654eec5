/** What the thread that evaluates is started with, and what it says. */
import type { Evaluation } from '../../evaluation/evaluation.ts'
import type { Job } from '../../models/recipe.ts'
import type { TrainingSource } from '../../models/training-data.ts'

export type EvaluationPlan = {
  readonly jobs: readonly Job[]
  /** by name */
  readonly recipes: readonly string[]
  readonly k: number
  readonly budgetMs: number
  readonly caseMax: number
  readonly memoryMaxBytes: number
  readonly seed: number
  readonly threadCount: number
}

export type EvaluationStart = EvaluationPlan & { readonly source: TrainingSource }

/** `search` goes by the time given, `test` by the recipes. */
export type EvaluationStep = {
  readonly step: 'search' | 'test'
  readonly recipe: string
  /** of the step, in [0, 1] */
  readonly doneShare: number
}

export type FromEvaluation =
  | { readonly kind: 'step'; readonly step: EvaluationStep }
  | { readonly kind: 'evaluated'; readonly evaluation: Evaluation }
  | { readonly kind: 'failed'; readonly message: string }
